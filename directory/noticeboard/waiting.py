"""What of one's notices waits for oneself, for the start page: given back, or about to end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory import clock
from directory.circle.waiting import Waiting
from directory.noticeboard.content import REMIND_BEFORE, may_renew
from directory.noticeboard.lifecycle import NoticeStatus
from directory.noticeboard.queries import kept_notices
from directory.web.shown_text import day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from directory.accounts.member import Member
    from directory.noticeboard.queries import KeptNotice


def waiting_for(session: Session, member: Member) -> tuple[Waiting, ...]:
    """The lines of the desk about this member's notices."""
    if not member.may("post-notice"):
        return ()
    handles = [one for one in (member.listing_handle, *member.center_handles) if one]
    return tuple(line for one in kept_notices(session, handles) for line in _lines(one))


def _lines(notice: KeptNotice) -> Iterator[Waiting]:
    address = f"/desk/noticeboard/{notice.reference}"
    title = notice.latest.title
    is_open = notice.status in {NoticeStatus.REFUSED, NoticeStatus.SHOWN} and not notice.waits
    if notice.reason and is_open:
        what = _("A curator gave your notice “%(title)s” back.", title=title)
        yield Waiting(what, _("Read why"), address)
    approved, today = notice.approved, clock.today()
    if not notice.is_shown or approved is None:
        return
    ends_soon = today <= approved.closes_on <= today + timedelta(days=REMIND_BEFORE)
    if ends_soon and may_renew(approved, today):
        what = _(
            "Your notice “%(title)s” ends on %(day)s.", title=title, day=day(approved.closes_on)
        )
        yield Waiting(what, _("Renew"), address)
