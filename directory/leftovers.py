"""What belongs to nothing: rows that lead nowhere, and files of work that was cut off.

Photographs and evidence are rows of the database, so the files are few: temporary ones that a
killed process left in the instance folder. A database that checks its references has no such
rows; a file that was copied by hand, or opened by a tool that does not check, may have.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from pathlib import Path

    from directory.db import Database

OLD_SECONDS = 3600
"""A file younger than that may still be in use."""
_TEMPORARY = re.compile(r".+\.(tmp|part|partial)")


def lost_rows(store: Database) -> Counter[str]:
    """How many rows of which table name a row that is not there; PostgreSQL never has any."""
    if store.engine.dialect.name != "sqlite":
        return Counter()
    with store.engine.connect() as connection:
        found = connection.execute(text("PRAGMA foreign_key_check")).all()
    return Counter(str(row[0]) for row in {(row[0], row[1]) for row in found})


def remove_lost_rows(store: Database) -> int:
    """Remove rows that lead nowhere, until none is left; how many."""
    removed = 0
    if store.engine.dialect.name != "sqlite":
        return removed
    with store.transaction() as session:
        # Checked at the end alone: a lost row may be named by another that is lost as well.
        session.execute(text("PRAGMA defer_foreign_keys = ON"))
        while found := session.execute(text("PRAGMA foreign_key_check")).all():
            lost = {(row[0], row[1]) for row in found}
            for table, number in lost:
                # The names come from the database's own list of tables.
                statement = text(f'DELETE FROM "{table}" WHERE rowid = :number')  # noqa: S608
                session.execute(statement, {"number": number})
            removed += len(lost)
    return removed


def stray_files(folder: Path) -> tuple[Path, ...]:
    """Temporary files in the instance folder that nobody has written for an hour."""
    if not folder.is_dir():
        return ()
    return tuple(
        path
        for path in sorted(folder.iterdir())
        if path.is_file()
        and _TEMPORARY.fullmatch(path.name)
        and time.time() - path.stat().st_mtime > OLD_SECONDS
    )


def remove_stray_files(folder: Path) -> int:
    """Remove them; how many."""
    found = stray_files(folder)
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)
