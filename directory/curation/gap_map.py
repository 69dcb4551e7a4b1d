"""Where help is missing: for each issue and discipline in an area, who is there, open, trusted."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
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


@dataclass(slots=True)
class Tally:
    """How many people a cell counts."""

    people: int = 0
    not_said: int = 0
    maybe_open: int = 0
    trusted: int = 0
    """Of those who may be open, how many somebody vouches for."""

    def add(self, one: Helper) -> None:
        """Count somebody."""
        may_be_open = one.is_open is not False
        self.people += 1
        self.not_said += one.is_open is None
        self.maybe_open += may_be_open
        self.trusted += may_be_open and one.is_trusted

    @property
    def state(self) -> State:
        """What is missing."""
        if not self.people:
            return State.NO_ONE
        if not self.maybe_open:
            return State.NO_ONE_OPEN
        return State.SOMEBODY if self.trusted else State.NOBODY_TRUSTED


@dataclass(frozen=True, slots=True)
class Tallies:
    """A network counted once for every map of it: by area, issue and discipline."""

    cells: Mapping[tuple[str, str, str], Tally]
    areas: tuple[str, ...]
    """The areas in which anybody works, the fullest first."""


def tally(helpers: Iterable[Helper]) -> Tallies:
    """Count everybody in each of their areas, and in the empty one, which is everywhere."""
    cells: defaultdict[tuple[str, str, str], Tally] = defaultdict(Tally)
    areas: Counter[str] = Counter()
    for one in helpers:
        areas.update(one.areas)
        for key in product(("", *one.areas), one.issues, one.disciplines):
            cells[key].add(one)
    fullest = sorted(areas.items(), key=lambda area: (-area[1], area[0]))
    return Tallies(cells, tuple(area for area, _count in fullest))


def gap_map(
    tallies: Tallies, *, issues: Sequence[str], disciplines: Sequence[str], area: str = ""
) -> tuple[tuple[Cell, ...], ...]:
    """A row of cells for each issue; an empty area counts everybody."""
    return tuple(
        tuple(_cell(tallies, area, issue, discipline) for discipline in disciplines)
        for issue in issues
    )


def missing(rows: Iterable[Iterable[Cell]]) -> Counter[State]:
    """How many cells say what."""
    return Counter(cell.state for row in rows for cell in row)


def _cell(tallies: Tallies, area: str, issue: str, discipline: str) -> Cell:
    found = tallies.cells.get((area, issue, discipline), Tally())
    return Cell(issue, discipline, found.state, found.people, found.not_said)
