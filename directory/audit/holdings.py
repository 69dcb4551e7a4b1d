"""What the log holds about a person: references that lead to nobody once the account is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from directory.audit.models import AuditEntry
from directory.holdings import Holding, plain_rows

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.holdings import Person, Rows
    from directory.keys.ring import KeyRing

AT_MOST = 10_000


def export(session: Session, keys: KeyRing, person: Person) -> Rows:
    """What the person did, and what was done to their account."""
    del keys
    about = (person.reference, *(f"listing:{number}" for number in person.listing_ids))
    statement = (
        select(AuditEntry.at, AuditEntry.action, AuditEntry.subject, AuditEntry.details)
        .where(or_(AuditEntry.actor == person.reference, AuditEntry.subject.in_(about)))
        .order_by(AuditEntry.number)
        .limit(AT_MOST)
    )
    return {"log": plain_rows(session, statement)}


HOLDING = Holding(name="audit", tables=("audit_entries", "audit_head"), export=export)
