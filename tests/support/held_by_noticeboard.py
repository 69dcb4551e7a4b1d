"""What the noticeboard holds about a member, for the test that erases one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from directory import clock
from directory.accounts.tokens import new_reference
from directory.noticeboard.closed_sets import Fee, NoticeKind, ShownTo, Stage, Venue
from directory.noticeboard.lifecycle import NoticeStatus
from directory.noticeboard.models import Notice, NoticeWording

if TYPE_CHECKING:
    from tests.support.held import Held


def fill_noticeboard(held: Held, canary: str) -> None:
    """A notice of the member's own listing, and one that they put up for another."""
    for listing_id in (held.listing_id, held.other_listing_id):
        notice = Notice(
            reference=new_reference(),
            listing_id=listing_id,
            posted_by_id=held.account_id,
            status=NoticeStatus.REFUSED,
            reason=canary,
            made_at=clock.now(),
            over_since=clock.today(),
        )
        held.session.add(notice)
        held.session.flush()
        held.session.add(wording(notice.id, canary))
    held.session.flush()


def wording(notice_id: int, words: str) -> NoticeWording:
    """A proposed wording with the same words everywhere."""
    return NoticeWording(
        notice_id=notice_id,
        stage=Stage.PROPOSED,
        kind=NoticeKind.GROUP,
        title=words,
        words=words,
        for_whom=words,
        schedule=words,
        shown_to=ShownTo.EVERYBODY,
        venue=Venue.AREA,
        venue_detail=words,
        fee=Fee.FREE,
        closes_on=clock.today() + timedelta(days=30),
    )
