"""Every column of every table stands in the data map, and every table has a package behind it."""

from __future__ import annotations

from collections import Counter

from directory.privacy.data_map import DataClass, OnErasure, data_map
from directory.privacy.registry import HOLDINGS
from directory.tables import metadata

ABOUT_PEOPLE = {DataClass.PUBLIC, DataClass.PERSONAL, DataClass.SENSITIVE}
SIGNS_THAT_LEAD_TO_NOBODY = {"cases"}


def test_each_column_has_one_line_and_each_line_a_column() -> None:
    columns = Counter((table.name, one.name) for table in metadata.sorted_tables for one in table.c)
    lines = Counter((line.table, line.column) for line in data_map())

    assert sorted(columns - lines) == [], "add a line to directory/privacy/data_map.csv"
    assert sorted(lines - columns) == [], "the data map names what is not there"


def test_each_table_is_claimed_by_one_package() -> None:
    claimed = Counter(table for holding in HOLDINGS for table in holding.tables)

    assert sorted(set(metadata.tables) - set(claimed)) == [], "name it in a package's holdings.py"
    assert sorted(set(claimed) - set(metadata.tables)) == []
    assert [table for table, times in claimed.items() if times > 1] == []


def test_each_line_says_what_for_and_how_long() -> None:
    assert [line for line in data_map() if not line.purpose or not line.retention] == []


def test_nothing_about_a_person_is_kept_when_they_are_erased() -> None:
    assert [
        (line.table, line.column)
        for line in data_map()
        if line.data_class in ABOUT_PEOPLE
        and line.on_erasure is OnErasure.KEPT
        and line.table not in SIGNS_THAT_LEAD_TO_NOBODY
    ] == []


def test_who_holds_something_about_people_hands_it_out_and_erases_it() -> None:
    held = {line.table for line in data_map() if line.data_class in ABOUT_PEOPLE}

    for holding in HOLDINGS:
        if held & set(holding.tables):
            assert holding.export, holding.name
            assert holding.erase, holding.name
