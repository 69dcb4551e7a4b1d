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
    spot: Values
    """(3, offices): where on the unit sphere; NaN where a place has no point."""
    uncertainty: Coded
    town: Rows
    postal: Rows
    home_km: Coded
    """How far home visits go from here; infinite where nobody said, -1 where none are made."""
    posts: Lists
    """The posts of those who work here: oneself, or a center's people, in this jurisdiction."""
    with_point: int
    """The first so many have a point and stand in blocks; what comes after is looked at always."""
    block_low: Values
    """(3, blocks): the box around the spots of each block, from here to `block_high`."""
    block_high: Values
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
        kept = ("with_point", "block_low", "block_high", "block_reach")
        size = len(self)
        return end_to_end(
            self,
            other,
            **{name: getattr(self, name) for name in kept},
            row=appended(self.row, other.row + rows),
            posts=self.posts.then(other.posts, posts),
            towns=other.towns,
            postals=other.postals,
            by_region=rows_after(self.by_region, other.by_region, size),
        )

    def near(self, spot: Values, km: float) -> Rows:
        """Offices with a point that could be within so many km, with what is unsure of each.

        A bound, not an answer: the distances of these are worked out one by one.
        """
        blocks = self.blocks_near(spot, km)
        at = (blocks[:, None] * BLOCK + np.arange(BLOCK)).ravel()
        # The last block may not be full.
        at = at[: np.searchsorted(at, self.with_point)]
        limit = chord_within(km + np.repeat(self.block_reach[blocks], BLOCK)[: len(at)])
        found: Rows = at[self.chord(at, spot) <= limit]
        return found

    def blocks_near(self, spot: Values, km: float) -> Rows:
        """The blocks whose box comes within so many km of a spot; a chord is never the longer."""
        beside = np.maximum(self.block_low - spot[:, None], spot[:, None] - self.block_high)
        gap = (np.maximum(beside, 0.0) ** 2).sum(axis=0)
        return np.flatnonzero(gap <= chord_within(km + self.block_reach))

    def chord(self, at: Rows, spot: Values) -> Values:
        """The square of the straight line through the unit sphere, from a spot to each office."""
        x, y, z = self.spot[:, at] - spot[:, None]
        found: Values = x * x + y * y + z * z
        return found

    def distance_km(self, at: Rows, spot: Values) -> Values:
        """Great-circle distances from a spot, as `distance.distance_km` states them."""
        return arc_km(self.chord(at, spot))

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


def spot_of(point: Point) -> Values:
    """A point on the unit sphere."""
    north, east = np.radians(point.latitude), np.radians(point.longitude)
    around = np.cos(north)
    return np.array([around * np.cos(east), around * np.sin(east), np.sin(north)])


def on_sphere(latitude: Values, longitude: Values) -> Values:
    """Points in degrees as (3, points) on the unit sphere."""
    north, east = np.radians(latitude), np.radians(longitude)
    around = np.cos(north)
    return np.stack([around * np.cos(east), around * np.sin(east), np.sin(north)])


def chord_within(km: Values) -> Values:
    """The most that the square of a chord is over so many km along the sphere."""
    found: Values = ((km + SLACK_KM) / EARTH_RADIUS_KM) ** 2
    return found


def arc_km(chord: Values) -> Values:
    """The way along the sphere over the square of a chord of the unit sphere."""
    found: Values = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, chord / 4)))
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
    spot = on_sphere(latitude, longitude)
    blocks = _Blocks(with_point)
    return Offices(
        row=np.array([row for row, _ in order], dtype=np.int32),
        number=np.array([number for _, number in order], dtype=np.int16),
        region=region,
        spot=spot,
        uncertainty=Coded.of(uncertainty.tolist(), None if after is None else after.uncertainty),
        town=np.array([_number(towns, _town(spot)) for spot in spots], dtype=np.int32),
        postal=np.array(
            [_number(postals, spot.place.postal_code) for spot in spots], dtype=np.int32
        ),
        home_km=Coded.of(home.tolist(), None if after is None else after.home_km),
        posts=posts,
        with_point=with_point,
        block_low=blocks.least(spot),
        block_high=blocks.most(spot),
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
            return values[..., :0]
        found: Values = bound.reduceat(values[..., : self._count], self._begins, axis=-1)
        return found
