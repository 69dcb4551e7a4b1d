"""A drawn map of results: public points only, numbered as the list, with rings and a scale.

It is pure geometry in the units of an SVG view box; the template draws it. Where an address is
hidden the listing is a soft disc of its town or ZIP, never a pin.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from directory.search.wording import KM_PER_MILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from directory.matching.need import Point

WIDTH = 640
HEIGHT = 480
MARGIN = 48
LEAST_SPAN_KM = 4.0
KM_PER_DEGREE = 111.195
ROUND_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)
TOWNS_AT_MOST = 8
DOT = 13.0
"""Radius of a numbered circle."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Something to draw: a number of the list or a town's name, at a public point."""

    label: str
    point: Point
    uncertainty_km: float = 0.0
    href: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A spot in the figure; `radius` is the disc of an area, 0 for an exact place."""

    label: str
    x: float
    y: float
    radius: float = 0.0
    href: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Ring:
    """A distance ring around the place that was asked for."""

    radius: float
    label: str


@dataclass(frozen=True, slots=True)
class MapFigure:
    """The figure, ready to draw, in a view box of WIDTH by HEIGHT."""

    center: Drawn | None
    rings: tuple[Ring, ...]
    dots: tuple[Drawn, ...]
    towns: tuple[Drawn, ...]
    scale_length: float
    scale_label: str
    width: int = WIDTH
    height: int = HEIGHT


def draw(
    spots: Sequence[Spot], *, towns: Iterable[Spot], center: Point | None, unit: str
) -> MapFigure | None:
    """The figure of these results, or None where nobody has a point to show."""
    if not spots:
        return None
    frame = _frame([spot.point for spot in spots] + ([center] if center else []))
    step = _ring_step(frame, unit)
    label = "%d mi" if unit == "mi" else "%d km"
    middle = Drawn("", *frame.place(center)) if center else None
    return MapFigure(
        center=middle,
        rings=_rings(frame, step, label, unit) if center else (),
        dots=_apart([_drawn(frame, spot) for spot in spots]),
        towns=_clear_towns(frame, towns),
        scale_length=_km(step, unit) * frame.pixels_per_km,
        scale_label=label % step,
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """An equirectangular projection around a middle latitude, good for one region."""

    west: float
    north: float
    km_per_degree_east: float
    pixels_per_km: float
    left: float
    top: float

    def place(self, point: Point) -> tuple[float, float]:
        east_km = (point.longitude - self.west) * self.km_per_degree_east
        south_km = (self.north - point.latitude) * KM_PER_DEGREE
        return (
            round(self.left + east_km * self.pixels_per_km, 1),
            round(self.top + south_km * self.pixels_per_km, 1),
        )

    def around(self, spots: Iterable[Spot]) -> Iterator[Spot]:
        """Those of many spots that may lie inside: a network has thousands of towns."""
        east = self.km_per_degree_east * self.pixels_per_km
        south = KM_PER_DEGREE * self.pixels_per_km
        west_of, east_of = self.west - self.left / east, self.west + (WIDTH - self.left) / east
        north_of, south_of = self.north + self.top / south, self.north - (HEIGHT - self.top) / south
        for spot in spots:
            point = spot.point
            if south_of <= point.latitude <= north_of and west_of <= point.longitude <= east_of:
                yield spot


def _frame(points: Sequence[Point]) -> _Frame:
    north = max(point.latitude for point in points)
    south = min(point.latitude for point in points)
    west = min(point.longitude for point in points)
    east = max(point.longitude for point in points)
    per_degree = KM_PER_DEGREE * math.cos(math.radians((north + south) / 2))
    width_km, height_km = (east - west) * per_degree, (north - south) * KM_PER_DEGREE
    pixels = min(
        (WIDTH - 2 * MARGIN) / max(width_km, LEAST_SPAN_KM),
        (HEIGHT - 2 * MARGIN) / max(height_km, LEAST_SPAN_KM),
    )
    return _Frame(
        west=west,
        north=north,
        km_per_degree_east=per_degree,
        pixels_per_km=pixels,
        left=(WIDTH - width_km * pixels) / 2,
        top=(HEIGHT - height_km * pixels) / 2,
    )


def _drawn(frame: _Frame, spot: Spot) -> Drawn:
    x, y = frame.place(spot.point)
    radius = round(spot.uncertainty_km * frame.pixels_per_km, 1)
    return Drawn(spot.label, x, y, radius, spot.href, spot.name)


def _apart(dots: Sequence[Drawn]) -> tuple[Drawn, ...]:
    """Circles that would cover one another side by side, so that each number can be read.

    Many listings share the public point of their town. Each in list order goes to the nearest
    free place on a spiral around its point; this moves ink, not knowledge, since the points
    themselves are public.
    """
    placed: list[Drawn] = []
    for dot in dots:
        x, y = next(
            (x, y)
            for x, y in _spiral(dot.x, dot.y)
            if all(math.hypot(x - other.x, y - other.y) >= 2 * DOT for other in placed)
        )
        placed.append(replace(dot, x=x, y=y))
    return tuple(placed)


def _spiral(x: float, y: float) -> Iterator[tuple[float, float]]:
    yield x, y
    for step in itertools.count(1):
        angle, away = step * 0.7, 2 * DOT * math.sqrt(step / 9 + 0.8)
        yield round(x + away * math.cos(angle), 1), round(y + away * math.sin(angle), 1)


def _clear_towns(frame: _Frame, towns: Iterable[Spot]) -> tuple[Drawn, ...]:
    """Town names inside the frame that do not run into one another, first come first kept."""
    kept: list[Drawn] = []
    for town in frame.around(towns):
        drawn = _drawn(frame, town)
        inside = MARGIN / 2 < drawn.x < WIDTH - MARGIN and MARGIN / 2 < drawn.y < HEIGHT - MARGIN
        clear = all(
            abs(drawn.x - other.x) > 90 or abs(drawn.y - other.y) > 22  # noqa: PLR2004 - a name's box
            for other in kept
        )
        if inside and clear:
            kept.append(drawn)
        if len(kept) == TOWNS_AT_MOST:
            break
    return tuple(kept)


def _rings(frame: _Frame, step: int, label: str, unit: str) -> tuple[Ring, ...]:
    pixels = _km(step, unit) * frame.pixels_per_km
    return tuple(Ring(round(pixels * n, 1), label % (step * n)) for n in (1, 2, 3))


def _ring_step(frame: _Frame, unit: str) -> int:
    widest_km = (HEIGHT / 2) / frame.pixels_per_km
    return max(
        (step for step in ROUND_STEPS if 3 * _km(step, unit) <= 1.5 * widest_km),
        default=ROUND_STEPS[0],
    )


def _km(distance: float, unit: str) -> float:
    return distance * KM_PER_MILE if unit == "mi" else distance
