"""DuckDB: columns in memory, sorted so that zone maps skip, one prepared statement a shape."""

# ruff: noqa: S608  # statements are put together from our own constants

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np

from benchmarks.peers.rows import SCHEMA
from benchmarks.peers.statement import Dialect, Shape, statement

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from benchmarks.peers.asked import Asked
    from benchmarks.peers.rows import Flat

BOX = "o.latitude BETWEEN :{0}_south AND :{0}_north AND o.longitude BETWEEN :{0}_west AND :{0}_east"
DIALECT = Dialect(
    near=f"office o WHERE {BOX.format('near')}",
    homes=f"office o WHERE o.home_km IS NOT NULL AND {BOX.format('home')}",
    cells="SELECT unnest(:issues::int[]) AS issue, unnest(:facets::int[]) AS facet, "
    "unnest(:weights::double[]) AS weight, unnest(:important::int[]) AS important",
    words="(SELECT unnest(:words::text[]))",
    shown="(SELECT unnest(:shown::int[]))",
    cover="(SELECT * FROM cover WHERE issue IN (ISSUES))",
)
SORTED = {
    "listing": "id",
    "office": "latitude, longitude",
    "practice": "listing, region",
    "online": "region, listing",
    "scope": "variant, facet",
    "cover": "issue, facet, variant",
    "offers": "method, variant",
    "family": "family, variant",
    "speaks": "code, listing",
    "wish": "name, listing",
    "fact": "listing, filter",
    "refuses": "word, listing",
}


class Duckdb:
    """A database in memory, on one thread like everybody here."""

    name = "duckdb"

    def __init__(self, flat: Flat, folder: Path) -> None:
        self._path = folder / "peer.duckdb"
        self._db = duckdb.connect(str(self._path), config={"threads": 1})
        for table, columns in SCHEMA.items():
            self._db.execute(f"CREATE TABLE {table} ({columns.replace(' primary key', '')})")
            self._fill(table, flat)
        self._db.execute("CREATE TEMP TABLE trust (listing integer primary key, value double)")
        self._db.execute("CHECKPOINT")

    def _fill(self, table: str, flat: Flat) -> None:
        rows = flat.rows[table]
        if not rows:
            return
        names = [column.split()[0] for column in SCHEMA[table].split(", ")]
        columns = {name: _array([row[at] for row in rows]) for at, name in enumerate(names)}
        self._db.register("given", columns)
        self._db.execute(f"INSERT INTO {table} SELECT * FROM given ORDER BY {SORTED[table]}")
        self._db.unregister("given")

    def see_as(self, trust: Iterable[tuple[int, float]]) -> None:
        """Put a viewer's trust into the indexed table that queries join."""
        self._db.execute("TRUNCATE trust")
        rows = list(trust)
        if rows:
            given = {
                "listing": np.array([row[0] for row in rows]),
                "value": np.array([row[1] for row in rows]),
            }
            self._db.register("given", given)
            self._db.execute("INSERT INTO trust SELECT listing, value FROM given")
            self._db.unregister("given")

    def run(
        self, asked: Asked, shape: Shape, parameters: dict[str, Any], shown: list[int]
    ) -> Iterable[tuple[Any, ...]]:
        """The rows of one statement."""
        text, names = _text(shape)
        # Written out, because only constants reach the zone maps.
        issues = ", ".join(str(one) for one in sorted({cell.issue for cell in asked.cells}))
        text = text.replace("ISSUES", issues)
        given = parameters | {
            "issues": [one.issue for one in asked.cells],
            "facets": [one.facet for one in asked.cells],
            "weights": [one.weight for one in asked.cells],
            "important": [one.important for one in asked.cells],
            "words": list(asked.words),
            "shown": shown,
        }
        return self._db.execute(text, {name: given[name] for name in names}).fetchall()

    def named(self, typed: str) -> list[int]:
        """The ten nearest names by Jaro and Winkler's similarity, over all of them."""
        found = self._db.execute(
            "SELECT id FROM listing ORDER BY jaro_winkler_similarity(lower(name), ?) DESC LIMIT 10",
            (typed,),
        )
        return [row for (row,) in found.fetchall()]

    def edit(self, listing: int) -> None:
        """Change somebody's openings; the next query sees it."""
        self._db.execute(
            "UPDATE listing SET wait = 3, confirmed = confirmed + 1 WHERE id = ?", (listing,)
        )

    def size(self) -> int:
        """Bytes on disk."""
        return self._path.stat().st_size

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def _array(values: list[Any]) -> Any:  # noqa: ANN401  # a column of any kind
    # Nothing stated is a masked entry, which becomes NULL.
    missing = [value is None for value in values]
    if not any(missing):
        return np.array(values)
    stated = next((value for value in values if value is not None), 0)
    filled = [type(stated)() if value is None else value for value in values]
    return np.ma.masked_array(np.array(filled), mask=missing)


@cache
def _text(shape: Shape) -> tuple[str, frozenset[str]]:
    text = re.sub(r"(?<!:):([a-z]\w*)", r"$\1", statement(shape, DIALECT))
    text = re.sub(r"(?<![\w.$])(\d+\.\d+)", r"\1::double", text)
    return text, frozenset(re.findall(r"\$([a-z]\w*)", text))
