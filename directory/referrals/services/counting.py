"""What referrals tell the ranking: how many were asked, taken and closed; never how they went."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Integer, bindparam, case, func, insert, select, update

from directory import clock
from directory.profiles.models import Listing, ReferralCounts
from directory.profiles.revision import record_changes
from directory.referrals.closed_sets import NameStatus
from directory.referrals.models import ReferralName

if TYPE_CHECKING:
    from sqlalchemy import BindParameter, ColumnElement, ScalarSelect
    from sqlalchemy.orm import Session
    from sqlalchemy.sql.dml import ReturningUpdate

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
    values = {
        "whose": listing_id,
        "more_asked": asked,
        "more_accepted": accepted,
        "more_closed": closed,
        "month_ago": clock.now() - MONTH,
    }
    handle = session.scalars(_COUNT_ON, values).one_or_none()
    if handle is None:
        first = insert(ReferralCounts).values(listing_id=listing_id, asked=0, accepted=0, closed=0)
        session.execute(first)
        handle = session.scalars(_COUNT_ON, values).one()
    record_changes(session, [handle])


def _counting_on() -> ReturningUpdate[str]:
    """One statement for all, built once: building it took as long as running it."""
    counts = ReferralCounts
    whose: BindParameter[int] = bindparam("whose", type_=Integer)
    asked = counts.asked + bindparam("more_asked", type_=Integer)
    accepted = _at_most(counts.accepted + bindparam("more_accepted", type_=Integer), asked)
    closed = _at_most(counts.closed + bindparam("more_closed", type_=Integer), accepted)
    return (
        update(counts)
        .where(counts.listing_id == whose)
        .values(asked=asked, accepted=accepted, closed=closed, recent_30d=_taken_lately())
        .returning(select(Listing.handle).where(Listing.id == whose).scalar_subquery())
        .execution_options(synchronize_session=False)
    )


def _at_most(value: ColumnElement[int], limit: ColumnElement[int]) -> ColumnElement[int]:
    return case((value <= limit, value), else_=limit)


def _taken_lately() -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(ReferralName)
        .where(
            ReferralName.listing_id == bindparam("whose"),
            ReferralName.status == NameStatus.TOOK_IT,
            ReferralName.answered_at >= bindparam("month_ago"),
        )
        .scalar_subquery()
    )


_COUNT_ON = _counting_on()
