"""Whatever a page changes is in the log, though its view says nothing of it itself."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from directory.accounts.models import Account
from directory.audit import services as audit
from directory.audit.models import AuditEntry
from directory.audit.quiet import QUIET
from directory.db import Model
from tests.support.members import make_account, make_verified, signed_in

if TYPE_CHECKING:
    from flask import Flask

    from directory.db import Database
    from tests.support.members import MemberClient

AT_ONCE = 6


@pytest.fixture
def maya(app: Flask, database: Database) -> MemberClient:
    """A practitioner with a published listing."""
    with database.transaction() as session:
        person = make_account(session, "maya@example.org")
        make_verified(session, person, "maya")
    return signed_in(app, person)


def _latest(database: Database) -> AuditEntry:
    with database.session() as session:
        return session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first() or (
            AuditEntry()
        )


def test_a_change_nobody_told_of_is_told_with_who_when_what_old_and_new(
    maya: MemberClient, database: Database
) -> None:
    maya.post("/desk/availability", data={"status": "open"})
    maya.post("/desk/availability", data={"status": "closed"})

    entry = _latest(database)
    told = json.loads(entry.details)
    assert entry.actor not in {"nobody", "operator"}
    assert entry.action == "page.desk.confirm_availability"
    assert entry.subject.startswith("listing:")
    assert "status: open → closed" in told["availabilities"]


def test_what_somebody_typed_never_enters_the_log(maya: MemberClient, database: Database) -> None:
    maya.post("/desk/profile/words", data={"about": "zanzibarcanary"})
    maya.post("/circle/new", data={"name": "zanzibarcanary"})

    with database.session() as session:
        details = [row.details + row.subject for row in session.scalars(select(AuditEntry))]
    assert not any("zanzibarcanary" in text for text in details)


def test_a_page_that_changes_nothing_tells_nothing(maya: MemberClient, database: Database) -> None:
    before = _latest(database).number

    maya.post("/desk/availability", data={"status": "nonsense"})

    assert _latest(database).number == before


def test_a_table_of_which_the_log_is_silent_exists_and_says_why() -> None:
    assert set(QUIET) <= set(Model.metadata.tables)
    assert all(len(reason) > len("It is the") for reason in QUIET.values())


def test_an_update_that_names_its_columns_by_text_is_told_too(database: Database) -> None:
    with database.session(writes=True) as session:
        session.execute(update(Account).values({"name": "zanzibarcanary"}))
        noted = session.info["journal"]

        assert noted["accounts"].columns == {"name"}


def test_the_first_entries_of_a_network_may_come_at_once(app: Flask, database: Database) -> None:
    together, keys = threading.Barrier(AT_ONCE), app.extensions["keys"]

    def tell(number: int) -> None:
        together.wait(20)
        with database.transaction() as session:
            audit.record(session, keys, actor=audit.NOBODY, action=f"trial.{number}")

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(tell, range(AT_ONCE)))

    with database.session() as session:
        assert audit.last_entry(session)[0] == AT_ONCE
