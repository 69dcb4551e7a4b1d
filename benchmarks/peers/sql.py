"""What the SQL peers share: the steps of widening around a statement, and reading its rows."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Protocol

from benchmarks.peers.answer import Top, first_twenty
from directory.matching.fairness import Contender

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from benchmarks.peers.asked import Asked
    from benchmarks.peers.rows import Flat
    from benchmarks.peers.statement import Shape

ENOUGH = 3


class Database(Protocol):
    """One database with the tables of an invented network in it."""

    def run(
        self, asked: Asked, shape: Shape, parameters: dict[str, Any], shown: list[int]
    ) -> Iterable[tuple[Any, ...]]:
        """The rows of one statement."""


def search(database: Database, asked: Asked, flat: Flat, today: date) -> Top:
    """The first twenty and the counts; the search widens as the product's does."""
    contenders: list[Contender] = []
    professions: Counter[str] = Counter()
    filters: Counter[tuple[int, int]] = Counter()
    total, good, half = 0, 0, None
    for number, reach in enumerate(asked.reaches):
        if number and good >= ENOUGH:
            break
        shown = [flat.row_of(one.id) for one in contenders]
        shape, parameters = asked.step(reach, half=half, shown=shown)
        for kind, identifier, label, x, y, z, fresh in database.run(
            asked, shape, parameters, shown
        ):
            match kind:
                case "s":
                    total, good, half = total + identifier, good + int(x), y
                case "r":
                    handle = flat.handles[identifier]
                    contenders.append(Contender(handle, x, y, z, bool(fresh), number))
                case "p":
                    professions[label] += identifier
                case _:
                    filters[identifier, 1] += int(x)
                    filters[identifier, 0] += int(y)
    return Top(
        first_twenty(contenders, asked.question.need, today),
        total,
        dict(professions),
        {
            flat.filters[number]: (filters[number, 1], filters[number, 0])
            for number in {number for number, _ in filters}
        },
    )
