"""What is told of each match: made from the scalar statement, only for those who are looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, overload

from directory.matching import cautions
from directory.matching.answer import Factor, Match, Part, Told, Weighed
from directory.matching.candidate import ADAPT, FIT_GATE, HOLD, PREFERS_NOT, offer_in, offers, score
from directory.matching.cover import COVERED
from directory.matching.eligibility import SILENT, Reason, work
from directory.matching.explanation import explained, why_not_higher
from directory.matching.need import Kind
from directory.matching.visits import visits

if TYPE_CHECKING:
    from directory.matching.candidate import Candidate, Offer
    from directory.matching.centers import House
    from directory.matching.columns.judging import Judged
    from directory.matching.columns.listings import Listings
    from directory.matching.columns.placing import Place
    from directory.matching.eligibility import Work
    from directory.matching.index import Index
    from directory.matching.listing import ListingFacts
    from directory.matching.situation import Situation
    from directory.matching.visits import Visit

FACTORS = (FIT_GATE, PREFERS_NOT, HOLD, ADAPT)


class DisagreementError(RuntimeError):
    """The columns offer somebody whom the scalar statement leaves out: a fault of ours."""


@dataclass(frozen=True)
class Telling:
    """Everything from which one search's matches are told."""

    index: Index
    asking: Situation
    judged: Judged
    folded: Mapping[str, str] = field(default_factory=dict)
    """Houses that stand on a person's card, and that person."""

    made: dict[tuple[int, int], Candidate] = field(default_factory=dict)
    opened: dict[int, House] = field(default_factory=dict)

    worked: dict[tuple[int, int, bool], Offer] = field(default_factory=dict)
    """What was offered in a visit: by row, office and video; nothing of it depends on places."""
    done: dict[tuple[str, str | None, bool], Work | str] = field(default_factory=dict)
    """What somebody would do: by handle, jurisdiction and video."""

    def row(self, place: Place) -> int:
        """The row of one result."""
        return int(self.judged.steps[place.tier].scored.row[place.at])

    def house(self, place: Place) -> House:
        """The listing of one result with its people; put together once a search."""
        row = self.row(place)
        if row not in self.opened:
            self.opened[row] = self.index.houses[row]
        return self.opened[row]

    def candidate(self, place: Place) -> Candidate:
        """The scalar statement of one result, in the very visit that was judged best."""
        key = place.tier, place.at
        if key not in self.made:
            self.made[key] = self._candidate(place)
        return self.made[key]

    def _candidate(self, place: Place) -> Candidate:
        return score(self.offer(place), self.asking, half_km=self.judged.half_km)

    def offer(self, place: Place) -> Offer:
        """What one result offers in that visit; its score, which takes as long, is not read."""
        found = self.judged.steps[place.tier].scored
        office, by_video = int(found.office[place.at]), bool(found.by_video[place.at])
        key = self.row(place), office, by_video
        if key not in self.worked:
            self.worked[key] = self._offer(place, None if office < 0 else office, by_video=by_video)
        return self.worked[key]

    def _offer(self, place: Place, office: int | None, *, by_video: bool) -> Offer:
        house, reach = self.house(place), self.judged.steps[place.tier].reach
        each = visits(house.complete, self.asking.need, reach)
        visit = next(one for one in each if (one.office, one.by_video) == (office, by_video))
        offer = offer_in(house, visit, self.asking, self._work)
        if isinstance(offer, str):
            raise DisagreementError(f"{house.own.id} was judged and is not offered: {offer}.")
        return offer

    def _work(self, listing: ListingFacts, visit: Visit, asking: Situation) -> Work | str:
        """What `work` tells, once a search: the same people stand in the list and in houses.

        A house lends its people rooms, languages and ages; none of that is asked for here.
        """
        key = listing.id, visit.region, visit.by_video
        if key not in self.done:
            self.done[key] = work(listing, visit, asking)
        return self.done[key]

    def match(self, places: Sequence[Place], number: int) -> Match:
        """The match at a place; `number` counts from 0."""
        place = places[number]
        step = self.judged.steps[place.tier]
        found, at = step.scored, place.at
        row, office, distance = found.row[at], int(found.office[at]), float(found.distance_km[at])
        handle = self._columns.ids[row]
        return Match(
            id=handle,
            kind=Kind.CENTER if self._columns.is_center[row] else Kind.PERSON,
            rank=number + 1,
            score=float(found.score[at]),
            moved=place.moved,
            relaxed=step.relaxed,
            distance_km=None if distance != distance else distance,  # noqa: PLR0124  # NaN
            office=None if office < 0 else office,
            by_video=bool(found.by_video[at]),
            also_at=self._houses_of.get(handle, ()),
            weigher=partial(self._weighed, place),
            teller=partial(self._told, places, number),
        )

    @cached_property
    def _columns(self) -> Listings:
        return self.index.columns

    @cached_property
    def _houses_of(self) -> dict[str, tuple[str, ...]]:
        """The folded houses of each person, the best first."""
        found: dict[str, tuple[str, ...]] = {}
        for house, person in self.folded.items():
            found[person] = (*found.get(person, ()), house)
        return found

    @cached_property
    def _weights(self) -> tuple[tuple[str, float], ...]:
        return tuple((component.value, weight) for component, weight in self.asking.weights.items())

    def _weighed(self, place: Place) -> Weighed:
        """How the score of a result came about."""
        found, at = self.judged.steps[place.tier].scored, place.at
        factors = tuple(
            Factor(name, value)
            for name, value in zip(FACTORS, found.factors[:, at].tolist(), strict=True)
            if value != 1.0 or (name == FIT_GATE and self.asking.question.has_cells)
        )
        return Weighed(self._parts(found.parts[:, at].tolist(), factors), factors)

    def _parts(self, values: list[float], factors: tuple[Factor, ...]) -> tuple[Part, ...]:
        product = 1.0
        for factor in factors:
            product *= factor.value
        weighed = zip(self._weights, values, strict=True)
        return tuple(
            [
                Part(name, value, weight, weight * value * product)
                for (name, weight), value in weighed
            ]
        )

    def _told(self, places: Sequence[Place], number: int) -> Told:
        candidate = self.candidate(places[number])
        said = explained(candidate, self.asking)
        covers = candidate.offer.covers
        doings = (one.practice for one in candidate.offer.works.values())
        others = cautions.of_other_methods(self.asking.rules, doings)
        higher = None
        if number:
            higher = why_not_higher(candidate, self.candidate(places[number - 1]))
        return Told(
            covers=tuple(asked.cell for asked, c in covers.items() if c.value >= COVERED),
            staff={asked.cell: c.by for asked, c in covers.items() if c.value >= COVERED},
            cautions=cautions.shown((*candidate.offer.rules, *others)),
            trust=candidate.trust,
            why=said.why,
            missing=said.missing,
            not_known=said.not_known,
            why_not_higher=() if higher is None else (higher,),
        )


