"""Tell the log of every change that a page made and said nothing of: nothing goes untold.

A view that has more to say, such as a reason, records its own entry, and this one keeps still. A
change is told by table and column, with the old and the new of what comes from a closed set; words
and numbers that somebody typed never enter the log, because an entry stays for ever.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from flask import has_request_context, request
from sqlalchemy import Boolean, event, func, inspect, select
from sqlalchemy import Enum as EnumType
from sqlalchemy.orm import Session

from directory.audit import services as audit
from directory.audit.quiet import QUIET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flask import Flask
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import ORMExecuteState, UOWTransaction

    from directory.db import Model

_NOTED = "journal"
MOST_WORDS = 300
"""Letters of what is told of one table."""


@dataclass(slots=True)
class _Noted:
    """What happened to one table in a transaction."""

    counts: Counter[str] = field(default_factory=Counter)
    columns: set[str] = field(default_factory=set)
    moves: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        told = [f"{count} {what}" for what, count in sorted(self.counts.items())]
        told += [", ".join(sorted(self.columns))] if self.columns else []
        return "; ".join([*told, *sorted(self.moves)])[:MOST_WORDS]


def init_app(app: Flask, actor: Callable[[], str]) -> None:
    """Tell before each commit of a view; `actor` says whose request it is."""

    def tell(session: Session) -> None:
        noted: dict[str, _Noted] = session.info.pop(_NOTED, {})
        subjects: set[str] = session.info.pop(_SUBJECTS, set())
        if session.info.pop(audit.TOLD, False) or not noted:
            return
        audit.record(
            session,
            app.extensions["keys"],
            actor=actor() or audit.NOBODY,
            action=f"page.{request.endpoint}"[:80],
            subject=subjects.pop() if len(subjects) == 1 else "",
            details={table: str(what) for table, what in sorted(noted.items())},
        )
        session.info.pop(audit.TOLD, None)

    app.extensions.setdefault("before_commit", []).append(tell)


_SUBJECTS = "journal-subjects"


@event.listens_for(Session, "after_flush")
def _note_rows(session: Session, flush: UOWTransaction) -> None:
    # What a list of its owner no longer holds is deleted too, and is not in session.deleted.
    gone: dict[int, Any] = {
        id(row): row
        for state, (is_delete, is_listed_only) in flush.states.items()
        if is_delete and not is_listed_only and (row := state.obj()) is not None
    }
    changed = (row for row in session.dirty if id(row) not in gone and session.is_modified(row))
    _note_each(session, session.new, "new")
    _note_each(session, gone.values(), "gone")
    _note_each(session, changed, "changed")


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    for name in (_NOTED, _SUBJECTS, audit.TOLD):
        session.info.pop(name, None)


@event.listens_for(Session, "do_orm_execute")
def _note_statement(state: ORMExecuteState) -> None:
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    found = _table(state)
    if found in QUIET:
        return
    rows = _rows(state)
    if not rows:
        return
    noted = _of(state.session, found)
    what = "new" if state.is_insert else "gone" if state.is_delete else "changed"
    noted.counts[what] += rows
    for column, value in _set_by(state):
        noted.columns.add(column)
        if _is_closed_set(state, column):
            _note_move(noted, column, _before(state, column), _said(value))


def _note_each(session: Session, rows: Iterable[Model], what: str) -> None:
    for row in rows:
        table = row.__tablename__
        if table in QUIET:
            continue
        noted = _of(session, table)
        noted.counts[what] += 1
        _note_subject(session, row)
        if what == "changed":
            _note_columns(noted, row)


def _note_columns(noted: _Noted, row: Model) -> None:
    state: Any = inspect(row)
    for attribute in state.mapper.column_attrs:
        history = state.attrs[attribute.key].history
        if history.has_changes():
            noted.columns.add(attribute.key)
            old, new = (next(iter(side or [None])) for side in (history.deleted, history.added))
            if isinstance(new, Enum | bool) or isinstance(old, Enum | bool):
                _note_move(noted, attribute.key, _said(old), _said(new))


def _note_move(noted: _Noted, column: str, old: str, new: str) -> None:
    if old != new:
        noted.moves.add(f"{column}: {old} → {new}")


def _note_subject(session: Session, row: Model) -> None:
    number = row.__dict__.get("id" if row.__tablename__ == "listings" else "listing_id")
    if number is not None:
        session.info.setdefault(_SUBJECTS, set()).add(f"listing:{number}")


def _of(session: Session, table: str) -> _Noted:
    noted: dict[str, _Noted] = session.info.setdefault(_NOTED, defaultdict(_Noted))
    return noted[table]


def _table(state: ORMExecuteState) -> str:
    statement: Any = state.statement
    return str(statement.table.name)


def _rows(state: ORMExecuteState) -> int:
    """How many rows a statement is about to make, change or delete."""
    if isinstance(state.parameters, list):
        return len(state.parameters)
    if state.is_insert:
        return 1
    return int(next(_asked(state, func.count()), 1))


def _is_closed_set(state: ORMExecuteState, column: str) -> bool:
    statement: Any = state.statement
    return isinstance(statement.table.c[column].type, EnumType | Boolean)


def _before(state: ORMExecuteState, column: str) -> str:
    """What stood in this column of the rows that a statement is about to change."""
    statement: Any = state.statement
    values = _asked(state, statement.table.c[column])
    return ", ".join(sorted({_said(value) for value in values})) or "none"


def _asked(state: ORMExecuteState, what: ColumnElement[Any]) -> Iterator[Any]:
    if not has_request_context():
        return  # Nothing is told of commands, so nothing is asked for.
    statement: Any = state.statement
    asked = select(what).distinct().select_from(statement.table).where(*statement._where_criteria)  # noqa: SLF001 - no other way to ask
    given = state.parameters if isinstance(state.parameters, Mapping) else {}
    yield from state.session.connection().execute(asked, given).scalars()


def _set_by(state: ORMExecuteState) -> Iterable[tuple[str, object]]:
    if not state.is_update:
        return ()
    values = state.statement._values or {}  # type: ignore[attr-defined]  # noqa: SLF001 - no other way to ask
    return [
        # A column may be given by its name alone.
        (str(getattr(column, "key", column)), getattr(value, "value", None))
        for column, value in values.items()
    ]


def _said(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str):
        return value
    return {True: "yes", False: "no"}.get(value, "none")  # type: ignore[call-overload, no-any-return]
