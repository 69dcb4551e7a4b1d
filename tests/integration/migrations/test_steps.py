"""Each migration by itself: up and down, the same schema again, and data that lives through it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, inspect, text

from directory import migrations
from directory.tables import metadata
from tests.integration.places.filled import fill_with_few_places, opened
from tests.support.drafts import full_draft, plain_draft, publish, save

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from directory.db import Database
    from tests.support.databases import Databases

FOLDER = Path(migrations.__file__).parent
STEPS = sorted(path.stem for path in (FOLDER / "versions").glob("[0-9]*.py"))
NUMBERS = [step.partition("_")[0] for step in STEPS]


@pytest.fixture
def empty(databases: Databases) -> Iterator[Database]:
    with opened(databases.empty()) as database:
        yield database


def _schema(engine: Engine) -> dict[str, object]:
    """Every table with its columns, keys and checks, as the database tells it."""
    found = MetaData()
    found.reflect(engine)
    look = inspect(engine)
    return {
        name: (
            [(column["name"], str(column["type"]), column["nullable"]) for column in columns],
            sorted(str(index["name"]) for index in look.get_indexes(name)),
            sorted(str(check["name"]) for check in look.get_check_constraints(name)),
            sorted(str(key["name"]) for key in look.get_unique_constraints(name)),
        )
        for name in sorted(found.tables)
        if name != "alembic_version"
        for columns in [look.get_columns(name)]
    }


def test_the_head_file_names_the_newest_step() -> None:
    assert (FOLDER / "head.txt").read_text().strip() == NUMBERS[-1] == migrations.head()


def test_steps_are_numbered_without_gaps_in_one_line() -> None:
    assert [f"{number:04}" for number in range(1, len(NUMBERS) + 1)] == NUMBERS
    assert all(re.fullmatch(r"[0-9]{4}_[a-z_]+", step) for step in STEPS)
    scripts = ScriptDirectory(str(FOLDER))
    assert [script.revision for script in scripts.walk_revisions()] == NUMBERS[::-1]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_step_goes_up_down_and_up_to_the_same_schema(empty: Database, number: str) -> None:
    before = NUMBERS[NUMBERS.index(number) - 1] if number != NUMBERS[0] else "base"
    migrations.upgrade(empty.engine, before) if before != "base" else None
    start = _schema(empty.engine)

    migrations.upgrade(empty.engine, number)
    first = _schema(empty.engine)
    migrations.downgrade(empty.engine, before)
    back = _schema(empty.engine)
    migrations.upgrade(empty.engine, number)

    assert back == start
    assert _schema(empty.engine) == first
    assert first != start
    assert migrations.current(empty.engine) == number


def test_a_second_upgrade_changes_nothing(empty: Database) -> None:
    migrations.upgrade(empty.engine)
    before = _schema(empty.engine)

    migrations.upgrade(empty.engine)

    assert _schema(empty.engine) == before


@pytest.mark.parametrize("number", NUMBERS[:-1])
def test_a_full_database_goes_down_and_up_and_keeps_what_the_older_tables_hold(
    empty: Database, number: str
) -> None:
    migrations.upgrade(empty.engine)
    fill_with_few_places(empty)
    with empty.transaction() as session:
        save(session, plain_draft("sam"), full_draft("maya"))
        publish(session, "maya")
    migrations.downgrade(empty.engine, number)
    kept = _counts(empty)

    migrations.upgrade(empty.engine)

    after = _counts(empty)
    assert {name: after[name] for name in kept} == kept
    assert kept["gazetteer_places"] > 0
    assert set(after) == set(metadata.tables)


def test_a_step_that_fails_leaves_the_schema_as_it_was(
    empty: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from alembic.operations import Operations  # noqa: PLC0415 - only this test breaks it

    migrations.upgrade(empty.engine, NUMBERS[0])
    before = _schema(empty.engine)

    def break_at(_self: Operations, name: str, *_rest: object, **_options: object) -> None:
        raise RuntimeError(name)

    monkeypatch.setattr(Operations, "create_index", break_at)
    with pytest.raises(RuntimeError):
        migrations.upgrade(empty.engine)

    assert _schema(empty.engine) == before
    assert migrations.current(empty.engine) == NUMBERS[0]


def _counts(database: Database) -> dict[str, int]:
    names = set(inspect(database.engine).get_table_names()) - {"alembic_version"}
    with database.session() as session:
        return {
            name: int(session.scalar(text(f"SELECT count(*) FROM {name}")) or 0)  # noqa: S608
            for name in names
        }
