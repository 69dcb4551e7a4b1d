"""The database: one session per request, one place that commits, and SQLite set up to keep data.

Reading is the default and cannot write: a view that changes something says so with `@writes`.
"""

from __future__ import annotations

import enum
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from flask import Flask, current_app, g
from sqlalchemy import DateTime, Engine, Enum, MetaData, create_engine, event, make_url, text
from sqlalchemy.exc import NoResultFound, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from directory.config import SettingsError
from directory.writers_queue import line_up_writers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Dialect
    from sqlalchemy.sql.dml import Update

    from directory.config import Settings

__all__ = [
    "Database",
    "DatabaseUnavailable",
    "Model",
    "RecordNotFound",
    "StaleStateError",
    "change_exactly_one",
    "database",
    "init_app",
    "secrets_of",
    "session",
    "session_scope",
    "writes",
]

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

_SECRETS = "directory_secrets"

# Named here so that pages and views can answer them without knowing SQLAlchemy.
RecordNotFound = NoResultFound
DatabaseUnavailable = OperationalError

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class StaleStateError(RuntimeError):
    """Somebody else changed the row first, so this change was not made."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC by both databases alike."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC, without the zone for SQLite; ValueError for a moment without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"A stored moment needs a time zone, but {value.isoformat()} has none"
            raise ValueError(message)
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back aware, in UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Model(DeclarativeBase):
    """What every table class derives from: predictable names for constraints, typed columns."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it as it is
        datetime: UtcDateTime(),
        # A closed set is stored by value, and a CHECK constraint keeps the set closed.
        enum.Enum: Enum(
            enum.Enum,
            native_enum=False,
            create_constraint=True,
            length=40,
            values_callable=lambda members: [member.value for member in members],
        ),
    }


class DirectorySession(Session):
    """A session that reads until `start_writing` is called."""

    def __init__(self, *, reading: Engine, writing: Engine) -> None:
        super().__init__(expire_on_commit=False)
        self._reading = reading
        self._writing = writing
        self.is_writing = False

    def get_bind(self, *_args: Any, **_kwargs: Any) -> Engine:  # noqa: ANN401
        """The engine whose transactions are of the kind now wanted."""
        return self._writing if self.is_writing else self._reading

    def start_writing(self) -> None:
        """End what was being read and let the next transaction write.

        What was loaded before is read again inside the writing transaction, so that no decision
        rests on a row that changed in between.
        """
        if not self.is_writing:
            self.rollback()
            self.is_writing = True


class Database:
    """The engine, and the sessions made on it."""

    def __init__(self, settings: Settings) -> None:
        self.engine = make_engine(settings)
        self._writing = self.engine.execution_options(directory_writes=True)
        self._reading = self.engine
        if self.engine.dialect.name == "postgresql":
            self._reading = self.engine.execution_options(postgresql_readonly=True)

    def session(self, *, writes: bool = False) -> DirectorySession:
        """A new session, which the caller closes."""
        session = DirectorySession(reading=self._reading, writing=self._writing)
        if writes:
            session.start_writing()
        return session

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session of its own that commits at the end of the block, or rolls back."""
        with self.session(writes=True) as session, session.begin():
            yield session

    def is_reachable(self) -> bool:
        """Whether the database answers."""
        try:
            with self.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
        except OperationalError:
            return False
        return True


def make_engine(settings: Settings) -> Engine:
    """The engine for the settings' database, with every safeguard on it."""
    url = make_url(settings.database_address)
    known = {_SECRETS: (settings.secret_key, *settings.previous_secret_keys)}
    if url.get_backend_name() != "sqlite":
        return create_engine(
            url,
            pool_pre_ping=True,
            max_overflow=-1,
            hide_parameters=True,
            execution_options=known,
        )
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    # The threads are the limit: one that reads may for a moment need a second connection to note
    # something, and with a pool of fifteen, sixteen such threads would wait for each other.
    engine = create_engine(
        url,
        max_overflow=-1,
        hide_parameters=True,
        connect_args={"timeout": settings.database_wait_seconds},
        execution_options=known,
    )
    event.listen(engine, "connect", _prepare_sqlite_connection)
    line_up_writers(engine, seconds=settings.database_wait_seconds)
    event.listen(engine, "begin", _begin_sqlite_transaction)
    return engine


def secrets_of(connection: Connection) -> tuple[str, ...]:
    """The secrets that go with this database, the present one first, for its encrypted fields.

    Raises SettingsError where the settings hold none: encrypting without would protect nothing.
    """
    found: tuple[str, ...] = connection.get_execution_options().get(_SECRETS, ())
    if not found or not found[0]:
        raise SettingsError("DIRECTORY_SECRET_KEY is missing: run `directory init`.")
    return found


def init_app(app: Flask, settings: Settings) -> None:
    """Give the app its database and close each request's session at its end."""
    app.extensions["database"] = Database(settings)
    app.teardown_appcontext(_close_session)


def database() -> Database:
    """The database of the app that is being served."""
    found: Database = current_app.extensions["database"]
    return found


def session() -> Session:
    """The session of this request, made when first asked for."""
    return _request_session()


def writes(view: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Commit after the view returned, roll back on any exception: the one place that commits."""

    @wraps(view)
    def committed(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        current = _request_session()
        current.start_writing()
        try:
            result = view(*args, **kwargs)
            current.flush()
            for tell in current_app.extensions.get("before_commit", ()):
                tell(current)
            current.commit()
        except BaseException:
            current.rollback()
            raise
        return result

    return committed


@contextmanager
def session_scope(settings: Settings, *, writes: bool = True) -> Iterator[Session]:
    """A session for a command: commits at the end of the block, rolls back on any exception."""
    store = Database(settings)
    try:
        if writes:
            with store.transaction() as current:
                yield current
        else:
            with store.session() as current:
                yield current
    finally:
        store.engine.dispose()


def change_exactly_one(session: Session, statement: Update) -> None:
    """Run a compare-and-set, such as `update(…).where(id == 1, state == "sent")`.

    Raises StaleStateError where no row matched: somebody else was first.
    """
    changed: int = session.execute(statement).rowcount  # type: ignore[attr-defined]
    if changed != 1:
        raise StaleStateError(f"{changed} rows matched where exactly one had to")


def _request_session() -> DirectorySession:
    if "database_session" not in g:
        g.database_session = database().session()
    current: DirectorySession = g.database_session
    return current


def _close_session(_exception: BaseException | None) -> None:
    current = g.pop("database_session", None)
    if current is not None:
        current.close()


def _prepare_sqlite_connection(connection: Any, _record: object) -> None:  # noqa: ANN401
    # The driver's own BEGIN comes too late and of the wrong kind, so it is switched off here
    # and ours is sent by `_begin_sqlite_transaction`.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite_transaction(connection: Connection) -> None:
    # Two writers that both began by reading would lose one's update or fail half-way; taking
    # the write lock first makes the second wait instead (480 of 480 kept when measured).
    if connection.get_execution_options().get("directory_writes"):
        connection.exec_driver_sql("PRAGMA query_only=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("PRAGMA query_only=ON")
        connection.exec_driver_sql("BEGIN")
