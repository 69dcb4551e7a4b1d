"""The components of a score, each in [0, 1]; unknown is neither yes nor no."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from directory.matching import criteria
from directory.matching.listing import (
    Acceptance,
    Capacity,
    CapacityStatus,
    LanguageLevel,
    ModalityLevel,
)
from directory.matching.need import Mode, Need
from directory.matching.visits import Visit
from directory.matching.weights import Component
from tests.support.casting import TODAY, need, openings, person, vocabulary


def test_only_what_is_asked_is_weighed() -> None:
    nothing = criteria.asked_components(Need())
    assert nothing == {Component.TRUST, Component.AVAILABILITY}

    everything = need(
        "grief", payers=("medicaid",), languages_prefer=("es",), modalities_prefer=("emdr",)
    )
    assert Component.PREFERENCE not in criteria.asked_components(everything)
    assert Component.LANGUAGE in criteria.asked_components(everything)


@pytest.mark.parametrize(
    ("offered", "value"),
    [
        ({"emdr": ModalityLevel.CERTIFIED}, 1.0),
        ({"emdr": ModalityLevel.TRAINED}, 0.85),
        ({"emdr": ModalityLevel.SOME}, 0.5),
        ({"cpt": ModalityLevel.CERTIFIED}, 0.3),
        ({"swedish": ModalityLevel.CERTIFIED}, 0.0),
        ({}, 0.0),
    ],
)
def test_a_wished_method(offered: dict[str, ModalityLevel], value: float) -> None:
    asked = need("ptsd", modalities_prefer=("emdr",))

    assert criteria.modality(offered, asked, vocabulary()) == value


@pytest.mark.parametrize(
    ("km", "value"), [(0.0, 1.0), (5.0, 1.0), (20.0, 0.5), (35.0, 0.25), (None, 0.25)]
)
def test_closeness_halves_beyond_the_comfortable_distance(km: float | None, value: float) -> None:
    visit = Visit("US-CO", 0, km, km)

    assert criteria.proximity(visit, need("grief"), half_km=15.0) == pytest.approx(value)


def test_video_counts_as_it_is_wished() -> None:
    video = Visit("US-CO", by_video=True)

    assert criteria.proximity(video, need("grief", mode=Mode.TELEHEALTH), half_km=15.0) == 1.0
    assert criteria.proximity(video, need("grief", mode=Mode.EITHER), half_km=15.0) == 0.8


@pytest.mark.parametrize(
    ("distances", "half"), [([], 15.0), ([1.0], 5.0), ([8.0, 12.0], 10.0), ([500.0], 60.0)]
)
def test_the_half_distance_follows_how_dense_the_area_is(
    distances: list[float], half: float
) -> None:
    assert criteria.adaptive_half_km(distances) == half


@pytest.mark.parametrize(
    ("facts", "value"),
    [
        ({"payers": frozenset({"medicaid"})}, 1.0),
        ({"payers_no": frozenset({"medicaid"})}, 0.0),
        ({}, 0.3),
        ({"payers_no": frozenset({"medicaid"}), "superbill": True}, 0.35),
        ({"fee": 80.0}, 1.0),
        ({"fee": 150.0, "sliding_min": 70.0}, 0.9),
        ({"fee": 120.0, "payers_no": frozenset({"medicaid"})}, 0.8 * (1 - 0.2)),
        ({"fee": 80.0, "currency": "CAD"}, 0.3),
    ],
)
def test_paying(facts: dict[str, Any], value: float) -> None:
    asked = need("grief", payers=("medicaid",), max_fee=100.0)
    if "fee" not in facts:
        asked = replace(asked, max_fee=None)

    assert criteria.pay(person("a", **facts), asked) == pytest.approx(value)


@pytest.mark.parametrize(
    ("payer", "facts", "takes"),
    [
        ("sliding-scale", {"sliding_min": 40.0}, True),
        ("sliding-scale", {}, None),
        ("pro-bono", {"sliding_min": 0.0}, True),
        ("out-of-network", {"superbill": False}, False),
        ("self-pay", {}, True),
        ("aetna", {}, None),
    ],
)
def test_ways_to_pay_that_other_facts_state(
    payer: str,
    facts: dict[str, Any],
    takes: bool | None,  # noqa: FBT001  # the expected answer
) -> None:
    assert criteria.takes_payer(person("a", **facts), payer) is takes


def test_languages_by_how_well_they_are_spoken() -> None:
    asked = need("grief", languages_prefer=("es",))

    def value(**languages: LanguageLevel) -> float:
        return criteria.language(person("a", languages=languages), asked)

    assert value(es=LanguageLevel.NATIVE) == value(es=LanguageLevel.FLUENT) == 1.0
    assert value(es=LanguageLevel.CONVERSATIONAL) == 0.6
    assert value(es=LanguageLevel.INTERPRETER) == 0.4
    assert value(en=LanguageLevel.NATIVE) == 0.0
    assert 0.0 < value() < 0.4


def test_wishes_unknown_lie_between_yes_and_no() -> None:
    asked = need("grief", preferences_prefer=("practitioner-woman",))
    woman = frozenset({"practitioner-woman"})

    yes, silent, no = (
        criteria.preference(one, asked, vocabulary())
        for one in (
            person("a", preferences=woman),
            person("b"),
            person("c", preferences_no=woman),
        )
    )

    assert (yes, no) == (1.0, 0.0)
    assert no < silent < yes


@pytest.mark.parametrize(
    ("capacity", "value"),
    [
        (openings(wait=14, ago=0), 1.0),
        (openings(wait=28, ago=0), 0.5),
        (openings(wait=0, ago=180), 0.5),
        (openings(wait=0, ago=0, status=CapacityStatus.WAITLIST), 0.35),
        (replace(openings(ago=0), wait_days=None), 0.5),
        (Capacity(confirmed_on=TODAY), 0.5),
        (Capacity(), 0.5 * 2 ** (-90 / 180)),
        (openings(wait=0, ago=-3), 1.0),
    ],
)
def test_availability(capacity: Capacity, value: float) -> None:
    found = criteria.availability(capacity, urgency_days=14, today=TODAY)

    assert found == pytest.approx(value)


def test_availability_ages_by_itself() -> None:
    capacity = openings(wait=0, ago=0)
    later = TODAY + timedelta(days=60)

    now, then = (
        criteria.availability(capacity, urgency_days=14, today=day) for day in (TODAY, later)
    )

    assert then < now


def test_reporting_back_is_estimated_from_what_there_is() -> None:
    assert criteria.collaboration(Acceptance()) == 0.5
    assert criteria.collaboration(Acceptance(asked=8, closed_loop=8)) == 0.9
    assert criteria.collaboration(Acceptance(asked=2, closed_loop=50)) <= 1.0


def test_strangers_are_not_zeroed() -> None:
    assert criteria.trust(0.0) == 0.1
    assert criteria.trust(0.5) == 0.5
