"""What views and services ask about accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from directory import clock
from directory.accounts.closed_sets import AccountStatus, Attempt, Purpose, Stage, Stewardship
from directory.accounts.member import Member
from directory.accounts.models import (
    Account,
    AccountListing,
    AccountSession,
    KnownBrowser,
    OneTimeLink,
    RecoveryCode,
    SignInTry,
)
from directory.accounts.permissions import Role
from directory.accounts.throttling import WINDOW, FailedTries
from directory.accounts.tokens import digest, keyed_digest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.accounts.closed_sets import AppliedAs
    from directory.keys.ring import KeyRing

IDLE = timedelta(minutes=30)
IDLE_OF_CURATORS = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=12)
PENDING = timedelta(minutes=10)
"""How long the second step waits for its code."""
CURATORS_NEEDED = 2


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a sign-in is checked against."""

    account_id: int
    password_hash: str
    may_sign_in: bool
    has_factor: bool


@dataclass(frozen=True, slots=True)
class ShownSession:
    """A session as its owner sees it."""

    reference: str
    device: str
    network: str
    started_at: datetime
    seen_at: datetime
    is_this_one: bool


@dataclass(frozen=True, slots=True)
class OpenLink:
    """What a one-time link is for, while it is open."""

    id: int
    purpose: Purpose
    account_id: int | None
    email: str
    name: str
    applied_as: AppliedAs | None
    made_by_id: int | None
    usable_from: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ShownInvitation:
    """An invitation as the one who sent it sees it."""

    reference: str
    email: str
    made_at: datetime
    expires_at: datetime


def credentials_of(session: Session, email: str) -> Credentials | None:
    """What to check a password against, or None where nobody has this address."""
    account = session.scalars(select(Account).where(Account.email == email)).one_or_none()
    return None if account is None else _credentials(account)


def credentials_by_id(session: Session, account_id: int) -> Credentials:
    """What to check somebody's password against. Raises RecordNotFound."""
    return _credentials(session.get_one(Account, account_id))


def member_of_token(session: Session, token: str) -> Member | None:
    """Whose session this is and how far it has come, or None where it no longer counts."""
    row = session.execute(
        select(AccountSession, Account)
        .join(Account, Account.id == AccountSession.account_id)
        .where(AccountSession.token_hash == digest(token), AccountSession.ended_at.is_(None))
    ).one_or_none()
    if row is None or not _still_counts(row.AccountSession, row.Account):
        return None
    return _member(session, row.AccountSession, row.Account)


def open_sessions(session: Session, member: Member) -> tuple[ShownSession, ...]:
    """The sessions of this person that still count, the latest first."""
    account = session.get_one(Account, member.account_id)
    rows = session.scalars(
        select(AccountSession)
        .where(
            AccountSession.account_id == account.id,
            AccountSession.ended_at.is_(None),
            AccountSession.stage == Stage.FULL,
        )
        .order_by(AccountSession.seen_at.desc(), AccountSession.id.desc())
    )
    return tuple(
        ShownSession(
            reference=row.reference,
            device=row.device,
            network=row.network,
            started_at=row.started_at,
            seen_at=row.seen_at,
            is_this_one=row.reference == member.session_reference,
        )
        for row in rows
        if _still_counts(row, account)
    )


def open_link(session: Session, token: str, *purposes: Purpose) -> OpenLink | None:
    """The link of this token where it is open, for one of these purposes; else None."""
    row = session.scalars(
        select(OneTimeLink).where(
            OneTimeLink.token_hash == digest(token),
            OneTimeLink.purpose.in_(purposes),
            OneTimeLink.closed_at.is_(None),
            OneTimeLink.expires_at > clock.now(),
        )
    ).one_or_none()
    return None if row is None else _open_link(row)


def open_links_of(session: Session, account_id: int, purpose: Purpose) -> tuple[OpenLink, ...]:
    """The open links of an account for a purpose, the latest first."""
    rows = session.scalars(
        select(OneTimeLink)
        .where(
            OneTimeLink.account_id == account_id,
            OneTimeLink.purpose == purpose,
            OneTimeLink.closed_at.is_(None),
            OneTimeLink.expires_at > clock.now(),
        )
        .order_by(OneTimeLink.id.desc())
    )
    return tuple(_open_link(row) for row in rows)


