"""A care team: the few people, or the one center, that cover a need together at the least cost.

MATCHING.md section 4. Exact search over the best candidates; the cost is stated once, over rows
of candidate numbers, and read by every search.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import chain, combinations
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from directory.matching.cover import COVERED
from directory.matching.distance import distance_km, uncertainty_km
from directory.matching.joint_sessions import (
    UNSTATED,
    JointTerms,
    any_of,
    joint_feasible,
    joint_feasible_in_center,
)
from directory.matching.need import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from directory.matching.answer import ShownCaution
    from directory.matching.listing import Office
    from directory.matching.need import Cell

MOST_MEMBERS = 4
SEARCHED = 24
"""12,950 teams of at most four."""
CENTERS_TRIED = 8
"""So many centers beside them: each stands alone, so one more is one more team."""
KEPT_PER_CELL = 3
"""Of those who cover a cell best, so many are searched even where others score higher."""
TRIED_IN_EXCHANGE = 40
MOST_PAIRS = 3
SAME = 9
"""Digits to which two costs are compared."""

Side = tuple["Sequence[Cell]", "Sequence[Cell]"]
"""The cells of the mind and those of the body of one issue."""
Numbers = npt.NDArray[np.int64]
Costs = npt.NDArray[np.float64]
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TeamRules:
    """The numbers of a team's cost; a lower cost is better."""

    for_each_member: float = 0.35
    uncovered_core: float = 1.2
    covered_helpful: float = -0.1
    for_ten_km: float = 0.15
    mutual_trust: float = -0.3
    joint_not_feasible: float = 0.5
    one_center: float = -0.15


DEFAULT_RULES = TeamRules()


@dataclass(frozen=True, slots=True)
class TeamCandidate:
    """One person or center as a team sees them; `covers` is 0 to 1 by asked cell.

    `office` is where the client would go, None by video or at home. A center brings its people
    (`staff`), each with their own cover, and covers through them alone.
    """

    id: str
    score: float
    covers: Mapping[Cell, float]
    kind: Kind = Kind.PERSON
    office: Office | None = None
    joint: JointTerms = UNSTATED
    works_by_touch: bool = False
    holds: tuple[ShownCaution, ...] = ()
    staff: tuple[TeamCandidate, ...] = ()

    def covers_cell(self, cell: Cell) -> bool:
        """Whether a cell is covered, by themselves or by one of a center's people."""
        if self.kind is Kind.CENTER:
            return any(person.covers_cell(cell) for person in self.staff)
        return self.covers.get(cell, 0.0) >= COVERED

    def joint_inside(self) -> bool | None:
        """Whether two of a center's people can hold a session together; a person alone cannot."""
        return joint_feasible_in_center((person.joint for person in self.staff), self.joint)


