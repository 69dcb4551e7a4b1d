"""The ways to reach somebody that only professionals may see; they are in no published listing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.profiles.closed_sets import Audience
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.listing import PublicContact
from directory.profiles.models import Contact, Listing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def professional_contacts(session: Session, handle: str) -> tuple[PublicContact, ...]:
    """What a published listing shows to professionals alone; the caller checks who asks."""
    rows = session.execute(
        select(Contact.kind, Contact.value)
        .join(Listing, Contact.listing_id == Listing.id)
        .where(
            Listing.handle == handle,
            Listing.status == ListingStatus.PUBLISHED,
            Contact.audience == Audience.PROFESSIONALS,
        )
        .order_by(Contact.kind)
    )
    return tuple(PublicContact(row.kind.value, row.value) for row in rows)
