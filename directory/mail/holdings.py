"""What the outbox holds about a person: mail that was not sent yet."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select

from directory import clock
from directory.holdings import Holding
from directory.keys.fields import FieldNotReadableError, decrypt_field, encrypt_field
from directory.mail.models import OutgoingMail

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy.orm import Session

    from directory.config import Settings
    from directory.holdings import Person, Rows
    from directory.keys.ring import KeyRing

_PURPOSE = "mail"


def export(session: Session, keys: KeyRing, person: Person) -> Rows:
    """The mails to this person that wait; their text may hold a link, so only the subject."""
    return {
        "waiting-mail": [
            {"event": row.event, "subject": subject, "made_at": row.made_at}
            for row, to, subject in _waiting(session, keys)
            if to == person.email
        ]
    }


def erase(session: Session, keys: KeyRing, person: Person) -> None:
    """Remove the mails to this person that wait. Flushes."""
    for row, to, _subject in list(_waiting(session, keys)):
        if to == person.email:
            session.delete(row)
    session.flush()


def purge(session: Session, settings: Settings) -> Mapping[str, int]:
    """Remove what was sent, and what was parked, past its time. Flushes."""
    old = clock.now() - settings.keep_ended
    statement = delete(OutgoingMail).where(
        or_(OutgoingMail.sent_at < old, OutgoingMail.parked_at < old)
    )
    removed: int = session.execute(statement).rowcount  # type: ignore[attr-defined]
    return {"outgoing_mails": removed}


def renew(session: Session, keys: KeyRing) -> int:
    """Encrypt the mails that wait anew. Flushes."""
    count = 0
    for row in session.scalars(select(OutgoingMail).where(OutgoingMail.content.is_not(None))):
        text = decrypt_field(keys, row.content or b"", purpose=_PURPOSE, place=row.message_id)
        row.content = encrypt_field(keys, text, purpose=_PURPOSE, place=row.message_id)
        count += 1
    session.flush()
    return count


def _waiting(session: Session, keys: KeyRing) -> Iterator[tuple[OutgoingMail, str, str]]:
    for row in session.scalars(select(OutgoingMail).where(OutgoingMail.content.is_not(None))):
        try:
            text = decrypt_field(keys, row.content or b"", purpose=_PURPOSE, place=row.message_id)
        except FieldNotReadableError:
            continue  # Written with a secret that is lost: nobody reads it, and the purge takes it.
        to, subject, *_rest = json.loads(text)
        yield row, to, subject


HOLDING = Holding(
    name="mail",
    tables=("outgoing_mails",),
    export=export,
    erase=erase,
    purge=purge,
    renew=renew,
)
