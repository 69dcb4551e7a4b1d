"""What follows a listing into another one: vouches, circle entries, referrals, messages.

A row that cannot follow, because the kept listing has the same, stays where it was; so undoing
finds it there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, select, update
from sqlalchemy.exc import IntegrityError

from directory.db import Model

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement, Table
    from sqlalchemy.orm import Session

FOLLOWS = (
    ("vouches", "voucher_id"),
    ("vouches", "vouched_id"),
    ("circle_contacts", "listing_id"),
    ("referrals", "sender_id"),
    ("referral_names", "listing_id"),
    ("referral_entries", "listing_id"),
    ("referral_openings", "listing_id"),
    ("referral_reflections", "listing_id"),
    ("referral_consents", "given_by"),
    ("message_conversations", "listing_id"),
    ("notices", "listing_id"),
    ("affiliations", "center_id"),
    ("affiliations", "person_id"),
    ("declared_relations", "listing_id"),
    ("declared_relations", "other_id"),
    ("do_not_match", "listing_id"),
    ("do_not_match", "other_id"),
    ("credentials", "supervisor_id"),
    ("places", "center_id"),
    ("licence_checks", "listing_id"),
)
"""Table and column by which a listing is named in what others did, and in what was checked."""

Moved = list[dict[str, Any]]
"""For each row: its table, the column, and the key by which it is found now."""


def move_rows(session: Session, gone: int, kept: int) -> Moved:
    """Let every row that can follow name the kept listing; gives what undoes it. Flushes."""
    moved: Moved = []
    for name, column in FOLLOWS:
        table = Model.metadata.tables[name]
        keys = [one.name for one in table.primary_key]
        rows = session.execute(
            select(*(table.c[key] for key in keys)).where(table.c[column] == gone)
        ).all()
        for row in rows:
            before = dict(zip(keys, row, strict=True))
            if _renamed(session, table, column, before, kept):
                after = before | ({column: kept} if column in before else {})
                moved.append({"table": name, "column": column, "key": after})
    session.expire_all()
    return moved


def move_back(session: Session, moved: Sequence[Mapping[str, Any]], gone: int) -> None:
    """Let the rows that followed name the other listing again; those gone since stay gone."""
    known = set(FOLLOWS)
    for one in reversed(moved):
        if (one["table"], one["column"]) in known:
            table = Model.metadata.tables[one["table"]]
            _renamed(session, table, one["column"], one["key"], gone)
    session.expire_all()


def _renamed(session: Session, table: Table, column: str, key: Mapping[str, Any], to: int) -> bool:
    where: list[ColumnElement[bool]] = [table.c[name] == value for name, value in key.items()]
    try:
        with session.begin_nested():
            session.execute(update(table).where(and_(*where)).values({table.c[column]: to}))
    except IntegrityError:
        return False
    return True
