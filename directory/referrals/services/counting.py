"""What referrals tell the ranking: how many were asked, taken and closed; never how they went."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from directory import clock
from directory.profiles.models import Listing, ReferralCounts
from directory.profiles.revision import record_changes
from directory.referrals.models import ReferralName

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MONTH = timedelta(days=30)


def count_asked(session: Session, listing_id: int | None) -> None:
    """One more referral reached somebody. Flushes."""
    _count(session, listing_id, asked=1)


def count_taken(session: Session, listing_id: int | None) -> None:
    """One more was accepted. Flushes."""
    _count(session, listing_id, accepted=1)


def count_closed(session: Session, listing_id: int | None) -> None:
    """The referrer heard back, whatever was heard. Flushes."""
    _count(session, listing_id, closed=1)


def _count(
    session: Session, listing_id: int | None, *, asked: int = 0, accepted: int = 0, closed: int = 0
) -> None:
    if listing_id is None:
        return
    row = session.get(ReferralCounts, listing_id)
    if row is None:
        row = ReferralCounts(listing_id=listing_id, asked=0, accepted=0, closed=0)
        session.add(row)
    row.asked += asked
    row.accepted = min(row.accepted + accepted, row.asked)
    row.closed = min(row.closed + closed, row.accepted)
    row.recent_30d = float(_taken_lately(session, listing_id))
    session.flush()
    handle = session.scalars(select(Listing.handle).where(Listing.id == listing_id)).one()
    record_changes(session, [handle])


def _taken_lately(session: Session, listing_id: int) -> int:
    statement = (
        select(func.count())
        .select_from(ReferralName)
        .where(
            ReferralName.listing_id == listing_id,
            ReferralName.status == "took-it",
            ReferralName.answered_at >= clock.now() - MONTH,
        )
    )
    return session.scalar(statement) or 0
