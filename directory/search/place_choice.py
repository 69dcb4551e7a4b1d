"""What place somebody means: a ZIP, a town, one of several towns of a name, or a misspelt one.

A town without a state is the one nearest to the network's home, said aloud with the others beside
it to choose; nothing is taken silently for something else.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from directory.matching.distance import EARTH_RADIUS_KM, distance_km
from directory.matching.need import Place, Point

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from directory.places.columns import Entry
    from directory.places.gazetteer import Gazetteer
    from directory.places.regions import Region

OTHERS_AT_MOST = 11
NEAR_KM = 80.0
ROUNDED = 1e-6
"""Degrees: more than rounding can be off by."""
HALF_ROUND = 180.0
PLAINLY_LARGER = 10
"""So many times as many people as the next town of the name: nobody means the other."""

_NEAR_ME = frozenset({"near me", "nearby", "here", "close to me", "my area", "cerca de mi"})
_CODE_AT_END = re.compile(r"(?i)(?<!\w)(\d{5}(?:-\d{4})?|[a-z]\d[a-z](?: ?\d[a-z]\d)?)$")


class Reading(StrEnum):
    """How sure it is which place was meant."""

    EXACT = "exact"
    SEVERAL = "several"
    """One of several towns of that name was taken; `others` are the rest."""
    CORRECTED = "corrected"
    """Nothing is called that; the nearest spelling was taken."""
    REGION = "region"
    """A whole state, province or country."""
    ASK = "ask"
    """"Near me": only the person knows where that is."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """What was typed, what it was taken for, and what else it could be."""

    reading: Reading
    typed: str
    place: Place | None = None
    country: str = ""
    others: tuple[Place, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """Where the network is: its region by setting, and where its listings work."""

    region: str
    center: Point | None = None
    regions: frozenset[str] = frozenset()
    """The states and provinces in which somebody is listed."""
    offices: tuple[Point, ...] = ()
    """Public points only, from south to north."""

    def __post_init__(self) -> None:
        """Put the offices in order, so that a place is compared with those of its latitude."""
        ordered = tuple(sorted(self.offices, key=lambda office: office.latitude))
        object.__setattr__(self, "offices", ordered)

    def works_near(self, point: Point) -> bool:
        """Whether somebody of the network works around there."""
        angle = NEAR_KM / EARTH_RADIUS_KM
        north_south = math.degrees(angle) + ROUNDED
        first = bisect_left(self.offices, point.latitude - north_south, key=_latitude)
        last = bisect_right(self.offices, point.latitude + north_south, key=_latitude)
        # Around a pole every longitude is near.
        narrow = math.cos(math.radians(point.latitude))
        ratio = math.sin(angle) / narrow if narrow > math.sin(angle) else 1.0
        east_west = math.degrees(math.asin(ratio)) + ROUNDED if ratio < 1 else HALF_ROUND
        return any(
            HALF_ROUND - abs(abs(office.longitude - point.longitude) - HALF_ROUND) <= east_west
            and distance_km(point, office) <= NEAR_KM
            for office in self.offices[first:last]
        )


def _latitude(office: Point) -> float:
    return office.latitude


def place_label(place: Place) -> str:
    """A place as people write it, such as "Lakewood, CO"; a postal code stands before its town."""
    # A Canadian area carries the names of all its quarters in brackets after the town.
    city = (place.city or "").partition(" (")[0]
    region = (place.region or "").rpartition("-")[2]
    town = ", ".join(part for part in (city, region) if part)
    if place.postal_code and town:
        return f"{place.postal_code} ({town})"
    return town or place.postal_code or ""


def home_of(gazetteer: Gazetteer, region: str, offices: Iterable[Place]) -> Home:
    """The network's home from its setting and from where its listings work."""
    known = list(offices)
    center = gazetteer.center_of(region)
    return Home(
        region,
        center=None if center is None else Point(*center),
        regions=frozenset(office.region for office in known if office.region),
        offices=tuple(dict.fromkeys(office.point for office in known if office.point)),
    )


