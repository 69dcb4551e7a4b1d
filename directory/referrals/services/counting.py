"""What referrals tell the ranking: how many were asked, taken and closed; never how they went."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import case, func, insert, select, update

from directory import clock
from directory.profiles.models import Listing, ReferralCounts
from directory.profiles.revision import record_changes
from directory.referrals.closed_sets import NameStatus
from directory.referrals.models import ReferralName

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, ScalarSelect
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
    counts = ReferralCounts
    all_asked = counts.asked + asked
    all_accepted = _at_most(counts.accepted + accepted, all_asked)
    statement = (
        update(counts)
        .where(counts.listing_id == listing_id)
        .values(
            asked=all_asked,
            accepted=all_accepted,
            closed=_at_most(counts.closed + closed, all_accepted),
            recent_30d=_taken_lately(listing_id),
        )
        .returning(select(Listing.handle).where(Listing.id == listing_id).scalar_subquery())
        .execution_options(synchronize_session=False)
    )
    handle = session.scalars(statement).one_or_none()
    if handle is None:
        session.execute(insert(counts).values(listing_id=listing_id, asked=0, accepted=0, closed=0))
        handle = session.scalars(statement).one()
    record_changes(session, [handle])


def _at_most(value: ColumnElement[int], limit: ColumnElement[int]) -> ColumnElement[int]:
    return case((value <= limit, value), else_=limit)


def _taken_lately(listing_id: int) -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(ReferralName)
        .where(
            ReferralName.listing_id == listing_id,
            ReferralName.status == NameStatus.TOOK_IT,
            ReferralName.answered_at >= clock.now() - MONTH,
        )
        .scalar_subquery()
    )
