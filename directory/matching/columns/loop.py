"""A search in compiled loops: a need and an index as plain arrays, and what comes of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from directory.matching.columns.listings import WORTHS
from directory.matching.columns.plan import LEVEL_VALUES
from directory.matching.columns.sites import NO_TOWN, arc_km, spot_of
from directory.matching.columns.sweep import Offered
from directory.matching.columns.visits import EVERYWHERE, NO_OFFICE, Visits, nobody
from directory.matching.cover import COVERED
from directory.matching.criteria import HOME_VISITS
from directory.matching.need import Kind
from directory.matching.visits import client_region
from directory.matching.weights import ROUNDING

if TYPE_CHECKING:
    from directory.matching.columns.bits import Rows, Values, Words
    from directory.matching.columns.compiled import Loops
    from directory.matching.columns.filters import Filters
    from directory.matching.columns.members import Known
    from directory.matching.columns.plan import Plan
    from directory.matching.columns.visits import Ways
    from directory.matching.need import Place
    from directory.matching.visits import Reach

Arrays = tuple[Any, ...]


@dataclass(frozen=True)
class Loop:
    """One need over one index, for the compiled loops."""

    loops: Loops
    plan: Plan
    ways: Ways
    filters: Filters
    trust: Known

    def in_person(self, reach: Reach, passes: Words) -> Offered:
        """Who of those who pass may be offered at an office or at the client's home."""
        need, offices = self.plan.asking.need, self.ways.offices
        at, distance = self._offices(reach, passes)
        sure, there, home = self.loops.in_reach(
            at,
            distance,
            (*self._unsure_and_home, offices.region),
            (
                0.0 if need.place is None else need.place.uncertainty_km,
                float(reach.max_km),
                float(need.max_km),
            ),
            (EVERYWHERE, self.ways.region_of(need), client_region(need) is None),
            (HOME_VISITS not in need.access_must, need.place is not None),
        )
        visits = _at_offices(self.ways, at[there], distance[there], sure[there])
        starts = offices.posts.start
        workers = starts[at[there]], starts[at[there] + 1], offices.posts.values
        found = self._judged(visits, workers, passes)
        if not len(home):
            return found
        visits = _at_homes(self.ways, at[home], sure[home])
        return found.then(self._judged(visits, self._who_comes(visits.row), passes))

    def by_video(self, passes: Words) -> Offered:
        """Who of those who pass may be offered by video in the client's jurisdiction."""
        ways, need = self.ways, self.plan.asking.need
        region = ways.region_of(need)
        if region not in ways.screens.rows or client_region(need) is None:
            return Offered.of_nobody(nobody(by_video=True))
        rows, posts = ways.screens.rows[region], ways.screens.posts[region]
        unknown, offices = np.full(len(rows), np.nan), np.full(len(rows), NO_OFFICE)
        visits = _visits(rows, offices, unknown, unknown, by_video=True)
        return self._judged(visits, (posts.start[:-1], posts.start[1:], posts.values), passes)

    def _offices(self, reach: Reach, passes: Words) -> tuple[Rows, Values]:
        """Offices that may be in reach, with their distance where it is known."""
        ways, place = self.ways, self.plan.asking.need.place
        if place is None or place.point is None:
            return ways.offices_around(self.plan.asking.need, reach)
        offices, spot = ways.offices, spot_of(place.point)
        at, chord = self.loops.offices_around(
            passes,
            (offices.row, *offices.spot, *self._unsure_and_home),
            (offices.block_low, offices.block_high, offices.block_reach, offices.with_point),
            (offices.town, offices.postal, *self._town(place)),
            spot,
            max(reach.max_km, 0.0) + place.uncertainty_km,
        )
        return at, arc_km(chord)

    def _town(self, place: Place) -> tuple[int, int]:
        """The numbers of a town and a ZIP, as offices have them."""
        offices = self.ways.offices
        town = postal = NO_TOWN
        if place.city is not None:
            town = offices.towns.get((place.city.casefold(), place.region), NO_TOWN)
        if place.postal_code is not None:
            postal = offices.postals.get(place.postal_code, NO_TOWN)
        return town, postal

    @property
    def _unsure_and_home(self) -> Arrays:
        unsure, home = self.ways.offices.uncertainty, self.ways.offices.home_km
        return unsure.codes, unsure.table, home.codes, home.table

    def _who_comes(self, rows: Rows) -> Arrays:
        people, posts = self.ways.listings.people, self.ways.posts
        region = self.ways.region_of(self.plan.asking.need)
        found: Arrays = self.loops.at_home(
            rows, (people.start, people.values), posts.key, posts.regions, region
        )
        return found

    def _judged(self, visits: Visits, workers: Arrays, passes: Words) -> Offered:
        """Of some visits those that may be offered, with how well they fit."""
        by_video = visits.by_video
        at, fit, modality, trust, opens = self.loops.judge_crews(
            (visits.row, *workers, passes, self.ways.listings.is_center),
            self._house,
            self._people(by_video=by_video),
            self._methods(by_video=by_video),
            self._asked,
            self._issues,
            self._refers_on,
            self._wished,
            self.trust.for_loops,
            self.ways.listings.openings.lateness,
            self._limits,
        )
        none = np.zeros(len(at), dtype=np.bool_)
        return Offered(visits.at(at), fit, none, none, modality, trust, opens)

    @cached_property
    def _house(self) -> Arrays:
        """What a center's people have to pass in its rooms; nothing where none is asked for."""
        filters = self.filters
        if Kind.CENTER not in self.plan.asking.need.kinds:
            return NO_PLANE, NO_PLANE, NO_PLANE, NO_PLANE, NO_PLANES
        seeing = filters.seeing
        musts = filters.own_musts
        return filters.personal, seeing.sees, seeing.refuses, seeing.says, musts

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
        allowed = plan.allowed(hands_off=hands_off)
        return (
            allowed,
            plan.relevant,
            LEVEL_VALUES,
            not by_video and bool(plan.asking.without_touch or plan.need_refuses),
            self._support * (allowed & plan.relevant)[:, None],
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
        )

    @cached_property
    def _support(self) -> Values:
        """(methods, cells): how well a method supports a cell."""
        return _beside([cell.support for cell in self.plan.cells], len(self.plan.tables.methods))

    @cached_property
    def _issues(self) -> Arrays:
        listings, tables = self.ways.listings, self.plan.tables
        kin = [tables.kin(issue) for issue in self._numbers]
        issues = listings.issues
        known = len(tables.lexicon.vocabulary.issues)
        return issues.start, issues.values, listings.issue_worth, WORTHS, _beside(kin, known)

    @cached_property
    def _refers_on(self) -> Arrays:
        lists, tables = self.ways.listings.refers_on_for, self.plan.tables
        above = [tables.above(issue) for issue in self._numbers]
        known = len(tables.lexicon.vocabulary.issues)
        table = np.array(above, dtype=np.float64).reshape(len(above), known)
        return lists.start, lists.values, table > 0

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
    def _limits(self) -> tuple[float, float, float]:
        thresholds = self.plan.asking.thresholds
        return (
            thresholds.least_fit - ROUNDING,
            float(thresholds.helpful_only),
            COVERED - ROUNDING,
        )


