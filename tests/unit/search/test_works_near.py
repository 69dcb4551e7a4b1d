"""Whether somebody works around a place: the same as measuring the way to every office."""

from __future__ import annotations

import numpy as np

from directory.matching.distance import distance_km
from directory.matching.need import Point
from directory.search.place_choice import NEAR_KM, Home


def _everywhere(count: int, seed: int) -> list[Point]:
    rng = np.random.default_rng(seed)
    latitudes = rng.uniform(-90, 90, count).tolist()
    longitudes = rng.uniform(-180, 180, count).tolist()
    return [Point(*pair) for pair in zip(latitudes, longitudes, strict=True)]


def test_offices_all_over_the_earth() -> None:
    offices = _everywhere(8_000, seed=1)
    home = Home("US-CO", offices=tuple(offices))
    points = [*_everywhere(150, seed=2), Point(89.9, 10.0), Point(-89.9, 10.0), Point(0, 179.99)]

    found = [home.works_near(point) for point in points]

    told = [any(distance_km(point, one) <= NEAR_KM for one in offices) for point in points]
    assert found == told
    assert {True, False} == set(found)


def test_across_the_line_of_the_date() -> None:
    home = Home("FJ", offices=(Point(-16.8, -179.9),))

    assert home.works_near(Point(-16.8, 179.9))
    assert not home.works_near(Point(-16.8, 178.0))


def test_at_a_pole_every_longitude_is_near() -> None:
    home = Home("AQ", offices=(Point(-89.9, -170.0),))

    assert home.works_near(Point(-89.9, 10.0))


def test_a_network_without_a_public_point_is_near_nobody() -> None:
    assert not Home("US-CO").works_near(Point(39.7, -105.0))
