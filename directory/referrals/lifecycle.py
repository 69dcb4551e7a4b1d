"""The states of a referral: who may move it where, and what time does while nobody speaks.

Pure and complete: a move that stands in no line of `LINES` is refused, and every state that is
no end has a date on which time alone takes a next step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.referrals.business_days import add_business_days
from directory.referrals.closed_sets import Move, Outcome, Prompt, Side, State

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

_S, _M = State, Move
_BOTH = frozenset({Side.SENDER, Side.RECEIVER})
_ANYBODY = frozenset({Side.SENDER, Side.RECEIVER, Side.CLIENT})

ENDS = frozenset({_S.CLOSED, _S.WITHDRAWN, _S.EXPIRED})
ASKED = frozenset({_S.SENT, _S.SEEN, _S.WAITLISTED})
"""A receiver has it and has not said yes."""
TAKEN = frozenset({_S.ACCEPTED, _S.SCHEDULED, _S.UNDER_WAY})
ACTIVE = ASKED | TAKEN | {_S.DECLINED}


class ForbiddenMoveError(ValueError):
    """No line lets this side make this move from this state."""


@dataclass(frozen=True, slots=True)
class Line:
    """One permitted move: from which states, by whom, to which state."""

    move: Move
    sources: frozenset[State]
    by: frozenset[Side]
    target: State


def _line(move: Move, sources: Collection[State], by: Collection[Side], target: State) -> Line:
    return Line(move, frozenset(sources), frozenset(by), target)


LINES: tuple[Line, ...] = (
    _line(_M.SEND, {_S.DRAFT}, {Side.SENDER}, _S.SENT),
    _line(_M.OPEN, {_S.SENT}, {Side.RECEIVER}, _S.SEEN),
    _line(_M.ACCEPT, {_S.SEEN, _S.WAITLISTED}, {Side.RECEIVER}, _S.ACCEPTED),
    _line(_M.WAITLIST, {_S.SEEN}, {Side.RECEIVER}, _S.WAITLISTED),
    _line(_M.DECLINE, ASKED, {Side.RECEIVER}, _S.DECLINED),
    _line(_M.SCHEDULE, {_S.ACCEPTED, _S.SCHEDULED}, {Side.RECEIVER}, _S.SCHEDULED),
    _line(_M.BEGIN, {_S.SCHEDULED}, {Side.RECEIVER}, _S.UNDER_WAY),
    _line(_M.VISIT, {_S.UNDER_WAY}, {Side.RECEIVER}, _S.UNDER_WAY),
    _line(_M.UPDATE, {_S.UNDER_WAY}, {Side.RECEIVER}, _S.UNDER_WAY),
    _line(_M.CLOSE, TAKEN, _BOTH, _S.CLOSED),
    _line(_M.WITHDRAW, ACTIVE | {_S.DRAFT}, {Side.SENDER}, _S.WITHDRAWN),
    _line(_M.CLIENT_WITHDREW, ACTIVE, _ANYBODY, _S.WITHDRAWN),
    _line(_M.REVOKE, ACTIVE | {_S.DRAFT}, {Side.SENDER, Side.CLIENT}, _S.WITHDRAWN),
    _line(_M.NEXT_NAME, ASKED | {_S.DECLINED}, {Side.SENDER, Side.TIME}, _S.SENT),
    _line(_M.EXPIRE, ACTIVE | {_S.DRAFT}, {Side.TIME}, _S.EXPIRED),
)
_BY_MOVE: Mapping[Move, Line] = {line.move: line for line in LINES}

OUTCOMES: Mapping[State, tuple[Outcome, ...]] = {
    _S.ACCEPTED: (Outcome.REFERRED_BACK, Outcome.RELATIONSHIP_CHANGED),
    _S.SCHEDULED: (
        Outcome.CLIENT_DID_NOT_COME,
        Outcome.REFERRED_BACK,
        Outcome.RELATIONSHIP_CHANGED,
    ),
    _S.UNDER_WAY: tuple(Outcome),
}
"""With which outcomes a referral may be closed from a state."""


def after(state: State, move: Move, side: Side) -> State:
    """The state after a move. Raises ForbiddenMoveError where no line permits it."""
    line = _BY_MOVE[move]
    if state not in line.sources or side not in line.by:
        raise ForbiddenMoveError(
            f"{side.value} may not {move.value} a referral that is {state.value}"
        )
    return line.target


def moves_of(state: State, side: Side) -> tuple[Move, ...]:
    """What this side may do now, in the order of `LINES`."""
    return tuple(line.move for line in LINES if state in line.sources and side in line.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """After how many working days of silence time does what."""

    remind: int = 2
    tell: int = 5
    move_on: int = 14
    draft: int = 30


@dataclass(frozen=True, slots=True)
class Step:
    """What time does next, on which day, and whom it speaks to (None: it moves the referral)."""

    prompt: Prompt
    on: date
    side: Side | None


_WHO_IS_AWAITED: Mapping[State, Side] = {
    _S.DRAFT: Side.SENDER,
    _S.SENT: Side.RECEIVER,
    _S.SEEN: Side.RECEIVER,
    _S.WAITLISTED: Side.RECEIVER,
    _S.DECLINED: Side.SENDER,
    _S.ACCEPTED: Side.RECEIVER,
    _S.SCHEDULED: Side.RECEIVER,
    _S.UNDER_WAY: Side.RECEIVER,
}


def awaited(state: State) -> Side | None:
    """Whose turn it is; None at an end."""
    return _WHO_IS_AWAITED.get(state)


def steps_of(
    state: State, since: date, timing: Timing, *, promised: int | None = None
) -> tuple[Step, ...]:
    """All that time does in a state, in order, if nobody speaks from `since` on; () at an end.

    `since` is the day from which an answer is due: the day of the last move, or the day that a
    receiver named (the first visit, the end of a wait, the next review). `promised` is within
    how many working days the receiver promised to answer; only a first answer is promised.
    """
    side = awaited(state)
    if side is None:
        return ()
    if state is State.DRAFT:
        end = add_business_days(since, timing.draft)
        return (
            Step(Prompt.REMIND, add_business_days(since, timing.draft // 2), Side.SENDER),
            Step(Prompt.MOVE_ON, end, None),
        )
    tell = timing.tell if promised is None or state not in {_S.SENT, _S.SEEN} else promised
    tell = max(1, min(tell, timing.move_on - 1))
    other = Side.SENDER if side is Side.RECEIVER else Side.RECEIVER
    steps = [Step(Prompt.REMIND, add_business_days(since, min(timing.remind, tell)), side)]
    if state is not State.DECLINED:
        steps.append(Step(Prompt.TELL, add_business_days(since, tell), other))
    steps.append(Step(Prompt.MOVE_ON, add_business_days(since, timing.move_on), None))
    return tuple(steps)


def next_step(
    state: State, since: date, done: int, timing: Timing, *, promised: int | None = None
) -> Step | None:
    """The first step of `steps_of` that is not done yet; None at an end."""
    steps = steps_of(state, since, timing, promised=promised)
    return steps[done] if done < len(steps) else None


def moved_on(state: State, *, has_next_name: bool) -> Move:
    """What time does where nobody answered: the next name of the sender's own list, or the end."""
    if has_next_name and state in _BY_MOVE[Move.NEXT_NAME].sources:
        return Move.NEXT_NAME
    return Move.EXPIRE
