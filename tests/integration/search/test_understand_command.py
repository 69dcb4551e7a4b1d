"""`directory understand` and `directory evaluate queries`: output, exit codes, refusals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]

QUERIES = Path(__file__).resolve().parents[2] / "evaluation" / "queries.jsonl"


def test_the_parse_has_the_agreed_fields(run: Run) -> None:
    result = run("understand", "bulemia therapist lakewod co medicaid", "--json")

    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "issues": ["bulimia"],
        "professions": ["psychotherapist"],
        "payers": ["medicaid"],
        "crisis": ["eating-disorder"],
        "place": [{"city": "Lakewood", "region": "US-CO"}],
    }


def test_words_may_come_unquoted_and_text_says_what_is_refused(run: Run) -> None:
    result = run("understand", "therapist", "for", "ptsd,", "no", "emdr", "frobnicate")

    assert result.exit_code == 0
    assert "issues: ptsd" in result.stdout
    assert "avoid: emdr" in result.stdout
    assert "Not understood: frobnicate" in result.stderr


def test_the_role_decides_whose_profession_it_is(run: Run) -> None:
    text = "psychologist seeking bodyworker for anxious client"

    result = run("understand", text, "--role", "clinician", "--json")

    assert json.loads(result.stdout)["professions"] == ["bodyworker"]


def test_nothing_understood_is_exit_one(run: Run) -> None:
    result = run("understand", "xyz", "--json")

    assert result.exit_code == 1
    assert json.loads(result.stdout) == {}


def test_a_wrong_role_is_exit_two(run: Run) -> None:
    assert run("understand", "reiki", "--role", "king").exit_code == 2


def test_evaluation_prints_scores_and_writes_parses(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "predictions.jsonl"

    result = run("evaluate", "queries", str(QUERIES), "--out", str(out), "--json")

    assert result.exit_code == 0
    figures = json.loads(result.stdout)
    assert figures["all"]["queries"] == 64
    assert figures["all"]["fields"]["issues"]["precision"] > 0.95
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines][:2] == ["Q001", "Q002"]
    assert lines[0]["parse"]["issues"] == ["anxiety"]


def test_evaluation_in_words_names_groups_and_fields(run: Run) -> None:
    result = run("evaluate", "queries", str(QUERIES))

    assert result.exit_code == 0
    assert result.stdout.startswith("all: 64 searches")
    assert "clinician, en: 2 searches" in result.stdout
    assert "  issues       P" in result.stdout


def test_a_bad_file_is_exit_two_with_one_sentence(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "queries.jsonl"
    file.write_text('{"id": "1"}', encoding="utf-8")

    result = run("evaluate", "queries", str(file))

    assert result.exit_code == 2
    assert "has no text under 'text'" in result.stderr
    assert run("evaluate", "queries", str(tmp_path / "none")).exit_code == 2
