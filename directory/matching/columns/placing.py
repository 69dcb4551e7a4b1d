"""The order of results over columns: `fairness.in_order`, without ordering everybody.

Only what is shown is put in order, with the true ties at its edge; the newcomer rule looks at
all. The same list comes out as from the statement in `fairness`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from directory.matching import fairness
from directory.matching.columns.listings import UNKNOWN
from directory.matching.fairness import Moved

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from directory.matching.columns.bits import Flags, Rows, Values
    from directory.matching.columns.compiled import Loops
    from directory.matching.columns.listings import Listings
    from directory.matching.columns.scoring import Scored
    from directory.matching.fairness import Rotation
    from directory.matching.situation import Situation


@dataclass(frozen=True, slots=True)
class Tier:
    """What one step of widening brought, with the keys that order it."""

    scored: Scored
    key: Values
    """Score less load, rounded: a larger one stands higher."""
    is_newcomer: Flags

    def __len__(self) -> int:
        return len(self.scored)


@dataclass(frozen=True, slots=True)
class Place:
    """One result in its place: the tier, its position there, and what moved it."""

    tier: int
    at: int
    moved: Moved | None = None


@dataclass(frozen=True)
class Placing:
    """Puts tiers in order for one need in one week."""

    tiers: Sequence[Tier]
    listings: Listings
    turned_by: Callable[[], Rotation]
    """Asked only where there is a true tie."""

    @cached_property
    def rotation(self) -> Rotation:
        """What true ties are turned by."""
        return self.turned_by()

    @property
    def total(self) -> int:
        """How many could be shown."""
        return sum(map(len, self.tiers))

    def first(self, wanted: int | None) -> list[Place]:
        """The first so many places, or all."""
        # Whoever asked for all of them asks for the first again, to find who could stand together.
        if wanted is None or "_all" in self.__dict__:
            return self._all[:wanted]
        return self._best(wanted)

    @cached_property
    def _all(self) -> list[Place]:
        return self._best(None)

    def _best(self, wanted: int | None) -> list[Place]:
        # The newcomer rule has to see the first five, and who is pushed out of the last place.
        enough = self.total if wanted is None else min(self.total, max(wanted, 1) + _LOOKED_AT)
        places: list[Place] = []
        for number, tier in enumerate(self.tiers):
            left = enough - len(places)
            if left > 0:
                chosen = self._top(tier, left)
                places += self._marked(tier, number, chosen)
        return self._with_newcomer_lifted(places)[:wanted]

    def _top(self, tier: Tier, wanted: int) -> Rows:
        """The best of a tier in order; equal keys turn by the week."""
        key = tier.key
        if wanted < len(key):
            last = np.partition(key, len(key) - wanted)[len(key) - wanted]
            chosen = np.flatnonzero(key >= last)
        else:
            chosen = np.arange(len(key))
        ordered = chosen[np.argsort(-key[chosen], kind="stable")]
        return self._turned(tier, ordered)[:wanted]

    def _turned(self, tier: Tier, ordered: Rows) -> Rows:
        keys = tier.key[ordered]
        changes = np.flatnonzero(keys[1:] != keys[:-1]) + 1
        begin = 0
        for end in (*changes.tolist(), len(keys)):
            if end - begin > 1:
                tied = ordered[begin:end].tolist()
                ordered[begin:end] = sorted(tied, key=lambda at: self._turn(tier, at))
            begin = end
        return ordered

    def _turn(self, tier: Tier, at: int) -> tuple[str, str]:
        handle = self.listings.ids[tier.scored.row[at]]
        return self.rotation.turn(handle), handle

    def _marked(self, tier: Tier, number: int, chosen: Rows) -> list[Place]:
        """Mark whoever passed somebody with a better score, or was passed by a worse one."""
        if not len(chosen):
            return []
        scores = tier.scored.score
        mine = scores[chosen].tolist()
        rest = scores.copy()
        rest[chosen] = -np.inf
        after = list(accumulate([float(rest.max()), *reversed(mine)], max))[-2::-1]
        before = accumulate([math.inf, *mine[:-1]], min)
        return [
            Place(number, at, Moved.LOAD if _differ(best, own) or _differ(own, worst) else None)
            for at, own, best, worst in zip(chosen.tolist(), mine, after, before, strict=True)
        ]

    def _with_newcomer_lifted(self, places: list[Place]) -> list[Place]:
        front = places[: fairness.NEWCOMER_PLACE]
        if self.total <= fairness.NEWCOMER_PLACE or any(map(self._is_newcomer, front)):
            return places
        lifted = self._newcomer(front)
        if lifted is None:
            return places
        spot = (lifted.tier, lifted.at)
        rest = [place for place in places[len(front) :] if (place.tier, place.at) != spot]
        return [*front[:-1], lifted, front[-1], *rest]

    def _is_newcomer(self, place: Place) -> bool:
        return bool(self.tiers[place.tier].is_newcomer[place.at])

    def _newcomer(self, front: Sequence[Place]) -> Place | None:
        """The first newcomer in order who is good enough to be lifted."""
        best_fit = max(float(_fit(tier).max(initial=0.0)) for tier in self.tiers)
        first = self.tiers[front[0].tier].scored.score[front[0].at]
        for number, tier in enumerate(self.tiers[: front[-1].tier + 1]):
            deserving = (
                tier.is_newcomer
                & (_fit(tier) >= fairness.NEWCOMER_ISSUE_SHARE * best_fit)
                & (tier.scored.score >= fairness.NEWCOMER_SCORE_SHARE * first)
            )
            found = np.flatnonzero(deserving)
            if len(found):
                best = found[np.argsort(-tier.key[found], kind="stable")]
                return Place(number, int(self._turned(tier, best)[0]), Moved.NEWCOMER)
        return None


_LOOKED_AT = fairness.NEWCOMER_PLACE + 1


def tier_of(
    scored: Scored, listings: Listings, asking: Situation, loops: Loops | None = None
) -> Tier:
    """A tier with the keys that order it."""
    rows = scored.row
    if loops is not None:
        return Tier(
            scored,
            *loops.keys(
                rows,
                scored.score,
                (listings.openings.load[scored.opens], listings.joined, listings.licence_checked),
                (asking.thresholds.load, asking.today.toordinal(), fairness.NEWCOMER_DAYS),
            ),
        )
    key = scored.score - asking.thresholds.load * listings.openings.load[scored.opens]
    joined = listings.joined[rows]
    age = asking.today.toordinal() - joined
    newcomer = (joined != UNKNOWN) & (age >= 0) & (age <= fairness.NEWCOMER_DAYS)
    return Tier(scored, _rounded(key), newcomer & listings.licence_checked[rows])


def _fit(tier: Tier) -> Values:
    # Where no issue is stated everybody fits alike.
    fit = tier.scored.fit
    return np.where(np.isnan(fit), 0.0, fit)


def _differ(higher: float, lower: float) -> bool:
    return higher > lower and round(higher - lower, fairness.SAME) > 0


def _rounded(values: Values) -> Values:
    return np.round(values, fairness.SAME)
