"""How long an operator waits with many profiles: copying, bringing back, checking, upgrading.

Run: python -m benchmarks.upkeep [--profiles N] [--upgrade] [--json]

The database is the invented network, each row of each table so many times: the same shapes of
people, vouches and notices, with names of their own where a name may stand only once, and one
entry of the log for each profile. Each command runs as an operator types it, in a process of its
own; the copy is made while eight other processes go on writing. `--upgrade` takes the tables down
to each earlier version instead, lets `directory migrate` bring them up again, and compares what
the older tables held.
SAFETY.md statements H10 (100,000 profiles copied in under a minute) and H11 (10,000 upgraded).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, LargeBinary, String, UniqueConstraint, create_engine, insert, select
from sqlalchemy.orm import Session

from directory import migrations
from directory.audit import services as audit
from directory.config import Mode, Settings
from directory.db import make_engine
from directory.keys.ring import KeyRing
from directory.tables import metadata
from tests.support.databases import SECRET, seed_demo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Table

WRITERS = 8
APART = 1_000_000
"""How far the numbers of one round of copies stand from those of the next."""

KEYS = KeyRing(SECRET)
NOT_COPIED = frozenset(
    {
        "audit_entries",  # One chain, which copies would break.
        "audit_head",
        "directory_changes",
        "directory_revision",
        "gazetteer_places",
        "gazetteer_sources",
        "network_edits",
        "network_revision",
        "place_exact",  # Sealed for one row, so a copy of it opens nowhere.
        "retired_keys",
        "unmet_needs",
    }
)
WRITER = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], timeout=30, isolation_level=None)
connection.execute("PRAGMA journal_mode=WAL")
while True:
    connection.execute("UPDATE listings SET name = name WHERE id = (SELECT min(id) FROM listings)")
    time.sleep(0.1)
"""


@dataclass(frozen=True, slots=True)
class Timed:
    """What was done, how long it took on the wall in seconds, and what came of it."""

    what: str
    seconds: float
    found: str


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 where a command failed or something was lost."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.upkeep", description=__doc__)
    parser.add_argument("--profiles", type=int, default=100_000)
    parser.add_argument("--upgrade", action="store_true", help="from each earlier version")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="upkeep-") as place:
        file = Path(place) / "site" / "network.sqlite3"
        file.parent.mkdir()
        profiles = _filled(file, chosen.profiles)
        measured = _upgraded(file) if chosen.upgrade else _kept(file)
    if chosen.json:
        shown: dict[str, Any] = {"profiles": profiles}
        shown["measured"] = [(one.what, round(one.seconds, 2), one.found) for one in measured]
        sys.stdout.write(json.dumps(shown) + "\n")
    else:
        print(f"{profiles} profiles")
        for one in measured:
            print(f"{one.what}: {one.seconds:.1f} s, {one.found}")
    return 0


