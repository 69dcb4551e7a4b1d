"""Make one gazetteer out of its sources: which towns are the same, and how unsure each point is."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from directory.places.columns import Entry
from directory.places.gazetteer import EARTH_RADIUS_KM, distance_km
from directory.places.names import folded_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from directory.places.sources import PostalSource, TownSource

Key = tuple[str, str]
"""Region and folded name."""

Point = tuple[float, float]
Points = npt.NDArray[np.float64]

SAME_TOWN_KM = 25.0
"""A name that GeoNames also knows a town by is that town, unless it lies further off."""

PEOPLE_PER_KM2 = 1_500
TOWN_UNCERTAINTY_KM = (2.0, 15.0)
UNKNOWN_TOWN_KM = 5.0
POSTAL_UNCERTAINTY_KM = (1.5, 15.0)
SPREAD_PERCENT = 75
CELL_DEGREES = 0.5
SAME_SPOT_KM = 0.05


@dataclass(slots=True)
class _Town:
    name: str
    country: str
    region: str
    point: Point | None
    population: int = 0
    names: set[str] = field(default_factory=set)
    areas: list[Point] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Assembled:
    """The entries, and the folded names of each town by its position."""

    towns: tuple[Entry, ...]
    names: tuple[frozenset[str], ...]
    postal_areas: tuple[Entry, ...]


def assembled(
    *,
    towns: Iterable[TownSource],
    postal_areas: Sequence[PostalSource],
    aliases: Iterable[tuple[str, str, str]],
) -> Assembled:
    """One gazetteer: a town of the post and a town of GeoNames with one name are one town.

    Population and point are GeoNames'; a town that only the post knows stands in the middle of
    its postal areas, with its population unknown (0).
    """
    known = _Towns()
    for source in towns:
        known.add(source)
    # An alias such as "New York" has to be there before the post's town of that name is; one of
    # a town that only the post knows has to wait for it.
    waiting = [alias for alias in aliases if not known.add_alias(*alias)]
    for area in postal_areas:
        known.add_postal(area)
    for alias in waiting:
        if not known.add_alias(*alias):
            raise ValueError(f"No source knows the town of the alias {alias}; correct its spelling")
    found = [town for town in known.all() if town.point or town.areas]
    uncertainties = _postal_uncertainties(postal_areas)
    return Assembled(
        towns=tuple(_entry(town) for town in found),
        names=tuple(frozenset(town.names) for town in found),
        postal_areas=tuple(
            Entry(
                name=known.name_of(area),
                region=area.region,
                country=area.country,
                postal_code=area.code,
                latitude=area.latitude,
                longitude=area.longitude,
                uncertainty_km=uncertainty,
                population=0,
                is_one_building=area.is_one_building,
            )
            for area, uncertainty in zip(postal_areas, uncertainties, strict=True)
        ),
    )


class _Towns:
    """Towns as they are put together, by region and name, and by the other names they have."""

    def __init__(self) -> None:
        self._by_key: dict[Key, _Town] = {}
        self._others: dict[Key, list[_Town]] = defaultdict(list)
        self._found: list[_Town] = []

    def all(self) -> Iterator[_Town]:
        """Every town once."""
        yield from self._found

    def add(self, source: TownSource) -> None:
        """A town of GeoNames, or of our own corrections."""
        town = _Town(
            name=source.name,
            country=source.country,
            region=source.region,
            point=(source.latitude, source.longitude),
            population=source.population,
            names=set(_spellings(source.name)),
        )
        for spelling in town.names:
            rival = self._by_key.get((source.region, spelling))
            if rival is None or rival.population < town.population:
                self._by_key[(source.region, spelling)] = town
        self._found.append(town)
        if source.country == "US":
            # Not folded like the rest: there are ten times as many, and most are never asked for.
            for name in filter(str.isascii, source.other_names):
                self._others[(source.region, name.casefold())].append(town)

    def add_alias(self, name: str, region: str, alias: str) -> bool:
        """What people call a town too; False where there is no such town so far."""
        town = self._by_key.get((region, folded_name(name)))
        if town is None:
            return False
        town.names.update(_spellings(alias))
        self._by_key.setdefault((region, folded_name(alias)), town)
        return True

    def add_postal(self, area: PostalSource) -> None:
        """The towns that are written with a postal area; only the US writes them so."""
        if area.country != "US":
            return
        point = (area.latitude, area.longitude)
        for name in area.towns:
            town = self._town_of_post(name, area, point)
            town.names.update(_spellings(name))
            # Post-office boxes say little about where a town is, but more than nothing.
            if not area.is_one_building or not (town.point or town.areas):
                town.areas.append(point)

    def name_of(self, area: PostalSource) -> str:
        """What people there say: the town whose own point is nearest, else the post's name.

        The post calls 80226 Denver, which lies further off than Lakewood does. A town that only
        the post knows has no point of its own to be near to.
        """
        point = (area.latitude, area.longitude)
        distances = {}
        for name in area.towns:
            town = self._by_key.get((area.region, folded_name(name)))
            if town is not None and (town.point or name == area.towns[0]):
                distances[name] = distance_km(town.point or _middle(town.areas), point)
        return min(distances, key=distances.__getitem__, default=area.towns[0])

    def _town_of_post(self, name: str, area: PostalSource, point: Point) -> _Town:
        key = (area.region, folded_name(name))
        if key in self._by_key:
            return self._by_key[key]
        for town in self._others.get((area.region, name.casefold()), ()):
            if town.point and distance_km(town.point, point) <= SAME_TOWN_KM:
                return self._by_key.setdefault(key, town)
        town = _Town(name=name, country=area.country, region=area.region, point=None)
        self._by_key[key] = town
        self._found.append(town)
        return town


def _entry(town: _Town) -> Entry:
    latitude, longitude = town.point or _middle(town.areas)
    return Entry(
        name=town.name,
        region=town.region,
        country=town.country,
        postal_code=None,
        latitude=round(latitude, 5),
        longitude=round(longitude, 5),
        uncertainty_km=_town_uncertainty(town, (latitude, longitude)),
        population=town.population,
        is_one_building=False,
    )


def _spellings(name: str) -> Iterator[str]:
    # Some people put a blank where the apostrophe stood, and some nothing.
    for written in (name, name.replace("'", " ").replace("’", " ")):
        if folded := folded_name(written):
            yield folded


def _middle(points: Sequence[Point]) -> Point:
    return (
        sum(latitude for latitude, _ in points) / len(points),
        sum(longitude for _, longitude in points) / len(points),
    )


def _town_uncertainty(town: _Town, point: Point) -> float:
    """How far a door in this town may be from its point: by population, and by its postal areas."""
    by_population = math.sqrt(town.population / PEOPLE_PER_KM2 / math.pi)
    by_spread = 0.0
    if town.areas:
        distances = sorted(distance_km(point, area) for area in town.areas)
        by_spread = distances[SPREAD_PERCENT * (len(distances) - 1) // 100]
    if not town.population and not by_spread:
        return UNKNOWN_TOWN_KM
    return _between(max(by_population, by_spread), *TOWN_UNCERTAINTY_KM)


def _postal_uncertainties(areas: Sequence[PostalSource]) -> list[float]:
    """Six tenths of the way to the nearest other area: areas are small where people are many."""
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for position, area in enumerate(areas):
        if not area.is_one_building:
            cells[_cell(area)].append(position)
    points = np.radians([(area.latitude, area.longitude) for area in areas])
    nearest = np.full(len(areas), np.inf)
    for (row, column), members in cells.items():
        around = [
            position
            for near_row in (row - 1, row, row + 1)
            for near_column in (column - 1, column, column + 1)
            for position in cells.get((near_row, near_column), ())
        ]
        nearest[members] = _nearest_km(points[members], points[around])
    return [_between(0.6 * distance, *POSTAL_UNCERTAINTY_KM) for distance in nearest.tolist()]


def _nearest_km(points: Points, others: Points) -> Points:
    """For each point (radians) the distance to the nearest other that is not at the same spot."""
    latitude, longitude = points[:, :1], points[:, 1:]
    other_latitude, other_longitude = others[:, 0], others[:, 1]
    half = (
        np.sin((other_latitude - latitude) / 2) ** 2
        + np.cos(latitude) * np.cos(other_latitude) * np.sin((other_longitude - longitude) / 2) ** 2
    )
    distance = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half))
    distance[distance < SAME_SPOT_KM] = np.inf
    found: Points = distance.min(axis=1)
    return found


def _cell(area: PostalSource) -> tuple[int, int]:
    return (math.floor(area.latitude / CELL_DEGREES), math.floor(area.longitude / CELL_DEGREES))


def _between(value: float, least: float, most: float) -> float:
    return round(min(most, max(least, value)), 2)
