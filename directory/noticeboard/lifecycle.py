"""The states of a notice and the moves between them: nothing is shown before its review. Pure."""

from __future__ import annotations

from enum import StrEnum


class NoticeStatus(StrEnum):
    """Where a notice stands; only a shown one is read by others."""

    DRAFT = "draft"
    WAITING = "waiting"
    SHOWN = "shown"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


class Move(StrEnum):
    """What somebody, or time, does to a notice."""

    SEND = "send"
    REVISE = "revise"
    APPROVE = "approve"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    END = "end"


class ForbiddenMoveError(ValueError):
    """The notice is in a state from which this move does not go."""

    def __init__(self, status: NoticeStatus, move: Move) -> None:
        self.status = status
        self.move = move
        possible = ", ".join(possible_moves(status)) or "nothing"
        super().__init__(
            f"A notice that is {status.value} cannot {move.value}; possible now: {possible}."
        )


def next_status(status: NoticeStatus, move: Move) -> NoticeStatus:
    """The state after a move. Raises ForbiddenMoveError where the move does not go from here."""
    try:
        return _MOVES[status][move]
    except KeyError:
        raise ForbiddenMoveError(status, move) from None


def possible_moves(status: NoticeStatus) -> tuple[Move, ...]:
    """What can be done with a notice in this state."""
    return tuple(_MOVES[status])


def sources_of(move: Move) -> tuple[NoticeStatus, ...]:
    """The states from which a move goes."""
    return tuple(status for status, moves in _MOVES.items() if move in moves)


_MOVES: dict[NoticeStatus, dict[Move, NoticeStatus]] = {
    NoticeStatus.DRAFT: {
        Move.SEND: NoticeStatus.WAITING,
        # Writing on in a draft leaves it a draft.
        Move.REVISE: NoticeStatus.DRAFT,
    },
    NoticeStatus.WAITING: {
        Move.APPROVE: NoticeStatus.SHOWN,
        Move.REFUSE: NoticeStatus.REFUSED,
        # Whoever changes it takes it back out of the curators' hands first.
        Move.REVISE: NoticeStatus.DRAFT,
        Move.WITHDRAW: NoticeStatus.WITHDRAWN,
    },
    NoticeStatus.SHOWN: {
        # A change is written beside the approved wording, which stays until the change is.
        Move.REVISE: NoticeStatus.SHOWN,
        Move.SEND: NoticeStatus.SHOWN,
        Move.APPROVE: NoticeStatus.SHOWN,
        Move.REFUSE: NoticeStatus.REFUSED,
        Move.WITHDRAW: NoticeStatus.WITHDRAWN,
        Move.END: NoticeStatus.ENDED,
    },
    NoticeStatus.REFUSED: {
        Move.REVISE: NoticeStatus.DRAFT,
        Move.WITHDRAW: NoticeStatus.WITHDRAWN,
    },
    NoticeStatus.ENDED: {Move.REVISE: NoticeStatus.DRAFT},
    NoticeStatus.WITHDRAWN: {Move.REVISE: NoticeStatus.DRAFT},
}
