"""True distance: great circle, as geopy states it, and unsure on both sides."""

from __future__ import annotations

import pytest
from geopy.distance import geodesic, great_circle  # noqa: TID251  # the reference itself
from hypothesis import given
from hypothesis import strategies as st

from directory.matching.distance import (
    AREA_UNCERTAINTY_KM,
    distance_km,
    sure_distance_km,
    uncertainty_km,
)
from directory.matching.listing import Office
from directory.matching.need import Place, Point

POINTS = st.builds(Point, st.floats(-89.0, 89.0), st.floats(-180.0, 180.0))


@given(POINTS, POINTS)
def test_it_agrees_with_geopys_great_circle(one: Point, other: Point) -> None:
    pair = (one.latitude, one.longitude), (other.latitude, other.longitude)

    expected = great_circle(*pair).km

    assert distance_km(one, other) == pytest.approx(expected, rel=1e-4, abs=1e-6)


@given(POINTS, POINTS)
def test_it_is_within_0_6_percent_of_the_geodesic(one: Point, other: Point) -> None:
    pair = (one.latitude, one.longitude), (other.latitude, other.longitude)

    assert distance_km(one, other) == pytest.approx(geodesic(*pair).km, rel=0.006, abs=1e-6)


def test_an_area_that_states_no_width_is_as_wide_as_a_town() -> None:
    place = Place("Golden", "US-CO", None, Point(39.7555, -105.2211))

    assert uncertainty_km(Office(place, is_area=True)) == AREA_UNCERTAINTY_KM
    assert uncertainty_km(Office(place)) == 0.0


def test_what_is_unsure_on_either_side_is_taken_off() -> None:
    here = Place(uncertainty_km=2.0)
    there = Office(Place(uncertainty_km=3.0), is_area=True)

    assert sure_distance_km(12.0, here, there) == 7.0
    assert sure_distance_km(4.0, here, there) == 0.0
