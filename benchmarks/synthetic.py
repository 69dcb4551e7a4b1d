"""An invented network of any size, as uneven as a real one: towns, issues, methods, licences.

Nobody in it exists. The same size and seed give the same network.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.invented_names import names
from benchmarks.people import Crowd, person
from benchmarks.towns import towns
from benchmarks.vouching import vouch_graph
from directory import resources
from directory.matching.listing import ListingFacts, Office
from directory.matching.need import Kind, Place, Point
from directory.vocabulary.loading import load_vocabulary

if TYPE_CHECKING:
    import numpy.typing as npt

    from directory.matching.trust.graph import TrustGraph
    from directory.vocabulary.terms import Vocabulary

TODAY = date(2026, 11, 22)
CENTER_SHARE = 0.02
CENTER_KINDS = ("integrative-center", "mental-health-clinic", "rehab-clinic", "pain-clinic")
AREA_SHARE = 0.2
"""So many show an area instead of a door."""
NO_POINT_SHARE = 0.01
SECOND_OFFICE_SHARE = 0.12


@dataclass(frozen=True)
class Network:
    """Listings in order of their handles, who vouches for whom, and the words of the field."""

    vocabulary: Vocabulary
    listings: tuple[ListingFacts, ...]
    seed: int = 1

    @cached_property
    def trust(self) -> TrustGraph:
        """The vouches: 65 % for somebody near, 20 % in the region, 15 % for the well known."""
        return vouch_graph(self.listings, self.vocabulary, TODAY, self.seed)


def network(count: int, seed: int = 1) -> Network:
    """A network of `count` listings, one in fifty a center."""
    vocabulary = load_vocabulary(resources.seed_data() / "vocabulary")
    rng = np.random.default_rng(seed)
    centers = int(count * CENTER_SHARE)
    crowd = Crowd(vocabulary, rng, TODAY)
    people = _people(count - centers, crowd, rng)
    houses = _centers(centers, people, rng)
    return Network(vocabulary, (*people, *houses), seed)


def _people(count: int, crowd: Crowd, rng: np.random.Generator) -> list[ListingFacts]:
    everywhere = towns()
    home = np.sort(rng.choice(len(everywhere), count, p=everywhere.share))
    # Numbered along the map, so that neighbours of a number are neighbours in space.
    order = np.lexsort((everywhere.longitude[home], np.array(everywhere.regions)[home]))
    called = names(count, rng)
    found = []
    for number, town in enumerate(home[order]):
        made = person(f"p{number:07d}", called[number], everywhere.regions[town], crowd)
        found.append(replace(made, offices=_offices(int(town), rng)))
    return found


def _offices(town: int, rng: np.random.Generator) -> tuple[Office, ...]:
    count = 2 if rng.random() < SECOND_OFFICE_SHARE else 1
    return tuple(_office(town, rng) for _ in range(count))


def _office(town: int, rng: np.random.Generator) -> Office:
    everywhere = towns()
    is_area = rng.random() < AREA_SHARE
    latitude, longitude = float(everywhere.latitude[town]), float(everywhere.longitude[town])
    if not is_area:
        # Large towns are wide: a few km for most, some twenty for the largest.
        spread = 1.5 + 2.2e-3 * float(everywhere.population[town]) ** 0.6
        north, east = rng.normal(0, spread / 111.2, 2)
        latitude += north
        longitude += east / np.cos(np.radians(latitude))
    point = None if rng.random() < NO_POINT_SHARE else Point(float(latitude), float(longitude))
    place = Place(
        city=everywhere.names[town],
        region=everywhere.regions[town],
        postal_code=everywhere.postal[town],
        point=point,
        uncertainty_km=5.0 if is_area else 0.0,
    )
    return Office(place, is_area=is_area)


def _centers(
    count: int, people: list[ListingFacts], rng: np.random.Generator
) -> list[ListingFacts]:
    starts = rng.integers(0, max(1, len(people) - 12), count)
    sizes = rng.integers(2, 9, count)
    return [
        _center(number, people[start : start + size], rng)
        for number, (start, size) in enumerate(zip(starts.tolist(), sizes.tolist(), strict=True))
    ]


def _center(number: int, staff: list[ListingFacts], rng: np.random.Generator) -> ListingFacts:
    kind = CENTER_KINDS[int(rng.integers(0, len(CENTER_KINDS)))]
    return ListingFacts(
        id=f"c{number:07d}",
        kind=Kind.CENTER,
        name=f"House {number} of {staff[0].name.split()[-1]}",
        professions=(kind,),
        offices=staff[0].offices[:1],
        payers=staff[0].payers,
        joined_on=TODAY - timedelta(days=int(rng.integers(0, 2000))),
        licence_checked=True,
        staff=tuple(one.id for one in staff),
    )


def zipf(count: int, exponent: float) -> npt.NDArray[np.float64]:
    """Shares that fall off with rank, adding up to one."""
    weights = np.arange(1, count + 1, dtype=np.float64) ** -exponent
    found: npt.NDArray[np.float64] = weights / weights.sum()
    return found
