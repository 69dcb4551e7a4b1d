"""The components of a score over columns: `criteria` for many listings at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from directory.matching import criteria
from directory.matching.columns.filters import takes_payer
from directory.matching.columns.listings import UNKNOWN
from directory.matching.columns.stated import LANGUAGE_VALUES
from directory.matching.listing import CapacityStatus
from directory.matching.need import Mode

if TYPE_CHECKING:
    from directory.matching.columns.bits import Flags, Planes, Rows, Values
    from directory.matching.columns.compiled import Loops
    from directory.matching.columns.listings import Listings
    from directory.matching.columns.plan import Plan
    from directory.matching.columns.stated import ThreeValued
    from directory.matching.need import Need

WAITLIST = list(CapacityStatus).index(CapacityStatus.WAITLIST)
NOT_STATED = list(CapacityStatus).index(CapacityStatus.NOT_STATED)
NOTHING_LEFT = 1_080
"""So many halvings leave nothing of any number."""


def _halving(days: float) -> Values:
    """What is left after each day, until nothing is."""
    found: Values = np.exp2(-np.arange(int(days) * NOTHING_LEFT) / days)
    return found


BY_WAIT = _halving(criteria.WAIT_HALF_DAYS)
BY_AGE = _halving(criteria.CONFIRMED_HALF_DAYS)
"""Days are whole, so that the powers are worked out once."""


def proximity(
    sure_km: Values, at_home: Flags, need: Need, *, by_video: bool, half_km: float
) -> Values:
    """How near each visit is."""
    if by_video:
        wished = need.mode is Mode.TELEHEALTH
        value = criteria.VIDEO_WISHED if wished else criteria.VIDEO_ACCEPTED
        return np.full(len(sure_km), value)
    beyond = np.maximum(0.0, sure_km - need.comfortable_km)
    near = np.where(np.isnan(sure_km), criteria.DISTANCE_UNKNOWN, np.exp2(-beyond / half_km))
    return np.where(at_home, criteria.HOME_VISIT, near)


def pay(rows: Rows, listings: Listings, need: Need) -> Values:
    """The best way to pay."""
    found = np.zeros(len(rows))
    superbill = listings.money.superbill[rows] == 1
    for payer in need.payers:
        yes, no = takes_payer(rows, listings, payer)
        otherwise = np.where(no, 0.0, criteria.PAY_UNKNOWN)
        otherwise = np.where(superbill, np.maximum(otherwise, criteria.SUPERBILL), otherwise)
        found = np.maximum(found, np.where(yes, criteria.IN_NETWORK, otherwise))
    return found if need.max_fee is None else np.maximum(found, _fee(rows, listings, need))


def _fee(rows: Rows, listings: Listings, need: Need) -> Values:
    money, budget = listings.money, need.max_fee or 0.0
    fee, least = money.fee.at(rows), money.sliding_min.at(rows)
    sliding = np.where(least <= budget, criteria.SLIDING_SCALE, 0.0)
    over = (fee - budget) / budget if budget > 0 else np.full(len(rows), np.inf)
    above = np.maximum(sliding, criteria.OVER_BUDGET * np.maximum(0.0, 1.0 - over))
    stated = np.where(fee <= budget, 1.0, above)
    unstated = np.where(sliding > 0, criteria.SLIDING_SCALE, criteria.PAY_UNKNOWN)
    found = np.where(np.isnan(fee), unstated, stated)
    currency = money.currencies.get(need.currency, UNKNOWN)
    return np.where(money.currency[rows] == currency, found, criteria.PAY_UNKNOWN)


def language(rows: Rows, listings: Listings, need: Need) -> Values:
    """How well the asked languages are spoken."""
    wished = dict.fromkeys((*need.languages_must, *need.languages_prefer))
    stated = listings.complete
    silent = np.where(stated.languages_stated[rows], 0.0, criteria.LANGUAGE_UNKNOWN)
    found = np.zeros(len(rows))
    for code in wished:
        if code in stated.languages:
            level = stated.languages[code][rows]
            found += np.where(level > 0, LANGUAGE_VALUES[level], silent)
        else:
            found += silent
    return found / len(wished)


def preference(rows: Rows, listings: Listings, plan: Plan) -> Values:
    """The share of explicit wishes that are met."""
    found = np.zeros(len(rows))
    for kind, slug in plan.wishes:
        found += _wish(kind, slug, rows, listings, plan)
    return found / len(plan.wishes)


def _wish(kind: str, slug: str, rows: Rows, listings: Listings, plan: Plan) -> Values:
    stated = listings.complete
    match kind:
        case "preference":
            return _three_valued(stated.preferences, rows, slug)
        case "access":
            return _three_valued(stated.access, rows, slug)
        case "population":
            return _population(stated.populations, stated.focus, rows, slug)
        case "profession":
            mask = plan.tables.profession_mask((slug,))
            return listings.professions.has_any(rows, mask).astype(np.float64)
        case _:
            answer = listings.joint_sessions[rows].astype(np.float64)
            return np.where(answer == UNKNOWN, criteria.WISH_UNKNOWN, answer)


def _three_valued(facts: ThreeValued, rows: Rows, slug: str) -> Values:
    otherwise = np.where(facts.no.has(rows, slug), 0.0, criteria.WISH_UNKNOWN)
    return np.where(facts.yes.has(rows, slug), 1.0, otherwise)


def _population(facts: ThreeValued, focus: Planes, rows: Rows, slug: str) -> Values:
    otherwise = np.where(facts.no.has(rows, slug), 0.0, criteria.WISH_UNKNOWN)
    seen = np.where(facts.yes.has(rows, slug), criteria.POPULATION_SEEN, otherwise)
    return np.where(focus.has(rows, slug), 1.0, seen)


def availability(rows: Rows, listings: Listings, plan: Plan, loops: Loops | None = None) -> Values:
    """How soon there are openings, and how sure that is."""
    openings, need = listings.openings, plan.asking.need
    today = plan.asking.today.toordinal()
    if loops is not None:
        found: Values = loops.availability(
            rows,
            (openings.wait_days, openings.status, openings.confirmed),
            (BY_WAIT, BY_AGE),
            (NOT_STATED, WAITLIST),
            (need.urgency_days, today),
        )
        return found
    wait = openings.wait_days[rows]
    late = np.minimum(np.maximum(0, wait - need.urgency_days), len(BY_WAIT) - 1)
    value = np.where(wait == UNKNOWN, criteria.WAIT_UNKNOWN, BY_WAIT[late])
    status = openings.status[rows]
    value = np.where(status == NOT_STATED, np.minimum(value, criteria.WAIT_UNKNOWN), value)
    value = np.where(status == WAITLIST, np.minimum(value, criteria.WAITLIST_AT_MOST), value)
    confirmed = openings.confirmed[rows]
    age = np.where(
        confirmed == UNKNOWN, criteria.CONFIRMED_UNKNOWN_DAYS, np.maximum(0, today - confirmed)
    )
    return value * BY_AGE[np.minimum(age, len(BY_AGE) - 1)]
