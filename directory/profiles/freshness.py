"""How old a fact may be before it is shown as ageing, as not confirmed, or not at all.

The windows of the design, decision 6. A day counts: "from 90" means on the ninetieth day. A fact
without a date was never confirmed; it reads so, and nothing is hidden for it, because its age is
not known.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

RECHECK_DAYS = 365


class Fact(StrEnum):
    """The kinds of fact that age, each in its own way."""

    AVAILABILITY = "availability"
    FEES = "fees"
    COVERAGE = "coverage"
    ONLINE = "online"
    LANGUAGES = "languages"
    POPULATIONS = "populations"
    APPROACH = "approach"
    HELP_LINE = "help-line"


class Freshness(StrEnum):
    """What age has done to a fact, from nothing to the end of being shown."""

    FRESH = "fresh"
    AGEING = "ageing"
    NOT_CONFIRMED = "not-confirmed"
    OUT_OF_DEFAULT_RESULTS = "out-of-default-results"
    HIDDEN = "hidden"


class LicenceAge(StrEnum):
    """What may be said of a licence today."""

    CHECKED = "checked"
    RECHECK_DUE = "recheck-due"
    EXPIRED = "expired"
    NOT_CHECKED = "not-checked"


def freshness(fact: Fact, *, confirmed_on: date | None, today: date) -> Freshness:
    """How a fact of this kind, confirmed on that day, is to be treated today."""
    if confirmed_on is None:
        return Freshness.NOT_CONFIRMED
    age_days = (today - confirmed_on).days
    reached = [state for days, state in WINDOWS[fact].items() if age_days >= days]
    return reached[-1] if reached else Freshness.FRESH


def licence_age(*, checked_on: date | None, expires_on: date | None, today: date) -> LicenceAge:
    """What may be said of a licence; it is good through the day on which it expires."""
    if expires_on is not None and expires_on < today:
        return LicenceAge.EXPIRED
    if checked_on is None:
        return LicenceAge.NOT_CHECKED
    if (today - checked_on).days >= RECHECK_DAYS:
        return LicenceAge.RECHECK_DUE
    return LicenceAge.CHECKED


def is_hidden(*, availability_confirmed_on: date | None, today: date) -> bool:
    """Whether a listing is so stale that nobody is shown it, its own owner aside."""
    state = freshness(Fact.AVAILABILITY, confirmed_on=availability_confirmed_on, today=today)
    return state is Freshness.HIDDEN


def is_in_default_results(*, availability_confirmed_on: date | None, today: date) -> bool:
    """Whether a listing is found without asking for unconfirmed ones."""
    state = freshness(Fact.AVAILABILITY, confirmed_on=availability_confirmed_on, today=today)
    return state not in {Freshness.OUT_OF_DEFAULT_RESULTS, Freshness.HIDDEN}


_HALF_A_YEAR = {180: Freshness.NOT_CONFIRMED}
_A_YEAR = {365: Freshness.NOT_CONFIRMED}

WINDOWS: Mapping[Fact, Mapping[int, Freshness]] = {
    Fact.AVAILABILITY: {
        30: Freshness.AGEING,
        90: Freshness.NOT_CONFIRMED,
        120: Freshness.OUT_OF_DEFAULT_RESULTS,
        180: Freshness.HIDDEN,
    },
    Fact.FEES: _HALF_A_YEAR,
    Fact.COVERAGE: _HALF_A_YEAR,
    Fact.ONLINE: _HALF_A_YEAR,
    Fact.LANGUAGES: _A_YEAR,
    Fact.POPULATIONS: _A_YEAR,
    Fact.APPROACH: _A_YEAR,
    Fact.HELP_LINE: {90: Freshness.NOT_CONFIRMED},
}
"""Days since the confirmation, ascending, and the state that begins there."""
