"""Who else in the network may be the same person, or state the same licence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.profiles.closed_sets import ContactKind
from directory.profiles.duplicates import are_near_names, licence_number, telephone_digits
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models import Contact, Credential, Listing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.profiles.draft import CredentialDraft, ListingDraft

DIGITS_LOOKED_FOR = 4
"""How many digits the database sifts by; the rest is compared exactly."""


def holder_of_licence(session: Session, credential: CredentialDraft, *, but: str) -> str | None:
    """The handle of another listing that states the same licence, or None where nobody does.

    Letters before it, marks and leading zeros make no other number; the same number of another
    profession or body is another licence.
    """
    number = licence_number(credential.number or "", credential.title)
    if not number:
        return None
    rows = session.execute(
        select(Listing.handle, Credential.number, Credential.title, Credential.profession)
        .join(Credential, Credential.listing_id == Listing.id)
        .where(
            Credential.jurisdiction == credential.jurisdiction,
            Credential.number.ilike(_scattered(number)),
            Listing.handle != but,
            Listing.status != ListingStatus.WITHDRAWN,
        )
        .order_by(Listing.handle)
    )
    for row in rows:
        same_kind = credential.profession == row.profession or credential.title == row.title
        if same_kind and licence_number(row.number, row.title) == number:
            return str(row.handle)
    return None


def likely_same_person(session: Session, draft: ListingDraft) -> tuple[str, ...]:
    """Handles of other listings with this telephone and nearly this name."""
    digits = telephone_digits(draft.contact.phone)
    if not digits:
        return ()
    rows = session.execute(
        select(Listing.handle, Listing.name, Contact.value)
        .join(Contact, Contact.listing_id == Listing.id)
        .where(
            Contact.kind == ContactKind.PHONE,
            Contact.value.like(_scattered(digits)),
            Listing.handle != draft.handle,
            Listing.kind == draft.kind,
            Listing.status != ListingStatus.WITHDRAWN,
        )
        .order_by(Listing.handle)
    )
    return tuple(
        row.handle
        for row in rows
        if telephone_digits(row.value) == digits and are_near_names(row.name, draft.name)
    )


def _scattered(signs: str) -> str:
    """A pattern for the last signs with anything between them, however a number is grouped."""
    return "%" + "%".join(signs[-DIGITS_LOOKED_FOR:]) + "%"
