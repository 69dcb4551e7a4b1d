"""The log notices whatever is altered, removed, moved or cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from directory.audit import services as audit
from directory.audit.models import AuditEntry
from directory.keys.ring import KeyRing

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result
    from sqlalchemy.orm import Session

    from directory.db import Database

from tests.support.databases import SECRET

KEYS = KeyRing(SECRET)


@pytest.fixture
def log(database: Database) -> Database:
    """A log of five entries."""
    for number in range(5):
        with database.transaction() as session:
            audit.record(
                session, KEYS, actor="someone", action=f"deed.{number}", details={"n": str(number)}
            )
    return database


def open_log(session: Session) -> None:
    """Let the log be changed, as somebody could who may change the tables themselves."""
    if session.get_bind().dialect.name == "sqlite":
        for what in ("update", "delete"):
            session.execute(text(f"DROP TRIGGER IF EXISTS audit_entries_no_{what}"))
    else:
        session.execute(text("ALTER TABLE audit_entries DISABLE TRIGGER USER"))


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit_entries SET actor = 'nobody' WHERE number = 3",
        "UPDATE audit_entries SET number = 9 WHERE number = 3",
        "DELETE FROM audit_entries WHERE number = 5",
        "DELETE FROM audit_entries",
    ],
)
def test_the_database_refuses_to_change_an_entry(log: Database, tampering: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), log.transaction() as session:
        session.execute(text(tampering))

    with log.session() as session:
        assert audit.verify(session, KEYS) == audit.Verdict(5, None)


@pytest.mark.postgresql
def test_the_database_refuses_to_empty_the_log(log: Database) -> None:
    with pytest.raises(IntegrityError, match="append-only"), log.transaction() as session:
        session.execute(text("TRUNCATE audit_entries"))


def test_a_log_that_nobody_touched_is_whole(log: Database) -> None:
    with log.session() as session:
        assert audit.verify(session, KEYS) == audit.Verdict(5, None)


@pytest.mark.parametrize(
    ("tampering", "first_wrong"),
    [
        ("UPDATE audit_entries SET actor = 'nobody' WHERE number = 3", 3),
        ("UPDATE audit_entries SET details = '{}' WHERE number = 1", 1),
        ("DELETE FROM audit_entries WHERE number = 2", 2),
        ("DELETE FROM audit_entries WHERE number = 5", 5),
        ("DELETE FROM audit_entries", 1),
        ("UPDATE audit_entries SET number = 9 WHERE number = 4", 4),
        ("UPDATE audit_head SET entries = 4", 6),
        ("DELETE FROM audit_head", 6),
    ],
)
def test_tampering_is_named(
    log: Database, run: Callable[..., Result], tampering: str, first_wrong: int
) -> None:
    with log.transaction() as session:
        open_log(session)
        session.execute(text(tampering))

    with log.session() as session:
        verdict = audit.verify(session, KEYS)
    result = run("audit", "verify")

    assert verdict.first_wrong == first_wrong
    assert result.exit_code == 1
    assert f"Entry {first_wrong} " in result.stderr


def test_two_entries_that_change_places_are_noticed(log: Database) -> None:
    with log.transaction() as session:
        open_log(session)
        for before, after in ((2, 90), (3, 2), (90, 3)):
            session.execute(
                text("UPDATE audit_entries SET number = :after WHERE number = :before"),
                {"before": before, "after": after},
            )

    with log.session() as session:
        assert audit.verify(session, KEYS).first_wrong == 2


def test_an_entry_of_another_history_does_not_fit(log: Database) -> None:
    """Whoever can make the software write puts another fourth entry under the old fifth."""
    with log.transaction() as session:
        open_log(session)
        third = session.get_one(AuditEntry, 3).chained_hash
        fifth = session.get_one(AuditEntry, 5).chained_hash
        session.execute(text("UPDATE audit_entries SET number = 50 WHERE number = 5"))
        session.execute(text("DELETE FROM audit_entries WHERE number = 4"))
        session.execute(
            text("UPDATE audit_head SET entries = 3, chained_hash = :hash"), {"hash": third}
        )
    with log.transaction() as session:
        audit.record(session, KEYS, actor="someone", action="another")
        session.execute(text("UPDATE audit_entries SET number = 5 WHERE number = 50"))
        session.execute(
            text("UPDATE audit_head SET entries = 5, chained_hash = :hash"), {"hash": fifth}
        )

    with log.session() as session:
        assert audit.verify(session, KEYS).first_wrong == 5


def test_without_the_secret_nobody_makes_a_chain_that_fits(log: Database) -> None:
    with log.transaction() as session:
        audit.record(session, KeyRing("y" * 40), actor="someone", action="forged")

    with log.session() as session:
        assert audit.verify(session, KEYS).first_wrong == 6


def test_a_new_secret_still_reads_the_old_entries(log: Database) -> None:
    renewed = KeyRing("z" * 40, (SECRET,))
    with log.transaction() as session:
        audit.record(session, renewed, actor="someone", action="after")

    with log.session() as session:
        assert audit.verify(session, renewed).is_sound


def test_an_entry_of_a_deed_that_failed_is_not_there(log: Database) -> None:
    with log.session(writes=True) as session:
        audit.record(session, KEYS, actor="someone", action="undone")
        session.rollback()

    with log.session() as session:
        assert audit.verify(session, KEYS) == audit.Verdict(5, None)
