"""How evenly referrals spread, against figures worked out by hand."""

from __future__ import annotations

import pytest

from directory.curation.exposure import exposure, gini


def test_all_alike_is_nought_and_one_alone_is_nearly_one() -> None:
    assert gini([3, 3, 3, 3]) == 0
    assert gini([0, 0, 0, 8]) == pytest.approx(0.75)
    assert gini([1, 3]) == pytest.approx(0.25)
    with pytest.raises(ValueError, match="Nobody was asked"):
        gini([0, 0])


def test_the_busiest_tenth_and_newcomers() -> None:
    asked = {f"p{number}": 1 for number in range(19)} | {"busy": 21, "new": 0}
    found = exposure(asked, frozenset({"new", "p1", "elsewhere"}))

    assert (found.people, found.asked) == (21, 40)
    assert found.busiest_tenth == pytest.approx((21 + 1 + 1) / 40)
    assert found.never_asked == ("new",)
    assert (found.newcomers, found.newcomers_asked) == (2, 1)


def test_without_any_request_nothing_is_claimed() -> None:
    found = exposure({"ana": 0}, frozenset())

    assert (found.gini, found.busiest_tenth) == (None, None)
