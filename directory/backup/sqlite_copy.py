"""Copy a SQLite file while others write to it, and bring it back."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PART = "directory.sqlite3"
_BUSY_SECONDS = 30


def copy_out(source: Path, target: Path) -> None:
    """Copy the database as it stands at one moment, by SQLite's own online backup."""
    with (
        closing(sqlite3.connect(source, timeout=_BUSY_SECONDS)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        # All pages in one step: a writer between two steps would start the copy anew.
        live.backup(copy, pages=-1)
        # One file, without a log beside it that a copy would have to carry as well.
        copy.execute("PRAGMA journal_mode=DELETE")


def copy_in(part: Path, target: Path) -> None:
    """Put a checked copy in the place of the database file; ValueError where it is not sound."""
    with closing(sqlite3.connect(part)) as copy:
        answer = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if answer != "ok":
        message = f"The database in this copy is not sound: SQLite says {answer}."
        raise ValueError(message)
    target.parent.mkdir(parents=True, exist_ok=True)
    arriving = target.with_name(f".{target.name}.arriving")
    with part.open("rb") as stream, arriving.open("wb") as out:
        while block := stream.read(1 << 20):
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
    arriving.chmod(0o600)
    arriving.replace(target)
