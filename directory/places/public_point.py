"""The point by which a place is found: where it is not shown exactly, never the door's.

Only a town or a postal area goes in, so that no distance, radius or map can tell more than
those (SAFETY finding 1: any function of the true point gives the door away in the end).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from directory.places.columns import Entry
    from directory.places.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """What of an address may decide a public point: no street stands in it."""

    city: str
    region: str
    postal_code: str
    country: str


@dataclass(frozen=True, slots=True)
class PublicPoint:
    """A point in degrees, and how far the door may be from it in km."""

    latitude: float
    longitude: float
    uncertainty_km: float


def public_point(
    gazetteer: Gazetteer, area: Area, *, may_show_postal_area: bool
) -> PublicPoint | None:
    """The middle of the postal area where that may be shown and is one, else of the town.

    None where the gazetteer knows neither. A ZIP of one building (a post office, a company) is
    passed over, because its middle is a door.
    """
    entry = None
    if may_show_postal_area:
        entry = _postal_area(gazetteer, area)
    if entry is None:
        entry = gazetteer.town(area.city, area.region or area.country)
    if entry is None and not may_show_postal_area:
        # A town that the gazetteer does not know by name is still known by its ZIP's own town.
        postal = _postal_area(gazetteer, area)
        entry = gazetteer.town(postal.name, postal.region) if postal else None
    if entry is None:
        return None
    return PublicPoint(entry.latitude, entry.longitude, entry.uncertainty_km)


def _postal_area(gazetteer: Gazetteer, area: Area) -> Entry | None:
    if not area.postal_code:
        return None
    entry = gazetteer.postal_area(area.postal_code, country=area.country)
    return None if entry is None or entry.is_one_building else entry
