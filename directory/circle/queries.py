"""What a member asks about their own circle; nobody else's is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.accounts.closed_sets import Stewardship
from directory.accounts.models import Account, AccountListing
from directory.circle.contact import Contact
from directory.circle.models import CircleContact, CircleHandover
from directory.keys.fields import FieldNotReadableError, decrypt_field
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models import Listing

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.keys.ring import KeyRing

PURPOSE = "circle"


@dataclass(frozen=True, slots=True)
class ShownContact:
    """A contact as its owner sees it."""

    reference: str
    contact: Contact
    handle: str | None
    """Of a colleague in the network."""
    is_listed: bool
    """Whether their page can be opened now."""


@dataclass(frozen=True, slots=True)
class ShownHandover:
    """A circle that is offered, with the names of both sides and how many contacts it holds."""

    reference: str
    giver: str
    receiver: str
    with_notes: bool
    offered_at: datetime
    contacts: int


def place_of(reference: str) -> str:
    """Where the notes of a contact stand, for their encryption."""
    return f"circle-contact:{reference}"


def contacts_of(session: Session, keys: KeyRing, owner_id: int) -> tuple[ShownContact, ...]:
    """The whole circle of a member, by name."""
    rows = session.execute(
        select(CircleContact, Listing.handle, Listing.name, Listing.status)
        .outerjoin(Listing, CircleContact.listing_id == Listing.id)
        .where(CircleContact.owner_id == owner_id)
    ).all()
    shown = (_shown(keys, row[0], row[1], row[2], row[3]) for row in rows)
    return tuple(sorted(shown, key=lambda one: (one.contact.name.casefold(), one.reference)))


def contact_of(session: Session, keys: KeyRing, owner_id: int, reference: str) -> ShownContact:
    """One contact of a member's own. Raises RecordNotFound."""
    row = session.execute(
        select(CircleContact, Listing.handle, Listing.name, Listing.status)
        .outerjoin(Listing, CircleContact.listing_id == Listing.id)
        .where(CircleContact.owner_id == owner_id, CircleContact.reference == reference)
    ).one()
    return _shown(keys, row[0], row[1], row[2], row[3])


def open_handovers(session: Session, account_id: int) -> tuple[ShownHandover, ...]:
    """The circles that are offered to somebody and not answered yet."""
    return _handovers(session, CircleHandover.to_id == account_id)


def offered_handover(session: Session, account_id: int) -> ShownHandover | None:
    """The circle that somebody offers to a colleague who has not answered yet."""
    found = _handovers(session, CircleHandover.from_id == account_id)
    return found[0] if found else None


def owner_of(session: Session, handle: str) -> int | None:
    """The id of the account whose own listing this is, or None where nobody signs in for it."""
    return session.scalars(
        select(AccountListing.account_id).where(
            AccountListing.listing_handle == handle,
            AccountListing.stewardship == Stewardship.OWNER,
            AccountListing.verified_on.is_not(None),
        )
    ).one_or_none()


def _handovers(session: Session, whose: object) -> tuple[ShownHandover, ...]:
    rows = session.scalars(
        select(CircleHandover)
        .where(whose, CircleHandover.ended_at.is_(None))  # type: ignore[arg-type]
        .order_by(CircleHandover.id)
    ).all()
    return tuple(
        ShownHandover(
            reference=row.reference,
            giver=session.get_one(Account, row.from_id).name,
            receiver=session.get_one(Account, row.to_id).name,
            with_notes=row.with_notes,
            offered_at=row.offered_at,
            contacts=len(
                session.scalars(
                    select(CircleContact.id).where(CircleContact.owner_id == row.from_id)
                ).all()
            ),
        )
        for row in rows
    )


def _shown(
    keys: KeyRing,
    row: CircleContact,
    handle: str | None,
    name: str | None,
    status: ListingStatus | None,
) -> ShownContact:
    return ShownContact(
        reference=row.reference,
        contact=Contact(
            name=name or row.name,
            discipline=row.discipline,
            town=row.town,
            phone=row.phone,
            email=row.email,
            licence=row.licence,
            sent_for=row.sent_for,
            notes=notes_of(keys, row),
            tags=tuple(tag.tag for tag in row.tags),
        ),
        handle=handle,
        is_listed=status is ListingStatus.PUBLISHED,
    )


def notes_of(keys: KeyRing, row: CircleContact) -> str:
    """The notes of a contact; empty where they were encrypted with a secret that is lost."""
    if row.notes is None:
        return ""
    try:
        return decrypt_field(keys, row.notes, purpose=PURPOSE, place=place_of(row.reference))
    except FieldNotReadableError:
        return ""
