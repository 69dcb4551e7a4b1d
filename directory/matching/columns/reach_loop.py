"""Who is in reach of a place, compiled: `Offices.near` and `Ways` in one pass over the blocks.

MATCHING.md sections 3.1 (distance), 3.2 (proximity: what is unsure on both sides). Imported
through `compiled` alone.
"""
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0915, PLR1730
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

import numpy as np

from directory.matching.columns.sites import BLOCK, SLACK_KM
from directory.matching.distance import EARTH_RADIUS_KM
from directory.matching.machine_code import machine_code


@machine_code
def _chord_within(km):
    """The most that the square of a chord is over so many km along the sphere."""
    along = (km + SLACK_KM) / EARTH_RADIUS_KM
    return along * along


@machine_code
def _gap(low, high, here):
    """The square of the way from a spot to the box of a block."""
    found = 0.0
    for axis in range(3):
        beside = max(low[axis] - here[axis], here[axis] - high[axis], 0.0)
        found += beside * beside
    return found


@machine_code
def offices_around(passes, offices, blocks, towns, here, km):
    """Offices of those who pass that may be in reach, with the square of the chord to each.

    What stands behind the blocks is looked at always. An office without a point is at 0 in the
    town that was asked about, and elsewhere nobody knows (NaN).
    """
    row, x, y, z, unsure, unsure_km, home, home_km = offices
    low, high, add, with_point = blocks
    town, postal, asked_town, asked_postal = towns
    size = len(row) - with_point
    near = np.empty(len(add), dtype=np.int64)
    count = 0
    for block in range(len(add)):
        if _gap(low[:, block], high[:, block], here) <= _chord_within(km + add[block]):
            near[count] = block
            count += 1
            size += BLOCK
    at, chord = np.empty(size, dtype=np.int64), np.empty(size)
    found = 0
    for number in range(count + 1):
        if number < count:
            begin = near[number] * BLOCK
            end = min(begin + BLOCK, with_point)
        else:
            begin, end = with_point, len(row)
        for office in range(begin, end):
            who = row[office]
            if not (passes[who >> 6] >> np.uint64(who & 63)) & np.uint64(1):
                continue
            if np.isnan(x[office]):
                in_town = (asked_town >= 0 and town[office] == asked_town) or (
                    asked_postal >= 0 and postal[office] == asked_postal
                )
                at[found], chord[found] = office, 0.0 if in_town else np.nan
                found += 1
                continue
            east, up, north = x[office] - here[0], y[office] - here[1], z[office] - here[2]
            square = east * east + up * up + north * north
            radius = home_km[home[office]]
            if not np.isfinite(radius):
                radius = 0.0
            if square <= _chord_within(km + unsure_km[unsure[office]] + max(radius, 0.0)):
                at[found], chord[found] = office, square
                found += 1
    return at[:found], chord[:found]


@machine_code
def in_reach(at, distance, offices, limits, regions, wanted):
    """Which offices can be visited, and from which somebody comes home: positions, and km sure."""
    unsure, unsure_km, home, home_km, region = offices
    own, reach_km, stated_km = limits
    everywhere, client, anywhere = regions
    wants_office, wants_home = wanted
    size = len(at)
    sure = np.empty(size)
    offices_at, homes_at = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
    there, home_visits = 0, 0
    for position in range(size):
        office = at[position]
        km = distance[position] - own - unsure_km[unsure[office]]
        # NaN stays NaN, as nothing is less than it: what is not known does not become near.
        if km < 0.0:
            km = 0.0
        sure[position] = km
        unknown = np.isnan(km) and (
            anywhere or region[office] == everywhere or region[office] == client
        )
        if wants_office and (km <= reach_km or unknown):
            offices_at[there] = position
            there += 1
        radius = home_km[home[office]]
        if wants_home and radius >= 0 and km <= (stated_km if np.isinf(radius) else radius):
            homes_at[home_visits] = position
            home_visits += 1
    return sure, offices_at[:there], homes_at[:home_visits]


@machine_code
def nearest(rows, sure, wanted):
    """The distances of so many nearest listings, in no order; each counts by its nearest visit."""
    who, km = np.empty(wanted, dtype=np.int64), np.empty(wanted)
    count = 0
    for visit in range(len(rows)):
        if np.isnan(sure[visit]):
            continue
        spot, last = -1, 0
        for held in range(count):
            if who[held] == rows[visit]:
                spot = held
            if km[held] > km[last]:
                last = held
        if spot < 0 and count < wanted:
            spot = count
            count += 1
            km[spot] = np.inf
        elif spot < 0:
            spot = last
        if sure[visit] < km[spot]:
            who[spot], km[spot] = rows[visit], sure[visit]
    return km[:count]
