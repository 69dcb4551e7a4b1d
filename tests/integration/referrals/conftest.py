"""Three members of a small network: who refers, who is asked, and the next name."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from directory import clock, resources
from directory.accounts.closed_sets import AppliedAs
from directory.accounts.models import Account
from directory.accounts.queries import member_of_token
from directory.config import Mode, Settings
from directory.db import Database
from directory.identity_check.checking import IdentityChecker
from directory.identity_check.words import load_identity_words
from directory.referrals.closed_sets import ReachedBy
from directory.referrals.forms import Knowledge, NameTyped, read_referral
from directory.referrals.queries import listing_ids
from directory.referrals.readiness import cautions_for
from directory.referrals.sealed import Outside
from directory.referrals.services import drafting
from directory.referrals.services.around import Around
from directory.referrals.words import ReferralWords, load_referral_words
from directory.web.one_time_keys import new_key
from tests.support.databases import SECRET, migrate
from tests.support.drafts import publish
from tests.support.members import Person, make_account, make_verified, signed_in
from tests.support.searching import add_places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from sqlalchemy.orm import Session
    from werkzeug.test import TestResponse

    from directory.accounts.member import Member
    from directory.referrals.forms import Written
    from directory.vocabulary.caution_grammar import CautionRule
    from directory.vocabulary.terms import Vocabulary
    from tests.support.databases import Databases
    from tests.support.members import MemberClient

EMAILS = {handle: f"{handle}@example.org" for handle in ("maya", "sam", "ada")}
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
def database_url(databases: Databases) -> Iterator[str]:
    """A copy of a network of three, whose listings are published."""
    url = databases.filled("three members", _fill)
    yield url
    databases.release(url)


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return environment | {"DIRECTORY_HOME_REGION": "US-CO"}


@pytest.fixture
def members(app: Flask, database: Database) -> dict[str, MemberClient]:
    """Signed-in browsers of maya, sam and ada."""
    with database.session() as session:
        ids = {row.email: row.id for row in session.execute(select(Account.id, Account.email))}
    people = {handle: Person(ids[email], email) for handle, email in EMAILS.items()}
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


def written(sender: MemberClient, **changed: str) -> str:
    """A draft written on its pages, its readiness answered; its address."""
    answer = sender.post("/referrals/new", REFERRAL | {"one_time_key": new_key()} | changed)
    assert answer.status_code == 303, answer.text
    path = path_of(answer)
    answer_readiness(sender, path)
    return path


def drafted(sender: MemberClient, **changed: str) -> str:
    """The same draft, put into the database without its pages: for tests of what follows."""
    form = MultiDict(REFERRAL | changed)
    around = Around(sender.app.extensions["keys"], sender.app.extensions["settings"])
    vocabulary = sender.app.extensions["vocabulary"]
    with sender.app.extensions["database"].transaction() as session:
        ids = listing_ids(session, EMAILS)
        knows = Knowledge(vocabulary, _words(), dict.fromkeys(ids), _checker(), ())  # type: ignore[arg-type]
        read = read_referral(form, knows)
        assert not read.errors, read.errors
        answers = {rule.caution.identifier: "cleared" for rule in _rules(read, vocabulary)}
        content = drafting.with_answers(read.content, flags=(), answers=answers)
        names = tuple(_name(name, ids) for name in read.names)
        draft = drafting.Draft(content=content, names=names, is_part2=read.is_part2)
        member = _member(session, sender)
        row = drafting.begin(session, around, ids[member.listing_handle or ""], draft)
        return f"/referrals/{row.reference}"


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


def _fill(url: str) -> None:
    migrate(url)
    store = Database(Settings(mode=Mode.TEST, database_url=url, secret_key=SECRET))
    with clock.stopped(MONDAY), store.transaction() as session:
        add_places(session)
        for handle, email in EMAILS.items():
            person = make_account(
                session,
                email,
                name=f"{handle.capitalize()} Invented",
                applied_as=AppliedAs.PRACTITIONER,
            )
            make_verified(session, person, handle)
        publish(session, *EMAILS)
    store.engine.dispose()


def _member(session: Session, browser: MemberClient) -> Member:
    with browser.client.session_transaction() as cookie:
        member = member_of_token(session, cookie["_user_id"])
    assert member is not None
    return member


def _rules(read: Written, vocabulary: Vocabulary) -> tuple[CautionRule, ...]:
    return cautions_for(replace(read.content, flags=()), vocabulary)


def _name(name: NameTyped, ids: dict[str, int]) -> drafting.NameDraft:
    if name.handle:
        return drafting.NameDraft(listing_id=ids[name.handle])
    return drafting.NameDraft(
        outside=Outside(name.outside_name, name.outside_email),
        reached_by=ReachedBy.PAPER if name.by_paper else ReachedBy.LINK,
    )


@cache
def _words() -> ReferralWords:
    return load_referral_words(resources.seed_data() / "referrals")


@cache
def _checker() -> IdentityChecker:
    words = load_identity_words(resources.seed_data() / "identity_check")
    return IdentityChecker(words, is_town=lambda _name: False, allowed=("Sam", "Ada"))
