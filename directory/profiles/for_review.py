"""What about listings waits for a curator: reviews, checks that fall due, facts gone stale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from directory.matching.listing import LicenseStatus
from directory.profiles.closed_sets import CredentialLevel, DatedFact
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models import Confirmation, Credential, Listing

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from directory.matching.need import Kind
    from directory.profiles.draft import CredentialKey

RECHECK = timedelta(days=365)
BEFORE_EXPIRY = timedelta(days=30)
STALE_FROM = timedelta(days=90)
HIDDEN_FROM = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class InReview:
    """A listing that asks for publication."""

    handle: str
    name: str
    kind: Kind
    since: datetime


@dataclass(frozen=True, slots=True)
class ToCheck:
    """A credential of a public listing that wants looking up; `due` is the last day for it."""

    handle: str
    name: str
    credential: CredentialKey
    is_expired: bool
    due: date


@dataclass(frozen=True, slots=True)
class Stale:
    """A public listing whose openings nobody confirmed for 90 days."""

    handle: str
    name: str
    confirmed_on: date
    hidden_on: date


@dataclass(frozen=True, slots=True)
class Listed:
    """A listing in the list of all, whatever its state."""

    handle: str
    name: str
    kind: Kind
    status: ListingStatus


def in_review(session: Session, *, limit: int | None = None) -> tuple[InReview, ...]:
    """Listings that wait for their review, the oldest first; the first so many, or all."""
    rows = session.execute(
        select(Listing.handle, Listing.name, Listing.kind, Listing.consented_on, Listing.changed_at)
        .where(Listing.status == ListingStatus.IN_REVIEW)
        .order_by(Listing.consented_on, Listing.changed_at, Listing.handle)
        .limit(limit)
    ).all()
    return tuple(
        InReview(row.handle, row.name, row.kind, _asked_at(row.consented_on, row.changed_at))
        for row in rows
    )


def credentials_to_check(
    session: Session, today: date, *, limit: int | None = None
) -> tuple[ToCheck, ...]:
    """Credentials of public listings that want looking up, the first due first.

    Those never checked, those that run out within 30 days, and those checked nearly a year ago;
    the first so many, or all.
    """
    # What is due first is among the first of one of the three reasons.
    never_checked = func.coalesce(Listing.published_on, today)
    orders = (never_checked, Credential.checked_on, Credential.expires_on)
    rows = {
        row.Credential.id: row
        for reason, order in zip(_reasons(today), orders, strict=True)
        for row in session.execute(
            select(Listing.handle, Listing.name, Listing.published_on, Credential)
            .join(Listing, Listing.id == Credential.listing_id)
            .where(*_is_licence_shown(), reason)
            .order_by(order, Listing.handle, Credential.id)
            .limit(limit)
        )
    }.values()
    found = [
        ToCheck(
            row.handle,
            row.name,
            (row.Credential.profession, row.Credential.jurisdiction, row.Credential.title),
            row.Credential.expires_on is not None and row.Credential.expires_on < today,
            _due(row.Credential, row.published_on or today),
        )
        for row in rows
    ]
    found.sort(key=lambda item: (item.due, item.handle, item.credential))
    return tuple(found[:limit])


def count_credentials_to_check(session: Session, today: date) -> int:
    """How many `credentials_to_check` gives without a limit."""
    counted = (
        select(func.count())
        .select_from(Credential)
        .join(Listing, Listing.id == Credential.listing_id)
        .where(*_is_licence_shown(), or_(*_reasons(today)))
    )
    return session.scalar(counted) or 0


def _is_licence_shown() -> tuple[ColumnElement[bool], ...]:
    return (
        Listing.status == ListingStatus.PUBLISHED,
        Credential.level != CredentialLevel.NONE,
    )


def _reasons(today: date) -> tuple[ColumnElement[bool], ...]:
    """Never checked, checked nearly a year ago, and running out."""
    return (
        Credential.status == LicenseStatus.NOT_CHECKED,
        Credential.checked_on <= today - RECHECK + BEFORE_EXPIRY,
        Credential.expires_on <= today + BEFORE_EXPIRY,
    )


def stale_listings(session: Session, today: date, *, limit: int | None = None) -> tuple[Stale, ...]:
    """Public listings whose openings were last confirmed 90 days ago or more, the oldest first."""
    rows = session.execute(
        select(Listing.handle, Listing.name, Confirmation.confirmed_on)
        .join(Confirmation, Confirmation.listing_id == Listing.id)
        .where(*_is_stale(today))
        .order_by(Confirmation.confirmed_on, Listing.handle)
        .limit(limit)
    ).all()
    return tuple(
        Stale(row.handle, row.name, row.confirmed_on, row.confirmed_on + HIDDEN_FROM)
        for row in rows
    )


def count_stale_listings(session: Session, today: date) -> int:
    """How many `stale_listings` gives without a limit."""
    counted = (
        select(func.count())
        .select_from(Listing)
        .join(Confirmation, Confirmation.listing_id == Listing.id)
        .where(*_is_stale(today))
    )
    return session.scalar(counted) or 0


def _is_stale(today: date) -> tuple[ColumnElement[bool], ...]:
    return (
        Listing.status == ListingStatus.PUBLISHED,
        Confirmation.fact == DatedFact.AVAILABILITY,
        Confirmation.confirmed_on <= today - STALE_FROM,
    )


def count_in_review(session: Session) -> int:
    """How many listings wait for their review."""
    waiting = select(func.count()).where(Listing.status == ListingStatus.IN_REVIEW)
    return session.scalar(waiting) or 0


def listings_called(session: Session, words: str, *, limit: int) -> tuple[Listed, ...]:
    """Listings in any state whose name or handle holds these words, by name; all for no words."""
    query = select(Listing.handle, Listing.name, Listing.kind, Listing.status)
    for word in words.split():
        query = query.where(
            or_(
                Listing.name.icontains(word, autoescape=True),
                Listing.handle.icontains(word, autoescape=True),
            )
        )
    rows = session.execute(query.order_by(Listing.name, Listing.handle).limit(limit)).all()
    return tuple(Listed(row.handle, row.name, row.kind, row.status) for row in rows)


def _due(credential: Credential, published_on: date) -> date:
    if credential.checked_on is None:
        return published_on
    recheck = credential.checked_on + RECHECK
    return min(recheck, credential.expires_on) if credential.expires_on else recheck


def _asked_at(consented_on: date | None, changed_at: datetime) -> datetime:
    # The day on which it was handed in counts: who corrects a word does not lose the place.
    if consented_on is None:
        return changed_at
    return min(changed_at, datetime.combine(consented_on, time(23, 59), UTC))
