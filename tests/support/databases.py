"""A fresh database for each test: copied from one that was migrated once."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from click.testing import CliRunner
from sqlalchemy import make_url

from directory import cli, migrations
from directory.config import Mode, Settings
from directory.db import make_engine
from tests.support.postgresql import create_database, drop_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
SECRET = "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz"


class Databases(Protocol):
    """Where tests get their databases from."""

    def empty(self) -> str:
        """The URL of a new database without tables."""

    def migrated(self) -> str:
        """The URL of a new database with all tables and no rows."""

    def demo(self) -> str:
        """The URL of a new database with the gazetteer and the invented network."""

    def filled(self, name: str, fill: Callable[[str], None]) -> str:
        """The URL of a copy of the database of this name, which `fill` filled once."""

    def release(self, url: str) -> None:
        """Remove a database that a test is done with."""


@dataclass
class SqliteDatabases:
    """Real files in a folder."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _templates: dict[str, str] = field(default_factory=dict)

    def empty(self) -> str:
        """A file name that nothing stands under yet."""
        return f"sqlite:///{self.folder / f'test-{next(self._numbers)}.sqlite3'}"

    def migrated(self) -> str:
        """A copy of a file that was migrated once."""
        return self.filled("migrated", migrate)

    def demo(self) -> str:
        """A copy of a file that was seeded once."""
        return self.filled("demo", seed_demo)

    def release(self, url: str) -> None:
        """Remove the file, and what SQLite kept beside it."""
        for suffix in ("", "-wal", "-shm"):
            Path(_file(url) + suffix).unlink(missing_ok=True)

    def filled(self, name: str, fill: Callable[[str], None]) -> str:
        """A copy of what `fill` filled once."""
        if name not in self._templates:
            template = self.empty()
            fill(template)
            self._templates[name] = template
        url = self.empty()
        shutil.copyfile(_file(self._templates[name]), _file(url))
        return url


@dataclass
class PostgresqlDatabases:
    """Databases of one server, named after this process so that several can share it."""

    server: str
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _templates: dict[str, str] = field(default_factory=dict)
    _made: list[str] = field(default_factory=list)

    def empty(self) -> str:
        """A database without tables."""
        return self._url(self._create())

    def migrated(self) -> str:
        """A copy of a database that was migrated once."""
        return self.filled("migrated", migrate)

    def demo(self) -> str:
        """A copy of a database that was seeded once."""
        return self.filled("demo", seed_demo)

    def release(self, url: str) -> None:
        """Drop the database; with hundreds of tests they would fill the disk."""
        name = str(make_url(url).database)
        drop_database(self.server, name)
        self._made.remove(name)

    def release_all(self) -> None:
        """Drop what is left, templates too: the server may be somebody's own."""
        while self._made:
            drop_database(self.server, self._made.pop())

    def filled(self, name: str, fill: Callable[[str], None]) -> str:
        """A copy of what `fill` filled once."""
        if name not in self._templates:
            template = self._create()
            fill(self._url(template))
            self._templates[name] = template
        return self._url(self._create(template=self._templates[name]))

    def _create(self, *, template: str | None = None) -> str:
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        create_database(self.server, name, template=template)
        self._made.append(name)
        return name

    def _url(self, name: str) -> str:
        url = make_url(self.server).set(drivername="postgresql+psycopg", database=name)
        return url.render_as_string(hide_password=False)


def migrate(url: str) -> None:
    """Bring the database at this URL to the newest schema."""
    settings = Settings(mode=Mode.TEST, database_url=url, secret_key=SECRET)
    engine = make_engine(settings)
    try:
        migrations.upgrade(engine)
    finally:
        # The last connection to close writes SQLite's log back into the file we copy.
        engine.dispose()


def seed_demo(url: str) -> None:
    """Fill the database at this URL as an operator would: `init`, then `seed demo`."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "DIRECTORY_MODE": "demo",
            "DIRECTORY_DATABASE_URL": url,
            "DIRECTORY_INSTANCE_FOLDER": folder,
            "DIRECTORY_SECRET_KEY": SECRET,  # What the tests' apps open exact addresses with.
        }
        for words in (["init"], ["seed", "demo"]):
            result = CliRunner(env=environment).invoke(cli.directory, words)
            assert result.exit_code == 0, result.output


def _file(url: str) -> str:
    return str(make_url(url).database)
