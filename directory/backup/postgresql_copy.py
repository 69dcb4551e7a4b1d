"""Copy a PostgreSQL database at one moment, table by table, and bring it back.

It needs no tool of the server's version: rows leave and come back by COPY.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from sqlalchemy import MetaData, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from psycopg import Connection as DriverConnection
    from sqlalchemy import Connection, Engine, Table

_VERSIONS = "alembic_version"
_BLOCK = 1 << 20


def copy_out(engine: Engine, folder: Path) -> dict[str, Path]:
    """Write each table's rows into a file, all as of one moment; the files by their names."""
    with _as_of_one_moment(engine) as connection:
        parts: dict[str, Path] = {}
        for table in _tables(connection):
            parts[f"tables/{table.name}.copy"] = file = folder / f"{table.name}.copy"
            _rows_out(_driver(connection), _address(table), file)
        return parts


def copy_in(engine: Engine, parts: Mapping[str, Path]) -> None:
    """Fill the empty tables of a database that is at the revision of the copy; all or nothing."""
    with engine.begin() as connection:
        tables = _tables(connection)
        for table in reversed(tables):
            if connection.execute(table.select().limit(1)).first() is not None:
                connection.execute(table.delete())  # What a migration put there.
        for table in tables:
            _rows_in(_driver(connection), _address(table), parts[f"tables/{table.name}.copy"])
        for table in tables:
            _set_numbers_on(connection, table)


@contextmanager
def _as_of_one_moment(engine: Engine) -> Iterator[Connection]:
    reading = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with reading.begin() as connection:
        yield connection


def _tables(connection: Connection) -> list[Table]:
    """The tables as they stand, each after those that it refers to."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != _VERSIONS]


def _address(table: Table) -> str:
    columns = ", ".join(f'"{column.name}"' for column in table.columns if column.computed is None)
    return f'"{table.name}" ({columns})'


def _rows_out(driver: DriverConnection, address: str, file: Path) -> None:
    with (
        driver.cursor() as cursor,
        file.open("wb") as out,
        cursor.copy(f"COPY {address} TO STDOUT".encode()) as rows,
    ):
        for block in rows:
            out.write(block)


def _rows_in(driver: DriverConnection, address: str, file: Path) -> None:
    with (
        driver.cursor() as cursor,
        file.open("rb") as stream,
        cursor.copy(f"COPY {address} FROM STDIN".encode()) as rows,
    ):
        while block := stream.read(_BLOCK):
            rows.write(block)


def _driver(connection: Connection) -> DriverConnection:
    return cast("DriverConnection", connection.connection.driver_connection)


def _set_numbers_on(connection: Connection, table: Table) -> None:
    """Let the next row get a number that none has yet."""
    for column in table.primary_key:
        sequence = connection.scalar(
            text("SELECT pg_get_serial_sequence(:place, :name)"),
            {"place": f'"{table.name}"', "name": column.name},
        )
        if sequence is not None:
            highest = connection.exec_driver_sql(
                f'SELECT max("{column.name}") FROM "{table.name}"'  # noqa: S608 - names of our tables
            ).scalar()
            if highest is not None:
                connection.execute(
                    text("SELECT setval(CAST(:sequence AS regclass), :highest)"),
                    {"sequence": sequence, "highest": highest},
                )
