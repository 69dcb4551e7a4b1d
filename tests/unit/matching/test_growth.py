"""Columns grow in place, and whoever holds a shorter one sees nothing of it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.matching.columns.bits import Coded, Planes
from directory.matching.columns.growth import WORTH_FLATTENING, Patched, Row, appended

NAMES = st.sampled_from("abcdefgh")


def test_a_column_grows_in_its_own_memory() -> None:
    first = appended(np.arange(5), np.array([5]))

    second = appended(first, np.array([6, 7]))

    assert second.tolist() == list(range(8))
    assert first.tolist() == list(range(6))
    assert np.shares_memory(first, second)


def test_whoever_grows_an_older_column_copies() -> None:
    first = appended(np.arange(5), np.array([5]))
    newest = appended(first, np.array([6]))

    other = appended(first, np.array([99]))

    assert (newest.tolist()[-1], other.tolist()[-1]) == (6, 99)


def test_rows_of_two_lines_grow_to_the_side() -> None:
    column = np.zeros((2, 3), dtype=np.uint64)
    for number in range(200):
        column = appended(column, np.full((2, 1), number, dtype=np.uint64))

    assert column.shape == (2, 203)
    assert column[1, 3:].tolist() == list(range(200))


def test_a_list_that_grew_twice_from_the_same_place() -> None:
    first = Row.of("ab")
    one, other = first.then("c"), first.then("d")

    assert (list(first), list(one), list(other)) == (list("ab"), list("abc"), list("abd"))
    assert (len(one), one[2], other[2], one[:2], first[-1]) == (3, "c", "d", ["a", "b"], "b")
    with pytest.raises(IndexError):
        _ = first[2]


@given(
    st.dictionaries(NAMES, st.integers()),
    st.lists(st.tuples(st.dictionaries(NAMES, st.integers()), st.sets(NAMES)), max_size=4),
)
def test_a_patched_mapping_is_the_mapping_after_its_changes(
    below: dict[str, int], changes: list[tuple[dict[str, int], set[str]]]
) -> None:
    expected, patched = dict(sorted(below.items())), None
    for changed, gone in changes:
        before = expected if patched is None else patched
        patched = Patched.over(before, changed, gone)
        expected = {name: value for name, value in expected.items() if name not in gone}
        expected = dict(sorted((expected | changed).items()))
        assert list(patched.items()) == list(expected.items())
        assert len(patched) == len(expected)
        assert all((name in patched) == (name in expected) for name in "abcdefgh")


def test_many_changes_are_worked_in() -> None:
    many = {f"{number:05}": number for number in range(WORTH_FLATTENING)}

    assert isinstance(Patched.over({"0": 1}, many), dict)


@given(st.lists(st.sets(NAMES), max_size=150), st.lists(st.sets(NAMES), max_size=80))
def test_planes_that_grew_say_what_each_row_has(one: list[set[str]], more: list[set[str]]) -> None:
    numbers = {name: number for number, name in enumerate("abcdefgh")}
    before = Planes.of(one, numbers)

    after = before.then(Planes.of(more, numbers))

    for planes, sets in ((after, [*one, *more]), (before, one)):
        rows = np.arange(len(sets))
        for name in "ah":
            assert planes.has(rows, name).tolist() == [name in each for each in sets]


def test_numbers_keep_their_places_in_the_table() -> None:
    first = Coded.of([5.0, 0.0, 5.0])

    grown = first.then(Coded.of([7.0, 0.0], first))

    assert grown.at(np.arange(5)).tolist() == [5.0, 0.0, 5.0, 7.0, 0.0]
