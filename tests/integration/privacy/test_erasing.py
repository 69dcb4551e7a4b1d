"""Erasing a person leaves every table as if they had never been there (C11), but for the log."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from directory.audit import services as audit
from directory.privacy import queries, services
from directory.privacy.data_map import DataClass, OnErasure, data_map
from directory.profiles.closed_sets import RemovedBecause
from directory.profiles.removed import removal_of
from directory.tables import metadata
from tests.support.drafts import full_draft
from tests.support.held import CANARY, EMAIL, FILLERS, make_member, make_those_who_stay
from tests.support.members import make_account

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy.orm import Session

    from directory.keys.ring import KeyRing

    Rows = dict[str, Counter[tuple[object, ...]]]

ABOUT_PEOPLE = {DataClass.PUBLIC, DataClass.PERSONAL, DataClass.SENSITIVE}
HELD = sorted({line.table for line in data_map() if line.data_class in ABOUT_PEOPLE})
EMPTIED = {line.table for line in data_map() if line.on_erasure is OnErasure.EMPTIED}
TOMBSTONES = "directory_changes"  # Running servers read there that a page is gone.


def _rows(session: Session) -> Rows:
    session.flush()
    return {
        table.name: Counter(tuple(row) for row in session.execute(select(table)))
        for table in metadata.sorted_tables
    }


@pytest.fixture
def erased(app: Flask, session: Session) -> tuple[Rows, Rows, Rows, int]:
    """All rows before there was the member, with them, and after; and their account's number."""
    other = make_those_who_stay(session)
    before = _rows(session)
    held = make_member(app, session, other)
    for fill in FILLERS:
        fill(held)
    full = _rows(session)
    services.erase_person(session, held.keys, held.account_id)
    return before, full, _rows(session), held.account_id


def test_nothing_of_the_person_is_left_in_any_table(
    erased: tuple[Rows, Rows, Rows, int], app: Flask, session: Session
) -> None:
    before, full, after, _account_id = erased
    keys: KeyRing = app.extensions["keys"]

    unfilled = [table for table in HELD if full[table] == before[table]]
    assert unfilled == [], "fill these tables in tests/support/held.py"
    assert {table: after[table] - before[table] for table in HELD if table not in EMPTIED} == {
        table: after[TOMBSTONES] - before[TOMBSTONES] if table == TOMBSTONES else Counter()
        for table in HELD
        if table not in EMPTIED
    }
    assert [table for table in HELD if before[table] - after[table] and table != TOMBSTONES] == []
    told = repr({table: rows for table, rows in after.items() if table != TOMBSTONES})
    assert CANARY not in told
    assert audit.verify(session, keys).is_sound
    assert len(after["audit_entries"]) == len(full["audit_entries"]) + 1


def test_rows_that_stay_for_others_no_longer_name_the_account(
    erased: tuple[Rows, Rows, Rows, int], session: Session
) -> None:
    _before, _full, _after, account_id = erased
    pointing = [
        (table.name, key.parent.name)
        for table in metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "accounts"
        and session.execute(select(table).where(key.parent == account_id)).first()
    ]

    assert pointing == []


def test_no_import_brings_the_person_back(
    erased: tuple[Rows, Rows, Rows, int], app: Flask, session: Session
) -> None:
    assert erased
    keys: KeyRing = app.extensions["keys"]

    same_licence = full_draft("another-handle")
    assert removal_of(session, keys, same_licence) is RemovedBecause.LEFT
    assert removal_of(session, keys, None, email=EMAIL.upper()) is RemovedBecause.LEFT
    assert removal_of(session, keys, None, email="somebody@example.org") is None


def test_the_only_networking_admin_cannot_go(app: Flask, session: Session) -> None:
    only = make_account(session, "wren@example.org", applied_as=None, is_curator=True)

    with pytest.raises(services.LastCuratorError):
        services.erase_person(session, app.extensions["keys"], only.id)

    make_account(session, "second@example.org", applied_as=None, is_curator=True)
    services.erase_person(session, app.extensions["keys"], only.id)
    assert not queries.is_last_curator(session, make_account(session, "x@example.org").id)
