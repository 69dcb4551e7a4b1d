"""Integrative centers to browse and filter, with no words typed: who is there, how near, how one.

A filter never makes a no out of what was not stated: those who did not say are counted apart and
can be shown with one choice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.matching.answer import ThreeValuedCount
from directory.matching.distance import distance_km
from directory.matching.need import Point

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from directory.profiles.listing import PublishedListing
    from directory.vocabulary.terms import Vocabulary

    Question = Callable[["Center"], bool | None]

INTEGRATIONS = ("same-roof", "shared-plan", "joint-sessions")
FAMILIES = (
    "talk", "bodywork", "rehab", "nutrition", "medical", "east-asian", "mind-body", "spiritual",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CenterQuery:
    """What to keep: an area, disciplines under the roof, integration, coverage, openings.

    `include_unstated` keeps those who did not say, for integration, coverage and openings.
    """

    around: Point | None = None
    within_km: float | None = None
    region: str | None = None
    """A whole state or country, where no point is known."""
    families: tuple[str, ...] = ()
    integration: tuple[str, ...] = ()
    approaches: tuple[str, ...] = ()
    payer: str = ""
    open_now: bool = False
    include_unstated: bool = False


@dataclass(frozen=True, slots=True)
class Center:
    """A center with its published people, and how far its nearest place is, in km."""

    listing: PublishedListing
    people: tuple[PublishedListing, ...]
    distance_km: float | None
    families: frozenset[str]

    @property
    def approaches(self) -> frozenset[str]:
        """The commitments that the center or one of its people states."""
        everyone = (self.listing, *self.people)
        return frozenset(item.commitment for one in everyone for item in one.commitments)

    @property
    def payers(self) -> frozenset[str]:
        """What the center or one of its people says yes to."""
        return frozenset(self.listing.payers_yes).union(*(p.payers_yes for p in self.people))


@dataclass(frozen=True, slots=True)
class CentersFound:
    """Centers in order of distance, then name; with what each filter would do to the rest."""

    centers: tuple[Center, ...]
    in_area: int
    counts: Mapping[str, ThreeValuedCount]
    """By "integration:same-roof", "payer:medicaid", "open"; over all in the area."""
    costliest: str | None
    """The one filter without which most more would show, where nothing is left."""


def browse(
    listings: Mapping[str, PublishedListing], query: CenterQuery, vocabulary: Vocabulary
) -> CentersFound:
    """The centers that the query keeps."""
    everyone = [
        _center(listing, listings, query.around, vocabulary)
        for listing in listings.values()
        if listing.kind == "center"
    ]
    here = sorted(
        (center for center in everyone if _is_near(center, query)),
        key=lambda center: (
            center.distance_km if center.distance_km is not None else float("inf"),
            center.listing.name.casefold(),
            center.listing.handle,
        ),
    )
    tests = _tests(query)
    kept = tuple(
        center for center in here if all(_passes(t(center), query) for t in tests.values())
    )
    return CentersFound(
        centers=kept,
        in_area=len(here),
        counts={name: _count(here, test) for name, test in _all_tests(here).items()},
        costliest=None if kept else _costliest(here, tests, query),
    )


def _center(
    listing: PublishedListing,
    listings: Mapping[str, PublishedListing],
    around: Point | None,
    vocabulary: Vocabulary,
) -> Center:
    people = tuple(listings[person.handle] for person in listing.staff if person.handle in listings)
    families = frozenset(
        vocabulary.professions[slug].family
        for person in people
        for slug in person.professions
        if slug in vocabulary.professions
    )
    return Center(listing, people, nearest_km(listing, around), families)


def nearest_km(listing: PublishedListing, around: Point | None) -> float | None:
    """How far the nearest public point of a listing is, in km; None where none is known."""
    if around is None:
        return None
    distances = [
        distance_km(around, Point(place.latitude, place.longitude))
        for place in listing.places
        if place.latitude is not None and place.longitude is not None
    ]
    return min(distances, default=None)


def _is_near(center: Center, query: CenterQuery) -> bool:
    if query.region is not None:
        return any(query.region in (place.region, place.country) for place in center.listing.places)
    if query.around is None or query.within_km is None:
        return True
    return center.distance_km is not None and center.distance_km <= query.within_km


def _tests(query: CenterQuery) -> dict[str, Question]:
    """What the query asks, as three-valued questions to a center."""
    tests: dict[str, Question] = {}
    for family in query.families:
        tests[f"family:{family}"] = _has_family(family)
    for way in query.integration:
        tests[f"integration:{way}"] = _is_integrated(way)
    for approach in query.approaches:
        tests[f"approach:{approach}"] = _works_so(approach)
    if query.payer:
        tests[f"payer:{query.payer}"] = _accepts(query.payer)
    if query.open_now:
        tests["open"] = _is_open
    return tests


def _all_tests(here: Iterable[Center]) -> dict[str, Question]:
    """Every question that the form offers, for its counts."""
    payers = sorted({payer for center in here for payer in center.payers})
    return {
        **{f"family:{family}": _has_family(family) for family in FAMILIES},
        **{f"integration:{way}": _is_integrated(way) for way in INTEGRATIONS},
        **{f"approach:{slug}": _works_so(slug) for slug in _stated_approaches(here)},
        **{f"payer:{payer}": _accepts(payer) for payer in payers},
        "open": _is_open,
    }


def _has_family(family: str) -> Question:
    return lambda center: family in center.families


def _is_integrated(way: str) -> Question:
    return lambda center: True if way in center.listing.integration else None


def _works_so(approach: str) -> Question:
    return lambda center: True if approach in center.approaches else None


def _stated_approaches(here: Iterable[Center]) -> list[str]:
    return sorted({approach for center in here for approach in center.approaches})


def _accepts(payer: str) -> Question:
    def accepts(center: Center) -> bool | None:
        if payer in center.payers:
            return True
        return False if payer in center.listing.payers_no else None

    return accepts


def _is_open(center: Center) -> bool | None:
    statuses = {p.availability.status for p in (center.listing, *center.people)}
    if "open" in statuses:
        return True
    return None if "not-stated" in statuses else False


def _passes(answer: bool | None, query: CenterQuery) -> bool:  # noqa: FBT001 - the answer itself
    return query.include_unstated if answer is None else answer


def _count(here: Iterable[Center], test: Question) -> ThreeValuedCount:
    answers = [test(center) for center in here]
    return ThreeValuedCount(
        yes=answers.count(True), no=answers.count(False), not_stated=answers.count(None)
    )


def _costliest(
    here: Iterable[Center],
    tests: Mapping[str, Question],
    query: CenterQuery,
) -> str | None:
    """The filter whose removal alone brings back most, or None where no single one does."""
    gained = {
        name: sum(
            all(_passes(test(center), query) for other, test in tests.items() if other != name)
            for center in here
        )
        for name in tests
    }
    best = max(gained, key=lambda name: gained[name], default=None)
    return best if best is not None and gained[best] else None
