"""A stopped clock, and members to begin with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.support.members import add_factor, make_account, make_verified

if TYPE_CHECKING:
    from flask import Flask

    from directory.db import Database
    from tests.support.members import Person

NOON = datetime(2026, 11, 22, 12, 0, 5, tzinfo=UTC)


@pytest.fixture
def maya(database: Database) -> Person:
    """A practitioner whom a curator has checked, without a second factor."""
    with database.transaction() as session:
        person = make_account(session, "maya@example.org")
        make_verified(session, person, "maya")
    return person


@pytest.fixture
def wren(app: Flask, database: Database) -> Person:
    """A curator with a second factor."""
    with database.transaction() as session:
        person = make_account(
            session, "wren@example.org", name="Wren Invented", applied_as=None, is_curator=True
        )
        add_factor(app, session, person)
    return person
