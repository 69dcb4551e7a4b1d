"""One session per request, one place that commits, and no update that is lost."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from typing import TYPE_CHECKING

import pytest
from flask import Blueprint, Response
from sqlalchemy import CheckConstraint, ForeignKey, MetaData, delete, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from directory import db
from directory.db import Database
from directory.web.access import ANYONE, access

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from flask.testing import FlaskClient

    from directory.config import Settings

THREADS = 8
TIMES = 60

bp = Blueprint("counting", __name__)


class Base(DeclarativeBase):
    """Tables of these tests only, made as the real ones are."""

    metadata = MetaData(naming_convention=db.NAMING_CONVENTION)
    type_annotation_map = db.Model.type_annotation_map


class Phase(StrEnum):
    """A closed set."""

    OPEN = "is-open"
    DONE = "is-done"


class Counter(Base):
    """A number that many want to raise at once."""

    __tablename__ = "trial_counter"
    __table_args__ = (CheckConstraint("value >= 0", name="not_negative"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(default=0)
    phase: Mapped[Phase] = mapped_column(default=Phase.OPEN)
    changed_at: Mapped[datetime | None]


class Mark(Base):
    """A row that belongs to a counter."""

    __tablename__ = "trial_mark"
    id: Mapped[int] = mapped_column(primary_key=True)
    counter_id: Mapped[int] = mapped_column(ForeignKey("trial_counter.id"))


@bp.post("/count")
@access(ANYONE)
@db.writes
def count() -> Response:
    _raise_by_one(db.session())
    return Response("counted", content_type="text/plain")


@bp.post("/count-and-fail")
@access(ANYONE)
@db.writes
def count_and_fail() -> Response:
    _raise_by_one(db.session())
    raise RuntimeError


@bp.post("/count-without-saying")
@access(ANYONE)
def count_without_saying() -> Response:
    _raise_by_one(db.session())
    db.session().flush()
    return Response("counted?", content_type="text/plain")


@bp.post("/read-then-count")
@access(ANYONE)
@db.writes
def read_then_count() -> Response:
    # What another process commits between an early read and the write must not be lost.
    first = db.session()
    assert first is db.session()
    return count.__wrapped__()  # type: ignore[attr-defined, no-any-return]


def _raise_by_one(session: Session) -> None:
    counter = session.get_one(Counter, 1)
    counter.value += 1


def _raise_by_one_and_fail(settings: Settings) -> None:
    with db.session_scope(settings) as session:
        _raise_by_one(session)
        session.flush()
        raise RuntimeError


@pytest.fixture
def counting(app: Flask, database: Database) -> Iterator[Database]:
    app.register_blueprint(bp)
    writer = database.engine.execution_options(directory_writes=True)
    Base.metadata.create_all(writer)
    with database.transaction() as session:
        session.add(Counter(id=1, value=0))
    yield database
    Base.metadata.drop_all(writer)


def _value(database: Database) -> int:
    with database.session() as session:
        return session.get_one(Counter, 1).value


def test_a_view_that_says_so_is_committed(counting: Database, client: FlaskClient) -> None:
    assert client.post("/count").status_code == 200
    assert client.post("/read-then-count").status_code == 200

    assert _value(counting) == 2


def test_a_view_that_fails_leaves_nothing_behind(counting: Database, client: FlaskClient) -> None:
    assert client.post("/count-and-fail").status_code == 500

    assert _value(counting) == 0


def test_a_view_that_does_not_say_so_cannot_write(counting: Database, client: FlaskClient) -> None:
    assert client.post("/count-without-saying").status_code in {500, 503}

    assert _value(counting) == 0


def test_a_reading_session_cannot_write(counting: Database) -> None:
    with counting.session() as session, pytest.raises(DBAPIError):
        session.execute(update(Counter).values(value=5))

    assert _value(counting) == 0


def test_a_connection_that_read_may_write_next(counting: Database) -> None:
    for _ in range(3):
        assert _value(counting) >= 0
        with counting.transaction() as session:
            _raise_by_one(session)

    assert _value(counting) == 3


def test_no_update_is_lost_between_threads(counting: Database, settings: Settings) -> None:
    """SAFETY H12: eight threads that read, then write, keep every one of their changes."""
    failures: list[Exception] = []
    patient = Database(replace(settings, database_wait_seconds=60))

    def raise_many_times() -> None:
        for _ in range(TIMES):
            try:
                with patient.transaction() as session:
                    counter = session.scalars(
                        select(Counter).where(Counter.id == 1).with_for_update()
                    ).one()
                    counter.value += 1
            except DBAPIError as failure:
                failures.append(failure)

    threads = [threading.Thread(target=raise_many_times) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    patient.engine.dispose()

    assert failures == []
    assert _value(counting) == THREADS * TIMES


def test_a_compare_and_set_has_one_winner(counting: Database) -> None:
    outcomes: list[str] = []

    def finish() -> None:
        change = (
            update(Counter)
            .where(Counter.id == 1, Counter.phase == Phase.OPEN)
            .values(phase=Phase.DONE)
        )
        try:
            with counting.transaction() as session:
                db.change_exactly_one(session, change)
        except db.StaleStateError:
            outcomes.append("late")
        else:
            outcomes.append("first")

    threads = [threading.Thread(target=finish) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(outcomes) == ["first"] + ["late"] * (THREADS - 1)


def test_the_database_keeps_what_constraints_promise(counting: Database) -> None:
    with pytest.raises(IntegrityError), counting.transaction() as session:
        session.add(Mark(counter_id=99))
    with pytest.raises(IntegrityError), counting.transaction() as session:
        session.execute(update(Counter).values(value=-1))
    with pytest.raises(IntegrityError), counting.transaction() as session:
        session.execute(text("UPDATE trial_counter SET phase = 'elsewhere'"))


def test_constraints_have_the_names_of_the_convention(counting: Database) -> None:
    with pytest.raises(IntegrityError) as raised, counting.transaction() as session:
        session.execute(update(Counter).values(value=-1))

    assert "ck_trial_counter_not_negative" in str(raised.value.orig)


def test_a_moment_comes_back_aware_and_in_utc(counting: Database) -> None:
    in_denver = datetime(2026, 11, 22, 5, 30, tzinfo=timezone(timedelta(hours=-7)))

    with counting.transaction() as session:
        session.get_one(Counter, 1).changed_at = in_denver
    with counting.session() as session:
        stored = session.get_one(Counter, 1).changed_at

    assert stored == in_denver
    assert stored.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(counting: Database) -> None:
    with pytest.raises(StatementError, match="time zone"), counting.transaction() as session:
        session.get_one(Counter, 1).changed_at = datetime(2026, 11, 22)  # noqa: DTZ001


def test_a_closed_set_is_stored_by_value(counting: Database) -> None:
    with counting.session() as session:
        assert session.execute(text("SELECT phase FROM trial_counter")).scalar() == "is-open"


def test_a_command_commits_at_the_end_and_not_after_a_fault(
    counting: Database, settings: Settings
) -> None:
    with db.session_scope(settings) as session:
        _raise_by_one(session)
    with pytest.raises(RuntimeError):
        _raise_by_one_and_fail(settings)

    assert _value(counting) == 1


def test_a_command_that_only_reads_cannot_write(counting: Database, settings: Settings) -> None:
    with db.session_scope(settings, writes=False) as session, pytest.raises(DBAPIError):
        session.execute(delete(Counter))

    assert _value(counting) == 0


def test_a_missing_row_is_a_missing_record(counting: Database) -> None:
    with counting.session() as session, pytest.raises(db.RecordNotFound):
        session.get_one(Counter, 99)


@pytest.mark.sqlite
def test_sqlite_is_durable_and_keeps_foreign_keys(database: Database) -> None:
    with database.engine.connect() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }

    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_errors_do_not_carry_what_was_stored(counting: Database) -> None:
    with pytest.raises(DBAPIError) as raised, counting.transaction() as session:
        session.execute(text("UPDATE trial_counter SET phase = :phase"), {"phase": "zebracanary"})

    assert "zebracanary" not in str(raised.value).replace(str(raised.value.orig), "")
