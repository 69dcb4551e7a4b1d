"""A house that would send the client to one person stands behind that person at a tie."""

from __future__ import annotations

from dataclasses import replace

import pytest

from directory.matching.answer import Match
from directory.matching.need import Cell, Kind
from directory.search.people_first import LOOKS_AHEAD, PeopleFirst
from directory.vocabulary.terms import Facet
from tests.support.casting import answer, center, need, person

CELL = Cell("grief", Facet.MIND)
HOUSE = center("house", "celeste", "sam")
LISTINGS = {"house": HOUSE} | {name: person(name) for name in ("celeste", "sam", "other")}


def match(name: str, score: float, *, through: tuple[str, ...] = ()) -> Match:
    kind = Kind.CENTER if through else Kind.PERSON
    made = Match(id=name, kind=kind, rank=0, score=score, parts=())
    facets = (Facet.MIND, Facet.BODY)
    staff = {Cell("grief", facet): who for facet, who in zip(facets, through, strict=False)}
    return replace(made, teller=lambda: replace(made.told, staff=staff))


def order(*matches: Match, limit: int | None = None) -> list[str]:
    ranked = tuple(replace(one, rank=rank) for rank, one in enumerate(matches, start=1))
    found = PeopleFirst(ranked, LISTINGS, limit)
    assert [one.rank for one in found] == list(range(1, len(found) + 1))
    return [one.id for one in found]


def test_the_person_comes_first_at_a_tie_and_the_house_next() -> None:
    house = match("house", 0.8, through=("celeste",))

    assert order(house, match("celeste", 0.8), match("other", 0.8)) == ["celeste", "house", "other"]
    assert order(house, match("other", 0.8), match("celeste", 0.795)) == [
        "other", "celeste", "house",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("house", "below"),
    [
        (match("house", 0.8, through=("celeste", "sam")), match("celeste", 0.8)),
        (match("house", 0.8, through=("celeste",)), match("sam", 0.8)),
        (match("house", 0.8, through=("celeste",)), match("celeste", 0.78)),
        (
            match("house", 0.8, through=("celeste",)),
            replace(match("celeste", 0.8), relaxed="distance"),
        ),
    ],
)
def test_every_other_house_keeps_its_place(house: Match, below: Match) -> None:
    assert order(house, below) == ["house", below.id]


def test_a_part_of_the_list_is_the_same_as_in_the_whole() -> None:
    house = match("house", 0.8, through=("celeste",))
    ranked = (house, *[match("other", 0.8)] * (LOOKS_AHEAD - 1), match("celeste", 0.8))
    whole = order(*ranked)

    assert whole[-2:] == ["celeste", "house"]
    for limit in range(1, len(ranked)):
        assert order(*ranked, limit=limit) == whole[:limit]


def test_who_moved_is_told_what_those_above_have_more_of() -> None:
    celeste = person("celeste", focus=["grief"], licence_checked=True)
    found = answer(need("grief"), center("house", "celeste"), celeste)
    ranked = tuple(sorted(found.matches, key=lambda one: one.kind is Kind.PERSON))
    ranked = tuple(replace(one, rank=rank, score=0.5) for rank, one in enumerate(ranked, start=1))

    first, second = PeopleFirst(ranked, {"house": center("house", "celeste"), "celeste": celeste})

    assert (first.id, second.id) == ("celeste", "house")
    assert first.why_not_higher == ()
    assert second.why == ranked[0].why
