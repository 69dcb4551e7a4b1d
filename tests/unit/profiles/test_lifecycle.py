"""The moves of a listing: which go, and that no way leads round the review."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.profiles.lifecycle import (
    ForbiddenMoveError,
    ListingStatus,
    Move,
    next_status,
    possible_moves,
)

ALLOWED = {
    ("draft", "submit"): "in-review",
    ("draft", "withdraw"): "withdrawn",
    ("in-review", "publish"): "published",
    ("in-review", "return"): "draft",
    ("in-review", "withdraw"): "withdrawn",
    ("published", "pause"): "paused",
    ("published", "submit"): "in-review",
    ("published", "hide"): "draft",
    ("published", "suspend"): "suspended",
    ("published", "withdraw"): "withdrawn",
    ("paused", "resume"): "published",
    ("paused", "hide"): "draft",
    ("paused", "suspend"): "suspended",
    ("paused", "withdraw"): "withdrawn",
    ("suspended", "restore"): "published",
    ("suspended", "withdraw"): "withdrawn",
    ("withdrawn", "return"): "draft",
}


@pytest.mark.parametrize("status", ListingStatus)
@pytest.mark.parametrize("move", Move)
def test_only_the_moves_of_the_table_go(status: ListingStatus, move: Move) -> None:
    wanted = ALLOWED.get((status.value, move.value))

    if wanted is None:
        with pytest.raises(ForbiddenMoveError, match="possible now"):
            next_status(status, move)
    else:
        assert next_status(status, move) == wanted


@given(st.lists(st.sampled_from(list(Move)), max_size=30))
def test_nothing_becomes_public_without_a_review_since_it_was_a_draft(moves: list[Move]) -> None:
    status = ListingStatus.DRAFT
    reviewed = False
    for move in moves:
        if move not in possible_moves(status):
            continue
        status = next_status(status, move)
        reviewed = (reviewed or move is Move.PUBLISH) and status is not ListingStatus.DRAFT
        assert reviewed or status is not ListingStatus.PUBLISHED


def test_somebody_suspended_does_not_come_back_by_leaving() -> None:
    left = next_status(ListingStatus.SUSPENDED, Move.WITHDRAW)

    assert possible_moves(left) == (Move.RETURN,)
    assert next_status(left, Move.RETURN) is ListingStatus.DRAFT
