"""The near-tie rule spreads referrals, in a small simulation."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.exposure import World, averaged, gini

SMALL = World(people=30, weeks=12, requests_a_week=20)


def test_load_spreads_referrals_and_costs_little() -> None:
    off, default, most = (averaged(SMALL, weight, seeds=2) for weight in (0.0, 0.06, 0.10))
    assert off.gini - default.gini > 0.08
    assert default.gini > most.gini
    assert off.busiest_tenth > default.busiest_tenth > most.busiest_tenth
    assert off.requests_to_full > 1.5 * default.requests_to_full > most.requests_to_full
    assert off.score_given_up_worst == 0
    assert 0 < default.score_given_up_mean < 0.02
    assert default.score_given_up_worst <= 0.06
    assert 0.06 < most.score_given_up_worst <= 0.10


def test_gini_is_nothing_among_equals_and_nearly_one_where_one_gets_all() -> None:
    assert gini(np.full(10, 3.0)) == pytest.approx(0)
    assert gini(np.array([0.0] * 9 + [10.0])) == pytest.approx(0.9)
