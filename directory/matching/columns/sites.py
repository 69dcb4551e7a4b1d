"""Where and how visits could happen, as columns: offices in space, and lists by jurisdiction.

Offices are sorted along a space-filling curve and cut into blocks, so that a search around a
place looks only into the few blocks that its circle touches.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from directory.matching.columns.bits import Coded, Lists, end_to_end
from directory.matching.columns.growth import appended
from directory.matching.distance import EARTH_RADIUS_KM, uncertainty_km

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from directory.matching.centers import House
    from directory.matching.columns.bits import Flags, Rows, Values
    from directory.matching.listing import Office
    from directory.matching.need import Place, Point

Name = TypeVar("Name")

BLOCK = 256
KM_PER_DEGREE = math.pi * EARTH_RADIUS_KM / 180
POLAR, DATE_LINE = 85.0, 180.0
"""Degrees beyond which a box of latitudes and longitudes bounds nothing."""
SLACK_KM = 0.5
"""More than rounding can ever take from a bound."""
NO_TOWN = -1
NO_LISTS = Lists.of([])
_CELLS = 1 << 16


@dataclass(frozen=True, slots=True)
class Offices:
    """Every office of every listing, nearby ones near each other; blocks bound them."""

    row: Rows
    number: Rows
    """Which of the listing's offices it is."""
    region: Rows
    latitude: Values
    """In radians, like `longitude`; NaN where a place has no point."""
    longitude: Values
    uncertainty: Coded
    town: Rows
    postal: Rows
    home_km: Coded
    """How far home visits go from here; infinite where nobody said, -1 where none are made."""
    posts: Lists
    """The posts of those who work here: oneself, or a center's people, in this jurisdiction."""
    with_point: int
    """The first so many have a point and stand in blocks; what comes after is looked at always."""
    block_south: Values
    block_north: Values
    block_west: Values
    block_east: Values
    block_reach: Values
    """The most that uncertainty or home visits add within a block."""
    towns: dict[tuple[str, str | None], int]
    postals: dict[str, int]
    by_region: Mapping[int, Rows]

    def __len__(self) -> int:
        return len(self.row)

    def then(self, other: Offices, rows: int, posts: int) -> Offices:
        """These offices with another's after them, whose rows and posts begin at these numbers.

        The blocks stay as they are: later offices stand behind them, in no order.
        """
        kept = ("with_point", "block_south", "block_north", "block_west", "block_east")
        size = len(self)
        return end_to_end(
            self,
            other,
            **{name: getattr(self, name) for name in (*kept, "block_reach")},
            row=appended(self.row, other.row + rows),
            posts=self.posts.then(other.posts, posts),
            towns=other.towns,
            postals=other.postals,
            by_region=rows_after(self.by_region, other.by_region, size),
        )

    def near(self, point: Point, km: float) -> Rows:
        """Offices with a point that could be within so many km, with what is unsure of each.

        A bound, not an answer: the distances of these are worked out one by one.
        """
        latitude, longitude = point.latitude, point.longitude
        north = (km + self.block_reach + SLACK_KM) / KM_PER_DEGREE
        touches = (self.block_south - north <= latitude) & (latitude <= self.block_north + north)
        # Degrees of longitude are shortest at the block's or the circle's edge nearest a pole.
        widest = np.maximum(np.abs(self.block_south), np.abs(self.block_north))
        farthest = np.minimum(np.maximum(widest, abs(latitude)) + north, 89.0)
        east = north / np.cos(np.radians(farthest))
        west_of = (self.block_west - east <= longitude) & (longitude <= self.block_east + east)
        # Near the poles and the date line the box says nothing; look into the block.
        unsure = (farthest > POLAR) | (np.abs(longitude) + east > DATE_LINE)
        chosen = np.flatnonzero(touches & (west_of | unsure))
        at = np.minimum(chosen[:, None] * BLOCK + np.arange(BLOCK), self.with_point - 1)
        # The same box around each office: only what is left is worth an exact distance.
        box = np.abs(self.latitude[at] - math.radians(latitude)) <= np.radians(north[chosen, None])
        wide = np.radians(np.where(unsure, 360.0, east)[chosen, None])
        box &= np.abs(self.longitude[at] - math.radians(longitude)) <= wide
        if len(chosen) and chosen[-1] == len(self.block_south) - 1:
            # The last block may not be full.
            box[-1, (self.with_point - 1) % BLOCK + 1 :] = False
        found: Rows = at[box]
        return found

    def distance_km(self, at: Rows, point: Point) -> Values:
        """Great-circle distances from a point, as `distance.distance_km` states them."""
        latitude, longitude = math.radians(point.latitude), math.radians(point.longitude)
        north = np.sin((self.latitude[at] - latitude) / 2) ** 2
        east = np.sin((self.longitude[at] - longitude) / 2) ** 2
        chord = north + math.cos(latitude) * np.cos(self.latitude[at]) * east
        found: Values = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, chord)))
        return found

    def in_town(self, at: Rows, place: Place) -> Flags:
        """Which offices are in the town or ZIP of a place, for want of coordinates."""
        found = np.zeros(len(at), dtype=np.bool_)
        if place.city is not None:
            town = self.towns.get((place.city.casefold(), place.region), NO_TOWN)
            if town != NO_TOWN:
                found |= self.town[at] == town
        if place.postal_code is not None:
            postal = self.postals.get(place.postal_code, NO_TOWN)
            if postal != NO_TOWN:
                found |= self.postal[at] == postal
        return found


