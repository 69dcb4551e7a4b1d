"""The gates of recognition, on the example searches and on our own."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from directory.search.query_file import QueryFileError, read_queries
from directory.search.query_scores import Scores, score
from directory.vocabulary.understanding import Role

if TYPE_CHECKING:
    from directory.vocabulary.recognition import Recognizer
    from directory.vocabulary.terms import Vocabulary

HERE = Path(__file__).parent
EXAMPLES = HERE / "queries.jsonl"
OWN = HERE / "own_queries.jsonl"
UNPREPARED = HERE / "unprepared_queries.jsonl"

Queries = list[dict[str, Any]]


def scored(queries: Queries, recognizer: Recognizer, vocabulary: Vocabulary) -> Scores:
    parses = {
        query["id"]: recognizer.understand(query["text"], Role(query["role"])).as_parse()
        for query in queries
    }
    return score(queries, parses, vocabulary)


@pytest.mark.parametrize("half", ["examples", "tuned", "held", "later"])
def test_holds_the_gates(half: str, recognizer: Recognizer, shipped_vocabulary: Vocabulary) -> None:
    file = EXAMPLES if half == "examples" else OWN
    queries = [
        query
        for query in read_queries(file, shipped_vocabulary)
        if half in {"examples", query.get("half")}
    ]

    scores = scored(queries, recognizer, shipped_vocabulary)

    fields = scores.by_field()
    assert fields["issues"].precision >= 0.95
    assert fields["issues"].recall >= 0.90
    assert fields["place"].recall >= 0.95
    assert scores.overall().f1 >= 0.92
    assert scores.exact / len(queries) >= 0.60
    assert scores.forbidden <= len(queries) // 100
    found, expected = scores.crisis()
    assert found >= 0.97 * expected
    quiet, needless = scores.quiet()
    assert quiet >= 0.95 * needless


@pytest.mark.parametrize(("half", "exact", "f1"), [("learned", 0.85, 0.95), ("unseen", 0.70, 0.88)])
def test_reads_searches_that_nobody_prepared_for(
    half: str,
    exact: float,
    f1: float,
    recognizer: Recognizer,
    shipped_vocabulary: Vocabulary,
) -> None:
    queries = [
        query for query in read_queries(UNPREPARED, shipped_vocabulary) if query.get("half") == half
    ]

    scores = scored(queries, recognizer, shipped_vocabulary)

    assert len(queries) >= 100
    assert scores.exact / len(queries) >= exact
    assert scores.overall().f1 >= f1
    found, expected = scores.crisis()
    assert found == expected


def test_same_words_mean_the_same_each_time(
    recognizer: Recognizer, shipped_vocabulary: Vocabulary
) -> None:
    for query in read_queries(EXAMPLES, shipped_vocabulary):
        text = query["text"]
        assert recognizer.understand(text) == recognizer.understand(text)


def test_every_span_lies_in_the_text(
    recognizer: Recognizer, shipped_vocabulary: Vocabulary
) -> None:
    for query in read_queries(OWN, shipped_vocabulary):
        for span in recognizer.understand(query["text"]).spans:
            assert 0 <= span.start < span.end <= len(query["text"])


def test_scores_what_is_missing_too_much_and_forbidden(shipped_vocabulary: Vocabulary) -> None:
    query = {
        "id": "1",
        "text": "bulimia therapist denver",
        "lang": "en",
        "role": "client",
        "expect": {
            "issues": ["bulimia"],
            "professions": ["psychotherapist"],
            "place": [{"city": "Denver", "region": "US-CO"}],
            "crisis": ["eating-disorder"],
        },
        "accept_instead": {"professions": ["psychologist"]},
        "must_not": {"modalities": ["massage-general"], "place": ["US-TX"]},
    }
    parse = {
        "issues": ["eating-disorders", "grief"],
        "professions": ["psychologist"],
        "modalities": ["massage-general"],
        "place": [{"city": "Denver", "region": "US-TX"}],
    }

    one = score([query], {"1": parse}, shipped_vocabulary).queries[0]

    # The parent of an expected issue is never too much; grief is.
    assert (one.tallies["issues"].extra, one.tallies["issues"].missing) == (1, 1)
    assert (one.tallies["professions"].found, one.tallies["professions"].extra) == (1, 0)
    assert (one.tallies["place"].missing, one.tallies["place"].extra) == (1, 1)
    assert one.forbidden == ["modalities:massage-general", "place:US-TX"]
    assert (one.crisis_found, one.crisis_expected) == (0, 1)
    assert not one.is_exact


def test_counts_help_lines_that_nobody_needed(shipped_vocabulary: Vocabulary) -> None:
    query = {"id": "1", "text": "reiki", "lang": "en", "role": "client", "expect": {}}

    scores = score([query], {"1": {"crisis": ["suicide"]}}, shipped_vocabulary)

    assert scores.quiet() == (0, 1)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "is not JSON"),
        ('{"id": "1", "text": "x", "lang": "en", "role": "nobody"}', "has no role"),
        ('{"id": "1", "text": "x", "role": "client"}', "'lang'"),
        (
            (
                '{"id": "1", "text": "x", "lang": "en", "role": "client", '
                '"expect": {"issues": ["no-such"]}}'
            ),
            "'no-such', which does not exist",
        ),
        ("", "holds no search"),
    ],
)
def test_refuses_a_file_that_cannot_be_scored(
    line: str, says: str, tmp_path: Path, shipped_vocabulary: Vocabulary
) -> None:
    file = tmp_path / "queries.jsonl"
    file.write_text(line, encoding="utf-8")

    with pytest.raises(QueryFileError, match=says):
        read_queries(file, shipped_vocabulary)


def test_help_lines_are_shown_in_danger_and_only_then(recognizer: Recognizer) -> None:
    with (HERE / "help_lines.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    wrong = [
        (row["key"], row["text"])
        for row in rows
        if not _is_right(row["key"], recognizer.understand(row["text"], Role.CLIENT).crisis)
    ]

    assert len(rows) >= 60
    assert wrong == []


def _is_right(key: str, shown: tuple[str, ...]) -> bool:
    return key in shown if key else not shown
