"""Read scenarios: a need, a small cast, their vouches, and what any sensible ranking must do.

The format is that of evaluation/README.md. A field that is missing was not stated; a value that
cannot be read is an error that names the line, the field and the remedy.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from directory.matching.trust.vouches import VouchFact
from directory.search.scenario_cast import ListingReader
from directory.search.scenario_fields import Fields, ScenarioError, days_before
from directory.search.scenario_need import read_need

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from directory.matching.listing import ListingFacts, Office
    from directory.matching.need import Need, Place, Point
    from directory.vocabulary.terms import Vocabulary


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario as ranking takes it, with its expectations as written."""

    id: str
    need: Need
    cast: tuple[ListingFacts, ...]
    vouches: tuple[VouchFact, ...]
    standing: frozenset[str] | None
    """Whose vouches count for others; None for everybody's."""
    times: int = 1
    """How many weeks in a row the same need is run."""
    expect: Mapping[str, Any] = field(default_factory=dict)


class ScenarioFileError(ValueError):
    """A line of a scenario file cannot be read; the message says where, why and what to do."""


def read_scenarios(path: Path, vocabulary: Vocabulary, *, today: date) -> Iterator[Scenario]:
    """The scenarios of a JSON Lines file, in order.

    Raises:
        ScenarioFileError: the file is no JSON Lines, or a value is not of its kind.

    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise ScenarioFileError(f"{path} cannot be read: {problem}.") from problem
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield _scenario(line, vocabulary, today, where=f"{path.name}, line {number}")


def _scenario(line: str, vocabulary: Vocabulary, today: date, *, where: str) -> Scenario:
    try:
        entry = json.loads(line)
        return read_scenario(entry, vocabulary, today=today)
    except json.JSONDecodeError as problem:
        raise ScenarioFileError(f"{where} is not JSON: {problem}.") from problem
    except RecursionError:
        raise ScenarioFileError(f"{where} is nested too deeply; make it flatter.") from None
    except ScenarioError as problem:
        raise ScenarioFileError(f"{where}: {problem}") from problem


def read_scenario(entry: object, vocabulary: Vocabulary, *, today: date) -> Scenario:
    """One scenario from its JSON object.

    Raises:
        ScenarioError: a value is missing or not of its kind; the message names the field.

    """
    fields = Fields(entry, "scenario")
    name = fields.text("id")
    reader = ListingReader(vocabulary, today)
    cast = tuple(reader.listing(each) for each in fields.objects("practitioners"))
    _refuse_doubles([one.id for one in cast])
    need = read_need(fields, cast, vocabulary)
    towns = _towns([need.place, *(office.place for one in cast for office in one.offices)])
    cast = tuple(_placed(one, towns) for one in cast)
    expect = fields.value("expect") or {}
    return Scenario(
        id=name,
        need=need,
        cast=cast,
        vouches=tuple(_vouch(each, vocabulary, today) for each in fields.objects("vouches")),
        standing=_standing(fields),
        times=_times(fields),
        expect=dict(Fields(expect, "expect").entry),
    )


def _towns(places: Iterable[Place | None]) -> dict[tuple[str | None, str | None], Point]:
    """The point of each town of which somebody states one."""
    return {
        (place.city, place.region): place.point
        for place in places
        if place is not None and place.city is not None and place.point is not None
    }


def _placed(
    listing: ListingFacts, towns: Mapping[tuple[str | None, str | None], Point]
) -> ListingFacts:
    """A place without coordinates is judged by its town, where that is known."""
    return replace(
        listing, offices=tuple(_office_placed(office, towns) for office in listing.offices)
    )


def _office_placed(office: Office, towns: Mapping[tuple[str | None, str | None], Point]) -> Office:
    place = office.place
    town = towns.get((place.city, place.region))
    if place.point is not None or town is None:
        return office
    return replace(office, place=replace(place, point=town), is_area=True)


def _refuse_doubles(ids: list[str]) -> None:
    doubles = sorted({one for one in ids if ids.count(one) > 1})
    if doubles:
        raise ScenarioError(f"practitioners has the id {doubles[0]!r} twice; give each its own.")


def _vouch(fields: Fields, vocabulary: Vocabulary, today: date) -> VouchFact:
    return VouchFact(
        voucher=fields.text("from"),
        practitioner=fields.text("to"),
        basis=fields.slug("basis", vocabulary.vouch_bases),
        given_on=days_before(today, fields.number("days_ago", 0.0)),
        issues=fields.texts("issues"),
        modalities=fields.texts("modalities"),
        is_private=bool(fields.value("private")),
        revoked=bool(fields.value("revoked")),
    )


def _standing(fields: Fields) -> frozenset[str] | None:
    return None if fields.value("standing") is None else frozenset(fields.texts("standing"))


def _times(fields: Fields) -> int:
    repeat = fields.value("repeat")
    return 1 if repeat is None else max(1, int(Fields(repeat, "repeat").number("times", 1.0)))
