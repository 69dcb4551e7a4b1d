"""How somebody comes to have an account: sign-up, invitation, a curator's first link.

The password is chosen behind the link that was mailed, never at sign-up: otherwise somebody
could sign up with another person's address and wait for them to confirm it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import clock
from directory.accounts.closed_sets import LinkEnd, Purpose, SessionEnd
from directory.accounts.models import Account
from directory.accounts.services.links import LinkFor, close_links, make_link, use_link
from directory.accounts.services.sessions import end_sessions
from directory.accounts.tokens import new_reference
from directory.audit import services as audit

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.accounts.closed_sets import AppliedAs
    from directory.accounts.queries import OpenLink
    from directory.keys.ring import KeyRing


class AlreadyMemberError(ValueError):
    """The address has an account already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """What somebody said at sign-up, or a member said of them in an invitation."""

    email: str
    name: str
    applied_as: AppliedAs


def apply(
    session: Session,
    applicant: Applicant,
    *,
    form_key: str | None,
    invited_by: int | None = None,
) -> str | None:
    """A link with which the applicant becomes a member; None where they are one already.

    An invitation is kept all the same: whoever sent it does not learn who is here.
    """
    is_member = _account_of(session, applicant.email) is not None
    if is_member and invited_by is None:
        return None
    token = make_link(
        session,
        LinkFor(
            purpose=Purpose.SIGN_UP if invited_by is None else Purpose.INVITATION,
            email=applicant.email,
            name=applicant.name,
            applied_as=applicant.applied_as,
            made_by_id=invited_by,
            form_key=form_key,
        ),
    )
    return None if is_member else token


def take_up(
    session: Session, keys: KeyRing, link: OpenLink, *, name: str, password_hash: str
) -> int:
    """Make the account that a link promises, and close the link; gives the account's id.

    Raises AlreadyMemberError where the address got an account meanwhile, StaleStateError where
    the link was used at the same moment.
    """
    use_link(session, link.id)
    if link.purpose is Purpose.CURATOR:
        return _take_up_curator(session, keys, link, name=name, password_hash=password_hash)
    if _account_of(session, link.email) is not None:
        raise AlreadyMemberError(link.purpose)
    account = _add(session, link, name=name, password_hash=password_hash)
    inviter = session.get(Account, link.made_by_id) if link.made_by_id else None
    details = {"by": link.purpose.value, "invited-by": inviter.reference if inviter else ""}
    audit.record(session, keys, actor=account.reference, action="account.made", details=details)
    return account.id


def set_password(
    session: Session,
    keys: KeyRing,
    account_id: int,
    password_hash: str,
    *,
    action: str,
    but: str | None = None,
) -> None:
    """Change somebody's password and end their sessions, except the one with reference `but`."""
    account = session.get_one(Account, account_id)
    account.password_hash = password_hash
    account.password_changed_at = clock.now()
    end_sessions(session, account_id, SessionEnd.PASSWORD_CHANGED, but=but)
    close_links(session, LinkEnd.REPLACED, account_id=account_id, purpose=Purpose.RESET)
    audit.record(session, keys, actor=account.reference, action=action)


def _take_up_curator(
    session: Session, keys: KeyRing, link: OpenLink, *, name: str, password_hash: str
) -> int:
    account = _account_of(session, link.email)
    if account is None:
        account = _add(session, link, name=name, password_hash=password_hash)
    else:
        account.password_hash = password_hash
        account.password_changed_at = clock.now()
        end_sessions(session, account.id, SessionEnd.ROLE_CHANGED)
    account.is_curator = True
    session.flush()
    audit.record(
        session, keys, actor=audit.OPERATOR, action="curator.made", subject=account.reference
    )
    return account.id


def _add(session: Session, link: OpenLink, *, name: str, password_hash: str) -> Account:
    now = clock.now()
    account = Account(
        reference=new_reference(),
        email=link.email,
        name=name,
        applied_as=link.applied_as,
        password_hash=password_hash,
        password_changed_at=now,
        made_at=now,
    )
    session.add(account)
    session.flush()
    close_links(session, LinkEnd.REPLACED, email=link.email, purpose=Purpose.SIGN_UP)
    close_links(session, LinkEnd.REPLACED, email=link.email, purpose=Purpose.INVITATION)
    return account


def _account_of(session: Session, email: str) -> Account | None:
    return session.scalars(select(Account).where(Account.email == email)).one_or_none()
