"""The order in which a team begins, who clears each step, and the consent it needs.

MATCHING.md section 4 and rule 3.6.5. While something is on hold, mind comes before body; where
somebody needs to be seen by a physician the same day, medical care comes before everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.matching.answer import Clause, Step
from directory.vocabulary.terms import Facet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from directory.matching.answer import ShownCaution
    from directory.matching.need import Cell

MIND_FIRST = (
    frozenset({Facet.MIND}),
    frozenset({Facet.MEDICAL}),
    frozenset({Facet.NUTRITION, Facet.PRACTICAL, Facet.SPIRIT}),
)
MEDICAL_FIRST = (
    frozenset({Facet.MEDICAL}),
    frozenset({Facet.NUTRITION, Facet.MIND}),
    frozenset({Facet.PRACTICAL, Facet.SPIRIT}),
)
"""Facets of care by turn; whatever is in none of them (body, movement) comes after."""


@dataclass(frozen=True, slots=True)
class Task:
    """One person's part in a team: the cells in their hands and what has to come before."""

    person: str
    cells: tuple[Cell, ...]
    """In the order of the need."""
    score: float
    works_by_touch: bool = False
    holds: tuple[ShownCaution, ...] = ()
    """Cautions of severity hold that bear on this person's work."""


def in_steps(
    tasks: Iterable[Task], asked: Sequence[Cell], *, medical_first: bool
) -> tuple[Step, ...]:
    """The tasks in the order in which they begin, each with who clears it and which consent.

    Where nothing is on hold the order follows the need: whoever has its first cell begins.
    """
    tasks = list(tasks)
    turns = _turns(tasks, medical_first=medical_first)
    place = {cell: number for number, cell in enumerate(asked)}

    def key(task: Task) -> tuple[int, int, float, str]:
        first = min((place[cell] for cell in task.cells), default=len(place))
        return (_turn(task, turns), first, -task.score, task.person)

    ordered = sorted(tasks, key=key)
    return tuple(_step(task, ordered[:number]) for number, task in enumerate(ordered))


def _turns(tasks: Sequence[Task], *, medical_first: bool) -> tuple[frozenset[Facet], ...]:
    if medical_first:
        return MEDICAL_FIRST
    return MIND_FIRST if any(task.holds for task in tasks) else ()


def _turn(task: Task, turns: tuple[frozenset[Facet], ...]) -> int:
    """Whoever is on hold comes last, else somebody's earliest turn counts."""
    if task.holds:
        return len(turns) + 1
    facets = {cell.facet for cell in task.cells}
    return next((n for n, turn in enumerate(turns) if turn & facets), len(turns))


def _step(task: Task, before: Sequence[Task]) -> Step:
    hold = task.holds[0] if task.holds else None
    return Step(
        member=task.person,
        cells=task.cells,
        cleared_by=(hold.cleared_by or None) if hold else None,
        why=_why(task, before),
        consent=_consent(task, before),
    )


def _why(task: Task, before: Sequence[Task]) -> tuple[Clause, ...]:
    if not before:
        return (Clause("step-first"),)
    if task.holds:
        return (Clause("step-when-agreed", {"people": named(before)}),)
    return (Clause("step-alongside", {"people": named(before)}),)


def _consent(task: Task, before: Sequence[Task]) -> tuple[Clause, ...]:
    share = (Clause("consent-to-share", {"people": named(before)}),) if before else ()
    touch = (Clause("consent-to-touch"),) if task.works_by_touch else ()
    return (*share, *touch)


def named(tasks: Iterable[Task]) -> str:
    """People with their facets of care, as clauses carry them: "sam:mind|rui:movement+body"."""
    return "|".join(
        f"{task.person}:{'+'.join(dict.fromkeys(cell.facet for cell in task.cells))}"
        for task in tasks
    )
