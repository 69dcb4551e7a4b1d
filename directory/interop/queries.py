"""Imports as the desk shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.db import RecordNotFound
from directory.interop.closed_sets import ImportState
from directory.interop.models import Import

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.interop.closed_sets import Format

SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One import."""

    id: int
    reference: str
    format: Format
    state: ImportState
    file_name: str
    made_at: datetime
    done_at: datetime | None
    undone_at: datetime | None
    drafts: int


def all_imports(session: Session) -> tuple[Imported, ...]:
    """The latest imports, the latest first."""
    rows = session.scalars(select(Import).order_by(Import.id.desc()).limit(SHOWN))
    return tuple(_value(row) for row in rows)


def open_imports(session: Session) -> tuple[Imported, ...]:
    """What waits to be finished, the oldest first."""
    rows = session.scalars(
        select(Import).where(Import.state == ImportState.OPEN).order_by(Import.id)
    )
    return tuple(_value(row) for row in rows)


def import_of(session: Session, reference: str) -> Imported:
    """One import. Raises RecordNotFound where there is none of this reference."""
    row = session.scalars(select(Import).where(Import.reference == reference)).one_or_none()
    if row is None:
        raise RecordNotFound("no import has this reference")
    return _value(row)


def _value(row: Import) -> Imported:
    return Imported(
        id=row.id,
        reference=row.reference,
        format=row.format,
        state=row.state,
        file_name=row.file_name,
        made_at=row.made_at,
        done_at=row.done_at,
        undone_at=row.undone_at,
        drafts=row.drafts,
    )
