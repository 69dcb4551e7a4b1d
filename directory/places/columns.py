"""Many places in little memory: a column each for names, regions, points and populations."""

from __future__ import annotations

import sys
from array import array
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Entry(NamedTuple):
    """A town, or a postal area (which has a code); the uncertainty is in km."""

    name: str
    region: str
    country: str
    postal_code: str | None
    latitude: float
    longitude: float
    uncertainty_km: float
    population: int
    is_one_building: bool


class Columns:
    """Entries by position; a tuple for each would take three times the memory."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._names: list[str] = []
        self._regions: list[str] = []
        self._countries: list[str] = []
        self._latitudes = array("d")
        self._longitudes = array("d")
        self._uncertainties = array("f")
        self._populations = array("l")
        self._one_building: set[int] = set()
        self._postal_codes: dict[int, str] = {}
        self._by_postal_code: dict[str, int] = {}
        self.extend(list(entries))

    def __len__(self) -> int:
        return len(self._names)

    def __getitem__(self, position: int) -> Entry:
        return Entry(
            self._names[position],
            self._regions[position],
            self._countries[position],
            self._postal_codes.get(position),
            self._latitudes[position],
            self._longitudes[position],
            round(self._uncertainties[position], 2),
            self._populations[position],
            position in self._one_building,
        )

    def extend(self, rows: Sequence[Sequence[object]]) -> None:
        """Add rows whose values stand in the order of `Entry`."""
        if not rows:
            return
        names, regions, countries, codes, *numbers, one_building = zip(*rows, strict=True)
        first = len(self)
        self._names.extend(names)
        # Some hundred regions for a hundred thousand places: each is kept once.
        self._regions.extend(map(sys.intern, regions))
        self._countries.extend(map(sys.intern, countries))
        for column, values in zip(self._numbers, numbers, strict=True):
            column.extend(values)
        for position, (code, country, is_one) in enumerate(
            zip(codes, countries, one_building, strict=True), start=first
        ):
            if code is not None:
                self._postal_codes[position] = code
                self._by_postal_code[country + code] = position
            if is_one:
                self._one_building.add(position)

    def position_of_postal(self, country: str, code: str) -> int | None:
        """Where the postal area of this code stands, if there is one."""
        return self._by_postal_code.get(country + code)

    def population(self, position: int) -> int:
        """How many people live there; 0 where that is not known."""
        return self._populations[position]

    def is_within(self, position: int, region: str) -> bool:
        """Whether a place is in a region or country."""
        return region in (self._regions[position], self._countries[position])

    def towns(self) -> Iterable[int]:
        """The positions of everything that is a town."""
        return (position for position in range(len(self)) if position not in self._postal_codes)

    @property
    def _numbers(self) -> tuple[array[float] | array[int], ...]:
        return (self._latitudes, self._longitudes, self._uncertainties, self._populations)
