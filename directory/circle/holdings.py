"""What circles hold about a person: whom they wrote down, and where colleagues wrote them down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, or_, select

from directory.circle.models import CircleContact, CircleHandover, CircleTag
from directory.circle.queries import PURPOSE, contacts_of, place_of
from directory.holdings import Holding, plain_rows
from directory.keys.fields import FieldNotReadableError, decrypt_field, encrypt_field

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.holdings import Person, Rows
    from directory.keys.ring import KeyRing


def export(session: Session, keys: KeyRing, person: Person) -> Rows:
    """The person's own circle, notes and all; what others wrote about them is those others'."""
    offers = select(
        CircleHandover.with_notes,
        CircleHandover.offered_at,
        CircleHandover.ended_at,
        CircleHandover.ended_as,
    ).where(
        or_(CircleHandover.from_id == person.account_id, CircleHandover.to_id == person.account_id)
    )
    return {
        "circle": [
            _row(shown.handle, shown.contact)
            for shown in contacts_of(session, keys, person.account_id)
        ],
        "circles-handed-over": plain_rows(session, offers),
    }


def erase(session: Session, keys: KeyRing, person: Person) -> None:
    """Remove the person's circle, and the rows by which others know their listing. Flushes."""
    del keys
    gone = or_(
        CircleContact.owner_id == person.account_id,
        CircleContact.listing_id.in_(person.listing_ids),
    )
    session.execute(
        delete(CircleTag).where(CircleTag.contact_id.in_(select(CircleContact.id).where(gone)))
    )
    session.execute(delete(CircleContact).where(gone))
    session.execute(
        delete(CircleHandover).where(
            or_(
                CircleHandover.from_id == person.account_id,
                CircleHandover.to_id == person.account_id,
            )
        )
    )
    session.flush()


def renew(session: Session, keys: KeyRing) -> int:
    """Encrypt every note anew with the present key; how many. Flushes.

    What was encrypted with a secret that is lost stays as it is.
    """
    renewed = 0
    for row in session.scalars(select(CircleContact).where(CircleContact.notes.is_not(None))):
        place = place_of(row.reference)
        try:
            text = decrypt_field(keys, row.notes or b"", purpose=PURPOSE, place=place)
        except FieldNotReadableError:
            continue
        row.notes = encrypt_field(keys, text, purpose=PURPOSE, place=place)
        renewed += 1
    session.flush()
    return renewed


def _row(handle: str | None, contact: Any) -> dict[str, Any]:  # noqa: ANN401 - slots as a mapping
    fields = {name: getattr(contact, name) for name in contact.__slots__}
    return fields | {"tags": list(contact.tags), "handle": handle}


HOLDING = Holding(
    name="circle",
    tables=("circle_contacts", "circle_tags", "circle_handovers"),
    export=export,
    erase=erase,
    told=_(
        "Your circle goes, notes and all. Hand it over first where a colleague should go on with"
        " it. You vanish from the circles of colleagues in the network."
    ),
    renew=renew,
)
