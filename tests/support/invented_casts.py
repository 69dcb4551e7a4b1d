"""Seeded random listings and needs of every shape, to hold the columns against the statement."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from directory.matching.answer import TrustView
from directory.matching.listing import (
    Acceptance,
    Capacity,
    CapacityStatus,
    LanguageLevel,
    License,
    LicenseStatus,
    ListingFacts,
    ModalityLevel,
    Office,
)
from directory.matching.need import Kind, Mode, Need, NeedIssue, Place, Point, Referrer
from directory.matching.teams import no_mutual_trust
from directory.vocabulary.terms import Facet
from tests.support.casting import TODAY, vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import numpy.typing as npt

    from directory.matching.teams import Matrix

Thing = TypeVar("Thing")

TOWNS = (
    Place("Denver", "US-CO", "80202", Point(39.7392, -104.9903)),
    Place("Boulder", "US-CO", "80301", Point(40.015, -105.2705)),
    Place("Grand Junction", "US-CO", None, Point(39.0639, -108.5506)),
    Place("Cheyenne", "US-WY", None, Point(41.14, -104.8202)),
    Place("Wichita", "US-KS", None, Point(37.6872, -97.3301)),
    Place("Oakland", "US-CA", None, Point(37.8044, -122.2712)),
    Place("Toronto", "CA-ON", None, Point(43.6532, -79.3832)),
)
COMMON = (
    "depression",
    "anxiety",
    "ptsd",
    "low-back-pain",
    "stress",
    "grief",
    "bulimia",
    "chronic-pain",
    "couples",
    "trauma",
    "ocd",
)
STATUSES = (*(LicenseStatus.ACTIVE,) * 12, *LicenseStatus)
LEVELS = ("independent", "independent", "independent", "supervised")
KM_PER_DEGREE = 111.0


@dataclass(frozen=True)
class Draw:
    """Draws from a seeded generator."""

    source: np.random.Generator

    def one(self, things: Sequence[Thing]) -> Thing:
        """Any of them."""
        return things[int(self.source.integers(len(things)))]

    def some(self, things: Collection[Thing], *counts: int) -> tuple[Thing, ...]:
        """So many of them, each once."""
        listed = list(things)
        count = min(self.one(counts), len(listed))
        return tuple(listed[at] for at in self.source.permutation(len(listed))[:count])

    def chance(self, share: float) -> bool:
        """Whether it happens this time."""
        return bool(self.source.random() < share)

    def near(self, place: Place, km: float) -> Place:
        """A place some way off."""
        if place.point is None or self.chance(0.04):
            return replace(place, point=None)
        away = self.source.exponential(km) / KM_PER_DEGREE
        angle = self.source.random() * 2 * math.pi
        point = Point(
            place.point.latitude + away * math.cos(angle),
            place.point.longitude + away * math.sin(angle),
        )
        return replace(place, point=point, postal_code=None)


def invented_listings(count: int, seed: int) -> list[ListingFacts]:
    """People and centers, listed in no order that matters."""
    draw = Draw(np.random.default_rng(seed))
    made: list[ListingFacts] = []
    for number in range(count):
        is_center = number > count // 4 and draw.chance(0.1)
        town = draw.one(TOWNS)
        base = _listing(f"l{number:05d}", town, draw)
        made.append(_center(base, made, town, draw) if is_center else _person(base, town, draw))
    return made


def _listing(name: str, town: Place, draw: Draw) -> ListingFacts:
    words = vocabulary()
    issues = [slug for slug, issue in words.issues.items() if not issue.is_group]
    return ListingFacts(
        id=name,
        offices=tuple(_office(town, draw) for _ in range(draw.one((0, 1, 1, 1, 1, 2)))),
        telehealth_regions=_regions(town, draw),
        home_visit_km=draw.one((None, None, None, None, 10.0, 25.0)),
        payers=frozenset(draw.some(words.payers, 0, 0, 2, 4)),
        payers_no=frozenset(draw.some(words.payers, 0, 0, 2)),
        fee=draw.one((None, 60.0, 90.0, 120.0, 200.0)),
        currency=draw.one(("USD", "USD", "CAD")),
        sliding_min=draw.one((None, None, 0.0, 40.0)),
        superbill=draw.one((None, True, False)),
        languages=_levels(draw.some(("en", "es", "zh", "ase"), 0, 1, 1, 2), LanguageLevel, draw),
        populations=draw.one(
            (None, frozenset({"adults"}), frozenset(draw.some(words.populations, 4)))
        ),
        populations_no=frozenset(draw.some(words.populations, 0, 0, 1)),
        populations_focus=frozenset(draw.some(words.populations, 0, 1)),
        preferences=frozenset(draw.some(words.preferences, 0, 2, 4)),
        preferences_no=frozenset(draw.some(words.preferences, 0, 1)),
        access=frozenset(draw.some(words.access_needs, 0, 3, 6)),
        access_no=frozenset(draw.some(words.access_needs, 0, 1)),
        capacity=_capacity(draw),
        joint_sessions=draw.one((None, True, False)),
        joined_on=draw.one((None, TODAY - timedelta(days=30), TODAY - timedelta(days=400))),
        licence_checked=draw.chance(0.8),
        listed=draw.chance(0.97),
        acceptance=draw.one((Acceptance(), Acceptance(4, 3, 2), Acceptance(10, 2, 1))),
        prefers_not=frozenset(draw.some((*issues, *words.populations), 0, 0, 2)),
        refers_on_for=frozenset(draw.some((*COMMON, *issues), 0, 0, 0, 2)),
        does_not_match_with=frozenset({"l00001"} if draw.chance(0.03) else ()),
        conversion_practice=draw.chance(0.01),
    )


def _person(base: ListingFacts, town: Place, draw: Draw) -> ListingFacts:
    words = vocabulary()
    issues = [slug for slug, issue in words.issues.items() if not issue.is_group]
    professions = [slug for slug, one in words.professions.items() if not one.scope_by_roster]
    usual = ("psychologist", "professional-counselor", "massage-therapist", "physical-therapist")
    chosen = draw.some((*usual, draw.one(professions)), 1, 1, 1, 2)
    methods = [slug for slug in words.modalities if any(words.may_offer(p, slug) for p in chosen)]
    offered = (*draw.some(methods, 0, 1, 3, 5), *draw.some(words.modalities, 0, 0, 1))
    return replace(
        base,
        professions=chosen,
        licenses=tuple(license_ for p in chosen for license_ in _licenses(p, town, draw)),
        compact_regions=frozenset({draw.one(TOWNS).region or ""} if draw.chance(0.1) else ()),
        specialties=draw.some((*COMMON, *draw.some(issues, 5)), 1, 2, 4, 14),
        also_treats=draw.some((*COMMON, *draw.some(issues, 5)), 0, 3),
        trained_in=draw.some(COMMON, 0, 0, 1),
        modalities=_levels(offered, ModalityLevel, draw),
    )


def _center(
    base: ListingFacts, others: Sequence[ListingFacts], town: Place, draw: Draw
) -> ListingFacts:
    near = [
        one.id
        for one in others
        if one.kind is Kind.PERSON and any(o.place.city == town.city for o in one.offices)
    ]
    silent: dict[str, Any] = {"languages": {}, "payers": frozenset(), "populations": None}
    if draw.chance(0.5):
        silent["capacity"] = Capacity()
    stated = base if draw.chance(0.5) else replace(base, **silent)
    return replace(
        stated,
        kind=Kind.CENTER,
        professions=(draw.one(("integrative-center", "pain-clinic")),),
        staff=draw.some(near, 1, 2, 4),
    )


def _licenses(profession: str, town: Place, draw: Draw) -> list[License]:
    regions = draw.some((town.region or "", draw.one(TOWNS).region or ""), 0, 1, 1, 1, 2)
    return [
        License(
            region,
            draw.one(STATUSES),
            draw.one(LEVELS),
            profession if draw.chance(0.5) else None,
            expires_on=draw.one((None, None, TODAY, TODAY - timedelta(days=1))),
        )
        for region in regions
    ]


def _office(town: Place, draw: Draw) -> Office:
    is_area = draw.chance(0.25)
    place = replace(draw.near(town, 12.0), uncertainty_km=draw.one((0.0, 4.0)) if is_area else 0.0)
    return Office(place, is_area)


def _regions(town: Place, draw: Draw) -> frozenset[str]:
    regions = {town.region or ""} if draw.chance(0.5) else set()
    return frozenset(regions | ({draw.one(TOWNS).region or ""} if draw.chance(0.1) else set()))


def _capacity(draw: Draw) -> Capacity:
    ago = draw.one((None, 1, 30, 119, 120, 121))
    return Capacity(
        draw.one((*(CapacityStatus.OPEN,) * 4, *CapacityStatus)),
        draw.one((None, 0, 10, 20, 90)),
        None if ago is None else TODAY - timedelta(days=ago),
        draw.one((0.0, 0.5, 1.0, 2.0)),
        draw.one((0.0, 0.0, 1.0, 5.0)),
    )


def _levels(slugs: Sequence[str], levels: type[Any], draw: Draw) -> Mapping[str, Any]:
    return {slug: draw.one(tuple(levels.__members__.values())) for slug in slugs}


def invented_needs(count: int, seed: int) -> list[Need]:
    """Needs in which every field is used now and then."""
    draw = Draw(np.random.default_rng(seed))
    return [_need(draw) for _ in range(count)]


def _need(draw: Draw) -> Need:
    words = vocabulary()
    professions = list(words.professions)
    town = draw.one(TOWNS)
    place = None if draw.chance(0.15) else draw.near(town, 5.0)

    def now_and_then(share: float, things: Collection[str], *counts: int) -> tuple[str, ...]:
        return draw.some(things, *counts) if draw.chance(share) else ()

    issues = draw.some((*COMMON, draw.one(list(words.issues))), 0, 1, 1, 1, 2)
    return Need(
        issues=tuple(NeedIssue(slug, 0.7 if at else 1.0) for at, slug in enumerate(issues)),
        ask_facets=frozenset(draw.some(tuple(Facet), 1, 2)) if draw.chance(0.12) else None,
        complement=not draw.chance(0.3),
        modalities_must=now_and_then(0.05, words.modalities, 1),
        modalities_prefer=now_and_then(0.25, words.modalities, 1, 2),
        modalities_avoid=now_and_then(0.1, words.modalities, 3, 30),
        professions_must=now_and_then(0.1, professions, 1, 3),
        professions_prefer=now_and_then(0.1, professions, 1),
        professions_avoid=now_and_then(0.1, ("psychologist", "massage-therapist"), 1),
        place=None if place is None else replace(place, uncertainty_km=draw.one((0.0, 3.0))),
        region=town.region if draw.chance(0.8) else None,
        mode=draw.one(list(Mode)),
        max_km=draw.one((10.0, 40.0, 80.0)),
        half_km=draw.one((None, 15.0)),
        payers=now_and_then(0.4, words.payers, 1, 2),
        payer_must=draw.chance(0.15),
        max_fee=draw.one((None, None, 0.0, 90.0)),
        languages_must=now_and_then(0.05, ("es", "en"), 1),
        languages_prefer=now_and_then(0.2, ("es", "zh", "fr"), 1, 2),
        preferences_must=now_and_then(0.05, words.preferences, 1),
        preferences_prefer=now_and_then(0.25, words.preferences, 1, 3),
        access_must=now_and_then(0.05, (*words.access_needs, "home-visits"), 1)
        + (("home-visits",) if draw.chance(0.04) else ()),
        access_prefer=now_and_then(0.2, words.access_needs, 1, 2),
        population=draw.one((None, "adults", "older-adults", "teens", "couples-pop", "veterans")),
        populations_prefer=now_and_then(0.2, words.populations, 1, 2),
        no_touch=draw.chance(0.08),
        joint_sessions=draw.chance(0.1),
        flags=frozenset(now_and_then(0.35, words.flags, 1, 2)),
        urgency_days=draw.one((3, 14, 30)),
        exclude=frozenset(now_and_then(0.1, ("l00003", "l00007"), 2)),
        kinds=draw.one((frozenset(Kind), frozenset(Kind), frozenset({Kind.PERSON}))),
        include_unconfirmed=draw.chance(0.15),
        referrer=_referrer(draw) if draw.chance(0.35) else None,
    )


def _referrer(draw: Draw) -> Referrer:
    return Referrer(
        draw.one(("l00001", "l00002", "somebody")),
        draw.some(("massage-therapist", "psychologist", "dietitian", "physical-therapist"), 1),
        blocked=frozenset(draw.some([f"l{number:05d}" for number in range(60)], 0, 10)),
        does_facets=draw.one((None, None, frozenset({Facet.BODY}))),
    )


class InventedTrust:
    """A viewer who trusts every so many listings."""

    def __init__(self, values: Mapping[str, float]) -> None:
        self._values = values
        self._numbered = (
            tuple(values),
            np.arange(len(values)),
            np.array(list(values.values()), dtype=np.float64),
        )

    def get(self, identifier: str, /) -> TrustView | None:
        """The value, without a path."""
        value = self._values.get(identifier)
        return None if value is None else TrustView(value=value)

    def value_of(self, identifier: str, /) -> float:
        """The value alone."""
        return self._values.get(identifier, 0.0)

    def numbered(
        self,
    ) -> tuple[Sequence[str], npt.NDArray[np.int64], npt.NDArray[np.float64]]:
        """All of them."""
        return self._numbered

    def between(self, people: Sequence[str], /) -> Matrix:
        """Nobody knows each other."""
        return no_mutual_trust(people)


def invented_trust(listings: Sequence[ListingFacts], seed: int) -> InventedTrust:
    """Trust in a tenth of them."""
    draw = Draw(np.random.default_rng(seed))
    chosen = draw.some([one.id for one in listings], len(listings) // 10)
    return InventedTrust({name: float(draw.source.random()) for name in chosen})