@dataclass(frozen=True, slots=True)
class Screens:
    """Who offers video in each jurisdiction, with the posts of those who work there."""

    rows: Mapping[int, Rows]
    posts: Mapping[int, Lists]

    def then(self, other: Screens, rows: int, posts: int) -> Screens:
        """These with another's after them, whose rows and posts begin at these numbers."""
        held = dict(self.posts)
        for region, lists in other.posts.items():
            held[region] = held.get(region, NO_LISTS).then(lists, posts)
        return Screens(rows_after(self.rows, other.rows, rows), held)


def rows_after(one: Mapping[int, Rows], other: Mapping[int, Rows], shift: int) -> dict[int, Rows]:
    """Rows by a number, with another's after them, moved on by `shift`."""
    found = dict(one)
    for number, rows in other.items():
        moved = rows + shift
        found[number] = appended(one[number], moved) if number in one else moved
    return found


def office_order(houses: Sequence[House]) -> list[tuple[int, int]]:
    """Every (row, office number): those with a point along the curve, then the others."""
    spots = [
        (row, number, office)
        for row, house in enumerate(houses)
        for number, office in enumerate(house.complete.offices)
    ]
    with_point = [spot for spot in spots if spot[2].place.point is not None]
    without = [spot for spot in spots if spot[2].place.point is None]
    codes = morton([spot[2].place.point for spot in with_point])
    order = np.argsort(codes, kind="stable")
    return [(with_point[i][0], with_point[i][1]) for i in order] + [
        (row, number) for row, number, _ in without
    ]


def morton(points: Sequence[Point | None]) -> npt.NDArray[np.uint64]:
    """The place of each point along a Z-order curve of 65,536 x 65,536 cells."""
    stated = [point for point in points if point is not None]
    x = np.array([(point.longitude + 180) / 360 for point in stated])
    y = np.array([(point.latitude + 90) / 180 for point in stated])
    columns = np.clip(x * _CELLS, 0, _CELLS - 1).astype(np.uint64)
    lines = np.clip(y * _CELLS, 0, _CELLS - 1).astype(np.uint64)
    return _interleaved(columns) | (_interleaved(lines) << np.uint64(1))


