"""Who may be offered, in which visit and how well they fit: `candidate.offers` over columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from directory.matching import criteria
from directory.matching.columns import work
from directory.matching.columns.bits import in_plane, in_turn, without
from directory.matching.columns.visits import Visits, joined
from directory.matching.cover import COVERED
from directory.matching.weights import ROUNDING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.matching.columns.bits import Flags, Rows, Values, Words
    from directory.matching.columns.filters import Filters
    from directory.matching.columns.loop import Loop
    from directory.matching.columns.members import Known
    from directory.matching.columns.plan import Plan
    from directory.matching.columns.visits import Ways
    from directory.matching.visits import Reach


Entry = TypeVar("Entry", bound=np.generic)
NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Offered:
    """Visits that may be offered, before distance is weighed."""

    visits: Visits
    fit: Values
    """NaN where the need states no issue."""
    holds: Flags
    adapts_all: Flags
    modality: Values
    """How far the wished methods are offered; empty where none is wished."""
    trust: Values
    opens: Rows
    """The row whose openings count: one's own, in a center whoever serves and is free first."""

    def __len__(self) -> int:
        return len(self.visits)

    def then(self, other: Offered) -> Offered:
        """These with others after them, all in person or all by video."""
        return Offered(
            joined([self.visits, other.visits]),
            *(
                np.concatenate([getattr(self, name), getattr(other, name)])
                for name in ("fit", "holds", "adapts_all", "modality", "trust", "opens")
            ),
        )

    @classmethod
    def of_nobody(cls, visits: Visits) -> Offered:
        """None of some visits."""
        none, nobody = np.zeros(0), np.zeros(0, dtype=np.bool_)
        gone = visits.at(np.zeros(0, dtype=np.int64))
        return cls(gone, none, nobody, nobody, none, none, gone.row)


@dataclass(frozen=True, slots=True)
class Crews:
    """The workers of each visit; the visits without any are gone."""

    visit: Rows
    """The visit of each crew."""
    begins: Rows
    """Where each crew begins among the workers."""
    of_worker: Rows
    """The crew of each worker."""

    @classmethod
    def of(cls, visits: Visits) -> Crews:
        """The crews of some visits."""
        owner = visits.owner
        new = np.ones(len(owner), dtype=np.bool_)
        new[1:] = owner[1:] != owner[:-1]
        begins = np.flatnonzero(new)
        return cls(owner[begins], begins, np.cumsum(new) - 1)

    def most(self, values: Values) -> Values:
        """The largest value of each crew, along the last axis."""
        return self._over(np.maximum, values)

    def least(self, values: Rows) -> Rows:
        """The smallest value of each crew."""
        return self._over(np.minimum, values)

    def any(self, flags: Flags) -> Flags:
        """Where anybody of a crew does."""
        return self._over(np.maximum, flags)

    def all(self, flags: Flags) -> Flags:
        """Where everybody of a crew does."""
        return self._over(np.minimum, flags)

    def firsts(self, flags: Flags) -> Flags:
        """The first of each crew for whom something holds, along the last axis."""
        number = np.arange(flags.shape[-1])
        first = self._over(np.minimum, np.where(flags, number, flags.shape[-1]))
        found: Flags = flags & (first[..., self.of_worker] == number)
        return found

    def _over(self, bound: np.ufunc, values: npt.NDArray[Entry]) -> npt.NDArray[Entry]:
        if not len(self.begins):
            return values[..., :0]
        found: npt.NDArray[Entry] = bound.reduceat(values, self.begins, axis=-1)
        return found


