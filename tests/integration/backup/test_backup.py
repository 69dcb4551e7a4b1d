"""A copy made in use comes back whole on a bare machine, or nothing is touched at all."""

from __future__ import annotations

import gzip
import shutil
import stat
import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import inspect, select

from directory import tables
from directory.audit import services as audit
from directory.config import Mode, Settings
from directory.db import Database
from directory.keys.ring import KeyRing
from tests.support.databases import SECRET

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from tests.support.databases import Databases

KEYS = KeyRing(SECRET)


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    """The folder where copies are put."""
    return tmp_path / "copies"


def _write_entries(store: Database, count: int, actor: str = "someone") -> None:
    for number in range(count):
        with store.transaction() as session:
            audit.record(session, KEYS, actor=actor, action=f"deed.{number}")


def _rows(store: Database) -> dict[str, list[str]]:
    """Every row of every table, in an order of its own."""
    with store.session() as session:
        return {
            table.name: sorted(repr(tuple(row)) for row in session.execute(select(table)))
            for table in tables.metadata.sorted_tables
        }


def _only_copy(copies: Path) -> Path:
    (file,) = copies.glob("directory-*.tar.gz")
    return file


def _bare(environment: dict[str, str], tmp_path: Path, databases: Databases) -> Settings:
    """A machine that has the secret and nothing else; commands run on it from now on."""
    environment["DIRECTORY_INSTANCE_FOLDER"] = str(tmp_path / "bare")
    environment["DIRECTORY_DATABASE_URL"] = databases.empty()
    return Settings(
        mode=Mode.TEST, database_url=environment["DIRECTORY_DATABASE_URL"], secret_key=SECRET
    )


def test_everything_comes_back_and_the_log_holds(
    run: Callable[..., Result],
    environment: dict[str, str],
    database: Database,
    databases: Databases,
    tmp_path: Path,
    copies: Path,
) -> None:
    _write_entries(database, 5)
    before = _rows(database)

    assert run("backup", "--to", str(copies)).exit_code == 0
    settings = _bare(environment, tmp_path, databases)
    restored = run("restore", str(_only_copy(copies)))

    assert restored.exit_code == 0, restored.output
    assert "The log is whole: 5 entries" in restored.stderr
    store = Database(settings)
    try:
        assert _rows(store) == before
        _write_entries(store, 1)  # The next numbers are free.
        with store.session() as session:
            assert audit.verify(session, KEYS).is_sound
    finally:
        store.engine.dispose()


def test_a_copy_made_while_others_write_is_of_one_moment(
    run: Callable[..., Result],
    environment: dict[str, str],
    database: Database,
    databases: Databases,
    tmp_path: Path,
    copies: Path,
) -> None:
    _write_entries(database, 1)
    writers = [
        threading.Thread(target=_write_entries, args=(database, 12, f"writer-{number}"))
        for number in range(8)
    ]
    for writer in writers:
        writer.start()
    made = run("backup", "--to", str(copies))
    for writer in writers:
        writer.join()

    assert made.exit_code == 0, made.output
    assert audit_count(database) == 97
    _bare(environment, tmp_path, databases)
    restored = run("restore", str(_only_copy(copies)))
    assert restored.exit_code == 0, restored.output
    assert "The log is whole" in restored.stderr


def audit_count(store: Database) -> int:
    """How many entries the log has."""
    with store.session() as session:
        return audit.entry_count(session)


def test_a_copy_is_for_its_owner_and_holds_neither_secret_nor_clear_text(
    run: Callable[..., Result], environment: dict[str, str], copies: Path
) -> None:
    run("backup", "--to", str(copies))

    file = _only_copy(copies)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(copies.stat().st_mode) == 0o700
    assert environment["DIRECTORY_SECRET_KEY"].encode() not in gzip.decompress(file.read_bytes())
    assert [entry.name for entry in copies.iterdir()] == [file.name]


def test_nothing_is_restored_over_what_stands_there(
    run: Callable[..., Result], database: Database, copies: Path
) -> None:
    _write_entries(database, 2)
    run("backup", "--to", str(copies))
    _write_entries(database, 1)

    refused = run("restore", str(_only_copy(copies)))

    assert refused.exit_code == 2
    assert "Nothing was restored" in refused.stderr
    assert audit_count(database) == 3


def test_a_copy_made_with_another_secret_is_refused(
    run: Callable[..., Result],
    environment: dict[str, str],
    databases: Databases,
    tmp_path: Path,
    copies: Path,
) -> None:
    run("backup", "--to", str(copies))
    settings = _bare(environment, tmp_path, databases)
    environment["DIRECTORY_SECRET_KEY"] = "another-" + SECRET

    refused = run("restore", str(_only_copy(copies)))

    assert refused.exit_code == 2
    assert "another secret" in refused.stderr
    assert _is_empty(settings)


@pytest.mark.parametrize("kind", ["cut off", "no copy", "altered"])
def test_a_damaged_copy_changes_nothing(
    run: Callable[..., Result],
    environment: dict[str, str],
    database: Database,
    databases: Databases,
    copies: Path,
    kind: str,
) -> None:
    _write_entries(database, 3)
    run("backup", "--to", str(copies))
    damaged = copies.parent / "damaged.tar.gz"
    whole = _only_copy(copies).read_bytes()
    plain = gzip.decompress(whole)
    damaged.write_bytes(
        {
            "cut off": whole[: len(whole) // 2],
            "no copy": b"hello",
            "altered": gzip.compress(plain.replace(b"deed.1", b"deed.9"), 1),
        }[kind]
    )
    settings = _bare(environment, copies.parent, databases)

    refused = run("restore", str(damaged))

    assert refused.exit_code == 2, refused.output
    assert "Nothing was restored" in refused.stderr
    assert _is_empty(settings)


def _is_empty(settings: Settings) -> bool:
    store = Database(settings)
    try:
        return not inspect(store.engine).get_table_names()
    finally:
        store.engine.dispose()


def test_old_copies_go_once_a_new_one_stands(run: Callable[..., Result], copies: Path) -> None:
    run("backup", "--to", str(copies))
    first = _only_copy(copies)
    shutil.move(first, copies / "directory-20200101T000000Z.tar.gz")
    (copies / "mine.txt").write_text("keep me")

    made = run("backup", "--to", str(copies), "--keep", "35d")

    assert made.exit_code == 0
    assert not (copies / "directory-20200101T000000Z.tar.gz").exists()
    assert (copies / "mine.txt").exists()
    assert _only_copy(copies).name > "directory-2020"


def test_a_wrong_wish_is_answered_in_a_sentence(run: Callable[..., Result], copies: Path) -> None:
    refused = run("backup", "--to", str(copies), "--keep", "a while")

    assert refused.exit_code == 2
    assert "such as 35d" in refused.stderr
    assert not copies.exists()


def test_a_database_that_cannot_be_read_gives_no_copy(
    run: Callable[..., Result], environment: dict[str, str], databases: Databases, copies: Path
) -> None:
    environment["DIRECTORY_DATABASE_URL"] = databases.empty()

    refused = run("backup", "--to", str(copies))

    assert refused.exit_code == 2
    assert "run `directory init`" in refused.stderr
    assert not list(copies.glob("directory-*"))
