"""A network of few towns, and a practitioner who signs in with a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.members import make_account
from tests.support.searching import add_places

if TYPE_CHECKING:
    from directory.db import Database


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """A network at home in Colorado."""
    return environment | {"DIRECTORY_HOME_REGION": "US-CO"}


@pytest.fixture
def newcomer(database: Database) -> str:
    """The address of somebody who signed up and has no profile yet."""
    with database.transaction() as session:
        add_places(session)
        return make_account(session, "nora@example.org", name="Nora Invented").email
