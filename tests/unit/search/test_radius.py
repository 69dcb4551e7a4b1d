"""A distance said in words is a number, and the words around it stay."""

from __future__ import annotations

import pytest

from directory.search.radius import take_radius


@pytest.mark.parametrize(
    ("words", "rest", "km"),
    [
        ("massage within 25 miles of Denver", "massage near Denver", 40.2),
        ("massage within 25mi Denver", "massage near Denver", 40.2),
        ("masaje a menos de 10 km de Toronto", "masaje near Toronto", 10.0),
        ("up to 40 kilometres from Guelph", "near Guelph", 40.0),
        ("I run 25 miles a week", "I run 25 miles a week", None),
        ("within 6 weeks", "within 6 weeks", None),
        ("under 80 dollars", "under 80 dollars", None),
    ],
)
def test_takes_a_distance_and_nothing_else(words: str, rest: str, km: float | None) -> None:
    found = take_radius(words)

    assert found.words == rest
    assert found.km == (None if km is None else pytest.approx(km, abs=0.1))
