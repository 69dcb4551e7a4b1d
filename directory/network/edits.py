"""The edits of a network: which stand, adding some, taking one back; each moves the revision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from directory import clock
from directory.db import StaleStateError, change_exactly_one
from directory.network.models import NetworkEdit, NetworkRevision
from directory.vocabulary.overlay_rows import RowEdit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

_LOOK = f"SELECT number FROM {NetworkRevision.__tablename__}"  # noqa: S608  # our own table


@dataclass(frozen=True, slots=True)
class StandingEdit:
    """An edit with who made it, when and why; `undone_at` where it no longer counts."""

    id: int
    edit: RowEdit
    source: str
    made_at: datetime
    made_by: str
    undone_at: datetime | None
    undone_by: str = ""


def current_revision(session: Session) -> int:
    """The number that a process compares with the one of what it holds; one small query."""
    return int(session.connection().exec_driver_sql(_LOOK).scalar_one())


def standing_edits(session: Session) -> tuple[RowEdit, ...]:
    """Every edit in force, in the order in which they were made."""
    rows = session.scalars(
        select(NetworkEdit).where(NetworkEdit.undone_at.is_(None)).order_by(NetworkEdit.id)
    )
    return tuple(_value(row) for row in rows)


def history(session: Session, *, limit: int = 200) -> tuple[StandingEdit, ...]:
    """The last edits, newest first, those taken back too."""
    rows = session.scalars(select(NetworkEdit).order_by(NetworkEdit.id.desc()).limit(limit))
    return tuple(_standing(row) for row in rows)


def made_together(session: Session, number: int) -> tuple[StandingEdit, ...]:
    """The edits that came into force in one act with this one. Raises RecordNotFound."""
    one = session.get_one(NetworkEdit, number)
    rows = session.scalars(
        select(NetworkEdit)
        .where(
            NetworkEdit.made_at == one.made_at,
            NetworkEdit.made_by == one.made_by,
            NetworkEdit.file == one.file,
            NetworkEdit.source == one.source,
        )
        .order_by(NetworkEdit.id)
    )
    return tuple(_standing(row) for row in rows)


def edits_after(session: Session, one: StandingEdit) -> tuple[StandingEdit, ...]:
    """The standing edits of the same file that came after an act."""
    rows = session.scalars(
        select(NetworkEdit)
        .where(
            NetworkEdit.made_at > one.made_at,
            NetworkEdit.file == one.edit.file,
            NetworkEdit.undone_at.is_(None),
        )
        .order_by(NetworkEdit.id)
    )
    return tuple(_standing(row) for row in rows)


def touches(one: RowEdit, other: RowEdit) -> bool:
    """Whether two edits speak of the same cell; one without a column speaks of the whole row."""
    same_row = (one.file, one.row) == (other.file, other.row)
    return same_row and (one.column == other.column or not one.column or not other.column)


def edit_of(session: Session, number: int) -> RowEdit:
    """One edit. Raises RecordNotFound."""
    return _value(session.get_one(NetworkEdit, number))


def add_edits(session: Session, edits: Iterable[RowEdit], *, source: str, made_by: str) -> None:
    """Put edits into force for the next request of every process; flushes.

    The caller judged them with the loader first.
    """
    now = clock.now()
    session.add_all(
        NetworkEdit(
            kind=edit.kind,
            file=edit.file,
            row_name=edit.row,
            column_name=edit.column,
            value=edit.value,
            source=source,
            made_at=now,
            made_by=made_by,
            undone_by="",
        )
        for edit in edits
    )
    _move_on(session)


def undo_edits(session: Session, numbers: Iterable[int], *, by: str) -> None:
    """Take edits back; flushes. Raises StaleStateError where one was taken back before."""
    for number in numbers:
        change_exactly_one(
            session,
            update(NetworkEdit)
            .where(NetworkEdit.id == number, NetworkEdit.undone_at.is_(None))
            .values(undone_at=clock.now(), undone_by=by),
        )
    _move_on(session)


def undo_column(session: Session, file: str, row: str, *, by: str) -> int:
    """Take back every edit of a row that stands; gives how many. Flushes."""
    numbers = session.scalars(
        select(NetworkEdit.id).where(
            NetworkEdit.file == file, NetworkEdit.row_name == row, NetworkEdit.undone_at.is_(None)
        )
    ).all()
    if numbers:
        undo_edits(session, numbers, by=by)
    return len(numbers)


def _standing(row: NetworkEdit) -> StandingEdit:
    return StandingEdit(
        row.id, _value(row), row.source, row.made_at, row.made_by, row.undone_at, row.undone_by
    )


def _move_on(session: Session) -> None:
    session.flush()
    moved = session.execute(update(NetworkRevision).values(number=NetworkRevision.number + 1))
    if not getattr(moved, "rowcount", 1):
        raise StaleStateError("The number of the network's edits is missing.")


def _value(row: NetworkEdit) -> RowEdit:
    return RowEdit(row.kind, row.file, row.row_name, row.column_name, row.value)
