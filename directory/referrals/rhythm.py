"""The agreed rhythm, counted in visits: when the sender hears, and when the client goes back.

Pure. Of a visit only that it took place is counted, and the receiver says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from directory.referrals.content import Updates


@dataclass(frozen=True, slots=True)
class Visits:
    """How many took place, and of how many of them the sender was told."""

    confirmed: int = 0
    told: int = 0


def is_update_due(updates: Updates, visits: Visits) -> bool:
    """Whether so many visits took place since the last update that the sender hears now."""
    every = updates.every_visits
    return every is not None and visits.confirmed - visits.told >= every


def is_benefit_due(updates: Updates, visits: Visits) -> bool:
    """Whether the number is reached after which one says whether it helps, and nobody has yet."""
    limit = updates.back_after
    return limit is not None and visits.told < limit <= visits.confirmed


def goes_back(updates: Updates, visits: Visits) -> bool:
    """Whether, without benefit, the client now goes back to the referrer as agreed."""
    limit = updates.back_after
    return limit is not None and visits.confirmed >= limit


def answer_due_from(updates: Updates, visits: Visits, *, review: date, today: date) -> date:
    """From which day on an update is due: the day of the review, or today where visits say so."""
    if is_update_due(updates, visits) or is_benefit_due(updates, visits):
        return min(review, today)
    return review
