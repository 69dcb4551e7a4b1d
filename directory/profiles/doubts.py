"""What real answers and reports say against a stated fact, until it is confirmed anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from directory import clock
from directory.profiles.closed_sets import Doubt
from directory.profiles.models import Listing, ListingDoubt
from directory.profiles.revision import record_changes

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

OF_OPENINGS = (Doubt.SAID_FULL, Doubt.OPENINGS_REPORTED)
"""What goes when the owner says anew whether new clients are taken."""


def note_answered_full(session: Session, listing_id: int | None) -> None:
    """Keep that somebody declined a real referral as full: their claim is corrected. Flushes.

    For the one who moves a referral; None stands for somebody who is not listed.
    """
    handle = session.scalar(select(Listing.handle).where(Listing.id == listing_id))
    if handle is not None:
        raise_doubt(session, handle, Doubt.SAID_FULL)


def raise_doubt(session: Session, handle: str, about: Doubt) -> None:
    """Let a fact read as doubtful from today; raising it again keeps the latest day. Flushes.

    Raises NoResultFound for a handle that does not exist.
    """
    listing_id = session.scalars(select(Listing.id).where(Listing.handle == handle)).one()
    session.merge(ListingDoubt(listing_id=listing_id, about=about, since=clock.today()))
    session.flush()
    record_changes(session, [handle])


def settle(session: Session, handle: str, *about: Doubt) -> bool:
    """Let these doubts go, and tell whether there were any. Flushes."""
    listing = select(Listing.id).where(Listing.handle == handle).scalar_subquery()
    gone: int = session.execute(
        delete(ListingDoubt)
        .where(ListingDoubt.listing_id == listing, ListingDoubt.about.in_(about))
        .execution_options(synchronize_session=False)
    ).rowcount  # type: ignore[attr-defined]
    if gone:
        record_changes(session, [handle])
    return bool(gone)
