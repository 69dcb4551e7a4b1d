"""“Remove me” takes one step, works at the next request, and no import undoes it (F10)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from directory.audit.models import AuditEntry
from directory.curation.models import ListingReport
from directory.profiles.draft import ContactDraft
from directory.profiles.lifecycle import Move
from directory.profiles.queries import listing_statuses
from directory.profiles.removed import removal_of
from directory.profiles.services import existing_drafts, move_listing
from directory.web.one_time_keys import new_key
from tests.integration.curation.conftest import asking_draft, checked
from tests.support.drafts import publish, save
from tests.support.members import delivered, link_in, text_of

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from directory.db import Database
    from directory.profiles.draft import ListingDraft
    from tests.support.members import MemberClient


@pytest.fixture
def listed(database: Database) -> ListingDraft:
    """Somebody listed by agreement, without an account."""
    draft = replace(checked(asking_draft("oda")), contact=ContactDraft(email="oda@example.org"))
    with database.transaction() as session:
        save(session, draft)
        publish(session, "oda")
    return draft


def test_the_link_to_the_own_address_takes_the_page_down(
    app: Flask, client: FlaskClient, database: Database, listed: ListingDraft
) -> None:
    form = {"by-mail": "yes", "one_time_key": new_key()}
    asked = client.post("/remove-me/oda", data=form)
    client.post("/remove-me/oda", data=form)
    (mail,) = delivered(app)
    link = link_in(mail, "/take-down/")

    assert mail["To"] == "oda@example.org"
    assert "oda@example.org" not in asked.text
    assert "counselor" not in text_of(mail)
    assert client.get(link).status_code == 200
    assert client.get("/practitioners/oda").status_code == 200
    assert client.post(link).status_code == 200
    assert client.get("/practitioners/oda").status_code in {404, 410}
    assert client.post(link).status_code == 410
    with database.session() as session:
        assert existing_drafts(session, ("oda",)) == {}
        assert removal_of(session, app.extensions["keys"], listed) is not None
        assert "listing.taken-down" in session.scalars(select(AuditEntry.action)).all()


@pytest.mark.usefixtures("listed")
def test_whoever_cannot_read_the_address_asks_an_admin(
    client: FlaskClient, curator: MemberClient, database: Database
) -> None:
    asked = client.post("/remove-me/oda", data={"by-admin": "yes", "one_time_key": new_key()})
    with database.session() as session:
        reference = session.scalars(select(ListingReport.reference)).one()
    done = curator.post(f"/curate/reports/{reference}", {"outcome": "removed"})

    assert "return-phrase" in asked.text
    assert done.status_code == 303
    assert client.get("/practitioners/oda").status_code in {404, 410}
    with database.session() as session:
        assert listing_statuses(session, ["oda"]) == {}
        row = session.scalars(select(ListingReport)).one()
        assert (row.listing_id, row.outcome) == (None, "removed")


def test_a_page_with_an_account_is_not_taken_down_by_a_mail(
    app: Flask, client: FlaskClient, nora: MemberClient, database: Database
) -> None:
    del nora
    with database.transaction() as session:
        save(session, replace(checked(asking_draft()), contact=ContactDraft(email="n@example.org")))
        move_listing(session, "nora", Move.PUBLISH)
    delivered(app)
    client.post("/remove-me/nora", data={"by-mail": "yes", "one_time_key": new_key()})

    assert delivered(app) == []
