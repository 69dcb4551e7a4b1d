"""A network of few towns, at home in Colorado."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.searching import add_places

if TYPE_CHECKING:
    from directory.db import Database


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """A network at home in Colorado."""
    return environment | {"DIRECTORY_HOME_REGION": "US-CO"}


@pytest.fixture
def few_places(database: Database) -> Database:
    """The database, in which the few towns are known."""
    with database.transaction() as session:
        add_places(session)
    return database
