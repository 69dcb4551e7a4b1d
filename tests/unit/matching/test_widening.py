"""Widening: distance, then video, then payer; said each time; strict matches always above."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from directory.matching.need import Mode
from tests.support.casting import BOULDER, PUEBLO, answer, need, order, person

if TYPE_CHECKING:
    from directory.matching.listing import ListingFacts

IN_PERSON = need("ocd", mode=Mode.IN_PERSON, max_km=20.0)


def ocd(name: str, **facts: Any) -> ListingFacts:  # noqa: ANN401  # any field
    return person(name, focus=["ocd"], methods=["erp"], **facts)


def test_twice_the_distance_comes_first() -> None:
    online = ocd("online", place=PUEBLO, telehealth_regions=frozenset({"US-CO"}))

    found = answer(IN_PERSON, ocd("far", place=BOULDER), online)

    assert [(match.id, match.relaxed) for match in found.matches] == [
        ("far", "distance"),
        ("online", "telehealth"),
    ]
    assert [n for n in found.notices if n.startswith("relaxed")] == [
        "relaxed:distance",
        "relaxed:telehealth",
    ]


def test_a_weak_strict_match_stays_above_a_strong_widened_one() -> None:
    weak = person("weak", focus=["anxiety"], methods=["cbt"])

    assert order(IN_PERSON, weak, ocd("far", place=BOULDER)) == ["weak", "far"]


def test_three_good_matches_are_enough() -> None:
    near = [ocd(name) for name in "abc"]

    found = answer(IN_PERSON, *near, ocd("far", place=BOULDER))

    assert {match.id for match in found.matches} == {"a", "b", "c"}
    assert not [n for n in found.notices if n.startswith("relaxed")]


def test_nothing_is_widened_beyond_80_km() -> None:
    wide = replace(IN_PERSON, max_km=60.0)

    assert order(wide, ocd("far", place=PUEBLO)) == []
    assert "empty" in answer(wide, ocd("far", place=PUEBLO)).notices


def test_a_payer_that_is_a_must_gives_way_last_and_unknown_before_no() -> None:
    asked = replace(IN_PERSON, payers=("tricare",), payer_must=True)
    silent = ocd("silent")
    refuses = ocd("refuses", payers_no=frozenset({"tricare"}))

    found = answer(asked, silent, refuses)

    assert [match.id for match in found.matches] == ["silent", "refuses"]
    assert found.notices == ("relaxed:payer",)


def test_hands_on_work_is_never_widened_to_video() -> None:
    asked = need("muscle-soreness", mode=Mode.IN_PERSON)
    massage = person(
        "a",
        "massage-therapist",
        focus=["muscle-soreness"],
        place=PUEBLO,
        telehealth_regions=frozenset({"US-CO"}),
    )

    assert order(asked, massage) == []


def test_musts_are_never_relaxed() -> None:
    asked = replace(IN_PERSON, access_must=("wheelchair",))

    assert order(asked, ocd("a"), ocd("b", place=BOULDER)) == []
