"""Where help is missing: for each issue and discipline in an area, who is there, open, trusted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet


class State(StrEnum):
    """What a cell of the map says."""

    NO_ONE = "no-one"
    NO_ONE_OPEN = "no-one-open"
    NOBODY_TRUSTED = "nobody-trusted"
    SOMEBODY = "somebody"


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody of the network as the map counts them.

    `issues` holds those above their own too; `is_open` is None where they did not say.
    """

    disciplines: AbstractSet[str]
    issues: AbstractSet[str]
    areas: AbstractSet[str]
    is_open: bool | None
    is_trusted: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One issue and discipline: how many there are, and what is missing."""

    issue: str
    discipline: str
    state: State
    people: int
    not_said: int
    """How many of them did not say whether they are open: unknown is never counted as no."""


def gap_map(
    helpers: Iterable[Helper], *, issues: Sequence[str], disciplines: Sequence[str], area: str = ""
) -> tuple[tuple[Cell, ...], ...]:
    """A row of cells for each issue; an empty area counts everybody."""
    near = [one for one in helpers if not area or area in one.areas]
    return tuple(
        tuple(_cell(near, issue, discipline) for discipline in disciplines) for issue in issues
    )


def areas_of(helpers: Iterable[Helper]) -> tuple[str, ...]:
    """The areas in which anybody works, the fullest first."""
    found = Counter(area for one in helpers for area in one.areas)
    return tuple(area for area, _count in sorted(found.items(), key=lambda one: (-one[1], one[0])))


def missing(rows: Iterable[Iterable[Cell]]) -> Counter[State]:
    """How many cells say what."""
    return Counter(cell.state for row in rows for cell in row)


def _cell(near: Sequence[Helper], issue: str, discipline: str) -> Cell:
    there = [one for one in near if issue in one.issues and discipline in one.disciplines]
    maybe_open = [one for one in there if one.is_open is not False]
    if not there:
        state = State.NO_ONE
    elif not maybe_open:
        state = State.NO_ONE_OPEN
    elif not any(one.is_trusted for one in maybe_open):
        state = State.NOBODY_TRUSTED
    else:
        state = State.SOMEBODY
    not_said = sum(one.is_open is None for one in there)
    return Cell(issue, discipline, state, len(there), not_said)
