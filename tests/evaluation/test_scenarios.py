"""Scenarios: the examples and our own hold, and our scoring agrees with theirs."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from directory.search.scenario_file import Scenario, ScenarioFileError, read_scenarios
from directory.search.scenario_run import TODAY, run
from directory.search.scenario_scores import results_by_id, score
from tests.support.casting import vocabulary

FOLDER = Path(__file__).parent
FILES = (
    "scenarios.jsonl",
    "own_scenarios.jsonl",
    "further_scenarios.jsonl",
    "unprepared_scenarios.jsonl",
)

# What the scoring that came with the examples printed for these results, on 22 November 2026.
AGREED = (
    ("scenarios.jsonl", "as they are", "25 passed, 0 failed", "8/8"),
    ("scenarios.jsonl", "reversed", "23 passed, 2 failed", "8/8"),
    ("scenarios.jsonl", "silent", "22 passed, 3 failed", "7/8"),
    ("scenarios.jsonl", "without notices", "19 passed, 6 failed", "7/8"),
    ("own_scenarios.jsonl", "as they are", "194 passed, 0 failed", "76/76"),
    ("own_scenarios.jsonl", "reversed", "163 passed, 31 failed", "76/76"),
    ("own_scenarios.jsonl", "silent", "168 passed, 26 failed", "61/76"),
    ("own_scenarios.jsonl", "without notices", "171 passed, 23 failed", "67/76"),
    ("further_scenarios.jsonl", "as they are", "55 passed, 0 failed", "25/25"),
    ("further_scenarios.jsonl", "reversed", "50 passed, 5 failed", "25/25"),
    ("further_scenarios.jsonl", "silent", "50 passed, 5 failed", "22/25"),
    ("further_scenarios.jsonl", "without notices", "49 passed, 6 failed", "21/25"),
)


@cache
def scenarios(file: str) -> tuple[Scenario, ...]:
    return tuple(read_scenarios(FOLDER / file, vocabulary(), today=TODAY))


@cache
def results(file: str) -> dict[str, dict[str, Any]]:
    return dict(results_by_id([run(one, vocabulary()) for one in scenarios(file)]))  # type: ignore[arg-type]


CASES = [pytest.param(file, one.id, id=one.id) for file in FILES for one in scenarios(file)]


@pytest.mark.parametrize(("file", "name"), CASES)
def test_every_expectation_of_a_scenario_holds(file: str, name: str) -> None:
    (scenario,) = [one for one in scenarios(file) if one.id == name]

    scores = score({name: scenario.expect}, results(file))

    assert scores.checks
    assert [f"{check.kind}: {check.message}" for check in scores.failed] == []


def test_there_are_at_least_sixty_of_our_own() -> None:
    assert len(scenarios("own_scenarios.jsonl")) >= 60


@pytest.mark.parametrize(("file", "spoiled", "total", "safety"), AGREED)
def test_our_scoring_agrees_with_the_agreed_one(
    file: str, spoiled: str, total: str, safety: str
) -> None:
    changed = [_spoiled(dict(one), spoiled) for one in results(file).values()]

    ours = score({one.id: one.expect for one in scenarios(file)}, results_by_id(changed))

    held, asked = ours.safety()
    assert f"{ours.passed} passed, {len(ours.failed)} failed" == total
    assert f"{held}/{asked}" == safety


def _spoiled(result: dict[str, Any], how: str) -> dict[str, Any]:
    if how == "reversed":
        result["ranked"] = result["ranked"][::-1]
    if how == "silent":
        result["ranked"] = [{**one, "cautions": [], "path": None} for one in result["ranked"]]
        result["team"] = None
    if how == "without notices":
        result["notices"], result["gap"], result["first_places"] = [], None, []
    return result


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{", "line 1 is not JSON"),
        ("[]", "write an object"),
        ({"id": 3}, "scenario.id is 3; write a text"),
        ({"id": "x"}, "need is missing"),
        ({"id": "x", "need": {"issues": [{"slug": "sadness"}]}}, "'sadness'"),
        ({"id": "x", "need": {"mode": "phone"}}, "in-person, telehealth, either"),
        ({"id": "x", "need": {}, "practitioners": [{"id": "a"}]}, "profession is missing"),
        (
            {"id": "x", "need": {}, "practitioners": [{"id": "a", "profession": "nurse"}] * 2},
            "'a' twice",
        ),
        ({"id": "x", "need": {"max_km": "far"}}, "max_km is 'far'; write a number"),
        ({"id": "x", "need": {"flags": ["tired"]}}, "'tired'"),
        ({"id": "x", "need": {}, "vouches": [{"from": "a", "to": "b", "basis": "luck"}]}, "luck"),
    ],
)
def test_a_wrong_file_says_where_why_and_what_to_do(
    entry: object, message: str, tmp_path: Path
) -> None:
    file = tmp_path / "wrong.jsonl"
    file.write_text(entry if isinstance(entry, str) else json.dumps(entry), encoding="utf-8")

    with pytest.raises(ScenarioFileError) as problem:
        list(read_scenarios(file, vocabulary(), today=TODAY))

    assert message in str(problem.value)
    assert "wrong.jsonl, line 1" in str(problem.value)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ScenarioFileError, match="cannot be read"):
        list(read_scenarios(tmp_path / "none.jsonl", vocabulary(), today=TODAY))
