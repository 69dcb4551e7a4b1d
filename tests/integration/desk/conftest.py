"""Members who edit their own profile, in a network of few towns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from directory.accounts.closed_sets import AppliedAs
from tests.support.members import make_account, make_verified, signed_in
from tests.support.searching import add_places

if TYPE_CHECKING:
    from flask import Flask

    from directory.db import Database
    from tests.support.members import MemberClient


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """A network at home in Colorado."""
    return environment | {"DIRECTORY_HOME_REGION": "US-CO"}


@pytest.fixture(autouse=True)
def _places(database: Database) -> None:
    """The few towns are known."""
    with database.transaction() as session:
        add_places(session)


@pytest.fixture
def newcomer(app: Flask, database: Database) -> MemberClient:
    """Somebody who signed up and has no profile yet."""
    with database.transaction() as session:
        person = make_account(
            session, "nora@example.org", name="Nora Invented", applied_as=AppliedAs.PRACTITIONER
        )
    return signed_in(app, person)


@pytest.fixture
def counselor(app: Flask, database: Database) -> MemberClient:
    """A checked practitioner, a professional counselor, whose listing `maya` is a draft."""
    with database.transaction() as session:
        person = make_account(session, "maya@example.org")
        make_verified(session, person, "maya")
    return signed_in(app, person)
