"""`directory evaluate scenarios`: what ranking does in small casts, and how well."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from directory.console import RefusalError, json_option, print_json
from directory.search.cli_words import shipped_option, words_for_evaluation
from directory.search.scenario_file import ScenarioFileError, read_scenarios
from directory.search.scenario_run import TODAY, run
from directory.search.scenario_scores import results_by_id, score

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from directory.search.scenario_scores import ScenarioScores


@click.command
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the results, a line each."
)
@shipped_option
@json_option
def evaluate_scenarios(*, file: Path, out: Path | None, shipped: bool, as_json: bool) -> None:
    """Rank the cast of each scenario of FILE (JSON Lines) and score it against what it expects."""
    words = words_for_evaluation(shipped=shipped)
    try:
        scenarios = list(read_scenarios(file, words.vocabulary, today=TODAY))
    except ScenarioFileError as problem:
        raise RefusalError(str(problem)) from None
    results = [run(scenario, words.vocabulary, words.weights) for scenario in scenarios]
    if out is not None:
        _write(out, results)
    scores = score({one.id: one.expect for one in scenarios}, results_by_id(results))
    if as_json:
        print_json(_figures(scores))
    else:
        for line in _report(scores):
            click.echo(line)


def _write(out: Path, results: Iterable[Mapping[str, Any]]) -> None:
    lines = (json.dumps(result, ensure_ascii=False) + "\n" for result in results)
    try:
        out.write_text("".join(lines), encoding="utf-8")
    except OSError as problem:
        raise RefusalError(f"{out} cannot be written: {problem.strerror}.") from None


def _figures(scores: ScenarioScores) -> dict[str, object]:
    held, asked = scores.safety()
    return {
        "passed": scores.passed,
        "failed": len(scores.failed),
        "by_kind": {
            kind: {"passed": passed, "of": count}
            for kind, (passed, count) in scores.by_kind().items()
        },
        "safety": {"passed": held, "of": asked},
        "failures": [
            {"id": check.scenario, "kind": check.kind, "message": check.message}
            for check in scores.failed
        ],
    }


def _report(scores: ScenarioScores) -> Iterator[str]:
    for check in scores.failed:
        yield f"FAIL {check.scenario} {check.kind} {check.message}"
    yield f"{scores.passed} passed, {len(scores.failed)} failed"
    for kind, (passed, count) in scores.by_kind().items():
        yield f"  {kind}: {passed} of {count}"
    held, asked = scores.safety()
    yield f"safety: {held} of {asked}"
