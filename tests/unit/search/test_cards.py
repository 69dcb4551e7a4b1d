"""A result card: its points add up, its words are stored facts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.matching.answer import Part
from directory.profiles.listing import PublicCredential, PublicPlace, PublishedListing, Visibility
from directory.search.listing_lines import (
    VouchCounts,
    credential_line,
    initials,
    place_line,
    supervision,
    vouch_fact,
)
from directory.search.score_lines import shown_parts
from directory.search.wording import ENGLISH


@pytest.mark.parametrize(
    "points",
    [(0.333, 0.333, 0.034), (0.125, 0.125, 0.125, 0.125), (0.0,), (0.34, 0.14, 0.119, 0.006)],
)
def test_shown_points_add_up_to_the_shown_score_by_example(points: tuple[float, ...]) -> None:
    parts = tuple(Part("issue", value, 1 / len(points), value) for value in points)

    shown = shown_parts(parts, ENGLISH)

    assert sum(part.points for part in shown) == round(100 * sum(points))
    assert all(abs(part.points - 100 * points[i]) < 1 for i, part in enumerate(shown))


@given(st.lists(st.tuples(st.floats(0.01, 1), st.floats(0, 1)), min_size=1, max_size=9))
def test_points_add_up_and_no_part_has_more_than_its_full_number(
    raw: list[tuple[float, float]],
) -> None:
    total = sum(weight for weight, _value in raw)
    parts = tuple(
        Part("issue", value, weight / total, value * weight / total) for weight, value in raw
    )

    shown = shown_parts(parts, ENGLISH)

    assert sum(part.of for part in shown) == 100
    assert sum(part.points for part in shown) == round(100 * sum(part.points for part in parts))
    assert all(0 <= part.points <= part.of for part in shown)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ana Rivera", "AR"),
        ("Min-jun", "MJ"),
        ("Zoë", "Z"),
        ("María de la Cruz", "MC"),
        ("3 Rivers Care", "RC"),
    ],
)
def test_takes_initials_of_any_name(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_hidden_address_reads_as_an_area() -> None:
    hidden = PublicPlace("Home", "Lakewood", "US-CO", "US", Visibility.AREA)
    shown = PublicPlace("Office", "Lakewood", "US-CO", "US", Visibility.EXACT)

    assert place_line(hidden, ENGLISH) == "Lakewood, CO area"
    assert place_line(shown, ENGLISH) == "Lakewood, CO"


def test_trust_is_a_count_with_its_kind() -> None:
    fact = vouch_fact(ENGLISH, VouchCounts(4, {"talk": 2}))

    assert fact is not None
    assert fact.sentence == "4 colleagues vouch for their work, 2 of them psychotherapists"
    assert vouch_fact(ENGLISH, VouchCounts()) is None
    assert vouch_fact(ENGLISH, None) is None


def test_supervised_practice_shows_unless_somebody_is_independent_too() -> None:
    supervised = PublicCredential("registered-psychotherapist", "CA-ON", "RP (Qualifying)",
                                  "supervised", "active")  # fmt: skip
    independent = PublicCredential("massage-therapist", "CA-ON", "RMT", "independent", "active")
    learner = PublishedListing("a", "person", "A", credentials=(supervised,))
    both = PublishedListing("b", "person", "B", credentials=(supervised, independent))

    assert supervision(learner) is supervised
    assert supervision(both) is None
    assert credential_line(both) == "RP (Qualifying), RMT"
