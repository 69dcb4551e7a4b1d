"""The drawn map: true to scale, nothing on top of another, no pin for a hidden address."""

from __future__ import annotations

import math

import pytest

from directory.matching.need import Point
from directory.search.map_figure import HEIGHT, WIDTH, Spot, draw

DENVER = Point(39.7392, -104.9903)
LAKEWOOD = Point(39.7047, -105.0814)
BOULDER = Point(40.015, -105.2705)


def test_draws_nothing_where_nobody_has_a_point() -> None:
    assert draw([], towns=[], center=DENVER, unit="mi") is None


def test_keeps_everything_inside_and_numbers_as_the_list() -> None:
    figure = draw([Spot("1", LAKEWOOD), Spot("2", BOULDER)], towns=[], center=DENVER, unit="mi")

    assert figure is not None
    assert [dot.label for dot in figure.dots] == ["1", "2"]
    assert all(0 < dot.x < WIDTH and 0 < dot.y < HEIGHT for dot in figure.dots)


def test_is_true_to_its_scale() -> None:
    figure = draw([Spot("1", BOULDER)], towns=[], center=DENVER, unit="km")

    assert figure is not None
    assert figure.center is not None
    dot, middle = figure.dots[0], figure.center
    pixels = math.hypot(dot.x - middle.x, dot.y - middle.y)
    kilometres = pixels / figure.scale_length * float(figure.scale_label.split()[0])
    assert kilometres == pytest.approx(38.9, rel=0.02)


def test_a_hidden_address_is_a_disc_of_its_uncertainty() -> None:
    figure = draw(
        [Spot("1", BOULDER), Spot("2", LAKEWOOD, uncertainty_km=5)],
        towns=[],
        center=None,
        unit="km",
    )

    assert figure is not None
    assert figure.dots[0].radius == 0
    assert figure.dots[1].radius > 0


def test_numbers_at_one_point_stand_side_by_side() -> None:
    figure = draw([Spot(str(n), DENVER) for n in range(1, 9)], towns=[], center=None, unit="mi")

    assert figure is not None
    for one in figure.dots:
        for other in figure.dots:
            if one is not other:
                assert math.hypot(one.x - other.x, one.y - other.y) >= 25.9


def test_town_names_do_not_run_into_one_another() -> None:
    figure = draw(
        [Spot("1", LAKEWOOD), Spot("2", BOULDER)],
        towns=[Spot("Denver", DENVER), Spot("Glendale", Point(39.74, -104.99))],
        center=DENVER,
        unit="mi",
    )

    assert figure is not None
    assert [town.label for town in figure.towns] == ["Denver"]
