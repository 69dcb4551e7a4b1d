"""Each statement that the site makes about itself has a line of proof that can be run."""

from __future__ import annotations

import re

from tests.support.checkout import ROOT

PER_GROUP = {"A": 8, "B": 9, "C": 11, "D": 7, "E": 8, "F": 11, "G": 11, "H": 16, "I": 6, "J": 13}
STATEMENTS = [f"{group}{n}" for group, last in PER_GROUP.items() for n in range(1, last + 1)]
CELLS = 4  # what is promised, the tests, the figure, the day
NOT_YET = {"E2", "E3"}
"""Statements without a test. Take one out when its line names a test; put none in."""


def _lines() -> dict[str, list[str]]:
    """Statement → its cells."""
    text = (ROOT / "docs" / "assurance.md").read_text()
    rows = re.findall(r"^\| ([A-J]\d+) \| (.*) \|$", text, flags=re.MULTILINE)
    assert len(rows) == len(dict(rows)), "a statement stands twice"
    return {name: cells.split(" | ") for name, cells in rows}


def test_each_statement_has_one_line() -> None:
    lines = _lines()

    assert sorted(lines) == sorted(STATEMENTS)
    assert {name for name, cells in lines.items() if len(cells) != CELLS} == set()


def test_what_is_not_proven_yet_is_listed_and_the_list_shrinks() -> None:
    assert {name for name, cells in _lines().items() if cells[1] == "not yet"} == NOT_YET


def test_each_line_names_tests_that_are_there() -> None:
    missing = {
        (name, named)
        for name, cells in _lines().items()
        if name not in NOT_YET
        for named in re.findall(r"`([^`]+)`", cells[1]) or ["nothing"]
        if not _is_a_test(named)
    }

    assert missing == set()


def _is_a_test(named: str) -> bool:
    path, _colons, function = named.partition("::")
    file = ROOT / "tests" / path
    if not file.is_file():
        return False
    return re.search(rf"^\s*def {function}\(", file.read_text(), re.MULTILINE) is not None
