"""True distance between public points, and how sure it is on both sides.

Great-circle distance on the mean sphere (haversine), in km. Every point that reaches this
package is public: a hidden address has only the fixed point of its town or ZIP.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from directory.matching.listing import Office
    from directory.matching.need import Place, Point

EARTH_RADIUS_KM = 6371.009
"""Mean radius (2a + b) / 3 of WGS 84, as geopy's great circle takes it."""
AREA_UNCERTAINTY_KM = 5.0
"""Half the width of a town: where a place is shown as an area and says no more."""


def distance_km(here: Point, there: Point) -> float:
    """The great-circle distance between two points in km."""
    latitude_1, latitude_2 = math.radians(here.latitude), math.radians(there.latitude)
    north = math.sin((latitude_2 - latitude_1) / 2) ** 2
    east = math.sin(math.radians(there.longitude - here.longitude) / 2) ** 2
    chord = north + math.cos(latitude_1) * math.cos(latitude_2) * east
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))


def uncertainty_km(office: Office) -> float:
    """How unsure an office's point is; a place shown as an area is never a door."""
    if office.place.uncertainty_km > 0:
        return office.place.uncertainty_km
    return AREA_UNCERTAINTY_KM if office.is_area else 0.0


def office_distance_km(place: Place, office: Office) -> float | None:
    """How far an office is; the same town without coordinates is 0, else None is not known."""
    if place.point is not None and office.place.point is not None:
        return distance_km(place.point, office.place.point)
    return 0.0 if _same_town(place, office.place) else None


def sure_distance_km(distance: float, place: Place, office: Office) -> float:
    """The distance less what is unsure on either side, never below zero: d' of section 3.2."""
    return max(0.0, distance - place.uncertainty_km - uncertainty_km(office))


def _same_town(one: Place, other: Place) -> bool:
    if one.postal_code is not None and one.postal_code == other.postal_code:
        return True
    return (
        one.city is not None
        and other.city is not None
        and one.city.casefold() == other.city.casefold()
        and one.region == other.region
    )
