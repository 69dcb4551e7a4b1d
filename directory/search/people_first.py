"""A center that serves a need through one person alone stands below that very person at a tie.

The order of ranking stays; among neighbours whose scores are as good as the same, the person
comes before the house that would send the client to them. Page and command both answer so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, overload

from directory.matching.explanation import why_not_higher
from directory.matching.need import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.matching.answer import Match, Told
    from directory.matching.listing import ListingFacts

AS_GOOD_AS_EQUAL = 0.01
"""One shown point of a hundred."""
LOOKS_AHEAD = 10
"""So many places further down the person is looked for."""


@dataclass(frozen=True)
class PeopleFirst(Sequence["Match"]):
    """Matches with each such center moved behind its person; made only as far as they are read."""

    ranked: Sequence[Match]
    listings: Mapping[str, ListingFacts]
    limit: int | None = None
    _placed: list[Match] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.ranked) if self.limit is None else min(self.limit, len(self.ranked))

    @overload
    def __getitem__(self, at: int) -> Match: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Match, ...]: ...
    def __getitem__(self, at: int | slice) -> Match | tuple[Match, ...]:
        if isinstance(at, slice):
            numbers = range(*at.indices(len(self)))
            self._place(max(numbers, default=-1))
            return tuple(self._placed[number] for number in numbers)
        number = range(len(self))[at]
        self._place(number)
        return self._placed[number]

    def _place(self, last: int) -> None:
        if last < len(self._placed):
            return
        enough = min(len(self.ranked), max(last + 1, 2 * len(self._placed)))
        order = list(self.ranked[: enough + LOOKS_AHEAD])
        for was, center in enumerate(order[:enough]):
            if center.kind is not Kind.CENTER:
                continue
            # Those who stood above and were moved behind it have brought it up by one each.
            here = order.index(center, max(0, was - LOOKS_AHEAD), was + 1)
            there = _person_below(center, order[here + 1 : here + 1 + LOOKS_AHEAD], self.listings)
            order.insert(here + there, order.pop(here))
        self._placed[:] = (
            match
            if match.rank == rank
            else _moved(match, rank, order[rank - 2] if rank > 1 else None)
            for rank, match in enumerate(order[:enough], start=1)
        )


def _person_below(
    center: Match, below: Sequence[Match], listings: Mapping[str, ListingFacts]
) -> int:
    """How many places down the one person is through whom a center serves; 0 where there is none.

    Who covers what is worked out only where somebody of the house stands as high.
    """
    people = listings[center.id].staff
    for places, match in enumerate(below, start=1):
        if match.relaxed != center.relaxed or match.score < center.score - AS_GOOD_AS_EQUAL:
            return 0
        if match.id in people and set(center.staff.values()) == {match.id}:
            return places
    return 0


def _moved(match: Match, rank: int, above: Match | None) -> Match:
    def told() -> Told:
        higher = None if above is None else why_not_higher(match, above)
        return replace(match.told, why_not_higher=() if higher is None else (higher,))

    return replace(match, rank=rank, teller=told)
