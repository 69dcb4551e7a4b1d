"""What keeps unit tests pure is itself in force."""

from __future__ import annotations

import socket
import sqlite3
import warnings
from typing import TYPE_CHECKING

import psycopg
import pytest
import sqlalchemy
from pytest_socket import SocketBlockedError
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    "opening",
    [
        lambda: sqlite3.connect(":memory:"),
        lambda: psycopg.connect("host=127.0.0.1"),
        lambda: psycopg.Connection.connect("host=127.0.0.1"),
        lambda: sqlalchemy.create_engine("sqlite://"),
        lambda: SQLiteDialect_pysqlite.import_dbapi().connect(":memory:"),
    ],
)
def test_a_database_cannot_be_opened(opening: Callable[[], object]) -> None:
    with pytest.raises(AssertionError, match="tests/integration"):
        opening()


def test_a_connection_cannot_be_made_even_to_this_machine() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(SocketBlockedError):
            socket.create_connection(("127.0.0.1", 9))
