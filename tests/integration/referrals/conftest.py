"""Three members of a small network: who refers, who is asked, and the next name."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from directory import clock
from directory.accounts.closed_sets import AppliedAs
from directory.web.one_time_keys import new_key
from tests.support.drafts import publish
from tests.support.members import make_account, make_verified, signed_in
from tests.support.searching import add_places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from werkzeug.test import TestResponse

    from directory.db import Database
    from tests.support.members import MemberClient

MONDAY = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
NOTE = "Asks before each touch and knows startle. Canary-Kestrel."
REFERRAL = {
    "name_1": "Sam",
    "name_2": "Ada",
    "profession": "massage-therapist",
    "issues": "sexual-assault",
    "visits": "6",
    "minutes": "60",
    "rhythm": "weekly",
    "goals": "safe-touch",
    "pressure": "light",
    "i_keep": "Weekly talk therapy goes on.",
    "note": NOTE,
    "code": "pine 42",
    "hear": "at_end",
    "back_after": "4",
}
CONSENT = {"signed_on": "2026-11-20", "expires_on": "2027-05-20", "agreed": "yes"}


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with clock.stopped(MONDAY):
        yield


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return environment | {"DIRECTORY_HOME_REGION": "US-CO"}


@pytest.fixture
def members(app: Flask, database: Database) -> dict[str, MemberClient]:
    """Signed-in browsers of maya, sam and ada, whose listings are published."""
    people = {}
    with database.transaction() as session:
        add_places(session)
        for handle in ("maya", "sam", "ada"):
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
def ada(members: dict[str, MemberClient]) -> MemberClient:
    return members["ada"]


def path_of(answer: TestResponse) -> str:
    """The address of a referral that an answer leads to: `/referrals/…`."""
    found = re.match(r"(/referrals/[\w-]+)", answer.headers["Location"])
    assert found, answer.headers["Location"]
    return found.group(1)


def drafted(sender: MemberClient, **changed: str) -> str:
    """A draft with its readiness answered; its address."""
    answer = sender.post("/referrals/new", REFERRAL | {"one_time_key": new_key()} | changed)
    assert answer.status_code == 303, answer.text
    path = path_of(answer)
    answer_readiness(sender, path)
    return path


def answer_readiness(sender: MemberClient, path: str, **answers: str) -> TestResponse:
    """Tick nothing, and answer every caution that the issue brings up as cleared."""
    sender.post(f"{path}/readiness", {"flags": "none"})
    page = sender.get(f"{path}/readiness").text
    cautions = set(re.findall(r'name="(caution-C\d+)"', page))
    filled = dict.fromkeys(cautions, "cleared") | {"flags": "none"} | answers
    return sender.post(f"{path}/readiness", filled)


def sent(sender: MemberClient, *, with_consent: bool = True, **changed: str) -> str:
    """A referral on its way; its address."""
    path = drafted(sender, **changed)
    if with_consent:
        assert sender.post(f"{path}/consent", CONSENT).status_code == 303
    answer = sender.post(f"{path}/send")
    assert answer.status_code == 303, answer.text
    return path


def opened(receiver: MemberClient, path: str) -> str:
    """What the receiver reads after opening it."""
    assert receiver.post(f"{path}/open", {"purpose": "answering"}).status_code == 303
    return receiver.get(path).text


def accepted(receiver: MemberClient, path: str) -> TestResponse:
    """Say yes, with everything ticked that must be."""
    page = receiver.get(f"{path}/move/accept").text
    boxes = set(re.findall(r'name="(caution-C\d+|touch)"', page))
    form = dict.fromkeys(boxes, "yes") | {"day_1": "2026-12-01"}
    return receiver.post(f"{path}/move/accept", form)
