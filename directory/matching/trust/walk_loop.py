"""A viewer's trust in everybody within three steps, compiled: `Walker` and `table_of` in one.

MATCHING.md section 5: the strongest path over each direct contact, the best three of them, and
their noisy-or. Imported through `compiled` alone; it adds and multiplies in the order in which
numpy does, so that not a bit differs.
"""
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0913, PLR0915, PLR0917, SIM110
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

import numpy as np

from directory.matching.machine_code import machine_code

FREE = -1
SPREAD = 0x9E3779B1
"""Scatters neighbouring numbers over a table."""


@machine_code
def _run_of(voucher, vouches, changed):
    """Where somebody's rows begin and end, and whether they stand among the changed ones."""
    first = vouches[0]
    who, first_changed = changed[4], changed[0]
    at = np.searchsorted(who, voucher)
    if at < len(who) and who[at] == voucher:
        return first_changed[at], first_changed[at + 1], True
    if voucher < len(first) - 1:
        return first[voucher], first[voucher + 1], False
    return 0, 0, False


@machine_code
def _edges(voucher, without, vouches, changed, worth, rules):
    """Whom somebody vouches for today, with what weight, and how much of it carries further."""
    begin, end, is_changed = _run_of(voucher, vouches, changed)
    _, practitioner, day, basis = vouches
    if is_changed:
        _, practitioner, day, basis, _ = changed
    by_age, extends = worth
    today, budget, most, _, _ = rules
    who = np.empty(end - begin, dtype=np.int64)
    weight, further = np.empty(end - begin), np.empty(end - begin)
    count, total, at = 0, 0.0, begin
    while at < end:
        other, doubt, carried, counts = practitioner[at], 1.0, 1.0, False
        while at < end and practitioner[at] == other:
            age = max(0, today - day[at])
            believed = by_age[basis[at], min(age, by_age.shape[1] - 1)]
            if believed > 0 and other != without:
                counts = True
                doubt *= 1.0 - believed
                carried *= 1.0 - believed if extends[basis[at]] else 1.0
            at += 1
        if counts:
            who[count] = other
            weight[count], further[count] = min(most, 1.0 - doubt), min(most, 1.0 - carried)
            total += weight[count]
            count += 1
    scale = budget / max(total, budget)
    for edge in range(count):
        weight[edge] *= scale
        further[edge] *= scale
    return who[:count], weight[:count], further[:count]


@machine_code
def _spot_of(who, people):
    """Where somebody stands, or would stand, in a table that is open at its ends."""
    spot = (who * SPREAD) & (len(people) - 1)
    while people[spot] != FREE and people[spot] != who:  # no sets here
        spot = (spot + 1) & (len(people) - 1)
    return spot


@machine_code
def _is_among(who, few):
    """Whether somebody is among a few."""
    for one in few:
        if one == who:
            return True
    return False


@machine_code
def _keep_strongest(best, value):
    """Lay a contact's strongest path over the best few of somebody."""
    for place in range(len(best)):
        if value > best[place]:
            value, best[place] = best[place], value


@machine_code
def _paths_over(contact, own, further, viewer, blocked, vouches, changed, worth, rules, reached):
    """Every path over one contact: whom it leads to, and its value; how many there are."""
    lends, few = blocked
    who, value = reached
    per_step, count = rules[3], 1
    who[0], value[0] = contact, own
    if further <= 0 or not lends[contact]:
        return who, value, count
    carried = further * per_step
    second = _edges(contact, viewer, vouches, changed, worth, rules)
    for edge in range(len(second[0])):
        between = second[0][edge]
        if _is_among(between, few):
            continue
        if count == len(who):
            who, value = _twice(who), _twice_values(value)
        who[count], value[count] = between, carried * second[1][edge]
        count += 1
        if second[2][edge] <= 0 or not lends[between]:
            continue
        onwards = carried * second[2][edge] * per_step
        third = _edges(between, viewer, vouches, changed, worth, rules)
        for last in range(len(third[0])):
            if _is_among(third[0][last], few):
                continue
            if count == len(who):
                who, value = _twice(who), _twice_values(value)
            who[count], value[count] = third[0][last], onwards * third[1][last]
            count += 1
    return who, value, count


@machine_code
def _twice(numbers):
    longer = np.empty(2 * len(numbers), dtype=np.int64)
    longer[: len(numbers)] = numbers
    return longer


@machine_code
def _twice_values(values):
    longer = np.empty(2 * len(values))
    longer[: len(values)] = values
    return longer


@machine_code
def trust_of(viewer, blocked, vouches, changed, worth, rules):
    """The members within reach, in no order, with the viewer's trust in each and the routes."""
    counted = rules[4]
    first = _edges(viewer, viewer, vouches, changed, worth, rules)
    size = 1024
    people, held = np.full(size, FREE, dtype=np.int64), 0
    members, routes = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
    strongest, through = np.zeros((size, counted)), np.empty(size)
    latest, number = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
    who, value = np.empty(256, dtype=np.int64), np.empty(256)
    for contact in range(len(first[0])):
        if _is_among(first[0][contact], blocked[1]):
            continue
        who, value, count = _paths_over(
            first[0][contact], first[1][contact], first[2][contact], viewer, blocked,
            vouches, changed, worth, rules, (who, value),
        )  # fmt: skip
        for path in range(count):
            spot = _spot_of(who[path], people)
            if people[spot] == FREE:
                people[spot], number[spot] = who[path], held
                members[held], routes[held] = who[path], 0
                latest[held] = -1
                held += 1
            one = number[spot]
            if latest[one] != contact:
                if latest[one] >= 0:
                    _keep_strongest(strongest[one], through[one])
                latest[one], through[one] = contact, value[path]
                routes[one] += 1
            elif value[path] > through[one]:
                through[one] = value[path]
            if 2 * held > size:
                size *= 2
                people = np.full(size, FREE, dtype=np.int64)
                longer = np.zeros((size, counted))
                longer[:held] = strongest[:held]
                strongest = longer
                members, routes, latest = _twice(members), _twice(routes), _twice(latest)
                through, number = _twice_values(through), np.empty(size, dtype=np.int64)
                for again in range(held):
                    place = _spot_of(members[again], people)
                    people[place], number[place] = members[again], again
    values = np.empty(held)
    for one in range(held):
        _keep_strongest(strongest[one], through[one])
        doubt = 1.0
        for place in range(min(counted, routes[one])):
            doubt *= 1.0 - strongest[one, place]
        values[one] = 1.0 - doubt
    return members[:held], values, routes[:held]
