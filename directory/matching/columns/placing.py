"""The window of results that is shown: `fairness` over columns, without ordering everybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from directory.matching import fairness
from directory.matching.columns.listings import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.matching.columns.bits import Flags, Rows, Values
    from directory.matching.columns.listings import Listings
    from directory.matching.columns.plan import Plan
    from directory.matching.columns.scoring import Scored
    from directory.matching.fairness import Rotation


@dataclass(frozen=True, slots=True)
class Tier:
    """What one step of widening brought, with the keys that order it."""

    scored: Scored
    key: Values
    """Score less load, rounded: larger stands higher."""
    newcomer: Flags


def tier(scored: Scored, plan: Plan, listings: Listings) -> Tier:
    """A tier with its keys."""
    rows = scored.row
    key = scored.score - plan.asking.thresholds.load * listings.openings.load[rows]
    joined = listings.joined[rows]
    age = plan.asking.today.toordinal() - joined
    newcomer = (
        (joined != UNKNOWN)
        & (age >= 0)
        & (age <= fairness.NEWCOMER_DAYS)
        & listings.licence_checked[rows]
    )
    return Tier(scored, np.round(key, fairness.SAME), newcomer)
