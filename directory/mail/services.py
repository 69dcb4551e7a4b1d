"""Put mail into the outbox, and take it out: at least once, with a growing delay, then parked."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sqlalchemy import func, select, update

from directory import clock
from directory.db import StaleStateError, change_exactly_one
from directory.keys.fields import decrypt_field, encrypt_field
from directory.mail.message import Mail
from directory.mail.models import OutgoingMail

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.keys.ring import KeyRing

TRIES_AT_MOST = 8
LEASE = timedelta(minutes=2)
"""How long a mail belongs to the worker that took it; a worker that died loses it then."""
LONGEST_DELAY = timedelta(hours=6)
_PURPOSE = "mail"


@dataclass(frozen=True, slots=True)
class Due:
    """A mail that a worker has taken and now hands to the mailer."""

    id: int
    message_id: str
    made_at: datetime
    mail: Mail


def put_out(session: Session, keys: KeyRing, mail: Mail, *, event: str, base_url: str) -> None:
    """Keep a mail for the worker, in the transaction of what caused it."""
    host = urlsplit(base_url).hostname or "localhost"
    message_id = f"<{secrets.token_urlsafe(16)}@{host}>"
    now = clock.now()
    text = json.dumps([mail.to, mail.subject, mail.text, mail.html])
    session.add(
        OutgoingMail(
            message_id=message_id,
            event=event,
            content=encrypt_field(keys, text, purpose=_PURPOSE, place=message_id),
            made_at=now,
            due_at=now,
        )
    )


def take_due(session: Session, keys: KeyRing) -> Due | None:
    """Take the mail that is due the longest, for as long as the lease; flushes. None: nothing."""
    now = clock.now()
    row = session.scalars(
        select(OutgoingMail)
        .where(
            OutgoingMail.sent_at.is_(None),
            OutgoingMail.parked_at.is_(None),
            OutgoingMail.due_at <= now,
        )
        .order_by(OutgoingMail.due_at)
        .limit(1)
    ).one_or_none()
    if row is None or row.content is None:
        return None
    try:
        change_exactly_one(
            session,
            update(OutgoingMail)
            .where(OutgoingMail.id == row.id, OutgoingMail.due_at == row.due_at)
            .values(due_at=now + LEASE, tries=OutgoingMail.tries + 1)
            .execution_options(synchronize_session=False),
        )
    except StaleStateError:
        return None
    text = decrypt_field(keys, row.content, purpose=_PURPOSE, place=row.message_id)
    return Due(row.id, row.message_id, row.made_at, Mail(*json.loads(text)))


def mark_sent(session: Session, mail_id: int) -> None:
    """Note that the mail went out, and empty it."""
    session.execute(
        update(OutgoingMail)
        .where(OutgoingMail.id == mail_id)
        .values(sent_at=clock.now(), content=None, last_problem="")
    )


def mark_refused(session: Session, mail_id: int, problem: str) -> None:
    """Note that the mail was not taken: it is tried again later, and parked after eight tries."""
    row = session.get_one(OutgoingMail, mail_id)
    now = clock.now()
    row.last_problem = problem[:200]
    row.due_at = now + min(timedelta(minutes=2**row.tries), LONGEST_DELAY)
    if row.tries >= TRIES_AT_MOST:
        row.parked_at = now
    session.flush()


@dataclass(frozen=True, slots=True)
class ParkedMail:
    """A mail that is tried no more: what it was about, and why nobody took it; not to whom."""

    id: int
    event: str
    problem: str
    made_at: datetime
    parked_at: datetime
    tries: int


def parked_mails(session: Session) -> tuple[ParkedMail, ...]:
    """The mails that are tried no more, the oldest first."""
    rows = session.scalars(
        select(OutgoingMail)
        .where(OutgoingMail.parked_at.is_not(None))
        .order_by(OutgoingMail.parked_at, OutgoingMail.id)
    )
    return tuple(
        ParkedMail(row.id, row.event, row.last_problem, row.made_at, row.parked_at, row.tries)
        for row in rows
        if row.parked_at is not None
    )


def try_again(session: Session, mail_id: int) -> None:
    """Let a parked mail be tried from the beginning; StaleStateError where it is not parked."""
    change_exactly_one(
        session,
        update(OutgoingMail)
        .where(OutgoingMail.id == mail_id, OutgoingMail.parked_at.is_not(None))
        .values(parked_at=None, tries=0, due_at=clock.now())
        .execution_options(synchronize_session=False),
    )


def drop_parked(session: Session, mail_id: int) -> None:
    """Forget a parked mail; StaleStateError where it is not parked."""
    row = session.get(OutgoingMail, mail_id)
    if row is None or row.parked_at is None:
        raise StaleStateError("the mail is not parked")
    session.delete(row)
    session.flush()


def outbox_state(session: Session) -> tuple[int, datetime | None]:
    """How many mails are parked, and since when the oldest one that still waits does."""
    parked = session.scalar(
        select(func.count()).select_from(OutgoingMail).where(OutgoingMail.parked_at.is_not(None))
    )
    oldest = session.scalar(
        select(OutgoingMail.made_at)
        .where(OutgoingMail.sent_at.is_(None), OutgoingMail.parked_at.is_(None))
        .order_by(OutgoingMail.made_at)
        .limit(1)
    )
    return parked or 0, oldest


def next_due(session: Session) -> datetime | None:
    """When the next waiting mail is due, or None where none waits."""
    return session.scalar(
        select(OutgoingMail.due_at)
        .where(OutgoingMail.sent_at.is_(None), OutgoingMail.parked_at.is_(None))
        .order_by(OutgoingMail.due_at)
        .limit(1)
    )
