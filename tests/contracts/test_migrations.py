"""The schema: forward, back and forward again, and the same as the models say."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from directory import migrations, tables
from directory.config import Mode, Settings
from directory.db import make_engine
from tests.support.databases import SECRET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from tests.support.databases import Databases


@contextmanager
def _engine(url: str) -> Iterator[Engine]:
    settings = Settings(mode=Mode.TEST, database_url=url, secret_key=SECRET)
    engine = make_engine(settings).execution_options(directory_writes=True)
    try:
        yield engine
    finally:
        engine.dispose()


def _tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_the_migrated_schema_is_what_the_models_say(database_url: str) -> None:
    with _engine(database_url) as engine, engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )

        assert compare_metadata(context, tables.metadata) == []


def test_the_migrations_go_back_to_nothing_and_forward_again(databases: Databases) -> None:
    with _engine(databases.empty()) as engine:
        migrations.upgrade(engine)
        first = _tables(engine)

        migrations.downgrade(engine, "base")
        emptied = _tables(engine)
        migrations.upgrade(engine)

        assert first == set(tables.metadata.tables)
        assert emptied == set()
        assert _tables(engine) == first