def open_invitations(session: Session, account_id: int) -> tuple[ShownInvitation, ...]:
    """The invitations somebody sent that still wait."""
    rows = session.scalars(
        select(OneTimeLink)
        .where(
            OneTimeLink.made_by_id == account_id,
            OneTimeLink.purpose == Purpose.INVITATION,
            OneTimeLink.closed_at.is_(None),
            OneTimeLink.expires_at > clock.now(),
        )
        .order_by(OneTimeLink.id.desc())
    )
    return tuple(
        ShownInvitation(row.reference, row.email, row.made_at, row.expires_at) for row in rows
    )


def invitations_since(session: Session, account_id: int, since: datetime) -> int:
    """How many invitations somebody sent since then."""
    statement = select(func.count()).where(
        OneTimeLink.made_by_id == account_id,
        OneTimeLink.purpose == Purpose.INVITATION,
        OneTimeLink.made_at > since,
    )
    return session.scalar(statement) or 0


def is_form_key_known(session: Session, form_key: str) -> bool:
    """Whether a form with this one-time key was taken already."""
    statement = select(OneTimeLink.id).where(OneTimeLink.form_key == form_key)
    return session.scalar(statement) is not None


def recovery_codes_left(session: Session, account_id: int) -> int:
    """How many recovery codes were not used yet."""
    statement = select(func.count()).where(
        RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None)
    )
    return session.scalar(statement) or 0


def names_of(session: Session, references: Iterable[str]) -> dict[str, str]:
    """The names of accounts by their reference; who left is not among them."""
    wanted = set(references)
    statement = select(Account.reference, Account.name).where(Account.reference.in_(wanted))
    return {row.reference: row.name for row in session.execute(statement)}


def active_curators(session: Session) -> int:
    """How many networking admins may act."""
    statement = select(func.count()).where(
        Account.is_curator, Account.status == AccountStatus.ACTIVE
    )
    return session.scalar(statement) or 0


def has_accounts(session: Session) -> bool:
    """Whether anybody can sign in at all."""
    return session.scalar(select(Account.id).limit(1)) is not None


def is_known_browser(session: Session, account_id: int | None, token: str) -> bool:
    """Whether a browser with this cookie has signed in to the account before."""
    statement = select(KnownBrowser.id).where(
        KnownBrowser.account_id == account_id, KnownBrowser.token_hash == digest(token)
    )
    return bool(token) and session.scalar(statement) is not None


def has_known_browsers(session: Session, account_id: int) -> bool:
    """Whether anybody signed in to the account before."""
    statement = select(KnownBrowser.id).where(KnownBrowser.account_id == account_id).limit(1)
    return session.scalar(statement) is not None


def failed_codes(
    session: Session, keys: KeyRing, account: str, since: datetime
) -> tuple[datetime, ...]:
    """When browsers that the account does not know gave a wrong code since then, oldest first."""
    return tuple(
        session.scalars(
            select(SignInTry.at)
            .where(
                SignInTry.kind == Attempt.FACTOR,
                SignInTry.account_key == keyed_digest(keys, account, purpose="sign-in-account"),
                SignInTry.is_known_browser.is_(False),
                SignInTry.at > since,
            )
            .order_by(SignInTry.at)
        )
    )