def _interleaved(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    spread_out = values
    for shift, mask in (
        (8, 0x00FF00FF),
        (4, 0x0F0F0F0F),
        (2, 0x33333333),
        (1, 0x55555555),
    ):
        spread_out = (spread_out | (spread_out << np.uint64(shift))) & np.uint64(mask)
    return spread_out


def offices(
    houses: Sequence[House],
    order: Sequence[tuple[int, int]],
    regions: Mapping[str | None, int],
    posts: Lists,
    after: Offices | None = None,
) -> Offices:
    """The columns of offices in an order; `posts` holds who works at each.

    Towns and ZIPs that `after` numbers keep their numbers.
    """
    spots = [houses[row].complete.offices[number] for row, number in order]
    points = [spot.place.point for spot in spots]
    with_point = sum(point is not None for point in points)
    latitude = np.array([math.nan if p is None else p.latitude for p in points])
    longitude = np.array([math.nan if p is None else p.longitude for p in points])
    home = np.array([_home_km(houses[row]) for row, _ in order])
    uncertainty = np.array([uncertainty_km(spot) for spot in spots])
    towns = _numbered([_town(spot) for spot in spots], None if after is None else after.towns)
    postals = _numbered(
        [spot.place.postal_code for spot in spots], None if after is None else after.postals
    )
    region = np.array([regions[spot.place.region] for spot in spots], dtype=np.int16)
    add = uncertainty + np.where(np.isfinite(home), np.maximum(home, 0), 0)
    blocks = _Blocks(with_point)
    return Offices(
        row=np.array([row for row, _ in order], dtype=np.int32),
        number=np.array([number for _, number in order], dtype=np.int16),
        region=region,
        latitude=np.radians(latitude),
        longitude=np.radians(longitude),
        uncertainty=Coded.of(uncertainty.tolist(), None if after is None else after.uncertainty),
        town=np.array([_number(towns, _town(spot)) for spot in spots], dtype=np.int32),
        postal=np.array(
            [_number(postals, spot.place.postal_code) for spot in spots], dtype=np.int32
        ),
        home_km=Coded.of(home.tolist(), None if after is None else after.home_km),
        posts=posts,
        with_point=with_point,
        block_south=blocks.least(latitude),
        block_north=blocks.most(latitude),
        block_west=blocks.least(longitude),
        block_east=blocks.most(longitude),
        block_reach=blocks.most(add),
        towns=towns,
        postals=postals,
        by_region=rows_by(region),
    )


def rows_by(values: Rows) -> dict[int, Rows]:
    """The positions of each value, ascending."""
    if not len(values):
        return {}
    order = np.argsort(values, kind="stable")
    known, first = np.unique(values[order], return_index=True)
    parts = np.split(order.astype(np.int32), first[1:])
    return {int(value): part for value, part in zip(known, parts, strict=True)}


def _home_km(house: House) -> float:
    listing = house.complete
    if listing.home_visit_km is not None:
        return listing.home_visit_km
    return math.inf if "home-visits" in listing.access else -1.0


def _town(office: Office) -> tuple[str, str | None] | None:
    place = office.place
    return None if place.city is None else (place.city.casefold(), place.region)


def _numbered(names: Sequence[Name | None], known: dict[Name, int] | None) -> dict[Name, int]:
    """Numbers for names; those that are known already gain the new ones.

    Whoever holds the numbers of before sees more names, of towns in which they know nobody.
    """
    found = {} if known is None else known
    for name in names:
        if name is not None:
            found.setdefault(name, len(found))
    return found


def _number(numbers: Mapping[Name, int], name: Name | None) -> int:
    return NO_TOWN if name is None else numbers[name]


class _Blocks:
    """Bounds over the blocks of the first `count` rows."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._begins = np.arange(0, count, BLOCK)

    def least(self, values: Values) -> Values:
        """The least value of each block."""
        return self._over(values, np.minimum)

    def most(self, values: Values) -> Values:
        """The largest value of each block."""
        return self._over(values, np.maximum)

    def _over(self, values: Values, bound: np.ufunc) -> Values:
        if not self._count:
            return np.zeros(0)
        found: Values = bound.reduceat(values[: self._count], self._begins)
        return found
