"""What others may ask about listings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from directory.db import RecordNotFound
from directory.profiles.closed_sets import TermUse
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models import DoNotMatch, Listing, ListingTerm, ReferralCounts
from directory.profiles.published_rows import published_rows, rows_whatever_its_state
from directory.profiles.publishing import published
from directory.profiles.revision import Changes, changed_since, current_revision, parts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from directory.profiles.listing import PublishedListing

__all__ = [
    "Changes",
    "PrivateMatching",
    "changed_since",
    "current_revision",
    "has_listings",
    "kept_apart",
    "latest_changes",
    "listing_statuses",
    "previewed_listing",
    "private_facts",
    "published_listing",
    "published_listings",
    "was_taken_down",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateMatching:
    """What ranking respects and nobody is shown; it is never part of a page or an answer."""

    prefers_not: frozenset[str] = frozenset()
    does_not_match_with: frozenset[str] = frozenset()
    is_conversion_practice: bool = False
    referrals_asked: int = 0
    referrals_accepted: int = 0
    referrals_closed: int = 0
    referrals_recent_30d: float = 0.0


def published_listings(
    session: Session, handles: Collection[str] | None = None
) -> Iterator[PublishedListing]:
    """Every published listing by handle, or those of these handles that are published.

    The number of queries does not depend on how many there are. Stale listings are among them:
    what age does to a listing is asked of `directory.profiles.freshness` on the day.
    """
    rows = published_rows(session, handles)
    return (published(row, rows) for row in rows.listings)


def published_listing(session: Session, handle: str) -> PublishedListing:
    """One published listing. Raises RecordNotFound where there is none of that handle."""
    for listing in published_listings(session, (handle,)):
        return listing
    raise RecordNotFound(f"No published listing has the handle {handle!r}")


def previewed_listing(session: Session, handle: str) -> PublishedListing:
    """What would be shown of a listing if it were public; for its owner's own eyes.

    Raises RecordNotFound where there is no listing of that handle.
    """
    rows = rows_whatever_its_state(session, handle)
    for row in rows.listings:
        return published(row, rows)
    raise RecordNotFound(f"No listing has the handle {handle!r}")


def listing_statuses(session: Session, handles: Collection[str]) -> dict[str, ListingStatus]:
    """Where each of these listings stands; those that do not exist are left out."""
    return {
        row.handle: row.status
        for part in parts(sorted(handles))
        for row in session.execute(
            select(Listing.handle, Listing.status).where(Listing.handle.in_(part))
        )
    }


def kept_apart(session: Session, handle: str) -> tuple[tuple[str, str], ...]:
    """Handle and name of everybody whom this listing is never matched with; for its owner only."""
    owner, other = aliased(Listing), aliased(Listing)
    rows = session.execute(
        select(other.handle, other.name)
        .join(DoNotMatch, DoNotMatch.other_id == other.id)
        .join(owner, DoNotMatch.listing_id == owner.id)
        .where(owner.handle == handle)
        .order_by(other.name, other.handle)
    )
    return tuple((row.handle, row.name) for row in rows)


def has_listings(session: Session, *, is_invented: bool) -> bool:
    """Whether the network holds any invented listing, or any real one, in whatever state."""
    found = select(Listing.handle).where(Listing.is_invented == is_invented).limit(1)
    return session.scalars(found).one_or_none() is not None


LATEST = 100


def latest_changes(session: Session, handles: Collection[str] | None = None) -> dict[str, datetime]:
    """When the published listings that changed last did so, or those of these handles."""
    found = select(Listing.handle, Listing.changed_at).where(
        Listing.status == ListingStatus.PUBLISHED
    )
    if handles is None:
        found = found.order_by(Listing.changed_at.desc()).limit(LATEST)
    else:
        found = found.where(Listing.handle.in_(handles))
    return {row.handle: row.changed_at for row in session.execute(found)}


def was_taken_down(session: Session, handle: str) -> bool:
    """Whether a listing of this handle existed and was withdrawn or suspended (410, not 404)."""
    status = session.scalars(select(Listing.status).where(Listing.handle == handle)).one_or_none()
    return status in {ListingStatus.WITHDRAWN, ListingStatus.SUSPENDED}


def private_facts(
    session: Session, handles: Collection[str] | None = None
) -> dict[str, PrivateMatching]:
    """What ranking respects in silence, for all published listings or those of these handles."""
    chosen = select(Listing.id).where(Listing.status == ListingStatus.PUBLISHED)
    if handles is not None:
        chosen = chosen.where(Listing.handle.in_(handles))
    wishes, apart, counts = (
        _wishes(session, chosen),
        _apart(session, chosen),
        _counts(session, chosen),
    )
    listings = session.execute(
        select(Listing.id, Listing.handle, Listing.is_conversion_practice).where(
            Listing.id.in_(chosen)
        )
    )
    return {
        row.handle: PrivateMatching(
            prefers_not=wishes[row.id],
            does_not_match_with=apart[row.id],
            is_conversion_practice=row.is_conversion_practice,
            **counts.get(row.id, {}),
        )
        for row in listings
    }


def _wishes(session: Session, chosen: Select[int]) -> dict[int, frozenset[str]]:
    return _sets(
        session,
        select(ListingTerm.listing_id, ListingTerm.term).where(
            ListingTerm.use == TermUse.PREFERS_NOT, ListingTerm.listing_id.in_(chosen)
        ),
    )


def _apart(session: Session, chosen: Select[int]) -> dict[int, frozenset[str]]:
    other = aliased(Listing)
    return _sets(
        session,
        select(DoNotMatch.listing_id, other.handle)
        .join(other, DoNotMatch.other_id == other.id)
        .where(DoNotMatch.listing_id.in_(chosen)),
    )


def _counts(session: Session, chosen: Select[int]) -> dict[int, dict[str, Any]]:
    rows = session.scalars(select(ReferralCounts).where(ReferralCounts.listing_id.in_(chosen)))
    return {
        row.listing_id: {
            "referrals_asked": row.asked,
            "referrals_accepted": row.accepted,
            "referrals_closed": row.closed,
            "referrals_recent_30d": row.recent_30d,
        }
        for row in rows
    }


def _sets(session: Session, query: Select[int, str]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for row in session.execute(query):
        found[row[0]].add(row[1])
    sets: dict[int, frozenset[str]] = defaultdict(frozenset)
    sets.update({owner: frozenset(values) for owner, values in found.items()})
    return sets


def log_subject(session: Session, handle: str) -> str:
    """What the log calls a listing: by its number, because a handle is made of a name."""
    number = session.scalar(select(Listing.id).where(Listing.handle == handle))
    return f"listing:{number or 0}"