NO_PLANE = np.zeros(0, dtype=np.uint64)
NO_PLANES = np.zeros((0, 0), dtype=np.uint64)


def _beside(columns: list[Values], height: int) -> Values:
    """Columns side by side, so that what belongs to one line lies together."""
    found: Values = np.empty((height, len(columns)))
    for number, column in enumerate(columns):
        found[:, number] = column
    return found


def _at_offices(ways: Ways, at: Rows, distance: Values, sure: Values) -> Visits:
    offices = ways.offices
    return _visits(offices.row[at], offices.number[at], distance, sure)


def _at_homes(ways: Ways, at: Rows, sure: Values) -> Visits:
    """Home visits; their jurisdiction is the client's, whatever the office's is."""
    nowhere = np.full(len(at), NO_OFFICE)
    return _visits(ways.offices.row[at], nowhere, sure, sure, at_home=True)


def _visits(
    row: Rows,
    office: Rows,
    distance: Values,
    sure: Values,
    *,
    by_video: bool = False,
    at_home: bool = False,
) -> Visits:
    """Visits without their workers, whom only the loop looks at."""
    home = np.full(len(row), at_home)
    nobodys = np.zeros(0, dtype=np.int64)
    return Visits(row, office, distance, sure, home, by_video, nobodys, nobodys)