def choose_place(gazetteer: Gazetteer, typed: str, home: Home) -> PlaceChoice:
    """The place that the text means."""
    text = " ".join(typed.replace("\n", " ").split())
    if text.casefold().strip(" .!") in _NEAR_ME:
        return PlaceChoice(Reading.ASK, text)
    postal = _postal(gazetteer, text)
    if postal is not None:
        return _chosen(Reading.EXACT, text, postal)
    whole = gazetteer.regions.find(text, home=home.region)
    if whole is not None and _is_region_first(gazetteer, text, whole, home):
        place = Place(region=whole.code)
        return PlaceChoice(Reading.REGION, text, place, whole.country, label=whole.name)
    for name, region in _splits(gazetteer, text, home):
        found = _towns(gazetteer, text, name, region, home)
        if found is not None:
            return found
    return _corrected(gazetteer, text, home)


def _postal(gazetteer: Gazetteer, text: str) -> Entry | None:
    at_end = _CODE_AT_END.search(text)
    return None if at_end is None else gazetteer.postal_area(at_end[1])


def _splits(gazetteer: Gazetteer, text: str, home: Home) -> list[tuple[str, Region | None]]:
    """The ways to read a text as a town with its region after it, then as a town alone."""
    words = text.replace(",", " ").split()
    found: list[tuple[str, Region | None]] = []
    for size in (3, 2, 1):
        if len(words) > size:
            region = gazetteer.regions.find(" ".join(words[-size:]), home=home.region)
            if region is not None:
                found.append((" ".join(words[:-size]), region))
    return [*found, (text.replace(",", " "), None)]


def _towns(
    gazetteer: Gazetteer, typed: str, name: str, region: Region | None, home: Home
) -> PlaceChoice | None:
    towns = gazetteer.towns(name, None if region is None else region.code)
    if not towns:
        return None
    ordered = _likeliest_first(towns, home)
    first = ordered[0]
    others = (
        ()
        if region is not None and not region.is_country
        else tuple(_place(town) for town in ordered[1:] if town.region != first.region)
    )
    largest = max((town.population for town in ordered[1:]), default=0)
    is_plain = first.population >= PLAINLY_LARGER * max(1, largest)
    reading = Reading.SEVERAL if others and not is_plain else Reading.EXACT
    others = () if is_plain else others
    return _chosen(reading, typed, first, others[:OTHERS_AT_MOST])


def _corrected(gazetteer: Gazetteer, text: str, home: Home) -> PlaceChoice:
    for name, region in _splits(gazetteer, text, home):
        code = home.region if region is None else region.code
        similar = gazetteer.similar_towns(name, code) or (
            gazetteer.similar_towns(name) if region is None else []
        )
        if similar:
            # Of several towns of the likeliest spelling, the one that a right spelling means.
            namesakes = gazetteer.towns(similar[0].name, None if region is None else region.code)
            similar = [*_likeliest_first(namesakes or similar[:1], home)[:1], *similar[1:]]
            others = tuple(_place(town) for town in similar[1:] if town != similar[0])
            return _chosen(Reading.CORRECTED, text, similar[0], others)
    return PlaceChoice(Reading.UNKNOWN, text)


def _is_region_first(gazetteer: Gazetteer, text: str, whole: Region, home: Home) -> bool:
    """Whether a name of a state stands for the state, and not for a town that is called so."""
    if whole.code in home.regions or whole.code == home.region:
        return True
    return not any(town.country == whole.country for town in gazetteer.towns(text))


def _likeliest_first(towns: Sequence[Entry], home: Home) -> list[Entry]:
    """Towns of the home region, then those around which somebody works, then the nearest.

    Towns with a fiftieth of the people of the largest are last: "St. Louis" is not the hamlet in
    Oklahoma, however near that is.
    """
    largest = max(town.population for town in towns)

    def rank(town: Entry) -> tuple[bool, bool, bool, float]:
        point = Point(town.latitude, town.longitude)
        away = 0.0 if home.center is None else distance_km(home.center, point)
        return (
            town.region != home.region,
            not home.works_near(point),
            town.population * 50 < largest,
            away,
        )

    return sorted(towns, key=rank)


def _chosen(
    reading: Reading, typed: str, entry: Entry, others: tuple[Place, ...] = ()
) -> PlaceChoice:
    place = _place(entry)
    return PlaceChoice(reading, typed, place, entry.country, others, place_label(place))


def _place(entry: Entry) -> Place:
    return Place(
        city=entry.name,
        region=entry.region,
        postal_code=entry.postal_code,
        point=Point(entry.latitude, entry.longitude),
        uncertainty_km=entry.uncertainty_km,
    )
