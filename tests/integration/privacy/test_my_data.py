"""My data: everything in one file behind the password, leaving for good, and what the log keeps."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from sqlalchemy import text

from directory import clock
from directory.accounts.closed_sets import Stewardship
from directory.accounts.services.administration import give_listing
from directory.matching.need import Kind
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.queries import listing_statuses
from tests.support.drafts import plain_draft, publish, save
from tests.support.held import CANARY, EMAIL, FILLERS, make_member, make_those_who_stay
from tests.support.logged import assert_logged
from tests.support.members import (
    Person,
    account_of,
    add_factor,
    delivered,
    make_account,
    make_verified,
    signed_in,
    text_of,
)

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy.orm import Session

    from directory.db import Database
    from tests.support.members import MemberClient


@pytest.fixture
def canary(app: Flask, database: Database) -> Person:
    """A member about whom every table holds something."""
    with database.transaction() as session:
        held = make_member(app, session, make_those_who_stay(session))
        for fill in FILLERS:
            fill(held)
        session.execute(text("UPDATE accounts SET status = 'active', suspended_reason = ''"))
    return Person(held.account_id, EMAIL)


@pytest.fixture
def maya(database: Database) -> Person:
    """A practitioner with a listing."""
    with database.transaction() as session:
        person = make_account(session, "maya@example.org")
        make_verified(session, person, "maya")
    return person


def _downloaded(client: MemberClient) -> zipfile.ZipFile:
    answer = client.post("/account/data/download")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "no-store"
    return zipfile.ZipFile(io.BytesIO(answer.data))


def test_the_file_holds_everything_readable_and_no_secret(
    app: Flask, canary: Person, database: Database
) -> None:
    archive = _downloaded(signed_in(app, canary))

    assert_logged(database, "data.exported", by=[EMAIL], without=[])
    everything = json.loads(archive.read("everything.json"))
    assert everything["accounts"]["account"][0]["email"] == EMAIL
    place = everything["profiles"]["listing-as-you-stated-it"][0]["places"][0]
    assert place["street"]
    assert place["street"] in archive.read("index.html").decode()
    assert everything["trust"]["vouches-you-gave"][0]["vouched"] == "stays"
    sessions = io.StringIO(archive.read("tables/accounts-sessions.csv").decode("utf-8-sig"))
    assert {row["device"] for row in csv.DictReader(sessions)} >= {CANARY}
    told = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    assert "$argon2" not in told
    assert "token_hash" not in told


def test_the_file_is_behind_the_password_and_the_log_says_it_was_taken(
    app: Flask, database: Database, maya: Person
) -> None:
    client = signed_in(app, maya)
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        assert (
            client.get("/account/data/download")
            .headers["Location"]
            .startswith("/account/confirm-password")
        )
        assert client.post("/account/data/download").status_code == 403
        assert client.post("/account/leave", {"sure": "yes"}).status_code == 403
    _downloaded(client)

    with database.session() as session:
        actions = session.scalars(text("SELECT action FROM audit_entries")).all()
    assert actions.count("data.exported") == 1


def test_what_a_person_typed_does_not_run_in_a_spreadsheet(
    app: Flask, database: Database, maya: Person
) -> None:
    with database.transaction() as session:
        account_of(session, maya.email).name = "=HYPERLINK(1)"

    table = _downloaded(signed_in(app, maya)).read("tables/accounts-account.csv").decode()

    assert "'=HYPERLINK(1)" in table


def test_leaving_ends_every_session_and_the_page_is_gone_at_the_next_request(
    app: Flask, database: Database, maya: Person
) -> None:
    client = signed_in(app, maya)
    copied = client.copied_cookies()
    assert client.post("/account/leave", {}).status_code == 422
    with database.session() as session:
        reference = account_of(session, maya.email).reference

    answer = client.post("/account/leave", {"sure": "yes"})

    assert answer.headers["Location"] == "/account-erased"
    assert copied.get("/account/security").status_code == 303
    assert app.test_client().get("/practitioners/maya").status_code in {404, 410}
    assert ["are erased" in text_of(mail) for mail in delivered(app)] == [True]
    with database.session() as session:
        assert session.scalar(text("SELECT count(*) FROM accounts")) == 0
        kept = session.execute(
            text("SELECT action FROM audit_entries WHERE actor = :actor"), {"actor": reference}
        ).scalars()
        assert "account.erased" in set(kept)
    assert app.test_client().get("/account-erased").status_code == 200


def _make_house(session: Session, *managers: Person) -> None:
    save(session, plain_draft("the-house", Kind.CENTER))
    for one in managers:
        give_listing(session, one.id, "the-house", Stewardship.MANAGER, verified_on=clock.today())


def test_the_last_manager_of_a_center_hands_it_over_or_takes_it_out(
    app: Flask, database: Database, maya: Person
) -> None:
    with database.transaction() as session:
        _make_house(session, maya)
        publish(session, "the-house")
    client = signed_in(app, maya)

    told = client.get("/account/leave").text
    refused = client.post("/account/leave", {"sure": "yes"})

    assert 'href="/desk/centers/the-house/managers"' in told
    assert refused.status_code == 422
    assert "Nobody else manages" in refused.text
    assert client.post("/account/leave", {"sure": "yes", "centers": "yes"}).status_code == 303
    with database.session() as session:
        statuses = listing_statuses(session, ("the-house",))
        assert statuses == {"the-house": ListingStatus.WITHDRAWN}
    assert app.test_client().get("/centers/the-house").status_code == 410


def test_a_center_that_somebody_else_manages_stays(
    app: Flask, database: Database, maya: Person
) -> None:
    with database.transaction() as session:
        _make_house(session, maya, make_account(session, "june@example.org"))
        before = listing_statuses(session, ("the-house",))

    assert signed_in(app, maya).post("/account/leave", {"sure": "yes"}).status_code == 303
    with database.session() as session:
        assert listing_statuses(session, ("the-house",)) == before


def test_the_only_networking_admin_is_told_why_they_cannot_leave(
    app: Flask, database: Database
) -> None:
    with database.transaction() as session:
        wren = make_account(session, "wren@example.org", applied_as=None, is_curator=True)
        add_factor(app, session, wren)
    client = signed_in(app, wren)

    assert "only networking admin" in client.get("/account/leave").get_data(as_text=True)
    assert client.post("/account/leave", {"sure": "yes"}).status_code == 409