@dataclass(frozen=True, slots=True)
class TeamNeed:
    """What a team is for; core cells are those that should not stay uncovered."""

    core: tuple[Cell, ...]
    helpful: tuple[Cell, ...] = ()
    joint_sessions: bool = False
    medical_first: bool = False
    """Whether somebody has to be seen by a physician the same day."""

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All asked cells, core ones first."""
        return (*self.core, *self.helpful)


@dataclass(frozen=True, slots=True)
class Choice:
    """The people chosen (or one center), and what the choice costs."""

    members: tuple[TeamCandidate, ...]
    cost: float


def no_mutual_trust(people: Sequence[str]) -> Matrix:
    """A network without vouches."""
    return np.zeros((len(people), len(people)))


def choose(
    candidates: Iterable[TeamCandidate],
    need: TeamNeed,
    *,
    between: Callable[[Sequence[str]], Matrix] = no_mutual_trust,
    rules: TeamRules = DEFAULT_RULES,
) -> Choice | None:
    """The team of least cost, None where nobody covers anything that is asked.

    `between` answers the trust of each (row) in each other (column): `TrustGraph.between`.
    Ties go to fewer people, then to the ids. Beyond the candidates that are searched exactly,
    one pass tries to exchange each member for somebody else.
    """
    useful = [one for one in candidates if any(map(one.covers_cell, need.cells))]
    if not useful:
        return None
    tried = searched(useful, need)
    ledger = Ledger.of(tried, need, between, rules)
    chosen = ledger.cheapest()
    rest = [one for one in useful if one not in tried]
    return _exchanged(chosen, rest, need, rules) if rest else chosen


def pairs(
    candidates: Iterable[TeamCandidate],
    need: TeamNeed,
    sides: Iterable[Side],
    *,
    between: Callable[[Sequence[str]], Matrix] = no_mutual_trust,
    rules: TeamRules = DEFAULT_RULES,
) -> tuple[Choice, ...]:
    """Two people of whom one covers one side of an issue and the other its other side.

    In order of cost, then of ids; `sides` are the two sides of each issue, as cells.
    """
    sides = tuple(sides)
    useful = [one for one in candidates if any(map(one.covers_cell, need.cells))]
    tried = [one for one in searched(useful, need) if one.kind is Kind.PERSON]
    covering = [_sides_covered(one, sides) for one in tried]
    found = [
        [left, right]
        for left, right in subsets(len(tried), 2).tolist()
        if _complement(covering[left], covering[right])
    ]
    if not found:
        return ()
    ledger, teams = Ledger.of(tried, need, between, rules), np.array(found)
    costs = np.round(ledger.costs(teams), SAME)
    return tuple(
        Choice(tuple(tried[number] for number in found[at]), float(costs[at]))
        for at in np.argsort(costs, kind="stable").tolist()
    )


def roofs(
    candidates: Iterable[TeamCandidate],
    need: TeamNeed,
    sides: Iterable[Side],
    *,
    rules: TeamRules = DEFAULT_RULES,
) -> tuple[Choice, ...]:
    """Centers of which two people together cover both sides of an issue, by cost, then by id."""
    houses, sides = [one for one in candidates if one.kind is Kind.CENTER], tuple(sides)
    able = [
        one
        for one in shortlist(houses, need, CENTERS_TRIED)
        if any(
            _complement(_sides_covered(left, sides), _sides_covered(right, sides))
            for left, right in combinations(one.staff, 2)
        )
    ]
    if not able:
        return ()
    costs = Ledger.of(able, need, no_mutual_trust, rules).costs(np.arange(len(able))[:, None])
    found = [Choice((one,), cost) for one, cost in zip(able, costs.tolist(), strict=True)]
    return tuple(sorted(found, key=lambda choice: (round(choice.cost, SAME), choice.members[0].id)))


def searched(candidates: Sequence[TeamCandidate], need: TeamNeed) -> list[TeamCandidate]:
    """Whom the exact search looks at: the best people, and the best centers; in order of id."""
    people = [one for one in candidates if one.kind is Kind.PERSON]
    houses = [one for one in candidates if one.kind is Kind.CENTER]
    found = [*shortlist(people, need), *shortlist(houses, need, CENTERS_TRIED)]
    return sorted(found, key=lambda one: one.id)


def _sides_covered(who: TeamCandidate, sides: Iterable[Side]) -> list[tuple[bool, bool]]:
    """Of each issue, whether somebody covers the mind, and whether the body."""
    return [
        (any(map(who.covers_cell, mind)), any(map(who.covers_cell, body))) for mind, body in sides
    ]


def _complement(one: list[tuple[bool, bool]], other: list[tuple[bool, bool]]) -> bool:
    """Whether of some issue each covers a side that the other does not need to."""
    return any(
        (mine[0] and theirs[1]) or (theirs[0] and mine[1])
        for mine, theirs in zip(one, other, strict=True)
    )


def shortlist(
    candidates: Iterable[TeamCandidate], need: TeamNeed, size: int = SEARCHED
) -> list[TeamCandidate]:
    """The best candidates, those who cover a cell that few cover among them; in order of id."""
    by_score = sorted(candidates, key=lambda one: (-one.score, one.id))
    needed = (
        [one for one in by_score if one.covers_cell(cell)][:KEPT_PER_CELL] for cell in need.cells
    )
    kept = {one.id: one for one in chain(*needed, by_score)}
    return sorted(list(kept.values())[:size], key=lambda one: one.id)


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """Everything that a team's cost adds up, by candidate number and by pair."""

    candidates: Sequence[TeamCandidate]
    need: TeamNeed
    rules: TeamRules
    core: npt.NDArray[np.bool_]
    helpful: npt.NDArray[np.bool_]
    km: Matrix
    trust: Matrix
    not_joint: npt.NDArray[np.bool_]
    """By pair, and on the diagonal for one alone: that a joint session is not feasible."""

    @classmethod
    def of(
        cls,
        candidates: Sequence[TeamCandidate],
        need: TeamNeed,
        between: Callable[[Sequence[str]], Matrix],
        rules: TeamRules,
    ) -> Ledger:
        """The ledger of some candidates, in their order."""
        given = between([one.id for one in candidates])
        never = np.zeros((len(candidates), len(candidates)), dtype=np.bool_)
        return cls(
            candidates=candidates,
            need=need,
            rules=rules,
            core=_covered(candidates, need.core),
            helpful=_covered(candidates, need.helpful),
            km=_pairwise(candidates, km_between),
            trust=(given + given.T) / 2,
            not_joint=_pairwise(candidates, _is_not_joint) > 0 if need.joint_sessions else never,
        )

    def costs(self, teams: Numbers) -> Costs:
        """The cost of each row of candidate numbers; all rows have the same length."""
        rules = self.rules
        size = teams.shape[1]
        scores = np.array([one.score for one in self.candidates])
        cost: Costs = (rules.for_each_member + 1.0 - scores[teams]).sum(axis=1)
        cost += rules.uncovered_core * (~self.core[teams].any(axis=1)).sum(axis=1)
        cost += rules.covered_helpful * self.helpful[teams].any(axis=1).sum(axis=1)
        if size == 1:
            centers = np.array([one.kind is Kind.CENTER for one in self.candidates])
            cost += rules.one_center * centers[teams[:, 0]]
            cost += self._joint_cost * self.not_joint[teams[:, 0], teams[:, 0]]
            return cost
        one, other = np.array(list(combinations(range(size), 2))).T
        left, right = teams[:, one], teams[:, other]
        cost += rules.for_ten_km * self.km[left, right].max(axis=1) / 10.0
        cost += rules.mutual_trust * self.trust[left, right].mean(axis=1)
        cost += self._joint_cost * self.not_joint[left, right].all(axis=1)
        return cost

    @property
    def _joint_cost(self) -> float:
        return self.rules.joint_not_feasible if self.need.joint_sessions else 0.0

    def cheapest(self) -> Choice:
        """The team of least cost among all; of equal ones the smallest, then the first by id."""
        people = self._people()
        sizes = range(1, min(MOST_MEMBERS, max(1, len(people))) + 1)
        best = [self.cheapest_of(self._teams(people, size)) for size in sizes]
        return min(best, key=lambda choice: (round(choice.cost, SAME), len(choice.members)))

    def _people(self) -> Numbers:
        kinds = (one.kind for one in self.candidates)
        return np.array([n for n, kind in enumerate(kinds) if kind is Kind.PERSON], dtype=np.int64)

    def _teams(self, people: Numbers, size: int) -> Numbers:
        # A center stands alone: its people are already a team.
        if size == 1:
            return np.arange(len(self.candidates))[:, None]
        return people[subsets(len(people), size)]

    def cheapest_of(self, teams: Numbers) -> Choice:
        """The first of least cost among some teams; rows in order of id make ties by id."""
        costs = np.round(self.costs(teams), SAME)
        first = int(np.argmin(costs))
        members = [self.candidates[number] for number in teams[first].tolist()]
        return Choice(tuple(sorted(members, key=lambda one: one.id)), float(costs[first]))


