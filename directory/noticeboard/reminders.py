"""Ask posters seven days before a notice ends whether it still holds: one mail for each end.

The job may be run as often as one likes. The link of the mail leads to a page that asks; opening
it changes nothing.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import clock
from directory.accounts.closed_sets import AccountStatus
from directory.accounts.models import Account
from directory.mail.links import LinkFor, LinkGoneError, make_link, open_link
from directory.mail.services import put_out
from directory.mail.writing import written
from directory.network.in_force import site_name
from directory.noticeboard.closed_sets import Stage
from directory.noticeboard.content import REMIND_BEFORE, may_renew
from directory.noticeboard.lifecycle import NoticeStatus
from directory.noticeboard.models import Notice, NoticeWording
from directory.noticeboard.wording_rows import content_of
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models import Listing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.config import Settings
    from directory.keys.ring import KeyRing

EVENT = "notice-ends"
LASTS = timedelta(days=REMIND_BEFORE + 1)


def remind(session: Session, keys: KeyRing, settings: Settings) -> int:
    """Send each reminder that is due and was not sent; how many. Flushes."""
    today = clock.today()
    return sum(
        _remind(session, keys, settings, (notice, wording), email)
        for notice, wording, email in session.execute(
            select(Notice, NoticeWording, Account.email)
            .join(NoticeWording, NoticeWording.notice_id == Notice.id)
            .join(Account, Account.id == Notice.posted_by_id)
            .join(Listing, Listing.id == Notice.listing_id)
            .where(
                Notice.status == NoticeStatus.SHOWN,
                NoticeWording.stage == Stage.APPROVED,
                NoticeWording.closes_on.between(today, today + timedelta(days=REMIND_BEFORE)),
                Account.status == AccountStatus.ACTIVE,
                Listing.status == ListingStatus.PUBLISHED,
            )
            .order_by(Notice.id)
        ).all()
    )


def about_link(keys: KeyRing, link: str) -> tuple[str, date, str]:
    """Which notice a link is about, the end it was sent for, and whose it was.

    Raises LinkGoneError.
    """
    reference, closes_on, account = open_link(keys, LinkFor.RENEWING, link)
    return reference, date.fromisoformat(closes_on), account


def _remind(
    session: Session,
    keys: KeyRing,
    settings: Settings,
    found: tuple[Notice, NoticeWording],
    email: str,
) -> bool:
    notice, wording = found
    if notice.reminded_of == wording.closes_on or not may_renew(content_of(wording), clock.today()):
        return False  # Told already, or its own end is near: there is nothing to renew.
    notice.reminded_of = wording.closes_on
    account = session.get_one(Account, notice.posted_by_id)
    link = make_link(
        keys,
        LinkFor.RENEWING,
        notice.reference,
        wording.closes_on.isoformat(),
        account.reference,
        lasts=LASTS,
    )
    name = site_name(session, settings)
    mail = written(settings, EVENT, email, f"/noticeboard/renew/{link}", name=name)
    put_out(session, keys, mail, event=EVENT, base_url=settings.base_url)
    session.flush()
    return True


__all__ = ["LinkGoneError", "about_link", "remind"]
