"""One-time links for somebody who is no member: we keep the hash, they work once and expire."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from directory import clock
from directory.db import RecordNotFound, change_exactly_one
from directory.referrals.models import ReferralName

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LINK = "/referral-link"
LIFETIME = timedelta(days=14)


def make_link(name: ReferralName) -> str:
    """A new link text for a name of the list; an earlier one opens nothing from now on."""
    token = secrets.token_urlsafe(32)
    name.link_hash = _hash(token)
    name.link_expires_at = clock.now() + LIFETIME
    name.link_opened_at = None
    return token


def name_of_link(session: Session, token: str) -> ReferralName:
    """Whose link it is. Raises RecordNotFound for one that is unknown, used or too old."""
    name = session.scalars(
        select(ReferralName).where(ReferralName.link_hash == _hash(token))
    ).one_or_none()
    if name is None or name.link_opened_at or not name.link_expires_at:
        raise RecordNotFound("no such link")
    if clock.now() >= name.link_expires_at:
        raise RecordNotFound("the link has expired")
    return name


def use_link(session: Session, name: ReferralName) -> None:
    """Close the link; StaleStateError where somebody opened it at the same moment."""
    change_exactly_one(
        session,
        update(ReferralName)
        .where(ReferralName.id == name.id, ReferralName.link_opened_at.is_(None))
        .values(link_opened_at=clock.now())
        .execution_options(synchronize_session=False),
    )
    session.refresh(name)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
