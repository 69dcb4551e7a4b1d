"""The states of a listing and the moves between them: nothing is public before its review."""

from __future__ import annotations

from enum import StrEnum


class ListingStatus(StrEnum):
    """Where a listing stands; only a published one is shown to anybody else."""

    DRAFT = "draft"
    IN_REVIEW = "in-review"
    PUBLISHED = "published"
    PAUSED = "paused"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    """What somebody does to a listing as a whole."""

    SUBMIT = "submit"
    RETURN = "return"
    PUBLISH = "publish"
    PAUSE = "pause"
    RESUME = "resume"
    HIDE = "hide"
    SUSPEND = "suspend"
    RESTORE = "restore"
    WITHDRAW = "withdraw"


class ForbiddenMoveError(ValueError):
    """The listing is in a state from which this move does not go."""

    def __init__(self, status: ListingStatus, move: Move) -> None:
        self.status = status
        self.move = move
        possible = ", ".join(possible_moves(status)) or "nothing"
        super().__init__(
            f"A listing that is {status.value} cannot {move.value}; possible now: {possible}."
        )


def next_status(status: ListingStatus, move: Move) -> ListingStatus:
    """The state after a move. Raises ForbiddenMoveError where the move does not go from here."""
    try:
        return _MOVES[status][move]
    except KeyError:
        raise ForbiddenMoveError(status, move) from None


def possible_moves(status: ListingStatus) -> tuple[Move, ...]:
    """What can be done with a listing in this state, in the order in which it is offered."""
    return tuple(_MOVES[status])


_MOVES: dict[ListingStatus, dict[Move, ListingStatus]] = {
    ListingStatus.DRAFT: {
        Move.SUBMIT: ListingStatus.IN_REVIEW,
        Move.WITHDRAW: ListingStatus.WITHDRAWN,
    },
    ListingStatus.IN_REVIEW: {
        Move.PUBLISH: ListingStatus.PUBLISHED,
        Move.RETURN: ListingStatus.DRAFT,
        Move.WITHDRAW: ListingStatus.WITHDRAWN,
    },
    ListingStatus.PUBLISHED: {
        Move.PAUSE: ListingStatus.PAUSED,
        # A change of name, licence or discipline is reviewed before it is shown.
        Move.SUBMIT: ListingStatus.IN_REVIEW,
        # A curator takes it out of sight: its owner corrects it and asks for publication anew.
        Move.HIDE: ListingStatus.DRAFT,
        Move.SUSPEND: ListingStatus.SUSPENDED,
        Move.WITHDRAW: ListingStatus.WITHDRAWN,
    },
    ListingStatus.PAUSED: {
        Move.RESUME: ListingStatus.PUBLISHED,
        Move.HIDE: ListingStatus.DRAFT,
        Move.SUSPEND: ListingStatus.SUSPENDED,
        Move.WITHDRAW: ListingStatus.WITHDRAWN,
    },
    # Somebody under suspicion may leave, and may not lift the suspicion by leaving and returning:
    # from withdrawn there is only a new draft, which is reviewed again.
    ListingStatus.SUSPENDED: {
        Move.RESTORE: ListingStatus.PUBLISHED,
        Move.WITHDRAW: ListingStatus.WITHDRAWN,
    },
    ListingStatus.WITHDRAWN: {Move.RETURN: ListingStatus.DRAFT},
}
