"""Everybody who may be shown for a need, by tiers of widening: `ranking` over columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from directory.matching.columns.filters import Filters
from directory.matching.columns.loop import Loop
from directory.matching.columns.plan import Plan
from directory.matching.columns.posts import posts_without
from directory.matching.columns.scoring import Scored, half_distance, scored
from directory.matching.columns.sweep import Sweep
from directory.matching.visits import strict_reach
from directory.matching.weights import ROUNDING
from directory.matching.widening import Relaxation, widened

if TYPE_CHECKING:
    from directory.matching.columns.bits import Rows
    from directory.matching.columns.members import Known
    from directory.matching.columns.visits import Ways
    from directory.matching.index import Index
    from directory.matching.situation import Situation
    from directory.matching.visits import Reach


@dataclass(frozen=True, slots=True)
class Step:
    """What one step of widening brought; the first is the strict search."""

    scored: Scored
    reach: Reach
    relaxed: Relaxation | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """The steps of a search, and the distance over which closeness halves in it."""

    steps: tuple[Step, ...]
    half_km: float


def judged(index: Index, asking: Situation) -> Judged:
    """Everybody who may be shown, strict matches first."""
    columns = index.columns
    plan = Plan(asking, index.tables)
    filters = Filters(index.passing, asking, _left_out(index, asking))
    ways, trust = _ways(index, asking), _trust(index, asking)
    loops = index.loops
    loop = None if loops is None else Loop(loops, plan, ways, filters, trust)
    sweep = Sweep(plan, ways, filters, trust, loop)
    shown: list[Rows] = []
    reach = strict_reach(asking.need)
    found = sweep.offered(reach, shown)
    half_km = half_distance(found, plan, loops)
    steps = [Step(scored(found, plan, columns, half_km=half_km, loops=loops), reach)]
    for relaxed, wider in widened(asking.need, reach):
        if _good(steps, asking) >= asking.thresholds.enough:
            break
        shown.append(steps[-1].scored.row)
        # Video adds nothing to whom one can go and see; they were all looked at before.
        only_video = relaxed is Relaxation.TELEHEALTH
        looked = replace(wider, in_person=False) if only_video else wider
        found = sweep.offered(looked, shown)
        steps.append(
            Step(scored(found, plan, columns, half_km=half_km, loops=loops), wider, relaxed)
        )
    return Judged(tuple(steps), half_km)


def _good(steps: list[Step], asking: Situation) -> int:
    good = asking.thresholds.good - ROUNDING
    return sum(int(np.count_nonzero(step.scored.score >= good)) for step in steps)


def _ways(index: Index, asking: Situation) -> Ways:
    """The ways of the day, without the professions that the client refuses."""
    ways, refused = index.ways(asking.today), asking.need.professions_avoid
    if not refused:
        return ways
    mask, vocabulary = index.tables.profession_mask(refused), index.lexicon.vocabulary
    held = posts_without(ways.posts, mask, vocabulary)
    return replace(ways, posts=held)


def _left_out(index: Index, asking: Situation) -> Rows:
    columns, referrer = index.columns, asking.need.referrer
    handles = asking.left_out | asking.silently_out
    rows = [columns.row_of[handle] for handle in handles if handle in columns.row_of]
    found = np.array(rows, dtype=np.int64)
    if referrer is None or referrer.id not in columns.does_not_match_with:
        return found
    return np.concatenate([found, columns.does_not_match_with[referrer.id]])


def _trust(index: Index, asking: Situation) -> Known:
    ids, numbers, values = asking.trust.numbered()
    return index.known(ids, numbers, values)
