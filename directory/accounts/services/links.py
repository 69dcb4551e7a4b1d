"""One-time links: made for one purpose, open for a while, closed by the first use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import update

from directory import clock
from directory.accounts.closed_sets import LinkEnd, Purpose
from directory.accounts.models import OneTimeLink
from directory.accounts.tokens import digest, new_reference, new_token
from directory.db import RecordNotFound, change_exactly_one

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.accounts.closed_sets import AppliedAs

WAIT_OF_EMAIL_CHANGE = timedelta(hours=24)
OPEN_FOR = {
    Purpose.SIGN_UP: timedelta(hours=24),
    Purpose.INVITATION: timedelta(days=14),
    Purpose.CURATOR: timedelta(hours=24),
    Purpose.RESET: timedelta(minutes=10),
    Purpose.EMAIL_CHANGE: timedelta(days=7),
    Purpose.EMAIL_UNDO: timedelta(days=8),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFor:
    """What a new link is to be good for."""

    purpose: Purpose
    account_id: int | None = None
    email: str = ""
    name: str = ""
    applied_as: AppliedAs | None = None
    made_by_id: int | None = None
    form_key: str | None = None
    wait: timedelta = timedelta(0)
    """How long it does not work yet."""


def make_link(session: Session, wanted: LinkFor) -> str:
    """A new link; gives its token, of which only the hash is kept. Flushes."""
    token, now = new_token(), clock.now()
    session.add(
        OneTimeLink(
            reference=new_reference(),
            token_hash=digest(token),
            purpose=wanted.purpose,
            account_id=wanted.account_id,
            email=wanted.email,
            name=wanted.name,
            applied_as=wanted.applied_as,
            made_by_id=wanted.made_by_id,
            form_key=wanted.form_key,
            made_at=now,
            usable_from=now + wanted.wait,
            expires_at=now + wanted.wait + OPEN_FOR[wanted.purpose],
        )
    )
    session.flush()
    return token


def use_link(session: Session, link_id: int) -> None:
    """Close the link because it did what it was for.

    Raises StaleStateError where somebody used it at the same moment.
    """
    change_exactly_one(
        session,
        update(OneTimeLink)
        .where(OneTimeLink.id == link_id, OneTimeLink.closed_at.is_(None))
        .values(closed_at=clock.now(), closed_because=LinkEnd.USED)
        .execution_options(synchronize_session="fetch"),
    )


def close_links(session: Session, because: LinkEnd, **which: object) -> int:
    """Close every open link with these column values, such as `account_id=3`; how many."""
    result = session.execute(
        update(OneTimeLink)
        .filter_by(closed_at=None, **which)
        .values(closed_at=clock.now(), closed_because=because)
        .execution_options(synchronize_session="fetch")
    )
    closed: int = result.rowcount  # type: ignore[attr-defined]
    return closed


def withdraw_invitation(session: Session, account_id: int, reference: str) -> None:
    """Take one's own invitation back. Raises RecordNotFound where it is not one's own."""
    closed = close_links(
        session,
        LinkEnd.WITHDRAWN,
        purpose=Purpose.INVITATION,
        made_by_id=account_id,
        reference=reference,
    )
    if not closed:
        raise RecordNotFound("no open invitation of this account has this reference")