@cache
def subsets(size: int, chosen: int) -> Numbers:
    """All subsets of so many numbers out of `size`, in lexicographic order, one a row."""
    found = list(combinations(range(size), chosen))
    return np.array(found, dtype=np.int64).reshape(len(found), chosen)


def km_between(one: TeamCandidate, other: TeamCandidate) -> float:
    """How far apart the two places surely are; 0 where one is unknown, at home or by video."""
    if one.office is None or other.office is None:
        return 0.0
    here, there = one.office.place.point, other.office.place.point
    if here is None or there is None:
        return 0.0
    unsure = uncertainty_km(one.office) + uncertainty_km(other.office)
    return max(0.0, distance_km(here, there) - unsure)


def team_joint_feasible(members: Sequence[TeamCandidate]) -> bool | None:
    """Whether two of a team can hold a session together: two people, or two of a center's."""
    if len(members) == 1:
        return members[0].joint_inside()
    pairs = combinations(members, 2)
    return any_of(joint_feasible(one.joint, other.joint) for one, other in pairs)


def _is_not_joint(one: TeamCandidate, other: TeamCandidate) -> float:
    if one is other:
        return float(one.joint_inside() is False)
    return float(joint_feasible(one.joint, other.joint) is False)


def _covered(candidates: Sequence[TeamCandidate], cells: Sequence[Cell]) -> npt.NDArray[np.bool_]:
    covered = [[one.covers_cell(cell) for cell in cells] for one in candidates]
    return np.array(covered, dtype=np.bool_).reshape(len(candidates), len(cells))


def _pairwise(
    candidates: Sequence[TeamCandidate],
    between: Callable[[TeamCandidate, TeamCandidate], float],
) -> Matrix:
    matrix = np.zeros((len(candidates), len(candidates)))
    for left, one in enumerate(candidates):
        for right in range(left, len(candidates)):
            matrix[left, right] = matrix[right, left] = between(one, candidates[right])
    return matrix


def _exchanged(
    chosen: Choice, rest: Iterable[TeamCandidate], need: TeamNeed, rules: TeamRules
) -> Choice:
    """One pass that tries to exchange each member for one of the next best.

    Those were not asked about trust, so they have to be better without it.
    """
    tried = sorted(rest, key=lambda one: (-one.score, one.id))[:TRIED_IN_EXCHANGE]
    ledger = Ledger.of([*chosen.members, *tried], need, no_mutual_trust, rules)
    size = len(chosen.members)
    newcomers = np.array(
        [n for n, one in enumerate(tried, start=size) if size == 1 or one.kind is Kind.PERSON],
        dtype=np.int64,
    )
    for place in range(size if newcomers.size else 0):
        teams = np.tile(np.arange(size), (len(newcomers), 1))
        teams[:, place] = newcomers
        chosen = min(chosen, ledger.cheapest_of(teams), key=lambda choice: choice.cost)
    return chosen
