"""A house that would send the client to one listed person stands on that person's card."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from directory.matching import telling
from directory.matching.eligibility import work
from directory.matching.need import Kind
from directory.matching.search import build_index, rank
from directory.matching.telling import Telling
from tests.support.casting import (
    BOULDER,
    TODAY,
    answer,
    center,
    need,
    openings,
    person,
    vocabulary,
)
from tests.support.invented_casts import invented_listings, invented_needs

if TYPE_CHECKING:
    from directory.matching.answer import Answer
    from directory.matching.candidate import Candidate
    from directory.matching.columns.placing import Place
    from directory.matching.eligibility import Work
    from directory.matching.listing import ListingFacts
    from directory.matching.situation import Situation
    from directory.matching.visits import Visit

CELESTE = person("celeste", focus=["grief"])
SAM = person("sam", focus=["grief"], methods=["person-centered"])
KIM = person("kim", "massage-therapist", focus=["neck-pain"])
HOUSE = center("house", "celeste", "kim")


def listed(*listings: object, **more: object) -> list[str]:
    asked = need("grief", **more)
    found = answer(asked, *listings, folds_houses=True)  # type: ignore[arg-type]
    assert found.total == len(found.matches)
    return [match.id for match in found.matches]


def test_it_is_neither_listed_nor_counted_and_stands_on_the_card() -> None:
    found = answer(need("grief"), HOUSE, CELESTE, KIM, folds_houses=True)

    assert [match.id for match in found.matches] == ["celeste"]
    assert found.total == 1
    assert found.matches[0].also_at == ("house",)
    assert found.excluded["house"] == "with-a-person"
    assert found.professions == {"psychologist": 1}


def test_asked_for_centers_it_is_listed() -> None:
    assert listed(HOUSE, CELESTE, kinds=frozenset({Kind.CENTER})) == ["house"]


def test_a_house_of_two_who_serve_stands_for_itself() -> None:
    both = need("grief", "neck-pain")
    found = answer(both, HOUSE, CELESTE, KIM, folds_houses=True)

    assert "house" in {match.id for match in found.matches}


def test_a_house_whose_person_is_not_in_the_list_is_all_there_is() -> None:
    hidden = replace(CELESTE, offices=())

    assert listed(HOUSE, hidden) == ["house"]


def test_a_house_that_offers_more_than_its_person_keeps_its_place() -> None:
    far = replace(CELESTE, offices=(replace(CELESTE.offices[0], place=BOULDER),))

    assert set(listed(HOUSE, far, max_km=80.0)) == {"house", "celeste"}


def test_a_houses_own_word_about_openings_opens_no_door() -> None:
    busy = replace(CELESTE, capacity=openings(wait=60))
    boast = replace(HOUSE, capacity=openings(wait=0))
    only = frozenset({Kind.CENTER})

    said = answer(need("grief", kinds=only), replace(boast, staff=("celeste",)), busy).matches[0]
    silent = answer(
        need("grief", kinds=only), replace(HOUSE, staff=("celeste",), capacity=busy.capacity), busy
    ).matches[0]

    assert said.score == silent.score


@pytest.mark.parametrize("busy", ["celeste", "kim"])
def test_a_house_is_as_open_as_those_who_cover_what_is_asked(busy: str) -> None:
    only = frozenset({Kind.CENTER})
    people = [
        replace(one, capacity=openings(wait=60 if one.id == busy else 0)) for one in (CELESTE, KIM)
    ]

    [house] = answer(need("grief", kinds=only), HOUSE, *people).matches

    open_now = {part.name: part.value for part in house.parts}["availability"]
    assert set(house.staff.values()) == {"celeste"}
    assert (open_now < 0.2) == (busy == "celeste")


def test_a_house_is_as_full_as_whoever_of_those_who_cover_what_is_asked_is_free_first() -> None:
    only = frozenset({Kind.CENTER})
    free = replace(CELESTE, capacity=openings(wait=0, recent_30d=0, weekly_new=1.0))
    full = replace(CELESTE, capacity=openings(wait=0, recent_30d=9, weekly_new=1.0))
    first = replace(KIM, capacity=openings(wait=0, ago=0, recent_30d=0, weekly_new=1.0))
    houses = [center(f"of-{one}", one, "kim") for one in ("free", "full")]
    people = [replace(free, id="free"), replace(full, id="full"), first]

    found = answer(need("grief", kinds=only), *houses, *people)

    assert [match.id for match in found.matches] == ["of-free", "of-full"]
    assert len({match.score for match in found.matches}) == 1


def test_what_is_remembered_within_a_search_tells_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    index = build_index(invented_listings(150, 11), vocabulary(), today=TODAY)
    needs = [
        replace(asked, kinds=frozenset(Kind), want_team=True) for asked in invented_needs(40, 11)
    ]

    def told(found: Answer) -> tuple[object, ...]:
        each = [(match, match.told, match.weighed) for match in found.matches]
        return each, list(found.pairs), found.team

    def search(number: int) -> tuple[object, ...]:
        return told(rank(index, needs[number], today=TODAY, folds_houses=True))

    remembered = [search(number) for number in range(len(needs))]

    def anew(self: Telling, place: Place) -> Candidate:
        self.opened.clear()
        self.worked.clear()
        self.done.clear()
        return self._candidate(place)

    for asked, before in zip(needs, remembered, strict=True):
        few = rank(index, asked, today=TODAY, folds_houses=True, limit=3)
        assert (list(few.pairs), few.team) == before[1:]

    monkeypatch.setattr(Telling, "candidate", anew)

    assert [search(number) for number in range(len(needs))] == remembered


def test_a_house_is_kept_and_follows_its_people() -> None:
    index = build_index([HOUSE, CELESTE, KIM], vocabulary(), today=TODAY)
    row = index.columns.row_of["house"]
    assert index.houses[row] is index.houses[row]

    moved = replace(CELESTE, offices=(replace(CELESTE.offices[0], place=BOULDER),))
    grown = index.with_changes([moved], revision=2)

    assert grown.houses[row].people == (moved, KIM)
    assert grown.houses[grown.columns.row_of["house"]].people == (moved, KIM)
    assert index.houses[row].people == (CELESTE, KIM)


def test_the_work_of_the_same_people_is_told_once_a_search(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def watched(listing: ListingFacts, visit: Visit, asking: Situation) -> Work | str:
        asked.append(listing.id)
        return work(listing, visit, asking)

    monkeypatch.setattr(telling, "work", watched)
    houses = [center(f"house-{number}", "celeste", "kim") for number in range(5)]
    found = answer(need("grief"), *houses, CELESTE, KIM, folds_houses=True)

    assert found.matches[0].why
    assert found.matches[0].also_at == tuple(house.id for house in houses)
    assert sorted(asked) == ["celeste", "kim"]
