"""What age does to facts, on the days on which it changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from directory.profiles.freshness import (
    WINDOWS,
    Fact,
    Freshness,
    LicenceAge,
    freshness,
    is_hidden,
    is_in_default_results,
    licence_age,
)

TODAY = date(2026, 11, 22)


def _ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (0, "fresh"),
        (29, "fresh"),
        (30, "ageing"),
        (89, "ageing"),
        (90, "not-confirmed"),
        (119, "not-confirmed"),
        (120, "out-of-default-results"),
        (179, "out-of-default-results"),
        (180, "hidden"),
        (4000, "hidden"),
    ],
)
def test_availability_ages_in_four_steps(days: int, state: str) -> None:
    assert freshness(Fact.AVAILABILITY, confirmed_on=_ago(days), today=TODAY) == state


@pytest.mark.parametrize(
    ("fact", "days"),
    [
        (Fact.FEES, 180),
        (Fact.COVERAGE, 180),
        (Fact.ONLINE, 180),
        (Fact.LANGUAGES, 365),
        (Fact.POPULATIONS, 365),
        (Fact.APPROACH, 365),
        (Fact.HELP_LINE, 90),
    ],
)
def test_other_facts_are_not_confirmed_from_their_day_on(fact: Fact, days: int) -> None:
    assert freshness(fact, confirmed_on=_ago(days - 1), today=TODAY) is Freshness.FRESH
    assert freshness(fact, confirmed_on=_ago(days), today=TODAY) is Freshness.NOT_CONFIRMED


@pytest.mark.parametrize("fact", Fact)
def test_every_kind_of_fact_has_windows_and_never_confirmed_is_not_confirmed(fact: Fact) -> None:
    assert list(WINDOWS[fact]) == sorted(WINDOWS[fact])
    assert freshness(fact, confirmed_on=None, today=TODAY) is Freshness.NOT_CONFIRMED


def test_a_listing_leaves_default_results_and_then_is_hidden() -> None:
    states = [
        (
            is_in_default_results(availability_confirmed_on=_ago(days), today=TODAY),
            is_hidden(availability_confirmed_on=_ago(days), today=TODAY),
        )
        for days in (119, 120, 180)
    ]

    assert states == [(True, False), (False, False), (False, True)]


def test_nothing_is_hidden_for_an_age_that_is_not_known() -> None:
    assert not is_hidden(availability_confirmed_on=None, today=TODAY)
    assert is_in_default_results(availability_confirmed_on=None, today=TODAY)


@pytest.mark.parametrize(
    ("checked", "expires", "state"),
    [
        (_ago(10), TODAY, LicenceAge.CHECKED),
        (_ago(10), _ago(1), LicenceAge.EXPIRED),
        (None, _ago(1), LicenceAge.EXPIRED),
        (_ago(364), None, LicenceAge.CHECKED),
        (_ago(365), None, LicenceAge.RECHECK_DUE),
        (None, None, LicenceAge.NOT_CHECKED),
    ],
)
def test_a_licence_is_checked_each_year_and_good_through_its_last_day(
    checked: date | None, expires: date | None, state: LicenceAge
) -> None:
    assert licence_age(checked_on=checked, expires_on=expires, today=TODAY) is state
