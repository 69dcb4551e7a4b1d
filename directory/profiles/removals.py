"""Take a listing out of the network for good, remembered only by keyed hashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from directory import clock
from directory.profiles.closed_sets import RemovedBecause
from directory.profiles.models import Affiliation, Case, CaseListing, Listing
from directory.profiles.removed import remember_removed
from directory.profiles.revision import record_changes
from directory.profiles.services import UnknownListingError, existing_drafts

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from directory.keys.ring import KeyRing

EMPTIED = "(about somebody who left)"


def remove_listing(
    session: Session,
    keys: KeyRing,
    handle: str,
    *,
    because: RemovedBecause = RemovedBecause.LEFT,
) -> None:
    """Delete a listing with all that hangs on it, so that no import brings it back. Flushes.

    Running servers learn of it, and the next search finds it no more.

    Raises UnknownListingError.
    """
    draft = existing_drafts(session, (handle,)).get(handle)
    if draft is None:
        raise UnknownListingError(handle)
    remember_removed(session, keys, draft, because=because)
    number = session.scalars(select(Listing.id).where(Listing.handle == handle)).one()
    centers = session.scalars(
        select(Listing.handle)
        .join(Affiliation, Affiliation.center_id == Listing.id)
        .where(Affiliation.person_id == number)
    ).all()
    empty_cases(session, (number,))
    session.execute(delete(Listing).where(Listing.id == number))
    session.flush()
    session.expire_all()
    record_changes(session, [handle, *centers])


def empty_cases(session: Session, listing_ids: Collection[int]) -> None:
    """Take the words out of every case about these listings, and close those that are open."""
    about = select(CaseListing.case_id).where(CaseListing.listing_id.in_(listing_ids))
    session.execute(update(Case).where(Case.id.in_(about)).values(evidence=EMPTIED))
    session.execute(
        update(Case).where(Case.id.in_(about), Case.closed_at.is_not(None)).values(outcome=EMPTIED)
    )
    session.execute(
        update(Case)
        .where(Case.id.in_(about), Case.closed_at.is_(None))
        .values(closed_at=clock.now(), outcome=EMPTIED)
    )
