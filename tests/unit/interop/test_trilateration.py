"""Whoever asks how far a hidden home is, from anywhere, ends at its public point (F11)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.interop.places import located
from directory.matching.distance import distance_km, office_distance_km
from directory.matching.listing import Office
from directory.matching.need import Place, Point
from directory.places.geocoding import NullGeocoder
from directory.profiles.draft import PlaceDraft
from directory.profiles.listing import Visibility
from tests.support.small_gazetteer import small_gazetteer

if TYPE_CHECKING:
    from collections.abc import Sequence

HOMES = 100
QUESTIONS = 400
KM_PER_DEGREE = 111.2
STEPS = 12
AS_NEAR_KM = 0.02
"""What remains of the reckoning itself: twenty metres."""


@dataclass(frozen=True, slots=True)
class Home:
    """A door that nobody is told, and the place as its owner wrote it."""

    door: Point
    place: PlaceDraft


def _homes() -> list[Home]:
    """Doors spread over the towns by the golden angle: as many directions as there are homes."""
    found = []
    for number in range(HOMES):
        code, latitude, longitude = AREAS[number % len(AREAS)]
        angle, far = number * 2.399963, 0.4 + 4.0 * (number / HOMES)
        door = _moved(Point(latitude, longitude), angle, far)
        place = PlaceDraft(
            label="Home office",
            street=f"{number} Hidden Hollow Road",
            city="Lakewood" if code else "Denver",
            region="US-CO",
            postal_code=code,
            visibility=Visibility.AREA if number % 2 else Visibility.NONE,
        )
        found.append(Home(door, place))
    return found


AREAS = (("80226", 39.711, -105.07), ("80226", 39.72, -105.09), ("", 39.739, -104.985))


def _moved(point: Point, angle: float, far_km: float) -> Point:
    north, east = far_km * math.cos(angle), far_km * math.sin(angle)
    width = KM_PER_DEGREE * math.cos(math.radians(point.latitude))
    return Point(point.latitude + north / KM_PER_DEGREE, point.longitude + east / width)


def _answers(place: PlaceDraft, asked_from: Sequence[Point]) -> tuple[float, ...]:
    """What the ranking knows of the distance, unrounded: more than any page tells."""
    point = located(place, gazetteer=small_gazetteer(), geocoder=NullGeocoder())
    assert point is not None
    shown = Place(point=Point(point.latitude, point.longitude), uncertainty_km=point.uncertainty_km)
    office = Office(shown, is_area=True)
    distances = [office_distance_km(Place(point=one), office) for one in asked_from]
    return tuple(distance for distance in distances if distance is not None)


def _nearest_fit(asked_from: Sequence[Point], answers: Sequence[float]) -> Point:
    """Where all these circles meet, by Gauss and Newton."""
    here = Point(
        sum(one.latitude for one in asked_from) / len(asked_from),
        sum(one.longitude for one in asked_from) / len(asked_from),
    )
    for _step in range(STEPS):
        width = KM_PER_DEGREE * math.cos(math.radians(here.latitude))
        a = b = c = up = right = 0.0
        for one, told in zip(asked_from, answers, strict=True):
            reckoned = max(distance_km(here, one), 1e-9)
            north = (here.latitude - one.latitude) * KM_PER_DEGREE / reckoned
            east = (here.longitude - one.longitude) * width / reckoned
            off = told - reckoned
            a, b, c = a + north * north, b + north * east, c + east * east
            up, right = up + north * off, right + east * off
        scale = a * c - b * b
        here = Point(
            here.latitude + (c * up - b * right) / scale / KM_PER_DEGREE,
            here.longitude + (a * right - b * up) / scale / width,
        )
    return here


def test_four_hundred_questions_find_a_hidden_home_no_better_than_its_public_point() -> None:
    asked_from = [
        _moved(Point(39.71, -105.05), at * 2.399963, 0.5 + 60.0 * at / QUESTIONS)
        for at in range(QUESTIONS)
    ]
    fits: dict[tuple[float, ...], Point] = {}
    homes = _homes()

    for home in homes:
        answers = _answers(home.place, asked_from)
        assert len(answers) == QUESTIONS
        if answers not in fits:
            fits[answers] = _nearest_fit(asked_from, answers)
        public = located(home.place, gazetteer=small_gazetteer(), geocoder=NullGeocoder())
        assert public is not None
        shown = Point(public.latitude, public.longitude)
        nearest = distance_km(fits[answers], home.door)
        assert nearest >= distance_km(shown, home.door) - AS_NEAR_KM

    # The doors of one area answer alike, to the last digit: there is nothing more to ask.
    assert len(fits) <= len({(one.place.postal_code, one.place.visibility) for one in homes})
