"""The weights: the published table, its bounds, and that only what is asked is weighed."""

from __future__ import annotations

import math
from dataclasses import fields, replace

import pytest

from directory.matching.need import Asker
from directory.matching.weights import (
    DEFAULT_WEIGHTS,
    THRESHOLD_BOUNDS,
    WEIGHTS,
    Component,
    Thresholds,
    Weight,
    Weights,
    renormalised,
)


@pytest.mark.parametrize("asker", list(Asker))
def test_the_table_adds_up_to_one(asker: Asker) -> None:
    assert math.fsum(DEFAULT_WEIGHTS.for_asker(asker).values()) == pytest.approx(1.0)


def test_every_weight_has_a_reason_and_stands_within_its_bounds() -> None:
    assert {one.component for one in WEIGHTS} == set(Component)
    for one in WEIGHTS:
        assert one.why.endswith(".")
        assert max(one.client, one.referrer) <= one.highest


def test_trust_never_outweighs_fit() -> None:
    issue, trust = (
        next(one for one in WEIGHTS if one.component is component)
        for component in (Component.ISSUE, Component.TRUST)
    )

    assert trust.highest <= issue.lowest


def test_what_is_not_asked_drops_out() -> None:
    found = renormalised(DEFAULT_WEIGHTS.client, frozenset({Component.ISSUE, Component.PROXIMITY}))

    assert found == {
        Component.ISSUE: pytest.approx(0.34 / 0.48),
        Component.PROXIMITY: pytest.approx(0.14 / 0.48),
    }


def test_outcomes_are_off() -> None:
    assert Component.OUTCOMES not in renormalised(DEFAULT_WEIGHTS.client, frozenset(Component))


def test_a_weight_outside_its_bounds_is_refused_by_name() -> None:
    too_much = {**DEFAULT_WEIGHTS.client, Component.TRUST: 0.9}

    with pytest.raises(ValueError, match="trust"):
        Weights(client=too_much)


@pytest.mark.parametrize("one", [one for one in WEIGHTS if one.highest > 0], ids=str)
def test_both_bounds_of_each_weight_hold(one: Weight) -> None:
    def with_weight(value: float) -> Weights:
        return Weights(referrer={**DEFAULT_WEIGHTS.referrer, one.component: value})

    assert with_weight(one.lowest).referrer[one.component] == one.lowest
    assert with_weight(one.highest).referrer[one.component] == one.highest
    for value in (one.lowest - 0.01, one.highest + 0.01, math.nan):
        with pytest.raises(ValueError, match=f"weight of {one.component} is .*; choose"):
            with_weight(value)


def test_a_weight_that_is_missing_is_named() -> None:
    without = {one: value for one, value in DEFAULT_WEIGHTS.client.items() if one != "pay"}

    with pytest.raises(ValueError, match="pay is missing"):
        Weights(client=without)


@pytest.mark.parametrize(
    ("name", "value"), [("load", 0.11), ("load", -0.01), ("hold", 1.2), ("widest_km", 500.0)]
)
def test_fairness_stays_a_near_tie_and_no_factor_lifts(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=f"The {name} is .*; choose"):
        replace(Thresholds(), **{name: value})  # type: ignore[arg-type] # a name of the table


def test_every_threshold_has_bounds() -> None:
    assert {one.name for one in fields(Thresholds)} == set(THRESHOLD_BOUNDS)
