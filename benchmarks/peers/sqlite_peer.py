"""SQLite: an R*Tree over offices, clustered tables without row ids, one prepared statement."""

# ruff: noqa: S608  # statements are put together from our own constants

from __future__ import annotations

import json
import sqlite3
from functools import cache
from typing import TYPE_CHECKING, Any

from benchmarks.peers.rows import SCHEMA
from benchmarks.peers.statement import Dialect, Shape, statement

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from benchmarks.peers.asked import Asked
    from benchmarks.peers.rows import Flat

BOX = (
    "{0}.west >= :{1}_west AND {0}.east <= :{1}_east "
    "AND {0}.south >= :{1}_south AND {0}.north <= :{1}_north"
)
DIALECT = Dialect(
    near=f"office_tree tree JOIN office o ON o.id = tree.id WHERE {BOX.format('tree', 'near')}",
    homes="office o WHERE o.home_km IS NOT NULL AND o.latitude BETWEEN :home_south AND :home_north "
    "AND o.longitude BETWEEN :home_west AND :home_east",
    cells="SELECT value ->> 0 AS issue, value ->> 1 AS facet, value ->> 2 AS weight, "
    "value ->> 3 AS important FROM json_each(:cells)",
    words="(SELECT value FROM json_each(:words))",
    shown="(SELECT value FROM json_each(:shown))",
    least="MIN",
    most="MAX",
)
CLUSTERED = {
    "practice": "listing, region, variant",
    "online": "region, listing, variant",
    "scope": "variant, facet",
    "cover": "variant, issue, facet",
    "offers": "method, variant",
    "family": "family, variant",
    "speaks": "code, listing",
    "wish": "name, listing",
    "fact": "listing, filter",
    "refuses": "listing, word",
}


class Sqlite:
    """A file with the tables; `trust` holds what the present viewer thinks of whom."""

    name = "sqlite"

    def __init__(self, flat: Flat, folder: Path) -> None:
        self._path = folder / "peer.sqlite3"
        self._db = sqlite3.connect(self._path, cached_statements=512)
        self._db.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-262144; "
            "PRAGMA mmap_size=2147483648; PRAGMA temp_store=MEMORY"
        )
        self._fill(flat)

    def _fill(self, flat: Flat) -> None:
        for table, columns in SCHEMA.items():
            key = CLUSTERED.get(table)
            clustered = f", PRIMARY KEY ({key})) WITHOUT ROWID" if key else ")"
            self._db.execute(f"CREATE TABLE {table} ({columns}{clustered}")
            rows = flat.rows[table]
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                self._db.executemany(
                    f"INSERT INTO {table} VALUES ({marks})",
                    rows,
                )
        self._db.executescript(
            "CREATE VIRTUAL TABLE office_tree USING rtree(id, west, east, south, north);"
            "INSERT INTO office_tree SELECT id, longitude, longitude, latitude, latitude "
            "FROM office WHERE latitude IS NOT NULL;"
            "CREATE INDEX office_home ON office (latitude) WHERE home_km IS NOT NULL;"
            "CREATE INDEX office_bare ON office (region) WHERE latitude IS NULL;"
            "CREATE TEMP TABLE trust (listing integer primary key, value double precision);"
            "CREATE VIRTUAL TABLE called USING fts5(name, tokenize='trigram');"
            "INSERT INTO called (rowid, name) SELECT id, name FROM listing;"
            "ANALYZE;"
        )
        self._db.commit()

    def see_as(self, trust: Iterable[tuple[int, float]]) -> None:
        """Put a viewer's trust into the indexed table that queries join."""
        self._db.execute("DELETE FROM trust")
        self._db.executemany("INSERT INTO trust VALUES (?, ?)", trust)
        self._db.commit()

    def run(
        self, asked: Asked, shape: Shape, parameters: dict[str, Any], shown: list[int]
    ) -> Iterable[tuple[Any, ...]]:
        """The rows of one statement."""
        cells = [[one.issue, one.facet, one.weight, one.important] for one in asked.cells]
        lists = {
            "cells": json.dumps(cells),
            "words": json.dumps(asked.words),
            "shown": json.dumps(shown),
        }
        return self._db.execute(_text(shape), parameters | lists).fetchall()

    def named(self, typed: str) -> list[int]:
        """The ten nearest names by trigrams."""
        grams = {typed[at : at + 3] for at in range(len(typed) - 2)}
        asked = " OR ".join('"' + gram.replace('"', "") + '"' for gram in sorted(grams))
        found = self._db.execute(
            "SELECT rowid FROM called WHERE called MATCH ? ORDER BY rank LIMIT 10", (asked,)
        )
        return [row for (row,) in found]

    def edit(self, listing: int) -> None:
        """Change somebody's openings; the next query sees it."""
        self._db.execute(
            "UPDATE listing SET wait = 3, confirmed = confirmed + 1 WHERE id = ?", (listing,)
        )
        self._db.commit()

    def size(self) -> int:
        """Bytes on disk."""
        return self._path.stat().st_size

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


@cache
def _text(shape: Shape) -> str:
    return statement(shape, DIALECT)
