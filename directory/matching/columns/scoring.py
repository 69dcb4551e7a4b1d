"""The score of each listing in its best visit: `candidate.score` over columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from directory.matching import criteria
from directory.matching.columns import values
from directory.matching.columns.bits import among, in_turn
from directory.matching.weights import Component

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from directory.matching.columns.bits import Flags, Rows, Values
    from directory.matching.columns.compiled import Loops
    from directory.matching.columns.listings import Listings
    from directory.matching.columns.plan import Plan
    from directory.matching.columns.sweep import Offered

HOME = 1 << 20
VIDEO = 1 << 21
"""Where several visits suit alike, offices come first, then home visits, then video."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One visit for each listing, the best, with its score; in no order."""

    row: Rows
    office: Rows
    """The listing's office; -1 for a home visit, by video."""
    distance_km: Values
    at_home: Flags
    by_video: Flags
    fit: Values
    parts: Values
    """(components, listings): the value of each component, in the order of the weights."""
    factors: Values
    """(4, listings): fit gate, prefers not, hold, adapt; 1 where one does not act."""
    score: Values
    opens: Rows
    """The row whose openings count."""

    def __len__(self) -> int:
        return len(self.row)

    def at(self, chosen: Rows) -> Scored:
        """Some of them, in this order."""
        return Scored(
            self.row[chosen],
            self.office[chosen],
            self.distance_km[chosen],
            self.at_home[chosen],
            self.by_video[chosen],
            self.fit[chosen],
            self.parts[:, chosen],
            self.factors[:, chosen],
            self.score[chosen],
            self.opens[chosen],
        )


def half_distance(found: Sequence[Offered], plan: Plan, loops: Loops | None = None) -> float:
    """The distance over which closeness halves: as stated, else as dense as the area is."""
    stated = plan.asking.need.half_km
    if stated is not None:
        return stated
    if loops is not None:
        return _half_in_loops(found, loops)
    near = [(offered.visits.row, offered.visits.sure_km) for offered in found]
    rows = np.concatenate([row[~np.isnan(sure)] for row, sure in near])
    sure = np.concatenate([sure[~np.isnan(sure)] for _, sure in near])
    order = np.argsort(sure, kind="stable")
    nearest: dict[int, float] = {}
    for at in order:
        nearest.setdefault(int(rows[at]), float(sure[at]))
        if len(nearest) == criteria.NEAREST_FOR_HALF:
            break
    return criteria.adaptive_half_km(nearest.values())


def _half_in_loops(found: Sequence[Offered], loops: Loops) -> float:
    # Nothing by video has a distance.
    near = [offered.visits for offered in found if not offered.visits.by_video]
    if not near:
        return criteria.DEFAULT_HALF_KM
    [visits] = near
    return criteria.adaptive_half_km(
        loops.nearest(visits.row, visits.sure_km, criteria.NEAREST_FOR_HALF).tolist()
    )


def scored(
    found: Sequence[Offered],
    plan: Plan,
    listings: Listings,
    *,
    half_km: float,
    loops: Loops | None = None,
) -> Scored:
    """Every listing once, in the visit that suits best."""
    each = [_scored(offered, plan, listings, half_km, loops) for offered in found]
    together = each[0] if len(each) == 1 else _joined(each)
    if not len(together):
        return together
    if loops is not None:
        best = loops.best_of_each(together.row, together.score, _way(together))
    else:
        best = _best_of_each(together)
    return together if len(best) == len(together) else together.at(best)


def _scored(
    offered: Offered, plan: Plan, listings: Listings, half_km: float, loops: Loops | None
) -> Scored:
    visits, rows = offered.visits, offered.visits.row
    parts = _parts(offered, plan, listings, half_km, loops)
    factors = _factors(offered, plan, listings)
    weights = np.array(list(plan.asking.weights.values()))
    if loops is not None:
        score = loops.weigh(parts, weights, factors)
    else:
        score = factors.prod(axis=0) * in_turn(weights[:, None] * parts)
    by_video = np.full(len(rows), visits.by_video)
    return Scored(
        rows,
        visits.office,
        visits.distance_km,
        visits.at_home,
        by_video,
        offered.fit,
        parts,
        factors,
        score,
        offered.opens,
    )


def _parts(
    offered: Offered, plan: Plan, listings: Listings, half_km: float, loops: Loops | None
) -> Values:
    visits, rows, need = offered.visits, offered.visits.row, plan.asking.need
    compute: dict[Component, Callable[[], Values]] = {
        Component.ISSUE: lambda: np.where(np.isnan(offered.fit), 0.0, offered.fit),
        Component.MODALITY: lambda: offered.modality,
        Component.PROXIMITY: lambda: values.proximity(
            visits.sure_km, visits.at_home, need, by_video=visits.by_video, half_km=half_km
        ),
        Component.PAY: lambda: values.pay(rows, listings, need),
        Component.LANGUAGE: lambda: values.language(rows, listings, need),
        Component.PREFERENCE: lambda: values.preference(rows, listings, plan),
        Component.TRUST: lambda: np.maximum(criteria.TRUST_FLOOR, offered.trust),
        Component.AVAILABILITY: lambda: values.availability(offered.opens, listings, plan, loops),
        Component.COLLABORATION: lambda: listings.collaboration.at(rows),
    }
    found = np.empty((len(plan.asking.weights), len(rows)))
    for number, component in enumerate(plan.asking.weights):
        found[number] = compute[component]()
    return found


def _factors(offered: Offered, plan: Plan, listings: Listings) -> Values:
    limits, rows = plan.asking.thresholds, offered.visits.row
    gate = np.minimum(1.0, offered.fit / limits.full_fit)
    found = np.ones((4, len(rows)))
    found[0] = np.where(np.isnan(gate), 1.0, gate)
    found[1] = np.where(_prefers_not(rows, plan, listings), limits.prefers_not, 1.0)
    found[2] = np.where(offered.holds, limits.hold, 1.0)
    found[3] = np.where(offered.adapts_all, limits.adapt, 1.0)
    return found


def _prefers_not(rows: Rows, plan: Plan, listings: Listings) -> Flags:
    need = plan.asking.need
    words = plan.words_of_issues | plan.asking.wished | set(need.populations_prefer)
    if need.population:
        words |= {need.population}
    found = np.zeros(len(rows), dtype=np.bool_)
    for word in words & listings.prefers_not.keys():
        found |= among(rows, listings.prefers_not[word])
    return found


def _joined(each: Sequence[Scored]) -> Scored:
    return Scored(
        *(
            np.concatenate([getattr(one, name) for one in each], axis=-1)
            for name in Scored.__slots__
        )
    )


def _way(found: Scored) -> Rows:
    """What decides where several visits suit alike: a lower one comes first."""
    return np.where(found.by_video, VIDEO, np.where(found.at_home, HOME, found.office))


def _best_of_each(found: Scored) -> Rows:
    """The positions of the best visit of each listing, ascending."""
    order = np.lexsort((_way(found), -found.score, found.row))
    rows = found.row[order]
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = rows[1:] != rows[:-1]
    best: Rows = np.sort(order[first])
    return best
