"""Three practitioners and a center in a network of few towns, each signed in."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from directory import clock
from directory.accounts.closed_sets import Stewardship
from directory.accounts.services.administration import give_listing
from directory.matching.need import Kind
from directory.profiles.listing import PublicAvailability, PublicSpecialty
from tests.support.drafts import LPC, OFFICE, plain_draft, publish, save
from tests.support.members import make_account, signed_in
from tests.support.searching import add_places

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from directory.db import Database
    from directory.profiles.draft import ListingDraft
    from tests.support.members import MemberClient

PEOPLE = ("maya", "sam", "ada")


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """A network at home in Colorado."""
    return environment | {"DIRECTORY_HOME_REGION": "US-CO"}


def person(handle: str, number: str, kind: Kind = Kind.PERSON) -> ListingDraft:
    """A listed practitioner in Denver who works with grief."""
    return replace(
        plain_draft(handle, kind),
        availability=PublicAvailability("open", 10, 2, clock.today()),
        credentials=(replace(LPC, number=number),) if kind is Kind.PERSON else (),
        specialties=(PublicSpecialty("grief", is_focus=True),),
        places=(replace(OFFICE, center=None),),
        refers_on_for=("bulimia",),
    )


@pytest.fixture
def members(app: Flask, database: Database) -> dict[str, MemberClient]:
    """Maya, Sam and Ada, each with a listing that is public, and the manager of a center."""
    with database.transaction() as session:
        add_places(session)
        house = person("the-house", "", Kind.CENTER)
        save(session, *(person(handle, str(at)) for at, handle in enumerate(PEOPLE, 100)), house)
        publish(session, *PEOPLE, "the-house")
        accounts = {}
        for handle in (*PEOPLE, "the-house"):
            accounts[handle] = make_account(
                session, f"{handle}@example.org", name=f"{handle.title()} Invented"
            )
            stewardship = Stewardship.OWNER if handle in PEOPLE else Stewardship.MANAGER
            give_listing(
                session, accounts[handle].id, handle, stewardship, verified_on=clock.today()
            )
    return {handle: signed_in(app, account) for handle, account in accounts.items()}


@pytest.fixture
def maya(members: dict[str, MemberClient]) -> MemberClient:
    """Maya’s browser."""
    return members["maya"]


@pytest.fixture
def sam(members: dict[str, MemberClient]) -> MemberClient:
    """Sam’s browser."""
    return members["sam"]


def key_in(page: str) -> str:
    """The one-time key of a form."""
    found = re.search(r'one_time_key" value="([^"]+)"', page)
    assert found
    return found[1]


@pytest.fixture
def vouch() -> Callable[..., str]:
    """Fill in the form of a vouch and send it; gives the page that came, or nothing."""

    def send(member: MemberClient, handle: str, **said: str) -> str:
        page = member.get(f"/vouches/new/{handle}").text
        form = {
            "one_time_key": key_in(page),
            "judgement": "skills",
            "basis": "consults-with",
            "visibility": "public",
        } | said
        answer = member.post(
            f"/vouches/new/{handle}", {name: text for name, text in form.items() if text}
        )
        return "" if answer.status_code == 303 else answer.text

    return send
