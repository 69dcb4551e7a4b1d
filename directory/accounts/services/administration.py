"""What operators and curators do to accounts; each act stands in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import clock
from directory.accounts.closed_sets import (
    AccountStatus,
    LinkEnd,
    Purpose,
    SessionEnd,
    Stewardship,
)
from directory.accounts.models import Account, AccountListing
from directory.accounts.queries import CURATORS_NEEDED, active_curators
from directory.accounts.services.links import LinkFor, close_links, make_link
from directory.accounts.services.sessions import end_sessions
from directory.audit import services as audit

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.keys.ring import KeyRing


class EnoughCuratorsError(ValueError):
    """Two networking admins are active, so a third is made by them, on the site."""


class UnknownAccountError(LookupError):
    """Nobody has this address."""


def invite_curator(session: Session, keys: KeyRing, email: str) -> str:
    """A link, good for 24 hours, with which this address becomes a networking admin.

    Raises EnoughCuratorsError while two are active.
    """
    if active_curators(session) >= CURATORS_NEEDED:
        raise EnoughCuratorsError("two networking admins are active")
    close_links(session, LinkEnd.REPLACED, email=email, purpose=Purpose.CURATOR)
    audit.record(session, keys, actor=audit.OPERATOR, action="curator.invited")
    return make_link(session, LinkFor(purpose=Purpose.CURATOR, email=email))


def end_sessions_of(session: Session, keys: KeyRing, email: str) -> int:
    """End all sessions of the account with this address, and say how many there were.

    Raises UnknownAccountError.
    """
    account = _account_of(session, email)
    ended = end_sessions(session, account.id, SessionEnd.ENDED_BY_OPERATOR)
    audit.record(
        session, keys, actor=audit.OPERATOR, action="sessions.ended", subject=account.reference
    )
    return ended


def suspend_owner(
    session: Session, keys: KeyRing, listing_handle: str, *, reason: str, actor: str
) -> bool:
    """Shut out the person whose listing this is, at once; False where nobody signs in for it."""
    account = session.scalars(
        select(Account)
        .join(AccountListing, AccountListing.account_id == Account.id)
        .where(
            AccountListing.listing_handle == listing_handle,
            AccountListing.stewardship == Stewardship.OWNER,
        )
    ).one_or_none()
    if account is None:
        return False
    suspend(session, keys, account.id, reason=reason, actor=actor)
    return True


def suspend(session: Session, keys: KeyRing, account_id: int, *, reason: str, actor: str) -> None:
    """Shut somebody out at once: no sign-in, and no session that still counts."""
    account = session.get_one(Account, account_id)
    account.status = AccountStatus.SUSPENDED
    account.suspended_at = clock.now()
    account.suspended_reason = reason
    end_sessions(session, account_id, SessionEnd.SUSPENDED)
    audit.record(session, keys, actor=actor, action="account.suspended", subject=account.reference)


def reinstate(session: Session, keys: KeyRing, account_id: int, *, actor: str) -> None:
    """Let a suspended person sign in again."""
    account = session.get_one(Account, account_id)
    account.status = AccountStatus.ACTIVE
    account.suspended_at, account.suspended_reason = None, ""
    audit.record(session, keys, actor=actor, action="account.reinstated", subject=account.reference)


def set_curator(
    session: Session, keys: KeyRing, account_id: int, *, is_curator: bool, actor: str
) -> None:
    """Give or take the role of a networking admin; sessions end, so that it holds at once."""
    account = session.get_one(Account, account_id)
    account.is_curator = is_curator
    end_sessions(session, account_id, SessionEnd.ROLE_CHANGED)
    action = "curator.made" if is_curator else "curator.unmade"
    audit.record(session, keys, actor=actor, action=action, subject=account.reference)


def give_listing(
    session: Session,
    account_id: int,
    listing_handle: str,
    stewardship: Stewardship,
    *,
    verified_on: date | None = None,
) -> None:
    """Say whose listing this is, or who manages the center; flushes.

    `verified_on` is the day on which a curator checked that it is so: from then on the account
    is a practitioner's or a center's, before a newcomer's.
    """
    row = session.get(AccountListing, (account_id, listing_handle))
    if row is None:
        row = AccountListing(
            account_id=account_id, listing_handle=listing_handle, since=clock.today()
        )
        session.add(row)
    row.stewardship = stewardship
    row.verified_on = verified_on
    session.flush()


def _account_of(session: Session, email: str) -> Account:
    account = session.scalars(select(Account).where(Account.email == email)).one_or_none()
    if account is None:
        raise UnknownAccountError(email)
    return account
