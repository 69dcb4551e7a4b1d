"""Two listings of which somebody reads the messages, and the way through the pages of asking."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from directory.accounts.closed_sets import AppliedAs
from tests.support.asking import WORDS, send_question
from tests.support.drafts import publish
from tests.support.members import make_account, make_verified, signed_in
from tests.support.searching import add_places

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from directory.db import Database
    from tests.support.members import MemberClient


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return environment | {"DIRECTORY_HOME_REGION": "US-CO"}


@pytest.fixture
def members(app: Flask, database: Database) -> dict[str, MemberClient]:
    """Signed-in browsers of maya and sam, whose listings are published."""
    people = {}
    with database.transaction() as session:
        add_places(session)
        for handle in ("maya", "sam"):
            person = make_account(
                session,
                f"{handle}@example.org",
                name=f"{handle.capitalize()} Invented",
                applied_as=AppliedAs.PRACTITIONER,
            )
            make_verified(session, person, handle)
            people[handle] = person
        publish(session, *people)
    return {handle: signed_in(app, person) for handle, person in people.items()}


@pytest.fixture
def maya(members: dict[str, MemberClient]) -> MemberClient:
    return members["maya"]


@pytest.fixture
def sam(members: dict[str, MemberClient]) -> MemberClient:
    return members["sam"]


@pytest.fixture
def phrase(maya: MemberClient, client: FlaskClient) -> str:
    """The words of a question that was sent to maya."""
    del maya  # Her listing and her desk are there.
    return send_question(client, "maya", words=WORDS)


@pytest.fixture
def on_desk(maya: MemberClient, phrase: str) -> str:
    """Where the question stands on maya's desk."""
    del phrase  # It was sent.
    found = re.search(r"/desk/messages/[\w-]{22}", maya.get("/desk/messages").text)
    assert found is not None
    return found.group()
