"""Scores, the best visit of each listing, and what orders them, compiled: `scoring`, `placing`.

MATCHING.md sections 3.2 (availability), 3.3 (combination) and 3.4 (load, newcomers). Imported
through `compiled` alone.
"""
# ruff: noqa: ANN001, ANN201
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

import numpy as np

from directory.matching.criteria import CONFIRMED_UNKNOWN_DAYS, WAIT_UNKNOWN, WAITLIST_AT_MOST
from directory.matching.machine_code import machine_code

UNKNOWN = -1
SCALE = 1e9
"""Keys are compared to nine digits, as `fairness.SAME` says."""


@machine_code
def availability(rows, openings, faded, statuses, days):
    """How soon there are openings, and how sure that is."""
    wait_days, status, confirmed = openings
    by_wait, by_age = faded
    not_stated, waitlist = statuses
    urgency, today = days
    found = np.empty(len(rows))
    for position in range(len(rows)):
        row = rows[position]
        value = WAIT_UNKNOWN
        if wait_days[row] != UNKNOWN:
            late = max(0, wait_days[row] - urgency)
            value = by_wait[min(late, len(by_wait) - 1)]
        if status[row] == not_stated:
            value = min(value, WAIT_UNKNOWN)
        if status[row] == waitlist:
            value = min(value, WAITLIST_AT_MOST)
        age = CONFIRMED_UNKNOWN_DAYS
        if confirmed[row] != UNKNOWN:
            age = max(0, today - confirmed[row])
        found[position] = value * by_age[min(age, len(by_age) - 1)]
    return found


@machine_code
def weigh(parts, weights, factors):
    """The factors' product times the weighted sum of the parts, for each visit."""
    score = np.empty(parts.shape[1])
    for visit in range(parts.shape[1]):
        total, product = 0.0, 1.0
        for part in range(len(weights)):
            total += weights[part] * parts[part, visit]
        for factor in range(len(factors)):
            product *= factors[factor, visit]
        score[visit] = product * total
    return score


@machine_code
def best_of_each(rows, score, way):
    """The positions of the best visit of each listing, ascending; where alike, the lower way."""
    size = 1
    while size < 2 * len(rows):
        size *= 2
    # A table that is open at its ends: where the listing's best visit stands, -1 where nobody's.
    table = np.full(size, -1, dtype=np.int64)
    best = np.zeros(len(rows), dtype=np.bool_)
    for visit in range(len(rows)):
        spot = (rows[visit] * 0x9E3779B1) & (size - 1)
        while table[spot] >= 0 and rows[table[spot]] != rows[visit]:
            spot = (spot + 1) & (size - 1)
        held = table[spot]
        if held >= 0:
            better = score[visit] > score[held]
            if not (better or (score[visit] == score[held] and way[visit] < way[held])):
                continue
            best[held] = False
        best[visit] = True
        table[spot] = visit
    return np.flatnonzero(best)


@machine_code
def keys(rows, score, practice, limits):
    """What orders each result, score less its load, and whether it is a newcomer's."""
    load, joined, checked = practice
    load_weight, today, newcomer_days = limits
    key, newcomer = np.empty(len(rows)), np.zeros(len(rows), dtype=np.bool_)
    for position in range(len(rows)):
        row = rows[position]
        key[position] = np.rint((score[position] - load_weight * load[position]) * SCALE) / SCALE
        age = today - joined[row]
        newcomer[position] = joined[row] != UNKNOWN and 0 <= age <= newcomer_days and checked[row]
    return key, newcomer
