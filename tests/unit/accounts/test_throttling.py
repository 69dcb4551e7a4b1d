"""Guessing is slowed down, and whoever owns the account gets in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from directory.accounts.throttling import (
    FAILURES_OF_A_CALLER,
    FAILURES_OF_AN_ADDRESS,
    WINDOW,
    FailedTries,
    wait_until,
)

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def _ago(*seconds: int) -> tuple[datetime, ...]:
    return tuple(NOW - timedelta(seconds=each) for each in sorted(seconds, reverse=True))


def test_ten_failures_pass_and_the_eleventh_waits_for_the_first_to_be_a_minute_old() -> None:
    nine = _ago(*range(1, 10))
    ten = _ago(*range(1, 11))

    assert wait_until(FailedTries(here=nine, on_account=nine), NOW) is None
    assert wait_until(FailedTries(here=ten), NOW) == NOW + timedelta(seconds=50)


def test_an_address_that_did_not_fail_may_try_while_others_attack() -> None:
    attack = _ago(*range(1, 60))

    assert wait_until(FailedTries(here=(), on_account=attack), NOW) is None


def test_under_attack_each_failure_of_an_address_doubles_its_wait() -> None:
    attack = _ago(*range(1, 40))

    once = wait_until(FailedTries(here=_ago(1), on_account=attack), NOW)
    thrice = wait_until(FailedTries(here=_ago(1, 2, 3), on_account=attack), NOW)

    assert once == NOW + timedelta(seconds=1)
    assert thrice == NOW + timedelta(seconds=7)


def test_a_known_browser_is_not_held_up_by_others() -> None:
    attack = _ago(*range(1, 59))
    tries = FailedTries(here=_ago(1), on_account=attack, of_address=attack, is_known_browser=True)

    assert wait_until(tries, NOW) is None


def test_one_address_on_many_accounts_waits() -> None:
    many = _ago(*range(1, FAILURES_OF_AN_ADDRESS + 1))

    assert wait_until(FailedTries(of_address=many[1:]), NOW) is None
    assert wait_until(FailedTries(of_address=many), NOW) is not None


@given(
    here=st.lists(st.integers(0, 59), max_size=FAILURES_OF_A_CALLER),
    others=st.lists(st.integers(0, 59), max_size=80),
)
def test_nobody_waits_longer_than_a_minute(here: list[int], others: list[int]) -> None:
    tries = FailedTries(
        here=_ago(*here), on_account=_ago(*here, *others), of_address=_ago(*here, *others)
    )

    until = wait_until(tries, NOW)

    assert until is None or NOW < until <= NOW + WINDOW
