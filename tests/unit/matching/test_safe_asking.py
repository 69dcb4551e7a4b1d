"""Couple work waits while there is violence, however it was asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from directory.matching.need import Need, NeedIssue
from tests.support.casting import answer, need, person

COUPLE_THERAPIST = person(
    "couple-therapist",
    "marriage-family-therapist",
    focus=["couples", "domestic-violence"],
    methods={"gottman": "certified"},
    populations=frozenset({"couples-pop"}),
)
BOTH = person(
    "both",
    "clinical-social-worker",
    focus=["domestic-violence", "couples"],
    methods={"person-centered": "trained", "eft-couples": "trained"},
)
ALONE = person("alone", "clinical-social-worker", focus=["domestic-violence"])
CAST = (COUPLE_THERAPIST, BOTH, ALONE)

SAME_WISH = (
    need("couples", "domestic-violence"),
    replace(need("couples"), flags=frozenset({"abuse-ongoing"})),
    replace(
        need("domestic-violence"), modalities_prefer=("couples-therapy",), population="couples-pop"
    ),
    replace(need("infidelity"), flags=frozenset({"abuse-ongoing"})),
)


@pytest.mark.parametrize("asked", SAME_WISH)
def test_nobody_is_offered_for_couple_work_while_there_is_violence(asked: Need) -> None:
    found = answer(asked, *CAST)

    assert "set-aside:couples" in found.notices
    assert {match.id for match in found.matches} == {"both", "alone"}
    assert all(
        cell.issue == "domestic-violence" for match in found.matches for cell in match.covers
    )


def test_a_wish_for_couple_work_lifts_nobody() -> None:
    plain = answer(replace(need("domestic-violence"), population="adults"), BOTH, ALONE)
    wished = answer(need("domestic-violence", "couples"), BOTH, ALONE)

    assert [(m.id, round(m.score, 9)) for m in wished.matches] == [
        (m.id, round(m.score, 9)) for m in plain.matches
    ]


def test_other_concerns_stay_beside_the_violence() -> None:
    asked = replace(
        need("couples", "panic"),
        issues=(NeedIssue("couples"), NeedIssue("panic", 0.7)),
        flags=frozenset({"abuse-ongoing"}),
    )

    found = answer(asked, person("calm", focus=["panic"]), COUPLE_THERAPIST)

    assert [match.id for match in found.matches] == ["calm"]


def test_couples_without_violence_are_helped_as_they_ask() -> None:
    found = answer(need("couples"), *CAST)

    assert "set-aside:couples" not in found.notices
    assert "couple-therapist" in {match.id for match in found.matches}
