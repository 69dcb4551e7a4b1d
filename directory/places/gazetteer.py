"""The gazetteer in memory: towns and postal areas by the names that people type."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from directory.places.names import folded_name
from directory.vocabulary.place_lookup import Town

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from directory.places.columns import Columns, Entry
    from directory.places.regions import Regions

LIKELY = 84
"""Similarity (0 to 100) from which a name may be a misspelling of another."""
SHORTEST_MISSPELT = 4
SUGGESTED = 3
LEAST_POPULATION_OFFERED = 5_000
EARTH_RADIUS_KM = 6371.0088

_ZIP = re.compile(r"([0-9]{5})(?:-[0-9]{4})?")
_CANADIAN = re.compile(r"([A-Z][0-9][A-Z])(?: ?[0-9][A-Z][0-9])?")


class Gazetteer:
    """Look-ups in memory; answers the questions of `vocabulary.place_lookup.PlaceLookup`."""

    def __init__(self, places: Columns, *, names: Iterable[str], regions: Regions) -> None:
        """`names` are the folded names of each place in its position, with | between them."""
        self.regions = regions
        self._places = places
        self._by_name: dict[str, int | tuple[int, ...]] = {}
        self._names_of_region: dict[str, dict[str, int]] = {}
        for position, called in enumerate(names):
            for name in called.split("|") if called else ():
                # Nearly every name means one town; a tuple for each would be most of the memory.
                known = self._by_name.get(name)
                if known is None:
                    self._by_name[name] = position
                else:
                    self._by_name[name] = (*_several(known), position)

    def __len__(self) -> int:
        """How many places it knows; 0 where nothing was imported yet."""
        return len(self._places)

    def towns(self, name: str, region: str | None = None) -> list[Entry]:
        """Towns that are called so, the most populous first.

        `region` is ISO 3166-2, or a country's two letters.
        """
        found = [self._places[position] for position in self._called(name)]
        if region:
            found = [town for town in found if region in (town.region, town.country)]
        return sorted(found, key=lambda town: (-town.population, town.region, town.name))

    def town(self, name: str, region: str) -> Entry | None:
        """The town of that name in a region (or country), the most populous if several."""
        return next(iter(self.towns(name, region)), None)

    def postal_area(self, code: str, *, country: str | None = None) -> Entry | None:
        """The area of a US ZIP (also ZIP+4) or of a Canadian postal code (its first half)."""
        for found_country, area in postal_readings(code):
            position = self._places.position_of_postal(found_country, area)
            if position is not None and country in (None, found_country):
                return self._places[position]
        return None

    def similar_towns(self, name: str, region: str | None = None) -> list[Entry]:
        """At most three towns whose name this may misspell, best first; none for short names.

        Without a region only towns of at least 5,000 people are offered: among 40,000 names
        something is near to any word.
        """
        wanted = folded_name(name)
        if len(wanted) < SHORTEST_MISSPELT:
            return []
        names = self._names_in(region)
        scored = process.extract(
            wanted, names.keys(), scorer=fuzz.ratio, score_cutoff=LIKELY, limit=2 * SUGGESTED
        )
        best = [(self._places[names[found]], score) for found, score, _position in scored]
        best.sort(key=lambda pair: (-pair[1], -pair[0].population, pair[0].region))
        return [town for town, _score in best][:SUGGESTED]

    def center_of(self, region: str) -> tuple[float, float] | None:
        """Where the people of a region live on the whole, in degrees; None where unknown."""
        towns = [
            self._places[position]
            for position in self._places.towns()
            if self._places.is_within(position, region) and self._places.population(position)
        ]
        people = sum(town.population for town in towns)
        if not people:
            return None
        return (
            sum(town.latitude * town.population for town in towns) / people,
            sum(town.longitude * town.population for town in towns) / people,
        )

    def find(self, name: str, region: str | None = None) -> Sequence[Town]:
        """Towns of exactly this name, for recognition."""
        return [_town(entry) for entry in self.towns(name, region)]

    def find_similar(self, name: str, region: str | None) -> Sequence[Town]:
        """Towns of a region whose name this plausibly misspells, for recognition."""
        return [_town(entry) for entry in self.similar_towns(name, region)]

    def find_postal(self, code: str) -> Town | None:
        """The place of a postal code, for recognition."""
        entry = self.postal_area(code)
        return None if entry is None else _town(entry)

    def _called(self, name: str) -> tuple[int, ...]:
        positions = self._by_name.get(folded_name(name))
        return () if positions is None else _several(positions)

    def _names_in(self, region: str | None) -> Mapping[str, int]:
        key = region or ""
        if key not in self._names_of_region:
            self._names_of_region[key] = {
                name: position
                for name, positions in self._by_name.items()
                for position in _several(positions)
                if self._is_offered(position, region)
            }
        return self._names_of_region[key]

    def _is_offered(self, position: int, region: str | None) -> bool:
        if region:
            return self._places.is_within(position, region)
        return self._places.population(position) >= LEAST_POPULATION_OFFERED


def postal_readings(code: str) -> list[tuple[str, str]]:
    """Country and area of whatever is the whole of a postal code; empty for anything else.

    "80226-1234" reads as US 80226, "m5v 2t6" as CA M5V; "802260" is no ZIP and reads as nothing.
    """
    text = " ".join(code.upper().split())
    readings = []
    if found := _ZIP.fullmatch(text):
        readings.append(("US", found[1]))
    if found := _CANADIAN.fullmatch(text):
        readings.append(("CA", found[1]))
    return readings


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance (haversine, mean Earth radius) between two points in degrees."""
    latitude, longitude, other_latitude, other_longitude = map(math.radians, (*one, *other))
    half = (
        math.sin((other_latitude - latitude) / 2) ** 2
        + math.cos(latitude)
        * math.cos(other_latitude)
        * math.sin((other_longitude - longitude) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def _several(positions: int | tuple[int, ...]) -> tuple[int, ...]:
    return positions if isinstance(positions, tuple) else (positions,)


def _town(entry: Entry) -> Town:
    return Town(
        city=entry.name,
        region=entry.region,
        population=entry.population,
        latitude=entry.latitude,
        longitude=entry.longitude,
    )
