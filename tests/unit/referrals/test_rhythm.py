"""The agreed rhythm in visits, and that no number of visits lets a referral go quiet."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from directory.referrals.closed_sets import Move, Prompt, Side, State
from directory.referrals.content import Updates
from directory.referrals.lifecycle import Timing, after, moved_on, next_step, steps_of
from directory.referrals.rhythm import (
    Visits,
    answer_due_from,
    goes_back,
    is_benefit_due,
    is_update_due,
)

TODAY = date(2026, 11, 23)
REVIEW = date(2027, 1, 18)
EVERY_THREE = Updates(every_visits=3)
BACK_AFTER_FOUR = Updates(back_after=4)


@pytest.mark.parametrize(
    ("visits", "is_due"),
    [
        (Visits(0, 0), False),
        (Visits(3, 1), False),
        (Visits(4, 1), True),
        (Visits(9, 1), True),
        (Visits(4, 4), False),
    ],
)
def test_every_third_visit_asks_for_an_update(visits: Visits, *, is_due: bool) -> None:
    assert is_update_due(EVERY_THREE, visits) is is_due
    assert (answer_due_from(EVERY_THREE, visits, review=REVIEW, today=TODAY) == TODAY) is is_due


def test_the_fourth_visit_asks_once_whether_it_helps() -> None:
    asked = [number for number in range(8) if is_benefit_due(BACK_AFTER_FOUR, Visits(number, 1))]
    after_an_update = is_benefit_due(BACK_AFTER_FOUR, Visits(6, 5))

    assert asked == [4, 5, 6, 7]
    assert not after_an_update


def test_without_benefit_the_client_goes_back_from_the_agreed_number_on() -> None:
    back = [number for number in range(8) if goes_back(BACK_AFTER_FOUR, Visits(number, number))]

    assert back == [4, 5, 6, 7]
    assert not goes_back(Updates(), Visits(50, 50))


def test_a_review_that_has_passed_is_not_put_off_by_visits() -> None:
    passed = TODAY - timedelta(days=3)

    assert answer_due_from(EVERY_THREE, Visits(1, 1), review=passed, today=TODAY) == passed
    assert answer_due_from(EVERY_THREE, Visits(9, 1), review=passed, today=TODAY) == passed


AGREED = [
    Updates(every_visits=every, back_after=back)
    for every, back in product((None, 1, 3, 60), (None, 1, 4, 60))
]


@pytest.mark.parametrize("updates", AGREED)
def test_after_any_number_of_visits_time_alone_reaches_a_next_step_and_an_end(
    updates: Updates,
) -> None:
    """The machine walked: confirm, report or stay silent in any order, then nobody speaks."""
    reached = {(Visits(1, 1), REVIEW)}
    waiting = list(reached)
    while waiting:
        visits, since = waiting.pop()
        more = Visits(visits.confirmed + 1, visits.told)
        due = answer_due_from(updates, more, review=since, today=TODAY)
        for following in ((more, due), (Visits(visits.confirmed, visits.confirmed), REVIEW)):
            if following[0].confirmed <= 8 and following not in reached:
                reached.add(following)
                waiting.append(following)

    assert len(reached) >= 36
    for visits, since in reached:
        steps = steps_of(State.UNDER_WAY, since, Timing())
        assert [step.side for step in steps] == [Side.RECEIVER, Side.SENDER, None]
        assert next_step(State.UNDER_WAY, since, 0, Timing()) == steps[0]
        assert steps[-1].prompt is Prompt.MOVE_ON
        move = moved_on(State.UNDER_WAY, has_next_name=visits.told > 1)
        assert after(State.UNDER_WAY, move, Side.TIME) is State.EXPIRED


def test_only_the_receiver_confirms_visits_and_only_while_it_is_under_way() -> None:
    permitted = [(state, side) for state, side in product(State, Side) if _may_confirm(state, side)]

    assert permitted == [(State.UNDER_WAY, Side.RECEIVER)]


def _may_confirm(state: State, side: Side) -> bool:
    try:
        return after(state, Move.VISIT, side) is state
    except ValueError:
        return False
