"""How a cell of each kind is read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from directory.interop import cells
from directory.interop.problems import CellError
from directory.profiles.listing import WeeklyTime

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (cells.day, "2026-02-28", date(2026, 2, 28)),
        (cells.whole_number, "12", 12),
        (cells.number, "12.5", 12.5),
        (cells.money, "140", 140.0),
        (cells.money, "140.00", 140.0),
        (cells.currency, "cad", "CAD"),
        (cells.country, "ca", "CA"),
        (cells.yes_or_no, "Yes", True),
        (cells.yes_or_no, "no", False),
        (cells.handle, "maya-castellanos", "maya-castellanos"),
        (cells.handle_of_name, "Éamon Ó Súilleabháin", "eamon-o-suilleabhain"),
        (cells.weekly_time, "thu 09:00-11:00", WeeklyTime(3, 540, 660)),
        (cells.weekly_time, "Monday 9:30 – 24:00", WeeklyTime(0, 570, 1440)),
        (cells.email, "maya@example.org", "maya@example.org"),
        (cells.pair, "emdr : certified", ("emdr", "certified")),
        (cells.pair, "emdr", ("emdr", "")),
        (cells.line, "one\n two", "one two"),
    ],
)
def test_a_cell_is_read(read: Callable[[str], Any], cell: str, value: object) -> None:
    assert read(cell) == value


@pytest.mark.parametrize(
    ("read", "cell"),
    [
        (cells.day, "2026-02-30"),
        (cells.day, "02/28/2026"),
        (cells.day, "20260228"),
        (cells.whole_number, "-1"),
        (cells.whole_number, "12.5"),
        (cells.whole_number, "١٢"),
        (cells.number, "1e9"),
        (cells.money, "$140"),
        (cells.money, "140.50"),
        (cells.money, "1000000"),
        (cells.currency, "dollars"),
        (cells.country, "USA"),
        (cells.yes_or_no, "maybe"),
        (cells.handle, "Maya Castellanos"),
        (cells.handle, "-maya"),
        (cells.handle, "x" * 81),
        (cells.handle_of_name, "王芳"),
        (cells.weekly_time, "thursdays"),
        (cells.weekly_time, "thu 11:00-09:00"),
        (cells.weekly_time, "thu 09:00-25:00"),
        (cells.email, "maya at example"),
        (cells.name, "x" * 201),
        (cells.text, "x" * 6001),
    ],
)
def test_what_cannot_be_read_is_told_with_a_remedy(read: Callable[[str], Any], cell: str) -> None:
    with pytest.raises(CellError) as problem:
        read(cell)

    assert problem.value.cause.endswith(".")
    assert problem.value.remedy.endswith(".")


def test_a_list_has_its_items_once_and_no_empty_one() -> None:
    assert cells.listed("a | b||a", cells.word) == ("a", "b")
