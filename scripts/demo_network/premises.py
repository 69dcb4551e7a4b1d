"""Where people work: real towns and postal areas, invented streets, rooms in centers, homes."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import zipcodes

from scripts.demo_network.dice import Dice
from scripts.demo_network.sources import Person, split_town, table

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACES = Path(__file__).parents[2] / "seed_data" / "places"
_SUITES = ("", "", ", Suite 2", ", Suite 110", ", Unit B", ", 2nd floor", ", Room 4", ", Suite 305")


@dataclass(frozen=True, slots=True)
class Premises:
    """A place of work as its owner knows it; the street is invented."""

    label: str
    street: str
    city: str
    region: str
    postal_code: str
    country: str
    visibility: str
    center: str = ""


def places(person: Person) -> tuple[Premises, ...]:
    """The places somebody works at, the main one first; none for people who are only online."""
    room = [room_in(person.center)] if person.center else []
    dice = Dice(person.handle, "places")
    # Whoever belongs to a center in another quarter keeps an own room as well.
    if room and room[0].postal_code == person.postal_code and not dice.chance(0.12):
        return tuple(room)
    if person.archetype == "taichi" or (person.family == "company" and dice.chance(0.4)):
        return (*room, _somewhere(person, dice))
    return (*room, _office(person, dice))


def center_place(handle: str) -> Premises:
    """The address of a center, which is never hidden."""
    town, code = split_town(table("centers")[handle]["place"])
    dice = Dice(handle, "places")
    return Premises(
        label="Center",
        street=_street(dice),
        city=town,
        region="CA-ON" if code[0].isalpha() else "US-CO",
        postal_code=code,
        country="CA" if code[0].isalpha() else "US",
        visibility="exact",
    )


def room_in(handle: str) -> Premises:
    """A room in a center, at the center's own address."""
    center = center_place(handle)
    return Premises(
        label=str(table("centers")[handle]["name"]),
        street=center.street,
        city=center.city,
        region=center.region,
        postal_code=center.postal_code,
        country=center.country,
        visibility="exact",
        center=handle,
    )


@cache
def point(code: str) -> tuple[float, float]:
    """Latitude and longitude of a postal area in degrees. Raises KeyError where it is unknown."""
    if code[0].isalpha():
        return _ontario()[code]
    found = zipcodes.matching(code)  # type: ignore[no-untyped-call]
    if not found:
        raise KeyError(code)
    return float(found[0]["lat"]), float(found[0]["long"])


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle kilometres between two points, close enough to draw circles of colleagues."""
    north = math.radians(other[0] - one[0])
    east = math.radians(other[1] - one[1]) * math.cos(math.radians((one[0] + other[0]) / 2))
    return 6371.0 * math.hypot(north, east)


@cache
def _ontario() -> Mapping[str, tuple[float, float]]:
    with (PLACES / "canadian_postal_areas.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["code"]: (float(row["latitude"]), float(row["longitude"]))
            for row in csv.DictReader(lines)
        }


def _office(person: Person, dice: Dice) -> Premises:
    visibility = "exact"
    label = "Office"
    if "home" in person.flags:
        # Some people who work at home do not even name their quarter of the town.
        visibility = "none" if dice.chance(0.4) else "area"
        label = "Home office"
    elif dice.chance(0.06):
        visibility = "area"
    if person.family == "touch" and label == "Office":
        label = dice.one(("Studio", "Treatment room", "Practice"))
    return _at(person, label, _street(dice), visibility)


def _somewhere(person: Person, dice: Dice) -> Premises:
    """For people who come to you: a town, and a private address for the post."""
    return _at(person, "By arrangement", _street(dice), "area")


def _at(person: Person, label: str, street: str, visibility: str) -> Premises:
    return Premises(
        label=label,
        street=street,
        city=person.town,
        region=person.region,
        postal_code=person.postal_code,
        country="CA" if person.is_ontarian else "US",
        visibility=visibility,
    )


def _street(dice: Dice) -> str:
    streets: list[str] = table("extras")["streets"]
    return f"{dice.between(10, 4900)} {dice.one(streets)}{dice.one(_SUITES)}"
