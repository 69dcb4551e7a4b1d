"""Change a circle: add, edit, remove, link to a listing, import, hand over to a colleague."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from directory import clock
from directory.accounts.models import Account
from directory.audit import services as audit
from directory.circle.closed_sets import HandoverEnd
from directory.circle.contact import LONGEST
from directory.circle.models import CircleContact, CircleHandover, CircleTag
from directory.circle.queries import PURPOSE, notes_of, place_of
from directory.db import RecordNotFound
from directory.keys.fields import encrypt_field
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models import Listing
from directory.trust.references import new_reference

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from directory.circle.contact import Contact
    from directory.keys.ring import KeyRing

MOST_CONTACTS = 5_000
"""What one circle may hold."""


class CircleFullError(ValueError):
    """The circle holds as many contacts as it may."""


class HandoverError(ValueError):
    """A circle that is offered already, or is offered to its owner."""


def add_contact(session: Session, keys: KeyRing, owner_id: int, contact: Contact) -> str:
    """Add somebody; the reference of the new row. Flushes. Raises CircleFullError."""
    _refuse_too_many(session, owner_id, 1)
    return _added(session, keys, owner_id, contact).reference


def add_contacts(
    session: Session, keys: KeyRing, owner_id: int, contacts: Iterable[Contact]
) -> int:
    """Add all of these, or none where they are too many (CircleFullError); how many. Flushes."""
    wanted = list(contacts)
    _refuse_too_many(session, owner_id, len(wanted))
    for contact in wanted:
        _added(session, keys, owner_id, contact)
    return len(wanted)


def add_colleague(session: Session, owner_id: int, handle: str) -> str:
    """Add a listed colleague by handle, or find the row that is there; its reference. Flushes.

    Raises RecordNotFound where nobody is listed under it.
    """
    listing = _listed(session, handle)
    row = _row_of_listing(session, owner_id, listing.id)
    if row is None:
        now = clock.now()
        row = CircleContact(
            reference=new_reference(),
            owner_id=owner_id,
            listing_id=listing.id,
            name=listing.name,
            made_at=now,
            changed_at=now,
        )
        session.add(row)
        session.flush()
    return row.reference


def change_contact(
    session: Session, keys: KeyRing, owner_id: int, reference: str, contact: Contact
) -> None:
    """Write down what changed about somebody. Flushes. Raises RecordNotFound."""
    _write(keys, _row(session, owner_id, reference), contact)
    session.flush()


def remove_contact(session: Session, owner_id: int, reference: str) -> None:
    """Forget somebody. Flushes. Raises RecordNotFound."""
    session.delete(_row(session, owner_id, reference))
    session.flush()


def link_contact(session: Session, owner_id: int, reference: str, handle: str) -> None:
    """Say that a contact is this listed colleague. Flushes. Raises RecordNotFound.

    Where the colleague is in the circle by name already, the two become one row.
    """
    row = _row(session, owner_id, reference)
    listing = _listed(session, handle)
    other = _row_of_listing(session, owner_id, listing.id)
    if other is not None and other.id != row.id:
        session.delete(other)
        session.flush()
    row.listing_id = listing.id
    row.changed_at = clock.now()
    session.flush()


def offer_circle(
    session: Session, keys: KeyRing, owner_id: int, receiver_id: int, *, with_notes: bool
) -> str:
    """Offer one's whole circle to a member, who must accept; its reference. Flushes.

    Raises HandoverError while another offer waits, or where it is offered to oneself.
    """
    waiting = session.scalars(
        select(CircleHandover.id).where(
            CircleHandover.from_id == owner_id, CircleHandover.ended_at.is_(None)
        )
    ).first()
    if waiting is not None or owner_id == receiver_id:
        raise HandoverError(owner_id)
    row = CircleHandover(
        reference=new_reference(),
        from_id=owner_id,
        to_id=receiver_id,
        with_notes=with_notes,
        offered_at=clock.now(),
    )
    session.add(row)
    session.flush()
    _log(session, keys, owner_id, "circle.offered", row)
    return row.reference


def take_back_offer(session: Session, keys: KeyRing, owner_id: int, reference: str) -> None:
    """Offer one's circle no longer. Flushes. Raises RecordNotFound."""
    row = _handover(session, reference, from_id=owner_id)
    _end(row, HandoverEnd.CANCELLED)
    _log(session, keys, owner_id, "circle.offer-taken-back", row)


def answer_handover(
    session: Session, keys: KeyRing, receiver_id: int, reference: str, *, is_accepted: bool
) -> int:
    """Accept a circle, which then is the receiver's, or refuse it; how many contacts came.

    A colleague who is in both circles stays once. Flushes. Raises RecordNotFound.
    """
    row = _handover(session, reference, to_id=receiver_id)
    _end(row, HandoverEnd.ACCEPTED if is_accepted else HandoverEnd.REFUSED)
    moved = _move(session, keys, row) if is_accepted else 0
    action = "circle.taken-over" if is_accepted else "circle.refused"
    _log(session, keys, receiver_id, action, row)
    return moved


