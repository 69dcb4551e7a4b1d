"""Hard filters, each with its reason; what is private leaves no trace."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from directory.matching.listing import CapacityStatus, License, LicenseStatus, ModalityLevel, Office
from directory.matching.need import Cell, Kind, Mode, Place
from directory.vocabulary.terms import Facet
from tests.support.casting import (
    BOULDER,
    DENVER,
    PUEBLO,
    answer,
    center,
    need,
    openings,
    order,
    person,
    referrer,
)

GRIEF = need("grief")


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"capacity": openings(status=CapacityStatus.CLOSED)}, "practice-closed"),
        ({"capacity": openings(ago=121)}, "availability-not-confirmed"),
        ({"licenses": (License("US-CO", LicenseStatus.EXPIRED),)}, "licence"),
        ({"conversion_practice": True}, "conversion-practice"),
        ({"refers_on_for": frozenset({"grief"})}, "refers-on"),
        ({"specialties": ("couples",)}, "little-fit"),
        ({"populations": frozenset({"teens"})}, "population-not-seen"),
        ({"populations_no": frozenset({"adults"})}, "population-not-seen"),
        ({"offices": (Office(PUEBLO),)}, "distance"),
        ({"professions": ("massage-therapist",), "specialties": ()}, "little-fit"),
    ],
)
def test_each_filter_says_why(facts: dict[str, Any], reason: str) -> None:
    asked = replace(GRIEF, population="adults", mode=Mode.IN_PERSON)
    out = person("out", focus=["grief"], **facts)

    found = answer(asked, person("in", focus=["grief"]), out)

    assert [match.id for match in found.matches] == ["in"]
    assert found.excluded["out"] == reason


@pytest.mark.parametrize(("ago", "shown"), [(119, ["a"]), (120, [])])
def test_openings_are_shown_until_the_120th_day(ago: int, shown: list[str]) -> None:
    assert order(GRIEF, person("a", focus=["grief"], capacity=openings(ago=ago))) == shown


def test_stale_openings_are_shown_on_request() -> None:
    stale = person("a", focus=["grief"], capacity=openings(ago=400))

    assert order(replace(GRIEF, include_unconfirmed=True), stale) == ["a"]


@pytest.mark.parametrize(
    ("must", "facts"),
    [
        (
            {"preferences_must": ("practitioner-woman",)},
            {"preferences": frozenset({"practitioner-woman"})},
        ),
        ({"access_must": ("wheelchair",)}, {"access": frozenset({"wheelchair"})}),
    ],
)
def test_a_must_needs_a_yes_and_silence_is_set_aside(
    must: dict[str, Any], facts: dict[str, Any]
) -> None:
    says_yes, silent = person("yes", focus=["grief"], **facts), person("silent", focus=["grief"])

    assert order(replace(GRIEF, **must), says_yes, silent) == ["yes"]


def test_nobody_can_tell_that_somebody_does_not_want_to_be_matched_with_them() -> None:
    shy = person("shy", focus=["grief"], does_not_match_with=frozenset({"ref"}))
    asked = replace(GRIEF, referrer=referrer("massage-therapist"))

    with_them, without = (
        answer(asked, shy, person("b", focus=["grief"])),
        answer(asked, person("b", focus=["grief"])),
    )

    assert dict(with_them.excluded) == dict(without.excluded)
    assert with_them.filters == without.filters
    assert with_them.total == without.total == 1


def test_the_asker_own_wish_not_to_be_matched_holds_as_well() -> None:
    own = person("ref", "massage-therapist", does_not_match_with=frozenset({"b"}))
    asked = replace(GRIEF, referrer=referrer("massage-therapist"))

    found = answer(asked, own, person("b", focus=["grief"]))

    assert not found.matches
    assert "b" not in found.excluded


@pytest.mark.parametrize("how", ["exclude", "blocked", "through a center"])
def test_blocked_people_never_appear(how: str) -> None:
    out = person("out", focus=["grief"])
    asked = replace(GRIEF, referrer=referrer("massage-therapist", blocked=frozenset({"out"})))
    if how == "exclude":
        asked = replace(GRIEF, exclude=frozenset({"out"}))
    cast = [out, center("house", "out")] if how == "through a center" else [out]

    assert order(asked, *cast) == []


def test_licence_and_distance_are_judged_at_the_same_office() -> None:
    wyoming = replace(BOULDER, region="US-WY")
    both = person("a", focus=["grief"], offices=(Office(wyoming), Office(PUEBLO)))

    asked = replace(GRIEF, place=BOULDER, mode=Mode.IN_PERSON)

    assert order(asked, both) == []


def test_an_area_is_unsure_on_the_practitioners_side_too() -> None:
    asked = replace(GRIEF, max_km=36.0, mode=Mode.IN_PERSON)
    vague = replace(BOULDER, uncertainty_km=5.0)

    strict = answer(asked, person("a", focus=["grief"], offices=(Office(vague, is_area=True),)))
    exact = answer(asked, person("a", focus=["grief"], offices=(Office(BOULDER),)))

    assert "relaxed:distance" not in strict.notices
    assert "relaxed:distance" in exact.notices


def test_a_place_without_coordinates_is_judged_by_its_town() -> None:
    town = Place("Denver", "US-CO")
    asked = replace(GRIEF, place=town)

    assert order(asked, person("a", focus=["grief"], offices=(Office(town),))) == ["a"]
    elsewhere = person("b", focus=["grief"], offices=(Office(Place("Pueblo", "US-CO")),))
    found = answer(asked, elsewhere)
    assert [clause.key for clause in found.matches[0].not_known] == ["unknown-distance"]


def test_a_center_without_anybody_left_is_not_shown() -> None:
    gone = person("gone", focus=["grief"], listed=False)
    unlicensed = person("unlicensed", focus=["grief"], licenses=(License("US-MA"),))

    found = answer(GRIEF, center("house", "gone", "unlicensed", "nobody"), gone, unlicensed)

    assert not found.matches
    assert found.excluded["house"] == "nobody-of-the-center"


def test_a_centers_people_meet_musts_themselves() -> None:
    asked = replace(
        need("bulimia"), preferences_must=("practitioner-woman",), kinds=frozenset({Kind.CENTER})
    )
    talks = person("talks", focus=["bulimia"])
    feeds = person(
        "feeds",
        "dietitian",
        focus=["bulimia"],
        preferences=frozenset({"practitioner-woman"}),
    )

    (house,) = answer(asked, center("house", "talks", "feeds"), talks, feeds).matches

    assert set(house.staff.values()) == {"feeds"}


def test_home_visits_are_licensed_where_the_client_is() -> None:
    asked = replace(GRIEF, access_must=("home-visits",), region="US-WY")

    assert order(asked, person("a", focus=["grief"], home_visit_km=30.0)) == []
    here = replace(asked, region="US-CO")
    assert order(here, person("a", focus=["grief"], home_visit_km=30.0)) == ["a"]
    assert order(here, person("a", focus=["grief"], home_visit_km=30.0, place=BOULDER)) == []


def test_a_place_is_kept_where_nothing_is_stated_but_the_region() -> None:
    asked = replace(GRIEF, place=None)

    assert order(asked, person("a", focus=["grief"], place=DENVER)) == ["a"]
    assert order(replace(asked, region="US-NY"), person("a", focus=["grief"])) == []


def test_a_second_credential_widens_scope_and_training_alone_does_not() -> None:
    bodywork = person(
        "trained",
        professions=("massage-therapist",),
        focus=["bulimia"],
        trained_in=("bulimia",),
        modalities={"cbt-e": ModalityLevel.CERTIFIED},
    )
    claimed = replace(bodywork, id="claimed", professions=("massage-therapist", "psychologist"))
    licences = (License("US-CO"), License("US-CO", profession="psychologist"))
    both = replace(claimed, id="licensed-twice", licenses=licences)

    found = answer(need("bulimia"), bodywork, claimed, both)

    assert [match.id for match in found.matches] == ["licensed-twice"]
    assert Cell("bulimia", Facet.MIND) in found.matches[0].covers
    assert found.excluded.keys() == {"trained", "claimed"}