def failed_tries(
    session: Session, keys: KeyRing, *, account: str, caller: str, is_known_browser: bool
) -> FailedTries:
    """The failed passwords and codes of the last minute, as throttling wants them.

    `account` is the address that was typed, `caller` the browser's token or the address.
    """
    account_key, caller_key = try_keys(keys, account, caller)
    rows = session.execute(
        select(
            SignInTry.account_key, SignInTry.caller_key, SignInTry.is_known_browser, SignInTry.at
        )
        .where(
            SignInTry.kind.in_((Attempt.PASSWORD, Attempt.FACTOR)),
            SignInTry.at > clock.now() - WINDOW,
            (SignInTry.account_key == account_key) | (SignInTry.caller_key == caller_key),
        )
        .order_by(SignInTry.at)
    ).all()
    on_account = [row for row in rows if row.account_key == account_key]
    return FailedTries(
        here=tuple(row.at for row in on_account if row.caller_key == caller_key),
        on_account=tuple(row.at for row in on_account if not row.is_known_browser),
        of_address=tuple(row.at for row in rows if row.caller_key == caller_key),
        is_known_browser=is_known_browser,
    )


def mails_asked(
    session: Session, keys: KeyRing, *, account: str, caller: str, since: datetime
) -> tuple[int, int]:
    """How many mails were asked for since then: to this address, and by this caller."""
    account_key, caller_key = try_keys(keys, account, caller)
    rows = session.execute(
        select(SignInTry.account_key, SignInTry.caller_key).where(
            SignInTry.kind == Attempt.MAIL,
            SignInTry.at > since,
            (SignInTry.account_key == account_key) | (SignInTry.caller_key == caller_key),
        )
    ).all()
    to_address = sum(row.account_key == account_key for row in rows)
    return to_address, sum(row.caller_key == caller_key for row in rows)


def try_keys(keys: KeyRing, account: str, caller: str) -> tuple[str, str]:
    """What is kept of an address and a caller: enough to count, not enough to read."""
    return (
        keyed_digest(keys, account, purpose="sign-in-account"),
        keyed_digest(keys, caller, purpose="sign-in-caller"),
    )


def _credentials(account: Account) -> Credentials:
    return Credentials(
        account_id=account.id,
        password_hash=account.password_hash,
        may_sign_in=account.status is AccountStatus.ACTIVE,
        has_factor=account.factor_since is not None,
    )


def _still_counts(row: AccountSession, account: Account) -> bool:
    now = clock.now()
    idle = IDLE_OF_CURATORS if account.is_curator else IDLE
    longest = ABSOLUTE if row.stage is Stage.FULL else PENDING
    return (
        account.status is AccountStatus.ACTIVE
        and now - row.seen_at < idle
        and now - row.started_at < longest
    )


def _member(session: Session, row: AccountSession, account: Account) -> Member:
    listings = session.scalars(
        select(AccountListing)
        .where(AccountListing.account_id == account.id)
        .order_by(AccountListing.listing_handle)
    ).all()
    owned = [one for one in listings if one.stewardship is Stewardship.OWNER]
    managed = [one for one in listings if one.stewardship is Stewardship.MANAGER]
    return Member(
        account_id=account.id,
        reference=account.reference,
        name=account.name,
        email=account.email,
        applied_as=account.applied_as,
        roles=_roles(account, owned, managed),
        listing_handle=owned[0].listing_handle if owned else None,
        center_handles=tuple(one.listing_handle for one in managed),
        is_curator=account.is_curator,
        has_factor=account.factor_since is not None,
        session_reference=row.reference,
        session_stage=row.stage,
        session_seen_at=row.seen_at,
        password_given_at=row.confirmed_at,
    )


def _roles(
    account: Account, owned: list[AccountListing], managed: list[AccountListing]
) -> frozenset[Role]:
    roles = set()
    if account.applied_as is not None or owned or managed or not account.is_curator:
        roles.add(Role.NEWCOMER)
    if any(one.verified_on for one in owned):
        roles.add(Role.PRACTITIONER)
    if any(one.verified_on for one in managed):
        roles.add(Role.CENTER)
    if account.is_curator:
        roles.add(Role.CURATOR)
    return frozenset(roles)


def _open_link(row: OneTimeLink) -> OpenLink:
    return OpenLink(
        id=row.id,
        purpose=row.purpose,
        account_id=row.account_id,
        email=row.email,
        name=row.name,
        applied_as=row.applied_as,
        made_by_id=row.made_by_id,
        usable_from=row.usable_from,
        expires_at=row.expires_at,
    )
