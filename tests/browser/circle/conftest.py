"""A practitioner and her colleagues, who sign in with a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from directory import clock
from directory.accounts.closed_sets import Stewardship
from directory.accounts.services.administration import give_listing
from directory.circle.contact import Contact
from directory.circle.services import add_colleague, add_contact
from directory.trust.closed_sets import Visibility
from directory.trust.giving import Word, give
from tests.integration.circle.conftest import PEOPLE, person
from tests.support.drafts import publish, save
from tests.support.members import make_account
from tests.support.searching import add_places
from tests.support.vouching import vouch_bases

if TYPE_CHECKING:
    from flask import Flask

    from directory.db import Database


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """A network at home in Colorado."""
    return environment | {"DIRECTORY_HOME_REGION": "US-CO"}


@pytest.fixture
def maya(app: Flask, database: Database) -> str:
    """The address of Maya, who keeps a circle, vouches for Ada, and is vouched for by Sam."""
    keys = app.extensions["keys"]
    with database.transaction() as session:
        add_places(session)
        save(session, *(person(handle, str(at)) for at, handle in enumerate(PEOPLE, 100)))
        publish(session, *PEOPLE)
        account = make_account(session, "maya@example.org", name="Maya Invented")
        give_listing(session, account.id, "maya", Stewardship.OWNER, verified_on=clock.today())
        for voucher, vouched in (("maya", "ada"), ("sam", "maya"), ("ada", "sam")):
            word = Word(
                basis="co-treated",
                trusts_approach=True,
                trusts_skills=True,
                visibility=Visibility.PUBLIC,
            )
            give(
                session,
                voucher=voucher,
                vouched=vouched,
                word=word,
                bases=vouch_bases(),
                on=clock.today(),
            )
        add_colleague(session, account.id, "ada")
        contact = Contact(
            name="Ines Outside",
            discipline="Acupuncture",
            town="Golden",
            phone="303-555-0177",
            email="ines@example.org",
            sent_for="migraine",
            tags=("needles", "pain"),
        )
        add_contact(session, keys, account.id, contact)
    return account.email
