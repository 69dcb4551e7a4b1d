"""A fresh database for each test: copied from one that was migrated once."""

from __future__ import annotations

import itertools
import os
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import make_url

from directory import migrations
from directory.config import Mode, Settings
from directory.db import make_engine
from tests.support.postgresql import create_database, drop_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECRET = "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz"


class Databases(Protocol):
    """Where tests get their databases from."""

    def migrated(self) -> str:
        """The URL of a new database with all tables and no rows."""

    def empty(self) -> str:
        """The URL of a new database without tables."""


@dataclass
class SqliteDatabases:
    """Real files in a folder."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _template: Path | None = None

    def migrated(self) -> str:
        """A copy of a file that was migrated once."""
        if self._template is None:
            template = self.folder / "template.sqlite3"
            migrate(f"sqlite:///{template}")
            self._template = template
        url = self.empty()
        shutil.copyfile(self._template, str(make_url(url).database))
        return url

    def empty(self) -> str:
        """A file name that nothing stands under yet."""
        return f"sqlite:///{self.folder / f'test-{next(self._numbers)}.sqlite3'}"


@dataclass
class PostgresqlDatabases:
    """Databases of one server, named after this process so that several can share it."""

    server: str
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _template: str | None = None
    _made: list[str] = field(default_factory=list)

    def migrated(self) -> str:
        """A copy of a database that was migrated once."""
        if self._template is None:
            template = self._create(None)
            migrate(self._url(template))
            self._template = template
        return self._url(self._create(self._template))

    def empty(self) -> str:
        """A database without tables."""
        return self._url(self._create(None))

    def drop_all(self) -> None:
        """Remove what was made here."""
        while self._made:
            drop_database(self.server, self._made.pop())

    def _create(self, template: str | None) -> str:
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
