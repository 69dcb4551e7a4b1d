"""People are found by a name that somebody remembers roughly."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.invented_names import mistyped, names
from directory.matching.names import Names

PEOPLE = ("Ana Rivera", "Mid Torres", "Hon Nguyen", "Zoë Ünsal-Falk", "Ana Riverton", "Bo Li")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ana rivera", "Ana Rivera"),
        ("Rivera, Ana", "Ana Rivera"),
        ("ana rivrea", "Ana Rivera"),
        ("hon ngyuen", "Hon Nguyen"),
        ("zoe unsal falk", "Zoë Ünsal-Falk"),
        ("torres", "Mid Torres"),
        ("bo li", "Bo Li"),
    ],
)
def test_the_name_that_was_meant_comes_first(typed: str, meant: str) -> None:
    found = Names.of(PEOPLE).nearest(typed)

    assert PEOPLE[found[0][0]] == meant


@pytest.mark.parametrize("typed", ["", "  ", "x", "!?", "qqqqq zzzzz"])
def test_nobody_is_found_where_no_name_is_near(typed: str) -> None:
    assert Names.of(PEOPLE).nearest(typed) == []


def test_a_network_without_listings_finds_nobody() -> None:
    assert Names.of(()).nearest("ana") == []


def test_equal_names_stay_in_their_order() -> None:
    found = Names.of(["Ana Rivera", "Bo Li", "Ana Rivera"]).nearest("ana rivera", limit=2)

    assert [row for row, _ in found] == [0, 2]


def test_of_many_names_with_one_slip_nearly_all_are_found() -> None:
    rng = np.random.default_rng(2)
    called = names(20_000, rng)
    known = Names.of(called)

    chosen = rng.integers(0, len(called), 200).tolist()
    hits = sum(
        any(called[row] == called[at] for row, _ in known.nearest(mistyped(called[at], rng)))
        for at in chosen
    )

    assert hits >= 0.95 * len(chosen)


def test_a_text_that_is_no_whole_name_is_told_at_once() -> None:
    names = Names.of(["Ana Rivera", "Juniper House", "Grace Pain"])

    assert names.nearest("chronic pain", whole_from=85.0) == []
    assert names.nearest("rivera ana", whole_from=85.0) == names.nearest("rivera ana")
    assert names.nearest("rivera ana")[0][0] == 0
