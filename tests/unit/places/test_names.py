"""Spellings of one name meet."""

from __future__ import annotations

import pytest

from directory.places.names import folded_name


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("St. Louis", "Saint Louis"),
        ("Mt Vernon", "Mount Vernon"),
        ("Ft. Collins", "Fort Collins"),
        ("The Bronx", "Bronx"),
        ("Montréal", "montreal"),
        ("Coeur d’Alene", "Coeur d'Alene"),
        ("Łódź", "Lodz"),
        ("  Grand   Junction ", "grand-junction"),
    ],
)
def test_spellings_that_people_mix_up_are_one_name(written: str, meant: str) -> None:
    assert folded_name(written) == folded_name(meant)


@pytest.mark.parametrize(("one", "other"), [("St", "Saint"), ("Ft", "Fort"), ("The", "")])
def test_a_shortened_word_alone_is_no_name_of_a_saint_or_fort(one: str, other: str) -> None:
    assert folded_name(one) != folded_name(other)
