"""The peers behind one face: prepare what is free for them, then search."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Protocol

from benchmarks.peers.asked import Asked, asked
from benchmarks.peers.loop_peer import Loop
from benchmarks.peers.postgresql_peer import Postgresql
from benchmarks.peers.rows import Flat, flat
from benchmarks.peers.sql import Database, search
from benchmarks.peers.sqlite_peer import Sqlite
from benchmarks.synthetic import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from benchmarks.ours import Ours
    from benchmarks.peers.answer import Top
    from benchmarks.peers.duckdb_peer import Duckdb
    from benchmarks.queries import Question
    from benchmarks.synthetic import Network
    from directory.matching.situation import TrustLookup

PEERS = ("sqlite", "postgresql", "duckdb", "loop")


class Engine(Protocol):
    """One way to search."""

    @property
    def named(self) -> Callable[[str], list[str]] | None:
        """Handles of the ten nearest names; None where the engine is not asked for names."""

    def prepare(self, question: Question) -> None:
        """Everything that is not counted: the need in numbers, the viewer's trust as a table."""

    def search(self, question: Question) -> Top:
        """The answer to the question that was prepared."""

    def edit(self, handle: str) -> None:
        """Change a listing so that the next search shows it."""

    def size(self) -> int:
        """Bytes on disk."""

    def close(self) -> None:
        """Let go of everything."""


def engine(name: str, made: Network, ours: Ours, folder: Path) -> Engine:
    """A peer with the network in it."""
    if name == "loop":
        return _Loop(made, ours, folder)
    tables = _flat(ours)
    database: dict[str, Callable[[], _Held]] = {
        "sqlite": lambda: Sqlite(tables, folder),
        "postgresql": lambda: Postgresql(tables, folder),
        "duckdb": lambda: _duckdb(tables, folder),
    }
    return _Sql(database[name](), tables, ours)


def _duckdb(tables: Flat, folder: Path) -> Duckdb:
    # Imported only where it is asked for: it complains at length when the process ends.
    from benchmarks.peers.duckdb_peer import Duckdb  # noqa: PLC0415

    return Duckdb(tables, folder)


@cache
def _flat(ours: Ours) -> Flat:
    index = ours.index
    # What clients see is known of every row.
    for_clients = index.known(*ours.graph.for_clients().numbered()).of_all
    return flat(index, index.ways(TODAY), for_clients)


class _Held(Database, Protocol):
    def see_as(self, trust: Iterable[tuple[int, float]]) -> None:
        """Put a viewer's trust into a table."""

    def named(self, typed: str) -> list[int]:
        """The ten nearest names."""

    def edit(self, listing: int) -> None:
        """Change a listing."""

    def size(self) -> int:
        """Bytes on disk."""

    def close(self) -> None:
        """Let go of everything."""


class _Sql:
    def __init__(self, database: _Held, tables: Flat, ours: Ours) -> None:
        self._database, self._tables, self._ours = database, tables, ours
        self._asked: Asked | None = None

    def prepare(self, question: Question) -> None:
        self._asked = asked(question, self._tables, self._ours.index.lexicon, TODAY)
        if question.viewer is None:
            return
        ids, numbers, values = self._ours.graph.view(question.viewer).numbered()
        self._database.see_as(
            [
                (self._tables.row_of(ids[number]), value)
                for number, value in zip(numbers.tolist(), values.tolist(), strict=True)
            ]
        )

    def search(self, question: Question) -> Top:
        if self._asked is None or self._asked.question is not question:
            raise LookupError("Prepare a question before it is searched.")
        return search(self._database, self._asked, self._tables, TODAY)

    def named(self, typed: str) -> list[str]:
        return [self._tables.handles[row] for row in self._database.named(typed)]

    def edit(self, handle: str) -> None:
        self._database.edit(self._tables.row_of(handle))

    def size(self) -> int:
        return self._database.size()

    def close(self) -> None:
        self._database.close()


class _Loop:
    named = None

    def __init__(self, made: Network, ours: Ours, folder: Path) -> None:
        self._loop = Loop(made, folder, ours.index.lexicon)
        self._ours = ours
        self._trust: TrustLookup | None = None

    def prepare(self, question: Question) -> None:
        self._trust = self._ours.trust(question)

    def search(self, question: Question) -> Top:
        if self._trust is None:
            raise LookupError("Prepare a question before it is searched.")
        return self._loop.search(question, self._trust, TODAY)

    def edit(self, handle: str) -> None:
        self._loop.edit(handle)

    def size(self) -> int:
        return self._loop.size()

    def close(self) -> None:
        self._loop.close()
