"""Countries and their regions by code and by the names that people write for them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.places.names import folded_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE_NAME = "regions.csv"


@dataclass(frozen=True, slots=True)
class Region:
    """A country, or a part of one that has its own code (ISO 3166-2)."""

    code: str
    name: str
    country: str
    geonames_admin1: str = ""
    other_names: tuple[str, ...] = ()

    @property
    def is_country(self) -> bool:
        """Whether this is a whole country."""
        return self.code == self.country


class Regions:
    """All regions, found by code, by postal letters, or by name."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self.by_code = {region.code: region for region in regions}
        self._codes = {
            (region.country, region.geonames_admin1): region.code
            for region in self.by_code.values()
            if region.geonames_admin1
        }
        self._by_name: dict[str, list[Region]] = {}
        for region in self.by_code.values():
            letters = region.code.rpartition("-")[2]
            for name in {letters, region.name, *region.other_names}:
                self._by_name.setdefault(folded_name(name), []).append(region)

    def find(self, text: str, *, home: str = "US") -> Region | None:
        """The region that somebody wrote: `US-CO`, `CO`, `Colorado`, `Ont.`, `Canada`.

        Of several, one of the home country comes first ("CA" is California at home in the US
        and Canada elsewhere), then parts of countries before countries.
        """
        exact = self.by_code.get(text.strip().upper())
        if exact is not None and not exact.is_country:
            return exact
        found = self._by_name.get(folded_name(text), [])
        return min(found, key=lambda region: _rank(region, home), default=None)

    def of_geonames(self, country: str, admin1: str) -> str:
        """The code of a GeoNames admin1 area, or of the country where the area has no code."""
        return self._codes.get((country, admin1), country)


def load_regions(folder: Path) -> Regions:
    """Read `regions.csv` of a folder (seed_data/places)."""
    with (folder / FILE_NAME).open(encoding="utf-8", newline="") as lines:
        return Regions(
            Region(
                code=row["code"],
                name=row["name"],
                country=row["country"],
                geonames_admin1=row["geonames_admin1"],
                other_names=tuple(name for name in row["other_names"].split("|") if name),
            )
            for row in csv.DictReader(lines)
        )


def _rank(region: Region, home: str) -> tuple[bool, bool, str]:
    return (region.country != home.partition("-")[0], region.is_country, region.code)
