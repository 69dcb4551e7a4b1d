"""A referral cannot go quiet: the machine walked from every state under every silence."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from directory.referrals.business_days import add_business_days, is_business_day
from directory.referrals.closed_sets import Move, Outcome, Prompt, Side, State
from directory.referrals.lifecycle import (
    ACTIVE,
    ENDS,
    LINES,
    OUTCOMES,
    ForbiddenMoveError,
    Timing,
    after,
    awaited,
    moved_on,
    moves_of,
    next_step,
    steps_of,
)
from directory.referrals.standards import TASK_MOVES, business_status, task_status

MONDAY = date(2026, 11, 23)
TIMING = Timing()
PEOPLE = (Side.SENDER, Side.RECEIVER, Side.CLIENT)
SILENCES = [
    frozenset(silent)
    for silent in ((), (Side.SENDER,), (Side.RECEIVER,), PEOPLE, (Side.SENDER, Side.RECEIVER))
]


def test_each_state_is_an_end_or_awaits_somebody() -> None:
    assert {state for state in State if awaited(state) is None} == ENDS
    assert ACTIVE | {State.DRAFT} | ENDS == set(State)


def test_each_move_has_one_line() -> None:
    assert sorted(line.move for line in LINES) == sorted(Move)


def test_an_end_permits_no_move_to_anybody() -> None:
    assert not [moves_of(state, side) for state in ENDS for side in Side if moves_of(state, side)]


@pytest.mark.parametrize(("state", "move", "side"), list(product(State, Move, Side)))
def test_what_stands_in_no_line_is_refused(state: State, move: Move, side: Side) -> None:
    permitted = move in moves_of(state, side)

    if permitted:
        assert after(state, move, side) in set(State)
    else:
        with pytest.raises(ForbiddenMoveError):
            after(state, move, side)


@pytest.mark.parametrize(("state", "names_left"), list(product(State, range(4))))
def test_time_alone_brings_each_state_to_an_end(state: State, names_left: int) -> None:
    day = MONDAY
    walked = 0
    while state not in ENDS:
        last = steps_of(state, day, TIMING)[-1]
        assert last.prompt is Prompt.MOVE_ON
        assert last.on > day
        move = moved_on(state, has_next_name=names_left > 0)
        names_left -= move is Move.NEXT_NAME
        state, day, walked = after(state, move, Side.TIME), last.on, walked + 1

    assert walked <= 5
    assert day <= add_business_days(MONDAY, 14 * 4 + 30)


@pytest.mark.parametrize("silent", SILENCES)
def test_from_whatever_the_others_did_time_goes_on(silent: frozenset[Side]) -> None:
    """Every configuration that the speaking sides can reach still has a dated step or is an end."""
    speaking = [side for side in PEOPLE if side not in silent]
    reached = {(state, names) for state in State for names in range(3)}
    waiting = list(reached)
    while waiting:
        state, names = waiting.pop()
        for side in (*speaking, Side.TIME):
            for move in moves_of(state, side):
                left = names - (move is Move.NEXT_NAME)
                following = (after(state, move, side), left)
                if left >= 0 and following not in reached:
                    reached.add(following)
                    waiting.append(following)

    for state, names in reached:
        step = next_step(state, MONDAY, 0, TIMING)
        assert (step is None) == (state in ENDS)
        if step is not None:
            move = moved_on(state, has_next_name=names > 0)
            assert after(state, move, Side.TIME) in {State.SENT, State.EXPIRED}


@pytest.mark.parametrize("state", [state for state in State if state not in ENDS])
@pytest.mark.parametrize("promised", [None, 1, 3, 10, 99])
def test_steps_come_in_order_and_each_has_a_day(state: State, promised: int | None) -> None:
    days = [step.on for step in steps_of(state, MONDAY, TIMING, promised=promised)]

    assert days == sorted(days)
    assert days[0] > MONDAY
    assert all(is_business_day(day) for day in days)


def test_an_unanswered_referral_is_told_of_after_two_five_and_fourteen_working_days() -> None:
    reminder, word, end = steps_of(State.SENT, MONDAY, TIMING)

    assert (reminder.on, reminder.side) == (date(2026, 11, 25), Side.RECEIVER)
    assert (word.on, word.side) == (date(2026, 11, 30), Side.SENDER)
    assert (end.on, end.side) == (date(2026, 12, 11), None)


def test_who_promised_three_days_is_not_given_five() -> None:
    _reminder, word, _end = steps_of(State.SEEN, MONDAY, TIMING, promised=3)

    assert word.on == date(2026, 11, 26)


def test_a_weekend_is_no_silence() -> None:
    friday = date(2026, 11, 27)

    assert add_business_days(friday, 1) == date(2026, 11, 30)
    assert add_business_days(friday, 1, {date(2026, 11, 30)}) == date(2026, 12, 1)
    assert add_business_days(friday + timedelta(days=1), 0) == date(2026, 11, 30)


def test_each_move_of_ours_is_one_that_the_standard_knows() -> None:
    for line in LINES:
        if line.move is Move.NEXT_NAME:
            continue  # The next name is a Task of its own.
        for source in line.sources:
            if source is State.DECLINED:
                continue  # That Task has ended as rejected; what follows is bookkeeping of ours.
            outcomes = OUTCOMES[source] if line.target is State.CLOSED else (None,)
            for outcome in outcomes:
                pair = (task_status(source), task_status(line.target, outcome))
                assert pair[0] == pair[1] or pair in TASK_MOVES


def test_each_state_and_outcome_has_a_business_status() -> None:
    known = {"2.0", "3.0", "4.0", "5.1.1", "5.1.2", "5.1.4", "5.2", "6.0", "7.0"}
    shown = {business_status(state) for state in State if state is not State.CLOSED}
    shown |= {business_status(State.CLOSED, outcome) for outcome in Outcome}

    assert shown == known
