"""Small casts for ranking tests: people and centers of Denver with what a test does not state."""

# ruff: noqa: ANN401  # whatever field of a listing or need a test wants to state

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from directory import resources
from directory.matching.lexicon import Lexicon
from directory.matching.listing import (
    Capacity,
    CapacityStatus,
    License,
    ListingFacts,
    ModalityLevel,
    Office,
)
from directory.matching.need import Kind, Need, NeedIssue, Place, Point, Referrer
from directory.matching.search import build_index, rank
from directory.vocabulary.loading import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from directory.matching.answer import Answer
    from directory.vocabulary.terms import Vocabulary

TODAY = date(2026, 3, 2)
DENVER = Place("Denver", "US-CO", None, Point(39.7392, -104.9903))
BOULDER = Place("Boulder", "US-CO", None, Point(40.015, -105.2705))
PUEBLO = Place("Pueblo", "US-CO", None, Point(38.2544, -104.6091))


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that the software ships."""
    return load_vocabulary(resources.seed_data() / "vocabulary")


@cache
def lexicon() -> Lexicon:
    """Its look-ups."""
    return Lexicon(vocabulary())


def person(
    name: str,
    profession: str = "psychologist",
    *,
    focus: Iterable[str] = (),
    methods: Iterable[str] = (),
    place: Place = DENVER,
    **facts: Any,
) -> ListingFacts:
    """Somebody licensed where their office is, with openings confirmed lately."""
    made = ListingFacts(
        id=name,
        name=name.title(),
        professions=(profession,),
        licenses=(License(place.region or ""),),
        specialties=tuple(focus),
        modalities=dict.fromkeys(methods, ModalityLevel.TRAINED),
        offices=(Office(place),),
        capacity=openings(),
        licence_checked=True,
    )
    return replace(made, **facts)


def center(name: str, *staff: str, place: Place = DENVER, **facts: Any) -> ListingFacts:
    """A center with its people."""
    made = ListingFacts(
        id=name,
        kind=Kind.CENTER,
        name=name.title(),
        professions=("integrative-center",),
        offices=(Office(place),),
        capacity=openings(),
        staff=staff,
    )
    return replace(made, **facts)


def openings(*, wait: int = 10, ago: int = 20, **facts: Any) -> Capacity:
    """Openings in some days, confirmed some days ago."""
    made = Capacity(CapacityStatus.OPEN, wait, TODAY - timedelta(days=ago))
    return replace(made, **facts)


def need(*issues: str, **facts: Any) -> Need:
    """An adult's need in Denver."""
    listed = tuple(NeedIssue(slug, 0.7 if place else 1.0) for place, slug in enumerate(issues))
    made = Need(issues=listed, place=DENVER, region="US-CO", half_km=15.0)
    return replace(made, **facts)


def referrer(profession: str, **facts: Any) -> Referrer:
    """A colleague of Denver who refers."""
    return replace(Referrer("ref", (profession,), place=DENVER), **facts)


def answer(asked: Need, *listings: ListingFacts, **more: Any) -> Answer:
    """The ranked answer over a small cast."""
    return rank(build_index(listings, vocabulary()), asked, today=TODAY, **more)


def order(asked: Need, *listings: ListingFacts, **more: Any) -> list[str]:
    """Who is shown, in order."""
    return [match.id for match in answer(asked, *listings, **more).matches]
