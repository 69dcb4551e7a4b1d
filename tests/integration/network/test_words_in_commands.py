"""Commands use the words and weights that the network edited, and `--shipped` the shipped ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from directory.network.edits import add_edits
from directory.network.in_force import WEIGHTS
from directory.vocabulary.overlay_rows import EditKind, RowEdit
from tests.support.searching import add_network

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    from directory.db import Database

    Run = Callable[..., Result]

SCENARIOS = Path(__file__).resolve().parents[2] / "evaluation" / "scenarios.jsonl"
EDITS = (
    RowEdit(EditKind.ADD_PART, "issues.csv", "grief", "synonyms", "gnurzel"),
    RowEdit(EditKind.HIDE, "modalities.csv", "emdr"),
    RowEdit(EditKind.SET, WEIGHTS, "client", "proximity", "0.25"),
)


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """A network at home in Colorado."""
    return environment | {"DIRECTORY_HOME_REGION": "US-CO"}


def weight_of_proximity(result: Result) -> float:
    parts = json.loads(result.stdout)["results"][0]["parts"]
    return float(next(part["weight"] for part in parts if part["name"] == "proximity"))


def test_commands_follow_the_edits_of_the_network(run: Run, database: Database) -> None:
    with database.transaction() as session:
        add_network(session)
        add_edits(session, EDITS, source="a test", made_by="x")

    understood = run("understand", "gnurzel and emdr", "--json")
    assert json.loads(understood.stdout) == {"issues": ["grief"]}
    shipped = run("understand", "gnurzel and emdr", "--json", "--shipped")
    assert json.loads(shipped.stdout) == {"modalities": ["emdr"]}

    asked = ("--issue", "gnurzel", "--near", "80226", "--json")
    edited = run("match", *asked)
    assert edited.exit_code == 0, edited.output
    assert run("match", *asked, "--shipped").exit_code == 2
    plain = run("match", "grief", "--near", "80226", "--json", "--shipped")
    assert weight_of_proximity(edited) > weight_of_proximity(plain)


def test_scenarios_need_no_database(run: Run, tmp_path: Path) -> None:
    empty = {"DIRECTORY_DATABASE_URL": f"sqlite:///{tmp_path / 'none.sqlite3'}"}

    result = run("evaluate", "scenarios", str(SCENARIOS), "--json", env=empty)

    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["failed"] == 0
    missing = run("understand", "grief", env=empty)
    assert missing.exit_code == 2
    assert missing.stderr.startswith("The database is not ready: run `directory init`")
