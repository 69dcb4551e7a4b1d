"""Decisions about listings: kept with their reason, and read by whoever they are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from directory import clock
from directory.profiles.models import Listing, ListingDecision

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.profiles.closed_sets import DecisionKind


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, as curators see it; `made_by` is the reference of an account."""

    kind: DecisionKind
    reason: str
    made_at: datetime
    made_by: str
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class ForOwner:
    """A decision that its owner has not read yet; who made it is not told."""

    handle: str
    name: str
    kind: DecisionKind
    reason: str
    made_at: datetime


def record_decision(
    session: Session, handle: str, kind: DecisionKind, *, reason: str, made_by: str
) -> None:
    """Keep a decision with its reason; flushes.

    Raises RecordNotFound for a handle that does not exist. The database refuses an empty reason
    for anything but publishing and restoring.
    """
    listing = session.scalars(select(Listing.id).where(Listing.handle == handle)).one()
    session.add(
        ListingDecision(
            listing_id=listing,
            kind=kind,
            reason=reason.strip(),
            made_at=clock.now(),
            made_by=made_by,
        )
    )
    session.flush()


def decisions_about(session: Session, handle: str) -> tuple[Decision, ...]:
    """Every decision about a listing, the latest first."""
    rows = session.scalars(
        select(ListingDecision)
        .join(Listing, Listing.id == ListingDecision.listing_id)
        .where(Listing.handle == handle)
        .order_by(ListingDecision.id.desc())
    )
    return tuple(
        Decision(row.kind, row.reason, row.made_at, row.made_by, row.seen_at) for row in rows
    )


def unread_decisions(session: Session, handles: Collection[str]) -> tuple[ForOwner, ...]:
    """What the owner of these listings has not read yet, the latest first."""
    rows = session.execute(
        select(Listing.handle, Listing.name, ListingDecision)
        .join(Listing, Listing.id == ListingDecision.listing_id)
        .where(Listing.handle.in_(handles), ListingDecision.seen_at.is_(None))
        .order_by(ListingDecision.id.desc())
    ).all()
    return tuple(
        ForOwner(
            row.handle,
            row.name,
            row.ListingDecision.kind,
            row.ListingDecision.reason,
            row.ListingDecision.made_at,
        )
        for row in rows
    )


def mark_read(session: Session, handle: str) -> None:
    """Note that the owner read what was decided about this listing."""
    listing = select(Listing.id).where(Listing.handle == handle).scalar_subquery()
    session.execute(
        update(ListingDecision)
        .where(ListingDecision.listing_id == listing, ListingDecision.seen_at.is_(None))
        .values(seen_at=clock.now())
        .execution_options(synchronize_session=False)
    )
