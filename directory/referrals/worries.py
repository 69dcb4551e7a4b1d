"""Worries that somebody wrote to the admin after a referral; the words are read apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.referrals.closed_sets import Side
from directory.referrals.models import Referral, ReferralName, ReferralReflection
from directory.referrals.rows import listings_by_id
from directory.referrals.sealed import opened
from directory.referrals.seen import Worry

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from directory.keys.ring import KeyRing


def open_worries(session: Session) -> tuple[Worry, ...]:
    """Worries after a referral that no admin has read, the oldest first, without their words."""
    rows = session.execute(_unread()).all()
    ids = [row.sender_id for _said, row in rows] + [said.listing_id for said, _row in rows]
    present = [_present_listing(session, row) for _said, row in rows]
    handles = listings_by_id(session, [*ids, *present])
    found = []
    for (said, row), receiver in zip(rows, present, strict=True):
        other = receiver if said.side is Side.SENDER else row.sender_id
        about = handles.get(other or 0, ("", ""))
        by = handles.get(said.listing_id or 0, ("", ""))
        found.append(Worry(said.id, said.made_at, *by, about_handle=about[0], about=about[1]))
    return tuple(found)


def worry_words(session: Session, keys: KeyRing, worry_id: int) -> str:
    """What somebody wrote to the admin. Raises RecordNotFound for a worry that was read."""
    said, row = session.execute(_unread().where(ReferralReflection.id == worry_id)).one()
    return opened(keys, row, said.worried, "reflection")


def _unread() -> Select[ReferralReflection, Referral]:
    return (
        select(ReferralReflection, Referral)
        .join(Referral, Referral.id == ReferralReflection.referral_id)
        .where(ReferralReflection.worried.is_not(None), ReferralReflection.read_at.is_(None))
        .order_by(ReferralReflection.made_at)
    )


def _present_listing(session: Session, row: Referral) -> int | None:
    return session.scalars(
        select(ReferralName.listing_id).where(
            ReferralName.referral_id == row.id, ReferralName.position == row.position
        )
    ).one_or_none()