@dataclass(frozen=True)
class Sweep:
    """One need over one index."""

    plan: Plan
    ways: Ways
    filters: Filters
    trust: Known
    loop: Loop | None = None
    """The compiled loop, where there is one."""

    def offered(self, reach: Reach, shown: Sequence[Rows]) -> list[Offered]:
        """Everything that may be offered within a reach, but for those already shown."""
        need = self.plan.asking.need
        passes = self.filters.listed(payer_must=reach.payer_must)
        for rows in shown:
            passes = without(passes, rows)
        found = []
        if self.loop is not None and self.plan.suits_loops:
            if reach.in_person:
                found.append(self.loop.in_person(reach, passes))
            if reach.by_video:
                found.append(self.loop.by_video(passes))
            return found
        if reach.in_person:
            found.append(self._judged(self.ways.in_person(need, reach), passes))
        if reach.by_video:
            found.append(self._judged(self.ways.by_video(need), passes))
        return found

    def _judged(self, visits: Visits, passes: Words) -> Offered:
        visits = visits.at(np.flatnonzero(in_plane(passes, visits.row)))
        if not len(visits.worker):
            return Offered.of_nobody(visits)
        what = work.doing(visits.worker, self.plan, self.ways.posts, by_video=visits.by_video)
        may = work.may_do(what, self.plan, self.ways.posts)
        may = self._in_house(may, visits)
        if not may.any():
            return Offered.of_nobody(visits)
        what, visits = what.at(may), visits.with_workers(may)
        bears = work.bear(what, self.plan, self.ways.posts, by_video=visits.by_video)
        covers = work.covers(what, self.plan, self.ways.listings, self.ways.posts)
        may = ~bears.stopped
        if self.plan.asking.question.has_cells:
            may &= (covers >= 0).any(axis=0)
        return self._together(visits.with_workers(may), what.at(may), bears.at(may), covers[:, may])

    def _in_house(self, may: Flags, visits: Visits) -> Flags:
        """A center's people have to pass the personal filters themselves."""
        house = visits.row[visits.owner]
        staff = np.flatnonzero(may & self.ways.listings.is_center[house])
        if len(staff):
            rows = self.ways.posts.row[visits.worker[staff]]
            may[staff] = self.filters.in_house(rows, house[staff])
        return may

    def _together(
        self, visits: Visits, what: work.Doing, bears: work.Bears, covers: Values
    ) -> Offered:
        """Visits with everybody who would work in them taken together."""
        crews = Crews.of(visits)
        best = crews.most(covers)
        rows = visits.row[crews.visit]
        fit = self._fit(best, rows)
        kept = self._has_what_is_named(what, rows, crews)
        kept &= ~(fit < self.plan.asking.thresholds.least_fit - ROUNDING)
        chosen = np.flatnonzero(kept)
        holds, adapts = _together_held(bears, covers, best, crews)
        return Offered(
            visits.at(crews.visit[chosen]),
            fit[chosen],
            holds[chosen],
            adapts[chosen],
            self._modality(what, crews)[chosen] if self.plan.asking.wished else fit[:0],
            self._trusted(rows, what, crews)[chosen],
            self._opens(what, covers, best, crews)[chosen],
        )

    def _fit(self, best: Values, rows: Rows) -> Values:
        """Issue fit: a person over what they may serve, a center over all that is asked."""
        plan = self.plan
        if not plan.asking.question.has_cells:
            return np.full(len(rows), np.nan)
        served = best >= 0
        weight = np.array([cell.asked.weight for cell in plan.cells])[:, None]
        counts = np.where(served | self.ways.listings.is_center[rows], weight, 0.0)
        total = in_turn(counts)
        mean: Values = in_turn(np.where(served, best, 0.0) * counts)
        mean /= np.where(total, total, 1.0)
        matters = [cell.asked.is_core or cell.asked.is_named for cell in plan.cells]
        important = (counts[matters] > 0).any(axis=0)
        mean[~important] *= plan.asking.thresholds.helpful_only
        return mean

    def _has_what_is_named(self, what: work.Doing, rows: Rows, crews: Crews) -> Flags:
        need, posts, tables = self.plan.asking.need, self.ways.posts, self.plan.tables
        found = np.ones(len(rows), dtype=np.bool_)
        if need.professions_must:
            wanted = tables.profession_mask(need.professions_must)
            listings = self.ways.listings
            found &= crews.any(posts.professions.has_any(what.post, wanted)) | (
                listings.is_center[rows] & listings.professions.has_any(rows, wanted)
            )
        for method in need.modalities_must:
            found &= crews.any(what.offers_any(tables.method_flags((method,))))
        return found

    def _modality(self, what: work.Doing, crews: Crews) -> Values:
        """The mean over wished methods: their best level, 0.3 for the family, else 0."""
        need, tables = self.plan.asking.need, self.plan.tables
        wished = (*need.modalities_must, *need.modalities_prefer)
        found = np.zeros(len(crews.begins))
        for method in wished:
            level = work.level_of(what, tables.methods[method])
            family = crews.any(what.offers_any(tables.family(method)))
            best = crews.most(level)
            found += np.where(best > 0, best, np.where(family, criteria.SAME_FAMILY, 0.0))
        return found / len(wished)

    def _trusted(self, rows: Rows, what: work.Doing, crews: Crews) -> Values:
        """Trust in the listing, or in the most trusted of those who would work."""
        trust = self.trust.by_row
        if trust is None:
            return np.zeros(len(rows))
        of_people = crews.most(trust[self.ways.posts.row[what.post]])
        return np.maximum(trust[rows], of_people)

    def _opens(self, what: work.Doing, covers: Values, best: Values, crews: Crews) -> Rows:
        """Whose openings count in each crew: of those who serve, of whoever is free first."""
        rows = self.ways.posts.row[what.post]
        if len(crews.begins) == len(rows):
            return rows
        late = self.ways.listings.openings.lateness[rows]
        late = np.where(_serving(covers, best, crews), late, NEVER)
        first = crews.firsts(late == crews.least(late)[crews.of_worker])
        found: Rows = rows[first]
        return found


def _together_held(
    bears: work.Bears, covers: Values, best: Values, crews: Crews
) -> tuple[Flags, Flags]:
    """Where everybody whose work is offered is held, or would have to change all of it."""
    if not (bears.holds.any() or bears.adapts_all.any()):
        nobody = np.zeros(len(crews.begins), dtype=np.bool_)
        return nobody, nobody
    idle = ~_active(covers, best, crews)
    return crews.all(bears.holds | idle), crews.all(bears.adapts_all | idle)


def _active(covers: Values, best: Values, crews: Crews) -> Flags:
    """The workers who cover a cell best; where nothing is measured by cells, everybody."""
    served = best[:, crews.of_worker] >= 0
    chosen = crews.firsts((covers == best[:, crews.of_worker]) & served)
    found: Flags = np.logical_or.reduce(chosen, axis=0)
    found |= ~np.logical_or.reduce(served, axis=0)
    return found


def _serving(covers: Values, best: Values, crews: Crews) -> Flags:
    """Who covers a cell best and well; where nobody of a crew does it well, who does it best."""
    at_their_best = best[:, crews.of_worker]
    chosen = crews.firsts((covers == at_their_best) & (at_their_best >= COVERED - ROUNDING))
    well: Flags = np.logical_or.reduce(chosen, axis=0)
    return np.where(crews.any(well)[crews.of_worker], well, _active(covers, best, crews))
