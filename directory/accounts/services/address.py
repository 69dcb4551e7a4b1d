"""Changing the e-mail address: both addresses are told, it waits a day, and it can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from directory import clock
from directory.accounts.closed_sets import LinkEnd, Purpose, SessionEnd
from directory.accounts.models import Account, OneTimeLink
from directory.accounts.services.links import (
    WAIT_OF_EMAIL_CHANGE,
    LinkFor,
    make_link,
    use_link,
)
from directory.accounts.services.sessions import end_sessions
from directory.audit import services as audit

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from directory.accounts.queries import OpenLink
    from directory.keys.ring import KeyRing


class TooEarlyError(ValueError):
    """The day that an e-mail change waits is not over."""


class AddressTakenError(ValueError):
    """Another account has this address."""


@dataclass(frozen=True, slots=True)
class EmailChange:
    """The two links of a change that was asked for."""

    confirm_token: str | None
    """For the new address; None where another account has it, which nobody is told here."""
    undo_token: str


def ask_for_email_change(
    session: Session, keys: KeyRing, account_id: int, email: str
) -> EmailChange:
    """Begin a change of address; it replaces one that was begun before."""
    cancel_email_change(session, account_id)
    account = session.get_one(Account, account_id)
    is_taken = _is_taken(session, email)
    confirm = LinkFor(
        purpose=Purpose.EMAIL_CHANGE, account_id=account_id, email=email, wait=WAIT_OF_EMAIL_CHANGE
    )
    undo = LinkFor(purpose=Purpose.EMAIL_UNDO, account_id=account_id, email=account.email)
    token = make_link(session, confirm)
    audit.record(session, keys, actor=account.reference, action="email.change-asked")
    return EmailChange(None if is_taken else token, make_link(session, undo))


def confirm_email_change(session: Session, keys: KeyRing, link: OpenLink) -> None:
    """Change the address, one day after it was asked for, and end all sessions.

    Raises TooEarlyError, AddressTakenError.
    """
    if clock.now() < link.usable_from:
        raise TooEarlyError(link.usable_from)
    if link.account_id is None or _is_taken(session, link.email):
        raise AddressTakenError(link.purpose)
    use_link(session, link.id)
    account = session.get_one(Account, link.account_id)
    account.email = link.email
    end_sessions(session, account.id, SessionEnd.EMAIL_CHANGED)
    audit.record(session, keys, actor=account.reference, action="email.changed")


def undo_email_change(session: Session, keys: KeyRing, link: OpenLink) -> None:
    """Keep, or take back, the old address; ends all sessions, because somebody else has one."""
    if link.account_id is None or _is_taken(session, link.email, but=link.account_id):
        raise AddressTakenError(link.purpose)
    use_link(session, link.id)
    account = session.get_one(Account, link.account_id)
    account.email = link.email
    _close(session, account.id, Purpose.EMAIL_CHANGE)
    # Whoever took the account over may hold later links of this kind, never an earlier one.
    _close(session, account.id, Purpose.EMAIL_UNDO, OneTimeLink.id > link.id)
    end_sessions(session, account.id, SessionEnd.EMAIL_CHANGED)
    audit.record(session, keys, actor=account.reference, action="email.change-undone")


def cancel_email_change(session: Session, account_id: int) -> None:
    """Forget a change that waits; an address that was left earlier can still be taken back."""
    present = session.get_one(Account, account_id).email
    _close(session, account_id, Purpose.EMAIL_CHANGE)
    _close(session, account_id, Purpose.EMAIL_UNDO, OneTimeLink.email == present)


def _close(
    session: Session, account_id: int, purpose: Purpose, *which: ColumnElement[bool]
) -> None:
    session.execute(
        update(OneTimeLink)
        .where(
            OneTimeLink.account_id == account_id,
            OneTimeLink.purpose == purpose,
            OneTimeLink.closed_at.is_(None),
            *which,
        )
        .values(closed_at=clock.now(), closed_because=LinkEnd.REPLACED)
        .execution_options(synchronize_session="fetch")
    )


def _is_taken(session: Session, email: str, *, but: int | None = None) -> bool:
    statement = select(Account.id).where(Account.email == email, Account.id != (but or 0))
    return session.scalar(statement) is not None
