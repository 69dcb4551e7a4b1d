"""A network of few towns with two curators, and a newcomer's profile that asks for its review."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from directory import clock
from directory.accounts.closed_sets import AppliedAs, Stewardship
from directory.accounts.services.administration import give_listing
from directory.matching.listing import LicenseStatus
from directory.profiles.draft import CredentialDraft
from directory.profiles.lifecycle import Move
from directory.profiles.listing import PublicAvailability, PublicSpecialty
from directory.profiles.services import move_listing
from tests.support.drafts import HOME, plain_draft, save
from tests.support.members import add_factor, make_account, signed_in
from tests.support.searching import add_places

if TYPE_CHECKING:
    from datetime import date

    from flask import Flask

    from directory.db import Database
    from directory.profiles.draft import ListingDraft
    from tests.support.members import MemberClient

LPC = CredentialDraft(
    profession="professional-counselor", jurisdiction="US-CO", title="LPC", number="4711"
)


def asking_draft(handle: str = "nora") -> ListingDraft:
    """A counselor's profile that lacks nothing but its check."""
    return replace(
        plain_draft(handle),
        credentials=(LPC,),
        specialties=(PublicSpecialty("grief", is_focus=True, backing="training"),),
        places=(HOME,),
        availability=PublicAvailability("open", 10, 2, clock.today()),
    )


def checked(draft: ListingDraft, *, expires_on: date | None = None) -> ListingDraft:
    """The draft with its first licence as somebody looked it up."""
    found = replace(
        draft.credentials[0],
        status=LicenseStatus.ACTIVE,
        checked_on=clock.today(),
        checked_where="state counseling board, Colorado",
        expires_on=expires_on,
    )
    return replace(draft, credentials=(found, *draft.credentials[1:]))


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """A network at home in Colorado."""
    return environment | {"DIRECTORY_HOME_REGION": "US-CO"}


@pytest.fixture(autouse=True)
def _places(database: Database) -> None:
    """The few towns are known."""
    with database.transaction() as session:
        add_places(session)


def _curator(app: Flask, database: Database, email: str) -> MemberClient:
    with database.transaction() as session:
        person = make_account(session, email, applied_as=None, is_curator=True)
        add_factor(app, session, person)
    return signed_in(app, person)


@pytest.fixture
def curator(app: Flask, database: Database) -> MemberClient:
    """A curator with a second factor."""
    return _curator(app, database, "wren@example.org")


@pytest.fixture
def other_curator(app: Flask, database: Database) -> MemberClient:
    """Another one."""
    return _curator(app, database, "robin@example.org")


@pytest.fixture
def nora(app: Flask, database: Database) -> MemberClient:
    """A newcomer whose profile waits for its review."""
    with database.transaction() as session:
        person = make_account(
            session, "nora@example.org", name="Nora", applied_as=AppliedAs.PRACTITIONER
        )
        save(session, asking_draft())
        give_listing(session, person.id, "nora", Stewardship.OWNER)
        move_listing(session, "nora", Move.SUBMIT)
    return signed_in(app, person)
