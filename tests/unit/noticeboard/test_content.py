"""How long a notice stands: thirty days by itself, ninety at most, never past its own end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from directory.noticeboard.closed_sets import NoticeKind
from directory.noticeboard.content import (
    NoticeContent,
    latest_close,
    may_renew,
    usual_close,
)

TODAY = date(2026, 11, 2)


def _in(days: int) -> date:
    return TODAY + timedelta(days=days)


def _notice(kind: NoticeKind, **changed: object) -> NoticeContent:
    content = NoticeContent(kind=kind, title="Ground again", words="x", closes_on=_in(30))
    return replace(content, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("last_day", "usual", "latest"),
    [
        (None, _in(30), _in(90)),
        (_in(10), _in(10), _in(10)),
        (_in(60), _in(30), _in(60)),
        (_in(200), _in(30), _in(90)),
    ],
)
def test_it_ends_after_thirty_days_or_with_what_it_is_about(
    last_day: date | None, usual: date, latest: date
) -> None:
    assert usual_close(TODAY, last_day) == usual
    assert latest_close(TODAY, last_day) == latest


@pytest.mark.parametrize(
    ("notice", "last_day"),
    [
        (_notice(NoticeKind.EVENT, starts_on=_in(5)), _in(5)),
        (_notice(NoticeKind.EVENT, starts_on=_in(5), ends_on=_in(7)), _in(7)),
        (_notice(NoticeKind.WORKSHOP, starts_on=_in(5), schedule="Thursdays"), None),
        (_notice(NoticeKind.GROUP, starts_on=_in(5)), None),
        (_notice(NoticeKind.OPENING, starts_on=_in(5)), None),
        (_notice(NoticeKind.WORKSHOP), None),
    ],
)
def test_what_goes_on_has_no_last_day(notice: NoticeContent, last_day: date | None) -> None:
    assert notice.last_day == last_day


def test_a_notice_can_be_renewed_until_its_own_end() -> None:
    goes_on = _notice(NoticeKind.GROUP, closes_on=_in(3))
    over_soon = _notice(NoticeKind.EVENT, starts_on=_in(3), closes_on=_in(3))
    assert may_renew(goes_on, TODAY)
    assert not may_renew(over_soon, TODAY)
    assert not may_renew(replace(goes_on, closes_on=_in(30)), TODAY)