class Matches(Sequence[Match]):
    """Matches in order, each made when it is first looked at."""

    def __init__(self, telling: Telling, places: Sequence[Place], first: int = 0) -> None:
        self._telling = telling
        self._places = places
        self._first = first
        self._made: dict[int, Match] = {}

    def __len__(self) -> int:
        return max(0, len(self._places) - self._first)

    @overload
    def __getitem__(self, at: int) -> Match: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Match, ...]: ...
    def __getitem__(self, at: int | slice) -> Match | tuple[Match, ...]:
        if isinstance(at, slice):
            return tuple(self[number] for number in range(*at.indices(len(self))))
        number = range(len(self))[at]
        if number not in self._made:
            self._made[number] = self._telling.match(self._places, self._first + number)
        return self._made[number]


@dataclass(frozen=True)
class Excluded(Mapping[str, str]):
    """Why listings are out, worked out for whoever is asked about; private reasons never stand."""

    telling: Telling

    @cached_property
    def _shown(self) -> frozenset[str]:
        ids = self.telling.index.columns.ids
        return frozenset(ids[row] for step in self.telling.judged.steps for row in step.scored.row)

    def __getitem__(self, handle: str) -> str:
        reason = self._reason(handle)
        if reason is None:
            raise KeyError(handle)
        return reason

    def __iter__(self) -> Iterator[str]:
        return (one for one in self.telling.index.listings if self._reason(one) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _reason(self, handle: str) -> str | None:
        if handle in self.telling.folded:
            return Reason.WITH_A_PERSON
        house = self.telling.index.house_of(handle)
        if house is None or handle in self._shown:
            return None
        reach = self.telling.judged.steps[-1].reach
        result = offers(house, self.telling.asking, reach)
        return str(result) if isinstance(result, str) and result not in SILENT else None
