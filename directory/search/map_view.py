"""The map of a results page, in the shape that templates/components/map_figure.html draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.matching.need import Point
from directory.search.map_figure import HEIGHT, MARGIN, MapFigure, Spot, draw

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from directory.matching.answer import Match
    from directory.search.cards import Card, CardContext
    from directory.search.engine import Found
    from directory.search.outlines import Outline

SCALE_RISE = 26.0


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle of the drawing, with what stands beside it."""

    x: float
    y: float
    r: float = 0.0
    label: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A numbered circle that leads to a listing of the list."""

    x: float
    y: float
    number: str
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The bar that says how long a distance is."""

    x1: float
    x2: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class MapView:
    """The drawing with its words."""

    width: int
    height: int
    rings: tuple[Circle, ...]
    towns: tuple[Circle, ...]
    areas: tuple[Circle, ...]
    points: tuple[MapPoint, ...]
    scale: Scale
    summary: str
    caption: str


def map_view(
    cards: Sequence[Card], matches: Sequence[Match], found: Found, context: CardContext
) -> MapView | None:
    """The map of these cards; None where nobody of them has a public point, or all are online."""
    spots = []
    for card, match in zip(cards, matches, strict=True):
        spot = _spot(card, match, context)
        if spot is not None:
            spots.append(spot)
    center = None if found.need.place is None else found.need.place.point
    figure = draw(spots, towns=TOWNS.of(found.snapshot.outlines), center=center, unit=found.unit)
    return None if figure is None else shown(figure)


def shown(figure: MapFigure) -> MapView:
    """The figure with its words, for the template."""
    center = figure.center
    return MapView(
        width=figure.width,
        height=figure.height,
        rings=tuple(
            Circle(center.x, center.y, ring.radius, ring.label)
            for ring in figure.rings
            if center is not None and center.y - ring.radius > 0
        ),
        towns=tuple(Circle(town.x, town.y, name=town.label) for town in figure.towns),
        areas=tuple(Circle(dot.x, dot.y, dot.radius) for dot in figure.dots if dot.radius),
        points=tuple(
            MapPoint(dot.x, dot.y, dot.label, dot.href, f"{dot.label}. {dot.name}")
            for dot in figure.dots
        ),
        scale=Scale(
            MARGIN / 2,
            MARGIN / 2 + figure.scale_length,
            HEIGHT - SCALE_RISE,
            figure.scale_label,
        ),
        summary=_("Where those on the list are"),
        caption=_(
            "Numbers as on the list. A soft disc is an area: the address is not shown. "
            "Drawn here, without any map service."
        ),
    )


def _spot(card: Card, match: Match, context: CardContext) -> Spot | None:
    places = context.listings[card.handle].places
    if match.by_video or match.office is None or match.office >= len(places):
        return None
    place = places[match.office]
    if place.latitude is None or place.longitude is None:
        return None
    return Spot(
        str(card.number),
        Point(place.latitude, place.longitude),
        place.uncertainty_km,
        card.href,
        card.name,
    )


class KnownTowns:
    """The towns of the newest network that was drawn: the same for every map until it changes."""

    def __init__(self) -> None:
        self._held: tuple[Mapping[str, Outline], tuple[Spot, ...]] = ({}, ())

    def of(self, outlines: Mapping[str, Outline]) -> tuple[Spot, ...]:
        """Towns in which somebody is listed, those with most listings first."""
        known, towns = self._held
        if known is not outlines:
            towns = tuple(_towns(outlines.values()))
            self._held = outlines, towns
        return towns


TOWNS = KnownTowns()


def _towns(outlines: Iterable[Outline]) -> Iterable[Spot]:
    """Towns in which somebody is listed, those with most listings first."""
    seen: dict[tuple[str, str], list[Point]] = {}
    for one in outlines:
        for place in one.spots:
            if place.latitude is not None and place.longitude is not None:
                point = Point(place.latitude, place.longitude)
                seen.setdefault((place.city, place.region), []).append(point)
    for (city, _region), points in sorted(seen.items(), key=lambda item: (-len(item[1]), item[0])):
        middle = Point(
            sum(point.latitude for point in points) / len(points),
            sum(point.longitude for point in points) / len(points),
        )
        yield Spot(city, middle)
