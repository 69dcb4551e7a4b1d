"""What the compiled loop is given: a need and an index as plain arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from directory.matching.columns.listings import WORTHS
from directory.matching.columns.plan import LEVEL_VALUES, Plan
from directory.matching.columns.visits import nobody
from directory.matching.need import Need, NeedIssue
from directory.matching.situation import situation
from directory.matching.weights import ROUNDING

if TYPE_CHECKING:
    from datetime import date

    from directory.matching.columns.bits import Flags, Rows, Values
    from directory.matching.columns.compiled import Judge
    from directory.matching.columns.plan import Tables
    from directory.matching.columns.visits import Visits, Ways

Arrays = tuple[Any, ...]
NOBODY = np.zeros(0)
EVERYBODY = np.zeros(0, dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class Judged:
    """The visits that may be offered, by position, and how well they fit."""

    at: Rows
    fit: Values
    modality: Values
    trust: Values


@dataclass(frozen=True)
class Loop:
    """One need over one index, for the compiled loop."""

    judge: Judge
    plan: Plan
    ways: Ways
    trust: Values | None

    @cached_property
    def suits(self) -> bool:
        """Whether the loop knows all that this need asks for; else numpy has to do.

        Cautions that act, methods and professions that must be: these are rare, and
        stated in one place only.
        """
        asking = self.plan.asking
        need = asking.need
        rare = (need.professions_must, need.modalities_must)
        return asking.question.has_cells and not (self.plan.rules or any(rare))

    def judged(self, visits: Visits, may_work: Flags) -> Judged:
        """The visits that may be offered; `may_work` leaves out workers, none where empty."""
        return Judged(
            *self.judge(
                (
                    visits.row.astype(np.int32, copy=False),
                    self.ways.listings.is_center[visits.row],
                    visits.owner.astype(np.int64, copy=False),
                    visits.worker.astype(np.int32, copy=False),
                    may_work,
                ),
                self._people(by_video=visits.by_video),
                self._methods(by_video=visits.by_video),
                self._asked,
                self._issues,
                self._refers_on,
                self._wished,
                NOBODY if self.trust is None else self.trust,
                self._limits,
            )
        )

    def _people(self, *, by_video: bool) -> Arrays:
        posts = self.ways.posts
        hands_off = by_video or self.plan.asking.without_touch
        return (
            posts.row,
            posts.facets_hands_off if hands_off else posts.facets,
            posts.methods.start,
            posts.methods.values,
            posts.method_level,
        )

    def _methods(self, *, by_video: bool) -> Arrays:
        plan = self.plan
        hands_off = by_video or plan.asking.without_touch
        return (
            plan.allowed(hands_off=hands_off),
            plan.relevant,
            LEVEL_VALUES,
            not by_video and bool(plan.asking.without_touch or plan.refused.any()),
        )

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """A number for each issue that is asked for."""
        return {issue: n for n, issue in enumerate(self.plan.asking.question.issues)}

    @cached_property
    def _asked(self) -> Arrays:
        cells = [cell.asked for cell in self.plan.cells]
        return (
            self.plan.asked,
            np.array([cell.facet for cell in self.plan.cells], dtype=np.int64),
            np.array([self._numbers[one.cell.issue] for one in cells], dtype=np.int64),
            np.array([one.weight for one in cells], dtype=np.float64),
            np.array([one.is_core or one.is_named for one in cells], dtype=np.bool_),
            _table([cell.support for cell in self.plan.cells], len(self.plan.tables.methods)),
        )

    @cached_property
    def _issues(self) -> Arrays:
        listings, tables = self.ways.listings, self.plan.tables
        kin = [tables.kin(issue) for issue in self._numbers]
        issues = listings.issues
        known = len(tables.lexicon.vocabulary.issues)
        return issues.start, issues.values, listings.issue_worth, WORTHS, _table(kin, known)

    @cached_property
    def _refers_on(self) -> Arrays:
        lists, tables = self.ways.listings.refers_on_for, self.plan.tables
        above = [tables.above(issue) for issue in self._numbers]
        known = len(tables.lexicon.vocabulary.issues)
        return lists.start, lists.values, _table(above, known) > 0

    @cached_property
    def _wished(self) -> Arrays:
        need, tables = self.plan.asking.need, self.plan.tables
        wished = (*need.modalities_must, *need.modalities_prefer)
        known = len(tables.methods)
        families = [tables.family(method) for method in wished]
        return (
            np.array([tables.methods[method] for method in wished], dtype=np.int64),
            np.array(families, dtype=np.bool_).reshape(len(wished), known),
        )

    @cached_property
    def _limits(self) -> tuple[float, float]:
        thresholds = self.plan.asking.thresholds
        return thresholds.least_fit - ROUNDING, float(thresholds.helpful_only)


def warm_up(judge: Judge, ways: Ways, tables: Tables, today: date) -> None:
    """Judge nobody for any need, so that the loop is compiled before somebody waits for it."""
    issue = next(iter(tables.lexicon.vocabulary.issues))
    asking = situation(Need(issues=(NeedIssue(issue),)), lexicon=tables.lexicon, today=today)
    Loop(judge, Plan(asking, tables), ways, None).judged(nobody(by_video=False), EVERYBODY)


def _table(lines: list[Values], width: int) -> Values:
    return np.array(lines, dtype=np.float64).reshape(len(lines), width)
