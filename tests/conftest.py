"""The fixtures that every test may ask for.

`pytest --database postgresql` runs the same tests on PostgreSQL.
"""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

import pytest
import time_machine
from click.testing import CliRunner
from hypothesis import settings as hypothesis_settings

from directory import cli, clock, db
from directory.app import create_app
from directory.config import Settings
from tests.support.client import CheckingClient
from tests.support.compiled_once import compile_once, share_statements
from tests.support.databases import SECRET, PostgresqlDatabases, SqliteDatabases
from tests.support.postgresql import running_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from click.testing import Result
    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from directory.db import Database
    from tests.support.databases import Databases

KINDS = ("sqlite", "postgresql")

# A busy machine is no fault of the code, and a push is judged by the same cases each time;
# away from CI the cases differ from run to run.
hypothesis_settings.register_profile("ours", deadline=None, derandomize="CI" in os.environ)
hypothesis_settings.load_profile("ours")
compile_once()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `--database` choose where the tests keep their data."""
    parser.addoption("--database", choices=KINDS, default="sqlite", help="default: sqlite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what touches the database, and leave out what speaks of the other kind."""
    others = set(KINDS) - {config.getoption("--database")}
    left_out = [item for item in items if any(item.get_closest_marker(kind) for kind in others)]
    for item in items:
        if "databases" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.database)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in [name for name in os.environ if name.startswith("DIRECTORY_")]:
        monkeypatch.delenv(variable)


@pytest.fixture(autouse=True)
def _every_connection_is_closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close what an app of this test left open: PostgreSQL's driver complains of it later."""
    opened: list[Engine] = []
    make = db.make_engine

    def remembered(settings: Settings) -> Engine:
        opened.append(share_statements(make(settings)))
        return opened[-1]

    monkeypatch.setattr(db, "make_engine", remembered)
    yield
    for engine in opened:
        engine.dispose()


@pytest.fixture
def still_clock() -> Iterator[None]:
    """A clock that stands in the middle of an hour, so that no window of a limit ends meanwhile."""
    with time_machine.travel(clock.now().replace(minute=30, second=30), tick=False):
        yield


@pytest.fixture(scope="session")
def databases(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Databases]:
    """Where this run's databases come from."""
    if pytestconfig.getoption("--database") == "sqlite":
        yield SqliteDatabases(tmp_path_factory.mktemp("databases"))
        return
    with running_server() as server:
        source = PostgresqlDatabases(server)
        yield source
        source.release_all()


@pytest.fixture
def database_url(request: pytest.FixtureRequest, databases: Databases) -> Iterator[str]:
    """A database of this test's own: all tables and no rows, or the marked demo network."""
    is_demo = request.node.get_closest_marker("demo_network")
    url = databases.demo() if is_demo else databases.migrated()
    yield url
    databases.release(url)


@pytest.fixture
def environment(database_url: str, tmp_path: Path) -> dict[str, str]:
    """The environment variables that a test's app or command starts with."""
    return {
        "DIRECTORY_MODE": "test",
        "DIRECTORY_DATABASE_URL": database_url,
        "DIRECTORY_INSTANCE_FOLDER": str(tmp_path / "instance"),
        "DIRECTORY_SECRET_KEY": SECRET,
        "DIRECTORY_LIMITS_ON": "no",
    }


@pytest.fixture
def settings(environment: dict[str, str]) -> Settings:
    """The settings of `environment`."""
    return Settings.from_environment(environment)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The app as it is served, on a database of its own.

    Do not hold an app context open around requests: the session would be shared with them,
    and rows that nobody committed would look saved.
    """
    app = create_app(settings)
    app.testing = True
    app.test_client_class = CheckingClient
    yield app
    app.extensions["database"].engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor; each page it fetches is checked by the rules of `tests.support.pages`."""
    return app.test_client()


@pytest.fixture
def database(app: Flask) -> Database:
    """The app's database: `transaction()` to arrange and commit, `session()` to look."""
    found: Database = app.extensions["database"]
    return found


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A writing session of its own, for services: commit before asking for a page."""
    with database.session(writes=True) as session:
        yield session


@pytest.fixture
def runner(environment: dict[str, str]) -> CliRunner:
    """Click's runner, with this test's environment."""
    return CliRunner(env=environment)


@pytest.fixture
def run(runner: CliRunner) -> Callable[..., Result]:
    """Run `directory` with these words: `run("match", "grief")`. A fault is raised, not shown."""
    invoke = partial(runner.invoke, cli.directory, catch_exceptions=False)
    return lambda *words, **options: invoke(list(words), **options)
