"""Write to the log, and check that nothing in it was altered, removed or reordered.

Each entry's hash covers the one before it (HMAC-SHA256 with a key of the ring, so that somebody
who can write to the database alone cannot make a new chain that fits).
"""

from __future__ import annotations

import hashlib
import hmac
import json
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from directory import clock
from directory.audit.models import AuditEntry, AuditHead
from directory.rotation.queries import keys_of_purpose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from directory.keys.ring import KeyRing

OPERATOR = "operator"
NOBODY = "nobody"
BEGINNING = "0" * 64
TOLD = "told-in-the-log"
"""Stands in a session's info once its transaction has an entry."""
_PURPOSE = "audit"
_HEAD = 1

_AT_ONCE = 1000
"""Entries held in memory while the log is walked; a log may have millions."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking the log found: how many entries hold, and the first one that does not."""

    entries: int
    first_wrong: int | None

    @property
    def is_sound(self) -> bool:
        """Whether every entry holds and none is missing."""
        return self.first_wrong is None


def record(
    session: Session,
    keys: KeyRing,
    *,
    actor: str,
    action: str,
    subject: str = "",
    details: Mapping[str, str] | None = None,
) -> None:
    """Append one entry, in the transaction of what it tells of; flushes.

    `details` holds facts, never words that somebody typed about a client.
    """
    head = _locked_head(session)
    entry = AuditEntry(
        number=head.entries + 1,
        at=clock.now(),
        actor=actor,
        action=action,
        subject=subject,
        details=json.dumps(dict(details or {}), ensure_ascii=False, sort_keys=True),
        chained_hash="",
    )
    entry.chained_hash = _hash(keys.key(_PURPOSE), head.chained_hash, entry)
    session.add(entry)
    session.info[TOLD] = True
    session.execute(update(AuditHead).values(entries=entry.number, chained_hash=entry.chained_hash))
    session.flush()


def verify(session: Session, keys: KeyRing) -> Verdict:
    """Walk the whole log and name the first entry that was altered, removed or moved."""
    before, expected = BEGINNING, 1
    known = keys_of_purpose(session, keys, _PURPOSE)
    in_order = select(AuditEntry).order_by(AuditEntry.number)
    with closing(session.scalars(in_order.execution_options(yield_per=_AT_ONCE))) as entries:
        for entry in entries:
            if entry.number != expected or not _holds(known, before, entry):
                return Verdict(expected - 1, expected)
            before, expected = entry.chained_hash, expected + 1
    head = session.get(AuditHead, _HEAD)
    ends_here = (head.entries, head.chained_hash) if head else (0, BEGINNING)
    if ends_here != (expected - 1, before):
        return Verdict(expected - 1, expected)
    return Verdict(expected - 1, None)


def entry_count(session: Session) -> int:
    """How many entries the log holds."""
    return session.scalar(select(func.count()).select_from(AuditEntry)) or 0


def last_entry(session: Session) -> tuple[int, str]:
    """The number and the hash of the last entry; 0 and the beginning where there is none."""
    head = session.get(AuditHead, _HEAD)
    return (0, BEGINNING) if head is None else (head.entries, head.chained_hash)


def has_entry(session: Session, number: int, chained_hash: str) -> bool:
    """Whether the log once ended with this entry, and so is the same log gone on."""
    if number == 0:
        return chained_hash == BEGINNING
    found = select(AuditEntry.chained_hash).where(AuditEntry.number == number)
    return session.scalar(found) == chained_hash


def _locked_head(session: Session) -> AuditHead:
    # Two writers that read the same head would both follow it; on SQLite the writing
    # transaction already stands alone, on PostgreSQL the row is locked.
    statement = (
        select(AuditHead)
        .where(AuditHead.id == _HEAD)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    head = session.scalars(statement).one_or_none()
    if head is None:
        _begin(session)
        head = session.scalars(statement).one()
    return head


def _begin(session: Session) -> None:
    """Make the head of a new log; who comes second waits for the first, and finds it there."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    session.execute(
        dialect.insert(AuditHead)
        .values(id=_HEAD, entries=0, chained_hash=BEGINNING)
        .on_conflict_do_nothing()
    )


def _holds(known: tuple[bytes, ...], before: str, entry: AuditEntry) -> bool:
    return any(hmac.compare_digest(_hash(key, before, entry), entry.chained_hash) for key in known)


def _hash(key: bytes, before: str, entry: AuditEntry) -> str:
    facts = [
        before,
        entry.number,
        entry.at.isoformat(),
        entry.actor,
        entry.action,
        entry.subject,
        entry.details,
    ]
    return hmac.new(key, json.dumps(facts).encode(), hashlib.sha256).hexdigest()
