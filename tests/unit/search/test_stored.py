"""Values that are read when somebody looks at them, and nothing but the classes of a network."""

from __future__ import annotations

import os
import pickle
from datetime import date

import numpy as np
import pytest
from cryptography.exceptions import InvalidTag

from directory.matching.columns.growth import Patched
from directory.profiles.listing import PublicAvailability, PublishedListing
from directory.search.stored import Derived, Pages, Recent, Stored, page_of, read, written

LISTING = PublishedListing(
    "ana", "person", "Ana", availability=PublicAvailability("open", confirmed_on=date(2026, 1, 2))
)


class Harmful:
    """Would call something when it is read."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.getenv, ("HOME",)


@pytest.mark.parametrize("value", [Harmful(), read, pickle.Pickler, print])
def test_nothing_but_the_classes_of_a_network_is_read(value: object) -> None:
    with pytest.raises(pickle.UnpicklingError, match="no part of a network"):
        read(pickle.dumps(value))


def test_a_listing_and_columns_are_read_as_they_were() -> None:
    column = np.arange(12, dtype=np.int32).reshape(3, 4)[:, :2]

    assert read(written(LISTING)) == LISTING
    found = read(written({"column": column, "number": np.float64(1.5)}))
    assert found["column"].dtype == column.dtype
    assert found["column"].tolist() == column.tolist()


def test_a_stored_value_is_read_once_and_only_when_asked_for() -> None:
    pages = Pages.of([written(1), b"not a page", written(LISTING)])
    stored: Stored[object] = Stored({"one": 0, "spoiled": 1, "ana": 2}, pages)

    assert list(stored) == ["one", "spoiled", "ana"]
    assert len(stored) == 3
    assert "ana" in stored
    assert "nobody" not in stored
    assert stored["one"] == 1
    assert stored["ana"] is stored["ana"]
    with pytest.raises(KeyError):
        stored["nobody"]


def test_a_derived_value_is_worked_out_once() -> None:
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name.upper()

    derived = Derived({"one": 1, "two": 2}, make)

    assert (derived["one"], derived["one"], list(derived), len(derived)) == (
        "ONE", "ONE", ["one", "two"], 2,
    )  # fmt: skip
    assert made == ["one"]
    assert "three" not in derived
    with pytest.raises(KeyError):
        derived["three"]


def test_a_page_that_nobody_changed_is_copied_and_what_changed_is_written_anew() -> None:
    stored: Stored[object] = Stored({"one": 0, "two": 1}, Pages.of([b"as it is", written(2)]))
    over = Patched.over(stored, {"two": 3})

    assert bytes(page_of(over, "one")) == b"as it is"
    assert read(page_of(over, "two")) == 3
    assert read(page_of({"plain": 4}, "plain")) == 4


def test_sealed_pages_open_with_their_key_at_their_place_only() -> None:
    key, other = bytes(32), bytes(31) + b"1"
    pages = Pages.of([b"the first page", b"the second one"], key)

    assert [pages[0], pages[1]] == [b"the first page", b"the second one"]
    assert b"page" not in bytes(pages.data)
    with pytest.raises(InvalidTag):
        Pages(pages.data, pages.ends, other)[0]
    swapped = bytes(pages.data[pages.ends[0] :]) + bytes(pages.data[: pages.ends[0]])
    with pytest.raises(InvalidTag):
        Pages(swapped, pages.ends, key)[0]


def test_only_the_latest_values_stay_and_what_left_is_made_again() -> None:
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name.upper()

    recent: Recent[str] = Recent(most=2)
    for name in ("ana", "ben", "ana", "cleo", "ana", "ben"):
        assert recent.of(name, make) == name.upper()

    assert made == ["ana", "ben", "cleo", "ben"]
    assert len(recent) == 2