def _filled(file: Path, wanted: int) -> int:
    """The invented network in `file`, row upon row, until so many profiles stand there."""
    seed_demo(f"sqlite:///{file}")
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        tables = [table for table in metadata.sorted_tables if table.name not in NOT_COPIED]
        rows = {table: _rows(connection, table) for table in tables}
        each = len(rows[metadata.tables["listings"]])
        for turn in range(1, -(-wanted // each)):
            for table, found in rows.items():
                if found:
                    connection.execute(insert(table), [_shifted(table, row, turn) for row in found])
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        profiles = len(connection.execute(select(metadata.tables["listings"].c.id)).all())
    with Session(engine) as session, session.begin():
        for one in range(profiles):
            audit.record(session, KEYS, actor="invented", action="listing.copied", subject=f"{one}")
    engine.dispose()
    if broken is not None:
        raise AssertionError(f"a copied row leads nowhere: {broken}")
    return profiles


def _rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(select(table)).mappings()]


def _shifted(table: Table, row: dict[str, Any], turn: int) -> dict[str, Any]:
    """The row as one of the copies of this turn: numbers moved on, single names told apart."""
    moved = dict(row)
    for column in table.columns:
        value = row[column.name]
        if value is not None:
            moved[column.name] = _told_apart(table, column, value, turn)
    return moved


def _told_apart(table: Table, column: Column[Any], value: object, turn: int) -> object:
    if isinstance(value, int) and (column.name == "id" or column.foreign_keys):
        return value + turn * APART
    if not (_stands_once(table, column) or column.foreign_keys):
        return value
    if isinstance(column.type, LargeBinary) and isinstance(value, bytes):
        return value + turn.to_bytes(2, "big")
    if isinstance(column.type, String) and isinstance(value, str):
        return _named(column, value, turn)
    return value


def _named(column: Column[Any], value: str, turn: int) -> str:
    mark = f"{turn:04x}"
    if column.name in {"handle", "listing_handle", "center_handle"}:
        return f"{value}-{mark}"
    if column.name == "email":
        return f"{mark}.{value}"
    return mark + value[len(mark) :]  # As long as before, as tokens and hashes have to be.


def _stands_once(table: Table, column: Column[Any]) -> bool:
    """Whether no two rows may hold the same in this column alone."""
    alone = [column.name]
    if [key.name for key in table.primary_key.columns] == alone:
        return True
    keys = [key for key in table.constraints if isinstance(key, UniqueConstraint)]
    together = [[part.name for part in key.columns] for key in keys]
    together += [[part.name for part in index.columns] for index in table.indexes if index.unique]
    return alone in together


def _kept(file: Path) -> list[Timed]:
    """A copy made while others write, brought back elsewhere, and both looked over."""
    site, elsewhere = file.parent, file.parent.parent / "elsewhere"
    elsewhere.mkdir()
    copies = site.parent / "copies"
    with _writing(file):
        backup = _timed("backup while eight write", site, "backup", "--to", str(copies))
    [copy] = [one for one in copies.iterdir() if one.is_file()]
    megabytes = f"{copy.stat().st_size / 1e6:.0f} MB of {file.stat().st_size / 1e6:.0f} MB"
    restore = _timed("restore to an empty place", elsewhere, "restore", str(copy))
    verify = _timed("audit verify there", elsewhere, "audit", "verify")
    doctor = _timed("doctor there", elsewhere, "doctor", may_complain=True)
    _same(site, elsewhere)
    return [Timed(backup.what, backup.seconds, megabytes), restore, verify, doctor]


def _same(one: Path, other: Path) -> None:
    before, after = _counts(one / "network.sqlite3"), _counts(other / "network.sqlite3")
    if before != after:
        raise AssertionError(f"not everything came back: {before} and {after}")


def _upgraded(file: Path) -> list[Timed]:
    """`directory migrate` from each earlier version, with what the older tables hold."""
    head = int(migrations.head())
    found = []
    for number in range(1, head):
        site = file.parent.parent / f"from-{number:04}"
        site.mkdir()
        shutil.copy(file, site / file.name)
        engine = make_engine(_settings(site))
        migrations.downgrade(engine, f"{number:04}")
        engine.dispose()
        before = _counts(site / file.name)
        timed = _timed(f"migrate from {number:04} to {head:04}", site, "migrate")
        after = _counts(site / file.name)
        lost = {name for name, count in before.items() if after.get(name) != count}
        if lost - {"alembic_version"}:
            raise AssertionError(f"from {number:04} rows were lost in {sorted(lost)}")
        found.append(timed)
        shutil.rmtree(site)
    return found


def _settings(site: Path) -> Settings:
    return Settings(
        mode=Mode.TEST,
        database_url=f"sqlite:///{site / 'network.sqlite3'}",
        secret_key=SECRET,
        instance_folder=site,
    )


def _counts(file: Path) -> dict[str, int]:
    with closing(sqlite3.connect(file)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for (name,) in names
        }


def _timed(what: str, site: Path, *command: str, may_complain: bool = False) -> Timed:
    settings = _settings(site)
    environment = os.environ | {
        "DIRECTORY_MODE": settings.mode.value,
        "DIRECTORY_DATABASE_URL": settings.database_url,
        "DIRECTORY_INSTANCE_FOLDER": str(site),
        "DIRECTORY_SECRET_KEY": settings.secret_key,
    }
    began = time.monotonic()
    done = subprocess.run(  # noqa: S603 - our own commands
        [sys.executable, "-m", "directory.cli", *command],
        env=environment,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    took = time.monotonic() - began
    if done.returncode and not may_complain:
        raise AssertionError(f"directory {' '.join(command)}: {done.stderr or done.stdout}")
    return Timed(what, took, (done.stdout.strip().splitlines() or ["nothing said"])[-1])


@contextmanager
def _writing(file: Path) -> Iterator[None]:
    """Eight who each write some ten times a second meanwhile."""
    command = [sys.executable, "-c", WRITER, str(file)]
    writers = [subprocess.Popen(command) for _one in range(WRITERS)]  # noqa: S603
    try:
        yield
        if any(writer.poll() is not None for writer in writers):
            raise AssertionError("who should have gone on writing stopped")
    finally:
        for writer in writers:
            writer.terminate()
            writer.wait(timeout=30)


if __name__ == "__main__":
    raise SystemExit(main())
