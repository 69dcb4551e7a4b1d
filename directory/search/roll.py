"""Everybody who is browsed, in outline: in order of names, by discipline, by town, by place.

Made once for each revision of the network and day; a page then costs what it shows.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from directory.matching.distance import EARTH_RADIUS_KM, distance_km
from directory.matching.need import Kind, Point
from directory.profiles.freshness import is_in_default_results

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    import numpy.typing as npt

    from directory.search.outlines import Outline, Spot
    from directory.vocabulary.terms import Vocabulary

ROUNDED_KM = 0.001
"""More than the two ways to work out a distance can be apart."""


@dataclass(frozen=True)
class Entry:
    """Somebody in outline, with their handle and the families of their professions."""

    handle: str
    outline: Outline
    families: frozenset[str]


@dataclass(frozen=True)
class Roll:
    """The people of a network who are browsed on a day, by name, and the handles of its centers."""

    people: tuple[Entry, ...]
    centers: tuple[str, ...]

    @cached_property
    def families(self) -> Counter[str]:
        """How many people are of each family of professions."""
        return counted_families(self.people)

    def towns(self, family: str = "") -> Mapping[str, int]:
        """How many people of a family, or of any, are in each town."""
        if family not in self._towns:
            self._towns[family] = counted_towns(one.outline for one in self.of_family(family))
        return self._towns[family]

    def of_family(self, family: str) -> tuple[Entry, ...]:
        """The people of a family of professions, everybody for none."""
        if not family:
            return self.people
        if family not in self._by_family:
            self._by_family[family] = tuple(one for one in self.people if family in one.families)
        return self._by_family[family]

    def in_region(self, region: str) -> tuple[Entry, ...]:
        """The people with a place of work in a region or country."""
        return tuple(
            one
            for one in self.people
            if any(region in (spot.region, spot.country) for spot in one.outline.spots)
        )

    def near(self, point: Point, within_km: float) -> tuple[Entry, ...]:
        """The people whose nearest public point is so near, the nearest first, then by name."""
        latitude, longitude, owner = self._points
        found = set(owner[_km(point, latitude, longitude) <= within_km + ROUNDED_KM].tolist())
        nearest = [(_nearest_km(self.people[at], point), at) for at in found]
        return tuple(self.people[at] for km, at in sorted(nearest) if km <= within_km)

    @cached_property
    def _towns(self) -> dict[str, Mapping[str, int]]:
        return {}

    @cached_property
    def _by_family(self) -> dict[str, tuple[Entry, ...]]:
        return {}

    @cached_property
    def _points(
        self,
    ) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.int64]]:
        """Latitude and longitude of each public point in radians, and whose it is."""
        rows = [
            (spot.latitude, spot.longitude, at)
            for at, one in enumerate(self.people)
            for spot in one.outline.spots
            if spot.latitude is not None and spot.longitude is not None
        ]
        table = np.array(rows, dtype=np.float64).reshape(-1, 3)
        return np.radians(table[:, 0]), np.radians(table[:, 1]), table[:, 2].astype(np.int64)


class KnownRoll:
    """The roll of the newest network that was browsed: the same until it or the day changes."""

    def __init__(self) -> None:
        self._held: tuple[Mapping[str, Outline], Vocabulary, date, Roll] | None = None
        self._towns: tuple[Mapping[str, Outline], Mapping[str, int]] = ({}, {})

    def of(self, outlines: Mapping[str, Outline], vocabulary: Vocabulary, today: date) -> Roll:
        """The roll of a network on a day."""
        held = self._held
        if held is None or held[0] is not outlines or held[1] is not vocabulary or held[2] != today:
            held = self._held = outlines, vocabulary, today, roll_of(outlines, vocabulary, today)
        return held[3]

    def all_towns(self, outlines: Mapping[str, Outline]) -> Mapping[str, int]:
        """How many people of a network are listed in each town, whenever they last confirmed."""
        known, towns = self._towns
        if known is not outlines:
            towns = counted_towns(outlines.values())
            self._towns = outlines, towns
        return towns


ROLL = KnownRoll()


def roll_of(outlines: Mapping[str, Outline], vocabulary: Vocabulary, today: date) -> Roll:
    """Those of a network who are browsed, as in results nobody whose openings are too old."""
    shown = [
        (handle, one)
        for handle, one in outlines.items()
        if is_in_default_results(availability_confirmed_on=one.openings_on, today=today)
    ]
    professions = vocabulary.professions
    people = [
        Entry(
            handle,
            one,
            frozenset(professions[slug].family for slug in one.professions if slug in professions),
        )
        for handle, one in shown
        if one.kind is Kind.PERSON
    ]
    people.sort(key=lambda one: (one.outline.name.casefold(), one.handle))
    centers = tuple(handle for handle, one in shown if one.kind is Kind.CENTER)
    return Roll(tuple(people), centers)


def counted_families(people: Iterable[Entry]) -> Counter[str]:
    """How many of these are of each family of professions."""
    return Counter(family for one in people for family in one.families)


def counted_towns(outlines: Iterable[Outline]) -> dict[str, int]:
    """How many of these people are in each town; a hidden town of a place is not counted."""
    counted = Counter(
        town
        for one in outlines
        if one.kind is Kind.PERSON
        for town in {town_of(spot) for spot in one.spots if spot.city}
    )
    return dict(sorted(counted.items()))


def town_of(spot: Spot) -> str:
    """A town with its state, such as "Lakewood, CO"."""
    return ", ".join(part for part in (spot.city, spot.region.rpartition("-")[2]) if part)


def _nearest_km(one: Entry, point: Point) -> float:
    return min(
        (
            distance_km(point, Point(spot.latitude, spot.longitude))
            for spot in one.outline.spots
            if spot.latitude is not None and spot.longitude is not None
        ),
        default=math.inf,
    )


def _km(
    point: Point, latitude: npt.NDArray[np.float64], longitude: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """As `distance_km`, to many points at once."""
    here, there = math.radians(point.latitude), math.radians(point.longitude)
    north = np.sin((latitude - here) / 2) ** 2
    east = np.sin((longitude - there) / 2) ** 2
    chord = north + math.cos(here) * np.cos(latitude) * east
    found: npt.NDArray[np.float64] = (
        2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, chord)))
    )
    return found
