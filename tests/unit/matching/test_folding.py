"""A house that would send the client to one listed person stands on that person's card."""

from __future__ import annotations

from dataclasses import replace

from directory.matching.need import Kind
from tests.support.casting import BOULDER, answer, center, need, openings, person

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
