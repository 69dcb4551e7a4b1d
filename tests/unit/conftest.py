"""A unit test reaches no database and no other machine; one that tries fails."""

from __future__ import annotations

import sqlite3
from typing import NoReturn

import psycopg
import pytest
import sqlalchemy


class DatabaseReachedError(AssertionError):
    """A unit test tried to open a database; it belongs to tests/integration."""


def _refuse(*_args: object, **_kwargs: object) -> NoReturn:
    raise DatabaseReachedError("a unit test opens no database: move it to tests/integration")


@pytest.fixture(autouse=True)
def _no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "connect", _refuse)
    monkeypatch.setattr(sqlite3.dbapi2, "connect", _refuse)
    monkeypatch.setattr(psycopg, "connect", _refuse)
    monkeypatch.setattr(psycopg.Connection, "connect", _refuse)
    monkeypatch.setattr(sqlalchemy, "create_engine", _refuse)


@pytest.fixture(autouse=True)
def _no_connection(request: pytest.FixtureRequest) -> None:
    # Beyond the rest of the suite, which may talk to this machine: a pure module talks to nobody.
    request.getfixturevalue("socket_disabled")
