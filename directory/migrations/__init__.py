"""Move the schema of a database forward and back, from code: there is no alembic.ini to find.

Each step is `versions/NNNN_name.py`. The newest one's number stands in `head.txt`, so that two
people who add a step at the same time meet in that file and not in somebody's database.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection, Engine

__all__ = ["current", "downgrade", "head", "upgrade"]

_FOLDER = Path(__file__).resolve().parent


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to a revision, by default the newest; all of it or nothing."""
    with _writing(engine) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database back to a revision, or to `base`: the tables made since are dropped."""
    with _writing(engine) as connection:
        command.downgrade(_config(connection), revision)


def current(engine: Engine) -> str | None:
    """The revision that a database is at, or None where nothing was made yet."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head() -> str:
    """The newest revision that this software knows."""
    newest = ScriptDirectory.from_config(_config(None)).get_current_head()
    if newest is None:
        message = f"No migration stands in {_FOLDER / 'versions'}; install the software again."
        raise RuntimeError(message)
    return newest


def _writing(engine: Engine) -> AbstractContextManager[Connection]:
    # On SQLite a plain transaction of ours may only read (directory.db).
    return engine.execution_options(directory_writes=True).begin()


def _config(connection: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
