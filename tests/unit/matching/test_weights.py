"""The weights: the published table, its bounds, and that only what is asked is weighed."""

from __future__ import annotations

import math

import pytest

from directory.matching.need import Asker
from directory.matching.weights import (
    DEFAULT_WEIGHTS,
    WEIGHTS,
    Component,
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
