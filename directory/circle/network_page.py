"""My network as values: whom I trust, whom they trust, as a drawing and as a table."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from directory.trust.vouch_book import ShownVouch

MOST_DRAWN = 8
MOST_OF_EACH = 3
WIDTH, HEIGHT = 420, 420
_INNER, _OUTER = 104.0, 182.0
_CENTER_X, _CENTER_Y = WIDTH / 2, HEIGHT / 2


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody I vouch for, how, and whom they vouch for as members may see it."""

    number: int
    handle: str
    name: str
    is_listed: bool
    vouches: tuple[ShownVouch, ...]
    trusts: tuple[ShownVouch, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A person in the drawing; `number` is that of the table, 0 for one of the outer ring."""

    x: float
    y: float
    number: int
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Line:
    """A vouch in the drawing."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """The network drawn around me: people on two rings, and the vouches between."""

    width: int
    height: int
    x: float
    y: float
    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    left_out: int
    """How many of those I vouch for are in the table alone."""


def known_people(
    given: Sequence[ShownVouch], told: Mapping[str, Sequence[ShownVouch]], own: str
) -> tuple[Known, ...]:
    """Those I vouch for, each once, by name."""
    people: dict[str, list[ShownVouch]] = {}
    for vouch in given:
        if not vouch.is_declined:
            people.setdefault(vouch.handle, []).append(vouch)
    return tuple(
        Known(
            number=number,
            handle=handle,
            name=vouches[0].name,
            is_listed=vouches[0].is_listed,
            vouches=tuple(vouches),
            trusts=_each_once(told.get(handle, ()), own),
        )
        for number, (handle, vouches) in enumerate(people.items(), start=1)
    )


def drawing(people: Sequence[Known]) -> Drawing | None:
    """The drawing of the first of them; None where there is nobody."""
    if not people:
        return None
    shown = people[:MOST_DRAWN]
    places: dict[str, tuple[float, float]] = {}
    dots, lines = [], []
    step = 2 * math.pi / len(shown)
    for at, person in enumerate(shown):
        x, y = places[person.handle] = _at(_INNER, at * step)
        dots.append(Dot(x, y, person.number, person.name, _href(person.handle, person.is_listed)))
        lines.append(Line(_CENTER_X, _CENTER_Y, x, y))
    for at, person in enumerate(shown):
        for nth, vouch in enumerate(person.trusts[:MOST_OF_EACH]):
            if vouch.handle not in places:
                turn = (nth - (min(len(person.trusts), MOST_OF_EACH) - 1) / 2) * min(0.35, step / 3)
                x, y = places[vouch.handle] = _at(_OUTER, at * step + turn)
                dots.append(Dot(x, y, 0, vouch.name, _href(vouch.handle, vouch.is_listed)))
            lines.append(Line(*places[person.handle], *places[vouch.handle]))
    left_out = len(people) - len(shown)
    return Drawing(WIDTH, HEIGHT, _CENTER_X, _CENTER_Y, tuple(dots), tuple(lines), left_out)


def _each_once(vouches: Sequence[ShownVouch], own: str) -> tuple[ShownVouch, ...]:
    found: dict[str, ShownVouch] = {}
    for vouch in vouches:
        if vouch.handle != own:
            found.setdefault(vouch.handle, vouch)
    return tuple(found.values())


def _at(radius: float, angle: float) -> tuple[float, float]:
    x = _CENTER_X + radius * math.sin(angle)
    return round(x, 1), round(_CENTER_Y - radius * math.cos(angle), 1)


def _href(handle: str, is_listed: bool) -> str:  # noqa: FBT001 - one fact of the person
    return f"/vouches/about/{handle}" if is_listed else ""
