"""Who has standing: whose word about others reaches people who do not know them.

Standing always leads back to the founding members: a circle of accounts that vouch for each
other neither lifts itself nor stays up when those who lifted it withdraw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from directory.matching.trust.columns import Numbers
    from directory.matching.trust.edges import Day
    from directory.matching.trust.members import Roll

Levels = npt.NDArray[np.int32]
"""By member number: 0 without standing, 1 for founders, then the order in which it was gained.
Enough of those who vouch for somebody came before them, so nobody holds up their own supporters."""


def standing_levels(roll: Roll, day: Day) -> Levels:
    """Everybody's standing from the beginning; where it is given nobody can gain any."""
    levels = roll.founding.astype(np.int32)
    if not roll.members.standing_is_given:
        _rise_from_founders(roll, day, levels)
    return levels


def _rise_from_founders(roll: Roll, day: Day, levels: Levels) -> None:
    """Every voucher is looked at once: what they add to others' support is counted up."""
    support = np.zeros(roll.size, dtype=np.int64)
    fresh = np.flatnonzero(roll.founding)
    while fresh.size:
        reached, times = np.unique(_vouched_for_by(day, fresh), return_counts=True)
        support[reached] += times
        may_rise = roll.may_have_standing[reached] & (levels[reached] == 0)
        fresh = reached[may_rise & (support[reached] >= day.rules.vouchers_for_standing)]
        levels[fresh] = levels.max() + 1 + np.arange(len(fresh))


def moved_levels(roll: Roll, day: Day, levels: Levels, people: Numbers) -> Levels:
    """Everybody's standing after the vouches for these people changed.

    First all those fall whose support does not hold by itself, then those rise again who still
    find enough; whoever is not touched is not looked at.
    """
    new = roll.founding[len(levels) :].astype(np.int32)
    levels = np.concatenate([levels, new])
    if not roll.members.standing_is_given:
        fallen = _fall(roll, day, levels, people)
        _rise(roll, day, levels, np.union1d(fallen, people))
    return levels


def _fall(roll: Roll, day: Day, levels: Levels, people: Numbers) -> Numbers:
    fallen = people[:0]
    while people.size:
        people = people[(levels[people] > 0) & ~roll.founding[people]]
        support = _support(day, levels, people, only_earlier=True)
        falling = people[support < day.rules.vouchers_for_standing]
        levels[falling] = 0
        fallen = np.union1d(fallen, falling)
        people = np.unique(_vouched_for_by(day, falling))
    return fallen


def _rise(roll: Roll, day: Day, levels: Levels, people: Numbers) -> None:
    while people.size:
        people = people[(levels[people] == 0) & roll.may_have_standing[people]]
        support = _support(day, levels, people, only_earlier=False)
        rising = people[support >= day.rules.vouchers_for_standing]
        levels[rising] = levels.max() + 1 + np.arange(len(rising))
        people = np.unique(_vouched_for_by(day, rising))


def _vouched_for_by(day: Day, vouchers: Numbers) -> Numbers:
    """Whom some people vouch for; hearsay gives nobody standing."""
    edges = day.edges(vouchers)
    return edges.practitioner[edges.extending > 0]


def _support(day: Day, levels: Levels, people: Numbers, *, only_earlier: bool) -> Numbers:
    """How many members with standing vouch for each of these people."""
    vouchers = day.columns.may_vouch_for(people)
    vouchers = vouchers[levels[vouchers] > 0]
    edges = day.edges(vouchers)
    edges = edges.under((edges.extending > 0) & np.isin(edges.practitioner, people))
    if only_earlier:
        edges = edges.under(levels[vouchers[edges.origin]] < levels[edges.practitioner])
    place = np.searchsorted(people, edges.practitioner)
    return np.bincount(place, minlength=len(people))
