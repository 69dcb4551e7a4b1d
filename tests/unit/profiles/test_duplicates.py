"""What makes two names, two telephones or two licence numbers the same."""

from __future__ import annotations

import pytest

from directory.profiles.duplicates import are_near_names, licence_number, telephone_digits


@pytest.mark.parametrize(
    ("one", "other", "are_near"),
    [
        ("Maya Castellanos", "Maya Castelanos", True),
        ("Maya Castellanos", "Castellanos, Maya", True),
        ("Zoë Núñez", "Zoe Nunez", True),
        ("Maya Castellanos", "Maria Castillo", False),
        ("Ana Li", "Ana Lu", False),
        ("", "Maya", False),
    ],
)
def test_names_that_one_person_may_have(one: str, other: str, are_near: bool) -> None:  # noqa: FBT001
    assert are_near_names(one, other) is are_near
    assert are_near_names(other, one) is are_near


@pytest.mark.parametrize(
    ("number", "title", "plain"),
    [
        ("LPC.0012-345", "LPC", "12345"),
        ("lpc 12345", "LPC", "12345"),
        ("0012345", "LPC", "12345"),
        ("MT0099", "LMT", "mt0099"),
        ("000", "LPC", "000"),
        ("", "LPC", ""),
    ],
)
def test_a_licence_number_is_known_however_it_is_written(
    number: str, title: str, plain: str
) -> None:
    assert licence_number(number, title) == plain


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        ("303-555-0100", "3035550100"),
        ("+1 (303) 555 0100", "3035550100"),
        ("555 01", ""),
        ("", ""),
    ],
)
def test_a_telephone_is_known_by_its_last_ten_digits(number: str, digits: str) -> None:
    assert telephone_digits(number) == digits
