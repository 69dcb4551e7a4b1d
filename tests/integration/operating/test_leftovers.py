"""Rows that lead nowhere and files that belong to nothing are found by the doctor, and removed."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from directory.profiles.models import Contact
from tests.support.drafts import full_draft, plain_draft, save

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    from directory.db import Database

# Only a file of SQLite can be opened by a tool that does not check its references.
pytestmark = pytest.mark.sqlite


def _lose_a_listing(database: Database) -> None:
    with database.transaction() as session:
        save(session, plain_draft("sam"), full_draft("maya"))
    file = str(database.engine.url.database)
    database.engine.dispose()
    connection = sqlite3.connect(file)  # Without its references checked, as other tools open it.
    connection.execute("DELETE FROM listings WHERE handle = 'maya'")
    connection.commit()
    connection.close()


def test_rows_that_lead_nowhere_are_named_and_removed(
    run: Callable[..., Result], database: Database
) -> None:
    _lose_a_listing(database)

    found = run("doctor")
    repaired = run("doctor", "--repair")

    assert found.exit_code == 1
    assert "Rows lead nowhere:" in found.stdout
    assert "of contacts" in found.stdout
    assert "Removed" in repaired.stderr
    assert "Every row leads to where it says." in repaired.stdout
    with database.session() as session:
        assert not session.scalars(select(Contact.value)).all()


def test_a_file_that_belongs_to_nothing_is_named_and_removed_once_it_is_old(
    run: Callable[..., Result], environment: dict[str, str]
) -> None:
    run("init")
    folder = Path(environment["DIRECTORY_INSTANCE_FOLDER"])
    old, young = folder / "index.tmp", folder / "other.tmp"
    for path in (old, young):
        path.write_bytes(b"cut off")
    long_ago = time.time() - 7200
    os.utime(old, (long_ago, long_ago))

    found = run("doctor")
    run("doctor", "--repair")

    assert "These files belong to nothing: index.tmp." in found.stdout
    assert not old.exists()
    assert young.exists()
