"""Who has standing: whose word about others reaches people who do not know them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Callable

    from directory.matching.trust.columns import Numbers
    from directory.matching.trust.edges import Day
    from directory.matching.trust.members import Roll

Levels = npt.NDArray[np.int32]


def standing_levels(roll: Roll, day: Day) -> Levels:
    """The round in which each member gained standing; 0 for those who have none."""
    if roll.members.everybody_has_standing:
        return np.ones(roll.size, dtype=np.int32)
    if roll.members.standing is not None:
        return roll.mask(roll.members.standing).astype(np.int32)

    def vouched_for_by(vouchers: Numbers) -> Numbers:
        # Hearsay gives nobody standing.
        edges = day.edges(vouchers)
        return edges.practitioner[edges.extending > 0]

    checked = roll.may_have_standing
    founding = roll.mask(roll.members.founding)
    return _rounds(checked, founding, vouched_for_by, day.rules.vouchers_for_standing)


def _rounds(
    checked: npt.NDArray[np.bool_],
    founding: npt.NDArray[np.bool_],
    vouched_for_by: Callable[[Numbers], Numbers],
    needed: int,
) -> Levels:
    """Checked founding members begin; each round adds those for whom enough of them vouch.

    So standing always leads back to the founders: a circle of accounts that vouch for each
    other never lifts itself.
    """
    levels = np.zeros(len(checked), dtype=np.int32)
    support = np.zeros(len(checked), dtype=np.int64)
    fresh = np.flatnonzero(checked & founding)
    level = 0
    while fresh.size:
        level += 1
        levels[fresh] = level
        reached, times = np.unique(vouched_for_by(fresh), return_counts=True)
        support[reached] += times
        ready = checked[reached] & (levels[reached] == 0) & (support[reached] >= needed)
        fresh = reached[ready]
    return levels


def standing_may_move(
    roll: Roll, day: Day, levels: Levels, *, voucher: int, people: Numbers
) -> bool:
    """Whether changed vouches of `voucher` could give these people standing or take it away.

    Standing stays where enough members of earlier rounds still vouch; nothing moves through a
    voucher without standing. Where this says yes, standing is worked out as a whole.
    """
    if roll.members.standing_is_given or levels[voucher] == 0:
        return False
    people = people[~roll.mask(roll.members.founding)[people] & roll.may_have_standing[people]]
    return bool((_is_supported(day, levels, people) != (levels[people] > 0)).any())


def _is_supported(day: Day, levels: Levels, people: Numbers) -> npt.NDArray[np.bool_]:
    """Whether enough members with standing, of an earlier round, vouch for each of these."""
    vouchers = day.columns.may_vouch_for(people)
    vouchers = vouchers[levels[vouchers] > 0]
    edges = day.edges(vouchers)
    edges = edges.under((edges.extending > 0) & np.isin(edges.practitioner, people))
    own = levels[edges.practitioner]
    earlier = (own == 0) | (levels[vouchers[edges.origin]] < own)
    place = np.searchsorted(people, edges.practitioner[earlier])
    return np.bincount(place, minlength=len(people)) >= day.rules.vouchers_for_standing
