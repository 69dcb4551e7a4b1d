"""Where a place is found: never by its door unless the door is shown."""

from __future__ import annotations

from dataclasses import fields

import pytest

from directory.places.public_point import Area, PublicPoint, public_point
from tests.support.small_gazetteer import small_gazetteer

LAKEWOOD = PublicPoint(39.70471, -105.08137, 6.05)


def _area(**changes: str) -> Area:
    stated = {"city": "Lakewood", "region": "US-CO", "postal_code": "80226", "country": "US"}
    return Area(**(stated | changes))


def _point(area: Area, *, may_show_postal_area: bool = True) -> PublicPoint | None:
    return public_point(small_gazetteer(), area, may_show_postal_area=may_show_postal_area)


def test_an_area_is_found_in_the_middle_of_its_postal_area() -> None:
    point = _point(_area())

    assert point is not None
    assert (point.latitude, point.longitude) == (39.7123, -105.0918)
    assert point.uncertainty_km >= 1.5


def test_a_hidden_place_is_found_in_the_middle_of_its_town() -> None:
    point = _point(_area(), may_show_postal_area=False)

    assert point is not None
    assert (point.latitude, point.longitude) == (LAKEWOOD.latitude, LAKEWOOD.longitude)


def test_a_postal_code_of_one_building_never_is_the_point() -> None:
    point = _point(_area(city="Denver", postal_code="80225"))

    assert point is not None
    assert (point.latitude, point.longitude) == (39.73915, -104.9847)


def test_a_canadian_code_gives_away_no_more_than_its_first_half() -> None:
    whole = _point(_area(city="Toronto", region="CA-ON", postal_code="M5V 2T6", country="CA"))
    half = _point(_area(city="Toronto", region="CA-ON", postal_code="M5V", country="CA"))

    assert whole == half


@pytest.mark.parametrize("may_show", [True, False])
def test_an_unknown_town_is_found_by_its_postal_area_or_the_towns_of_it(*, may_show: bool) -> None:
    assert _point(_area(city="Nowhere Flats"), may_show_postal_area=may_show) is not None


def test_a_place_that_nobody_knows_has_no_point() -> None:
    assert _point(_area(city="Nowhere Flats", postal_code="")) is None


def test_no_street_can_reach_the_point() -> None:
    assert {field.name for field in fields(Area)} == {"city", "region", "postal_code", "country"}
