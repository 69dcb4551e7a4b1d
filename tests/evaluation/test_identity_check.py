"""How well the identity check finds what was planted, and how often it cries for nothing (G4)."""

from __future__ import annotations

import csv
from functools import cache
from typing import TYPE_CHECKING

from directory import resources
from directory.identity_check.checking import IdentityChecker
from directory.identity_check.words import load_identity_words
from tests.support.checkout import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = ROOT / "tests" / "evaluation" / "identity"
TOWNS = frozenset(
    {"salida", "golden", "arvada", "lakewood", "toronto", "denver", "springfield", "portland"}
)
AT_LEAST_FOUND = 0.95
AT_MOST_FALSE = 0.05


@cache
def _checker() -> IdentityChecker:
    words = load_identity_words(resources.seed_data() / "identity_check")
    return IdentityChecker(words, is_town=lambda name: name.casefold() in TOWNS)


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="|", quoting=csv.QUOTE_NONE))


def missed() -> list[tuple[str, str]]:
    """Planted texts in which nothing of their kind was found."""
    return [
        (row["kind"], row["text"])
        for row in _rows("planted.csv")
        if not _checker().check(row["text"])
    ]


def false_alarms() -> list[tuple[str, Iterable[str]]]:
    """Clean texts with a finding."""
    found = [(row["text"], _checker().check(row["text"])) for row in _rows("clean.csv")]
    return [(text, [f"{one.kind}: {one.words}" for one in these]) for text, these in found if these]


def test_there_are_two_hundred_of_each() -> None:
    assert len(_rows("planted.csv")) >= 200
    assert len(_rows("clean.csv")) >= 200


def test_nearly_all_that_was_planted_is_found() -> None:
    planted = len(_rows("planted.csv"))

    assert 1 - len(missed()) / planted >= AT_LEAST_FOUND, missed()


def test_hardly_any_clean_text_is_stopped() -> None:
    clean = len(_rows("clean.csv"))

    assert len(false_alarms()) / clean <= AT_MOST_FALSE, false_alarms()
