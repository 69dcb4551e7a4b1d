"""Where a notice may go from each state: nothing is shown that nobody approved."""

from __future__ import annotations

import pytest

from directory.noticeboard.lifecycle import (
    ForbiddenMoveError,
    Move,
    NoticeStatus,
    next_status,
    possible_moves,
    sources_of,
)


@pytest.mark.parametrize(
    ("status", "move", "after"),
    [
        (NoticeStatus.DRAFT, Move.SEND, NoticeStatus.WAITING),
        (NoticeStatus.WAITING, Move.APPROVE, NoticeStatus.SHOWN),
        (NoticeStatus.WAITING, Move.REFUSE, NoticeStatus.REFUSED),
        (NoticeStatus.WAITING, Move.REVISE, NoticeStatus.DRAFT),
        (NoticeStatus.SHOWN, Move.REVISE, NoticeStatus.SHOWN),
        (NoticeStatus.SHOWN, Move.SEND, NoticeStatus.SHOWN),
        (NoticeStatus.SHOWN, Move.WITHDRAW, NoticeStatus.WITHDRAWN),
        (NoticeStatus.SHOWN, Move.END, NoticeStatus.ENDED),
        (NoticeStatus.REFUSED, Move.REVISE, NoticeStatus.DRAFT),
        (NoticeStatus.ENDED, Move.REVISE, NoticeStatus.DRAFT),
        (NoticeStatus.WITHDRAWN, Move.REVISE, NoticeStatus.DRAFT),
    ],
)
def test_a_notice_goes_on(status: NoticeStatus, move: Move, after: NoticeStatus) -> None:
    assert next_status(status, move) is after


@pytest.mark.parametrize("status", NoticeStatus)
def test_it_is_shown_only_from_a_curator_s_hands_or_where_it_is_shown(status: NoticeStatus) -> None:
    for move in possible_moves(status):
        if next_status(status, move) is NoticeStatus.SHOWN and status is not NoticeStatus.SHOWN:
            assert (status, move) == (NoticeStatus.WAITING, Move.APPROVE)


def test_a_draft_cannot_be_approved() -> None:
    with pytest.raises(ForbiddenMoveError, match="draft cannot approve; possible now: send"):
        next_status(NoticeStatus.DRAFT, Move.APPROVE)


def test_only_what_waits_or_is_shown_is_approved() -> None:
    assert set(sources_of(Move.APPROVE)) == {NoticeStatus.WAITING, NoticeStatus.SHOWN}
