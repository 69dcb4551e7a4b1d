"""Accounts and what hangs on them: sessions, one-time links, recovery codes, failed tries."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    text,
)
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column

from directory.accounts.closed_sets import (
    AccountStatus,
    ActState,
    AppliedAs,
    Attempt,
    LinkEnd,
    Purpose,
    SessionEnd,
    Stage,
    Stewardship,
)
from directory.db import Model

REFERENCE = String(22)
"""128 random bits in an address or a log, in place of a number that could be counted up."""
DIGEST = String(64)
EMAIL = String(254)
NAME = String(120)


def _of_account() -> MappedColumn[int]:
    return mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)


class Account(Model):
    """Somebody who can sign in."""

    __tablename__ = "accounts"
    __table_args__ = (
        CheckConstraint("email = lower(email) AND length(email) > 2", name="email_is_lower"),
        CheckConstraint("length(trim(name)) > 0", name="name_is_given"),
        CheckConstraint("(factor_secret IS NULL) = (factor_since IS NULL)", name="factor_has_date"),
        CheckConstraint(
            "status <> 'suspended' OR (suspended_at IS NOT NULL AND length(suspended_reason) > 0)",
            name="suspended_has_reason",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(REFERENCE, unique=True)
    email: Mapped[str] = mapped_column(EMAIL, unique=True)
    name: Mapped[str] = mapped_column(NAME)
    applied_as: Mapped[AppliedAs | None]
    status: Mapped[AccountStatus] = mapped_column(default=AccountStatus.ACTIVE)
    is_curator: Mapped[bool] = mapped_column(default=False)
    password_hash: Mapped[str] = mapped_column(String(200))
    password_changed_at: Mapped[datetime]
    factor_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    factor_since: Mapped[datetime | None]
    factor_last_step: Mapped[int | None]
    made_at: Mapped[datetime]
    suspended_at: Mapped[datetime | None]
    suspended_reason: Mapped[str] = mapped_column(Text, default="")


class AccountListing(Model):
    """Whose listing it is, and who manages a center."""

    __tablename__ = "account_listings"
    __table_args__ = (
        Index(
            "uq_account_listings_one_owner",
            "listing_handle",
            unique=True,
            sqlite_where=text("stewardship = 'owner'"),
            postgresql_where=text("stewardship = 'owner'"),
        ),
    )

    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True
    )
    # By handle, so that accounts need not know the tables of listings, which lie above them.
    listing_handle: Mapped[str] = mapped_column(
        ForeignKey("listings.handle", ondelete="CASCADE", onupdate="CASCADE"),
        primary_key=True,
        index=True,
    )
    stewardship: Mapped[Stewardship]
    since: Mapped[date]
    verified_on: Mapped[date | None]


class AccountSession(Model):
    """One signed-in browser; the browser holds the token, we hold its hash."""

    __tablename__ = "account_sessions"
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (ended_because IS NULL)", name="end_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(REFERENCE, unique=True)
    account_id: Mapped[int] = _of_account()
    token_hash: Mapped[str] = mapped_column(DIGEST, unique=True)
    stage: Mapped[Stage]
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    confirmed_at: Mapped[datetime]
    """When the password was last given."""
    device: Mapped[str] = mapped_column(String(80))
    network: Mapped[str] = mapped_column(String(60))
    """The address cut to its /24 or /48, so that the owner can tell sessions apart."""
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[SessionEnd | None]


class OneTimeLink(Model):
    """A link that does one thing once; we hold its hash."""

    __tablename__ = "one_time_links"
    __table_args__ = (
        CheckConstraint("expires_at > usable_from", name="expires_later"),
        CheckConstraint("(closed_at IS NULL) = (closed_because IS NULL)", name="end_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(REFERENCE, unique=True)
    token_hash: Mapped[str] = mapped_column(DIGEST, unique=True)
    purpose: Mapped[Purpose]
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    email: Mapped[str] = mapped_column(EMAIL, default="")
    name: Mapped[str] = mapped_column(NAME, default="")
    applied_as: Mapped[AppliedAs | None]
    made_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    form_key: Mapped[str | None] = mapped_column(REFERENCE, unique=True)
    made_at: Mapped[datetime]
    usable_from: Mapped[datetime]
    expires_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_because: Mapped[LinkEnd | None]


class RecoveryCode(Model):
    """A code for whoever lost the phone; works once."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = _of_account()
    code_hash: Mapped[str] = mapped_column(DIGEST, unique=True)
    used_at: Mapped[datetime | None]


class KnownBrowser(Model):
    """A browser that has signed in to this account before, and is counted by itself."""

    __tablename__ = "known_browsers"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = _of_account()
    token_hash: Mapped[str] = mapped_column(DIGEST, unique=True)
    since: Mapped[datetime]


class SignInTry(Model):
    """A try that counts for throttling: keyed hashes of account and caller, kept for a day."""

    __tablename__ = "sign_in_tries"
    __table_args__ = (
        Index("ix_sign_in_tries_account", "account_key", "at"),
        Index("ix_sign_in_tries_caller", "caller_key", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Attempt]
    account_key: Mapped[str] = mapped_column(DIGEST)
    caller_key: Mapped[str] = mapped_column(DIGEST)
    """A known browser, or an address."""
    is_known_browser: Mapped[bool]
    at: Mapped[datetime] = mapped_column(index=True)


class Passkey(Model):
    """A key that a device keeps for this site; we hold its public half."""

    __tablename__ = "passkeys"
    __table_args__ = (
        CheckConstraint("sign_count >= 0", name="sign_count_not_negative"),
        CheckConstraint("length(trim(name)) > 0", name="name_is_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(REFERENCE, unique=True)
    account_id: Mapped[int] = _of_account()
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class TwoPersonAct(Model):
    """Something that one curator proposes and another confirms, or that waits two days."""

    __tablename__ = "two_person_acts"
    __table_args__ = (
        CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_has_date"),
        # The two halves are two people, whatever the software above does.
        CheckConstraint(
            "state <> 'done' OR was_alone OR proposed_by_id IS NULL OR ended_by_id IS NULL"
            " OR proposed_by_id <> ended_by_id",
            name="two_people",
        ),
        CheckConstraint("NOT was_alone OR alone_from IS NOT NULL", name="alone_has_waited"),
        Index(
            "uq_two_person_acts_one_open",
            "kind",
            "subject",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(REFERENCE, unique=True)
    kind: Mapped[str] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(String(120))
    """What it is about: the reference of an account, a handle; never a name."""
    details: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    concerned_id: Mapped[int | None] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    """Whom it concerns; empty where it concerns every member."""
    proposed_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("accounts.id", ondelete="SET NULL"), index=True
    )
    proposed_at: Mapped[datetime]
    alone_from: Mapped[datetime | None]
    """From when on the one who proposed it may do it alone, where nobody else can confirm."""
    expires_at: Mapped[datetime]
    state: Mapped[ActState] = mapped_column(default=ActState.OPEN)
    was_alone: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("accounts.id", ondelete="SET NULL"), index=True
    )
