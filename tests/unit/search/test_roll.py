"""Everybody who is browsed: in order, near a place as measured one by one, and none too old."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest

from directory import resources
from directory.matching.distance import distance_km
from directory.matching.need import Kind, Point
from directory.search.outlines import Outline, Spot
from directory.search.roll import KnownRoll, counted_families, roll_of
from directory.vocabulary.loading import load_vocabulary

if TYPE_CHECKING:
    from directory.vocabulary.terms import Vocabulary

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    """The vocabulary as it is shipped."""
    return load_vocabulary(resources.seed_data() / "vocabulary")


def _one(name: str, *spots: Spot, kind: Kind = Kind.PERSON, days: int = 3) -> Outline:
    return Outline(name, spots, kind, ("massage-therapist",), TODAY - timedelta(days=days))


def _at(latitude: float | None, longitude: float | None, city: str = "Lakewood") -> Spot:
    return Spot(city, "US-CO", latitude, longitude, "US")


def test_people_stand_by_name_and_centers_apart(words: Vocabulary) -> None:
    outlines = {
        "b": _one("bea"),
        "a2": _one("Ana"),
        "a1": _one("Ana"),
        "house": _one("A House", kind=Kind.CENTER),
    }

    roll = roll_of(outlines, words, TODAY)

    assert [one.handle for one in roll.people] == ["a1", "a2", "b"]
    assert roll.centers == ("house",)


def test_whose_openings_are_too_old_is_not_browsed(words: Vocabulary) -> None:
    roll = roll_of({"old": _one("Old", days=150), "new": _one("New")}, words, TODAY)

    assert [one.handle for one in roll.people] == ["new"]


def test_near_is_as_measured_one_by_one(words: Vocabulary) -> None:
    rng = np.random.default_rng(5)
    places = np.column_stack([rng.uniform(38, 42, 600), rng.uniform(-108, -102, 600)]).tolist()
    outlines = {
        f"p{number}": _one(f"P {number}", _at(*places[number]), _at(*places[-1 - number]))
        for number in range(300)
    }
    outlines["nowhere"] = _one("Nowhere", _at(None, None))
    here, within = Point(39.7, -105.0), 60.0

    found = [one.handle for one in roll_of(outlines, words, TODAY).near(here, within)]

    away = {
        handle: min(distance_km(here, Point(s.latitude, s.longitude)) for s in one.spots)  # type: ignore[arg-type]
        for handle, one in outlines.items()
        if one.spots[0].latitude is not None
    }
    assert found == sorted((one for one in away if away[one] <= within), key=away.__getitem__)
    assert found


def test_a_region_or_country_holds_who_works_there(words: Vocabulary) -> None:
    outlines = {"here": _one("Here", _at(39.7, -105.0)), "none": _one("None")}
    roll = roll_of(outlines, words, TODAY)

    assert [one.handle for one in roll.in_region("US-CO")] == ["here"]
    assert [one.handle for one in roll.in_region("US")] == ["here"]
    assert roll.in_region("CA") == ()


def test_towns_and_families_are_counted(words: Vocabulary) -> None:
    outlines = {
        "a": _one("A", _at(39.7, -105.0), _at(39.8, -105.0)),
        "b": _one("B", _at(39.7, -105.0, "Denver"), _at(None, None, "")),
    }
    roll = roll_of(outlines, words, TODAY)

    assert dict(roll.towns()) == {"Denver, CO": 1, "Lakewood, CO": 1}
    assert roll.families == counted_families(roll.people) == {"bodywork": 2}
    assert roll.towns("talk") == {}


def test_a_changed_network_or_another_day_is_another_roll(words: Vocabulary) -> None:
    known, outlines = KnownRoll(), {"a": _one("A", days=119)}

    first = known.of(outlines, words, TODAY)

    assert known.of(outlines, words, TODAY) is first
    assert known.of(dict(outlines), words, TODAY) is not first
    assert known.of(outlines, words, TODAY + timedelta(days=40)).people == ()
