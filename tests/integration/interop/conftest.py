"""A network of few towns with a curator who imports and exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.members import add_factor, make_account, signed_in
from tests.support.searching import add_places

if TYPE_CHECKING:
    from flask import Flask

    from directory.db import Database
    from tests.support.members import MemberClient


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """A network at home in Colorado."""
    return environment | {"DIRECTORY_HOME_REGION": "US-CO"}


@pytest.fixture
def _places(database: Database) -> None:
    """The few towns are known."""
    with database.transaction() as session:
        add_places(session)


@pytest.fixture
def curator(app: Flask, database: Database, _places: None) -> MemberClient:
    """A networking admin, signed in with a second factor."""
    with database.transaction() as session:
        person = make_account(session, "curator@example.org", applied_as=None, is_curator=True)
        add_factor(app, session, person)
    return signed_in(app, person)
