"""Rows that both queries and services look up: the names of a list, a promise, a permission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import clock
from directory.referrals.closed_sets import NameStatus
from directory.referrals.models import AnswerPromise, Referral, ReferralConsent, ReferralName

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def names_of(session: Session, referral: Referral) -> list[ReferralName]:
    """The names of the list in the sender's order."""
    return list(
        session.scalars(
            select(ReferralName)
            .where(ReferralName.referral_id == referral.id)
            .order_by(ReferralName.position)
        )
    )


def present_name(session: Session, referral: Referral) -> ReferralName | None:
    """The name that has it now, or None for a draft without names."""
    names = names_of(session, referral)
    return next((name for name in names if name.position == referral.position), None)


def following_name(session: Session, referral: Referral) -> ReferralName | None:
    """The next name that was not asked yet, or None."""
    names = names_of(session, referral)
    waiting = (name for name in names if name.status is NameStatus.WAITING)
    return next((name for name in waiting if name.position > referral.position), None)


def promised(session: Session, referral: Referral) -> int | None:
    """Within how many working days the one who has it now promised to answer, or None."""
    name = present_name(session, referral)
    if name is None or name.listing_id is None:
        return None
    promise = session.get(AnswerPromise, name.listing_id)
    return promise.days if promise else None


def valid_consent(
    session: Session, referral: Referral, position: int | None = None
) -> ReferralConsent | None:
    """The permission that holds today for the name at this place of the list, or None."""
    today = clock.today()
    rows = session.scalars(
        select(ReferralConsent)
        .where(
            ReferralConsent.referral_id == referral.id,
            ReferralConsent.revoked_at.is_(None),
            ReferralConsent.signed_on <= today,
            ReferralConsent.expires_on >= today,
        )
        .order_by(ReferralConsent.id.desc())
    )
    wanted = referral.position if position is None else position
    for row in rows:
        if wanted == 0 or str(wanted) in row.given_to.split(","):
            return row
    return None