def _move(session: Session, keys: KeyRing, handover: CircleHandover) -> int:
    own = {
        row.listing_id: row
        for row in session.scalars(
            select(CircleContact).where(
                CircleContact.owner_id == handover.to_id, CircleContact.listing_id.is_not(None)
            )
        )
    }
    moved = 0
    coming = session.scalars(
        select(CircleContact).where(CircleContact.owner_id == handover.from_id)
    )
    for row in coming.all():
        if not handover.with_notes:
            row.notes = None
        known = own.get(row.listing_id) if row.listing_id is not None else None
        if known is None:
            row.owner_id = handover.to_id
            moved += 1
        else:
            _merge(keys, known, row)
            session.delete(row)
    session.flush()
    return moved


def _merge(keys: KeyRing, known: CircleContact, coming: CircleContact) -> None:
    """Keep the receiver's own words, and add what theirs does not say."""
    for field in ("discipline", "town", "phone", "email", "licence", "sent_for"):
        if not getattr(known, field):
            setattr(known, field, getattr(coming, field))
    notes = "\n".join(text for text in (notes_of(keys, known), notes_of(keys, coming)) if text)
    known.notes = _sealed(keys, notes[: LONGEST["notes"]], known.reference)
    tags = {tag.tag for tag in known.tags}
    known.tags.extend(CircleTag(tag=tag.tag) for tag in coming.tags if tag.tag not in tags)


def _added(session: Session, keys: KeyRing, owner_id: int, contact: Contact) -> CircleContact:
    row = CircleContact(reference=new_reference(), owner_id=owner_id, made_at=clock.now())
    _write(keys, row, contact)
    session.add(row)
    session.flush()
    return row


def _write(keys: KeyRing, row: CircleContact, contact: Contact) -> None:
    for field in LONGEST:
        if field not in {"notes", "tags"}:
            setattr(row, field, getattr(contact, field))
    row.notes = _sealed(keys, contact.notes, row.reference)
    known = {tag.tag: tag for tag in row.tags}
    row.tags = [known.get(tag) or CircleTag(tag=tag) for tag in contact.tags]
    row.changed_at = clock.now()


def _sealed(keys: KeyRing, notes: str, reference: str) -> bytes | None:
    if not notes:
        return None
    return encrypt_field(keys, notes, purpose=PURPOSE, place=place_of(reference))


def _refuse_too_many(session: Session, owner_id: int, coming: int) -> None:
    # Locked, so that two imports sent at once are counted one after the other.
    session.scalars(select(Account.id).where(Account.id == owner_id).with_for_update()).one()
    present = session.scalars(
        select(CircleContact.id).where(CircleContact.owner_id == owner_id)
    ).all()
    if len(present) + coming > MOST_CONTACTS:
        raise CircleFullError(owner_id)


def _row(session: Session, owner_id: int, reference: str) -> CircleContact:
    statement = (
        select(CircleContact)
        .options(selectinload(CircleContact.tags))
        .where(CircleContact.owner_id == owner_id, CircleContact.reference == reference)
    )
    return session.scalars(statement).one()


def _row_of_listing(session: Session, owner_id: int, listing_id: int) -> CircleContact | None:
    return session.scalars(
        select(CircleContact).where(
            CircleContact.owner_id == owner_id, CircleContact.listing_id == listing_id
        )
    ).one_or_none()


def _listed(session: Session, handle: str) -> Listing:
    return session.scalars(
        select(Listing).where(Listing.handle == handle, Listing.status == ListingStatus.PUBLISHED)
    ).one()


def _handover(session: Session, reference: str, **whose: int) -> CircleHandover:
    row = session.scalars(
        select(CircleHandover)
        .where(CircleHandover.reference == reference, CircleHandover.ended_at.is_(None))
        .filter_by(**whose)
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise RecordNotFound(f"No circle waits under {reference}")
    return row


def _end(row: CircleHandover, outcome: HandoverEnd) -> None:
    row.ended_as = outcome
    row.ended_at = clock.now()


def _log(
    session: Session, keys: KeyRing, account_id: int, action: str, row: CircleHandover
) -> None:
    session.flush()
    actor = session.get_one(Account, account_id).reference
    other = session.get_one(Account, row.to_id if account_id == row.from_id else row.from_id)
    details = {"handover": row.reference, "with-notes": "yes" if row.with_notes else "no"}
    audit.record(
        session, keys, actor=actor, action=action, subject=other.reference, details=details
    )
