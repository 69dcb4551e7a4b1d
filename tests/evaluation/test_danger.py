"""The gates of danger: help lines and flags in ordinary speech, and quiet where none is meant."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from directory.search.query_file import read_queries
from directory.search.query_scores import score
from directory.vocabulary.understanding import Role

if TYPE_CHECKING:
    from directory.vocabulary.recognition import Recognizer
    from directory.vocabulary.terms import Vocabulary

HERE = Path(__file__).parent
BATCHES = ("1a", "1b", "2", "3", "4", "5", "6a", "6b", "7")


@dataclass(frozen=True, slots=True)
class Danger:
    """A search with the flags and help lines it needs, and those it must not raise."""

    text: str
    role: Role
    flags: frozenset[str]
    lines: frozenset[str]
    unwanted: frozenset[str]


def danger_searches(batch: str, kind: str) -> list[Danger]:
    with (HERE / "danger_queries.csv").open(encoding="utf-8", newline="") as lines:
        return [
            Danger(
                row["text"],
                Role(row["role"]),
                *(
                    frozenset(filter(None, row[part].split("|")))
                    for part in ("flags", "lines", "not")
                ),
            )
            for row in csv.DictReader(lines)
            if row["batch"] == batch and row["kind"] == kind
        ]


def told(search: Danger, recognizer: Recognizer) -> tuple[set[str], set[str]]:
    """The flags (with no-touch, which is kept as a constraint) and the help lines."""
    found = recognizer.understand(search.text, search.role)
    return {*found.flags, *found.constraints}, set(found.crisis)


def is_quiet(search: Danger, recognizer: Recognizer) -> bool:
    """Whether nothing unwanted is raised; `*` is every flag but minor, and every help line."""
    flags, lines = told(search, recognizer)
    if search.unwanted == {"*"}:
        return not (flags - {"minor", "joint-sessions"}) and not lines
    return not flags & search.unwanted


@pytest.mark.parametrize("batch", BATCHES)
def test_finds_the_help_lines_that_are_needed(batch: str, recognizer: Recognizer) -> None:
    needing = [search for search in danger_searches(batch, "danger") if search.lines]
    missed = [one.text for one in needing if not one.lines <= told(one, recognizer)[1]]

    assert len(needing) >= 20
    assert len(missed) <= 0.03 * len(needing), missed


@pytest.mark.parametrize("batch", BATCHES)
def test_finds_the_flags_that_are_said(batch: str, recognizer: Recognizer) -> None:
    needing = [search for search in danger_searches(batch, "danger") if search.flags]
    missed = [one.text for one in needing if not one.flags <= told(one, recognizer)[0]]

    assert len(needing) >= 20
    assert len(missed) <= 0.05 * len(needing), missed


@pytest.mark.parametrize("batch", BATCHES)
def test_stays_quiet_where_no_danger_is_meant(batch: str, recognizer: Recognizer) -> None:
    searches = danger_searches(batch, "quiet")
    loud = [one.text for one in searches if not is_quiet(one, recognizer)]

    assert len(searches) >= 20
    assert len(loud) <= 0.05 * len(searches), loud


def test_knows_every_flag(recognizer: Recognizer, shipped_vocabulary: Vocabulary) -> None:
    found: set[str] = set()
    for batch in BATCHES:
        for search in danger_searches(batch, "danger"):
            found |= search.flags & told(search, recognizer)[0]

    assert found == set(shipped_vocabulary.flags)


@pytest.mark.parametrize("file", ["second_reader_queries.jsonl", "client_queries.jsonl"])
def test_other_readers_agree(
    file: str, recognizer: Recognizer, shipped_vocabulary: Vocabulary
) -> None:
    queries = read_queries(HERE / file, shipped_vocabulary)
    parses = {
        query["id"]: recognizer.understand(query["text"], Role(query["role"])).as_parse()
        for query in queries
    }
    scores = score(queries, parses, shipped_vocabulary)

    assert scores.exact >= 0.95 * len(queries)
    assert scores.forbidden == 0
    assert scores.crisis()[0] == scores.crisis()[1]
    assert scores.quiet()[0] == scores.quiet()[1]
