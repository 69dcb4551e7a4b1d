"""A gazetteer of a few real places, assembled as the large one is, for tests that need no more."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from directory.places.assembly import Assembled, assembled
from directory.places.columns import Columns
from directory.places.gazetteer import Gazetteer
from directory.places.regions import load_regions
from directory.places.sources import PostalSource, TownSource

FOLDER = Path(__file__).resolve().parents[2] / "seed_data" / "places"

TOWNS = (
    TownSource("Denver", "US", "US-CO", 39.73915, -104.9847, 729_019),
    TownSource("Lakewood", "US", "US-CO", 39.70471, -105.08137, 152_597),
    TownSource("Lakewood", "US", "US-OH", 41.48199, -81.79819, 50_656),
    TownSource("Fort Collins", "US", "US-CO", 40.58526, -105.08442, 169_810),
    TownSource("St. Louis", "US", "US-MO", 38.62727, -90.19789, 279_695),
    TownSource("Coeur d'Alene", "US", "US-ID", 47.67768, -116.78047, 49_122),
    TownSource("New York City", "US", "US-NY", 40.71427, -74.00597, 8_804_190, ("New York",)),
    TownSource("Toronto", "CA", "CA-ON", 43.70643, -79.39864, 2_794_356),
    TownSource("Mississauga", "CA", "CA-ON", 43.5789, -79.6583, 717_961),
    TownSource("Montréal", "CA", "CA-QC", 45.50884, -73.58781, 1_762_949),
    TownSource("Saint-Louis", "SN", "SN", 16.01793, -16.48962, 254_171),
)


def _area(code: str, region: str, point: tuple[float, float], *towns: str) -> PostalSource:
    return PostalSource(
        code=code,
        country=region[:2],
        region=region,
        latitude=point[0],
        longitude=point[1],
        towns=towns,
        is_one_building=code in ONE_BUILDING,
    )


ONE_BUILDING = ("80225", "M5X")
"""The post office of the federal center in Lakewood, and a tower in Toronto."""

POSTAL_AREAS = (
    _area("80226", "US-CO", (39.7123, -105.0918), "Denver", "Lakewood"),
    _area("80228", "US-CO", (39.6963, -105.1429), "Denver", "Lakewood"),
    _area("80205", "US-CO", (39.759, -104.9661), "Denver"),
    _area("80225", "US-CO", (39.7161, -105.1211), "Denver"),
    _area("81147", "US-CO", (37.2694, -107.0098), "Pagosa Springs"),
    _area("44107", "US-OH", (41.4827, -81.7969), "Lakewood"),
    _area("63103", "US-MO", (38.6316, -90.2146), "Saint Louis"),
    _area("10001", "US-NY", (40.7506, -73.9971), "New York"),
    _area("M5V", "CA-ON", (43.6404, -79.3995), "Toronto"),
    _area("M5X", "CA-ON", (43.6492, -79.3823), "Toronto"),
)

ALIASES = (
    ("New York City", "US-NY", "New York"),
    ("Pagosa Springs", "US-CO", "Pagosa"),
)


@cache
def small_assembly() -> Assembled:
    """The few places as an import would put them together."""
    return assembled(towns=TOWNS, postal_areas=POSTAL_AREAS, aliases=ALIASES)


@cache
def small_gazetteer() -> Gazetteer:
    """The few places in memory."""
    made = small_assembly()
    return Gazetteer(
        Columns([*made.towns, *made.postal_areas]),
        names=["|".join(sorted(names)) for names in made.names],
        regions=load_regions(FOLDER),
    )
