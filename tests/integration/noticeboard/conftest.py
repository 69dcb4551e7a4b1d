"""Maya and Sam, whose listings are published, a manager of a center, and a curator."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from directory import clock
from directory.accounts.closed_sets import Stewardship
from directory.accounts.services.administration import give_listing
from directory.matching.need import Kind
from tests.support.drafts import HOME, OFFICE, plain_draft, publish, save
from tests.support.members import add_factor, make_account, signed_in
from tests.support.searching import add_places

if TYPE_CHECKING:
    from flask import Flask

    from directory.db import Database
    from tests.support.members import MemberClient, Person


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """A network at home in Colorado."""
    return environment | {"DIRECTORY_HOME_REGION": "US-CO"}


@pytest.fixture
def people(app: Flask, database: Database) -> dict[str, Person]:
    """Their accounts by the name of the listing, and `curator`."""
    found = {}
    with database.transaction() as session:
        add_places(session)
        save(
            session,
            replace(plain_draft("the-house", Kind.CENTER), places=(replace(OFFICE, center=None),)),
            replace(plain_draft("maya"), places=(HOME,)),
            plain_draft("sam"),
        )
        for handle in ("maya", "sam", "the-house"):
            person = make_account(session, f"{handle}@example.org", name=handle.title())
            role = Stewardship.MANAGER if handle == "the-house" else Stewardship.OWNER
            give_listing(session, person.id, handle, role, verified_on=clock.today())
            found[handle] = person
        curator = make_account(
            session, "curator@example.org", applied_as=None, is_curator=True, name="Cora Curator"
        )
        add_factor(app, session, curator)
        found["curator"] = curator
        publish(session, "maya", "sam", "the-house")
    return found


@pytest.fixture
def maya(app: Flask, people: dict[str, Person]) -> MemberClient:
    """The browser of a practitioner."""
    return signed_in(app, people["maya"])


@pytest.fixture
def sam(app: Flask, people: dict[str, Person]) -> MemberClient:
    """The browser of another practitioner."""
    return signed_in(app, people["sam"])


@pytest.fixture
def manager(app: Flask, people: dict[str, Person]) -> MemberClient:
    """The browser of somebody who manages a center."""
    return signed_in(app, people["the-house"])


@pytest.fixture
def curator(app: Flask, people: dict[str, Person]) -> MemberClient:
    """The browser of a curator."""
    return signed_in(app, people["curator"])
