"""The words of a referral open to an admin by two, with a reason, told to both sides and logged."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.models import Account
from directory.audit.models import AuditEntry
from directory.audit.services import verify
from directory.curation.break_glass import open_until
from directory.referrals.worries import open_worries
from tests.integration.referrals.conftest import MONDAY, NOTE, accepted, opened, sent
from tests.support.logged import assert_logged
from tests.support.members import add_factor, delivered, make_account, signed_in, text_of

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from directory.db import Database
    from tests.support.members import MemberClient

REASON = "A client may come to harm. Reason-Heron."


@pytest.fixture
def admins(app: Flask, database: Database) -> tuple[MemberClient, MemberClient]:
    """Two networking admins with a second factor."""
    with database.transaction() as session:
        people = [
            make_account(session, f"{name}@example.org", applied_as=None, is_curator=True)
            for name in ("wren", "robin")
        ]
        for person in people:
            add_factor(app, session, person)
    wren, robin = (signed_in(app, person) for person in people)
    return wren, robin


def test_two_open_it_with_a_reason_and_both_sides_are_told(
    app: Flask,
    database: Database,
    admins: tuple[MemberClient, MemberClient],
    maya: MemberClient,
    sam: MemberClient,
    ada: MemberClient,
) -> None:
    wren, robin = admins
    address = f"/curate{sent(maya)}"

    assert NOTE not in wren.get(address).text
    assert wren.post(f"{address}/read").status_code == 404
    refused = wren.post(address, {"reason": "  "})
    assert refused.status_code == 422
    assert "need a reason" in refused.text
    act = wren.post(address, {"reason": REASON}).headers["Location"]
    wren.post(f"{act}/confirm")
    assert wren.post(f"{address}/read").status_code == 404, "nobody is both halves"
    maya.post(f"{act}/cancel")
    for person in (maya, sam):
        assert "Reason-Heron" not in person.get("/desk").text, "nothing was opened yet"

    delivered(app)
    robin.post(f"{act}/confirm")

    mails = delivered(app)
    assert {str(mail["To"]) for mail in mails} == {"maya@example.org", "sam@example.org"}
    assert not [mail for mail in mails if "Heron" in text_of(mail) or "referral" in text_of(mail)]
    assert NOTE in wren.post(f"{address}/read").text
    assert robin.post(f"{address}/read").status_code == 404, "it is open to who asked"
    for person in (maya, sam):
        assert "Two networking admins opened a referral of yours" in person.get("/desk").text
        assert "Reason-Heron" in person.get("/desk").text
    assert "Reason-Heron" not in ada.get("/desk").text
    assert_logged(database, "referral.break-glass", by=["robin@example.org"], without=[NOTE])
    assert_logged(database, "referral.read-by-admin", by=["wren@example.org"], without=[NOTE])
    with database.session() as session:
        rows = {row.action: row for row in session.query(AuditEntry)}
        assert json.loads(rows["referral.break-glass"].details)["reason"] == REASON
        assert rows["referral.read-by-admin"].subject in address
        assert NOTE not in "".join(row.details for row in session.query(AuditEntry))
        assert verify(session, app.extensions["keys"]).is_sound


def test_it_is_open_for_a_day_and_to_nobody_who_takes_part(
    database: Database,
    admins: tuple[MemberClient, MemberClient],
    maya: MemberClient,
    sam: MemberClient,
) -> None:
    wren, robin = admins
    address = f"/curate{sent(maya)}"
    act = wren.post(address, {"reason": REASON}).headers["Location"]
    robin.post(f"{act}/confirm")
    reference = address.rpartition("/")[2]

    assert maya.get(address).status_code == 403
    assert sam.post(f"{address}/read").status_code == 403
    assert wren.get("/curate/referrals/none").status_code == 404
    with database.session() as session:
        row = session.query(AuditEntry).filter_by(action="referral.break-glass").one()
        assert row.subject == reference
        accounts = session.scalars(select(Account.id)).all()
        hours = {}
        for moment in (timedelta(hours=23, minutes=59), timedelta(hours=24)):
            with clock.stopped(MONDAY + moment):
                hours[moment] = [open_until(session, reference, one) for one in accounts]
    assert [sum(one is not None for one in found) for found in hours.values()] == [1, 0]


def test_a_worry_leads_to_the_referral_that_it_is_about(
    database: Database,
    admins: tuple[MemberClient, MemberClient],
    maya: MemberClient,
    sam: MemberClient,
) -> None:
    path = sent(maya)
    opened(sam, path)
    accepted(sam, path)
    sam.post(f"{path}/move/schedule", {"first": "2026-12-01"})
    sam.post(f"{path}/move/begin", {"review": "2027-01-18"})
    sam.post(f"{path}/move/close", {"outcome": "completed"})
    maya.post(f"{path}/reflection", {"excited": "", "worried": "Something was off."})
    with database.session() as session:
        (worry,) = open_worries(session)

    page = admins[0].get(f"/curate/worries/{worry.id}").text

    assert "Something was off." in page
    told = [NOTE, "Something was off"]
    assert_logged(database, "worry.opened", by=["wren@example.org"], without=told)
    assert f'href="/curate{path}"' in page
    assert NOTE not in page


def test_the_client_reads_on_their_own_page_that_admins_opened_it(
    admins: tuple[MemberClient, MemberClient], maya: MemberClient, client: FlaskClient
) -> None:
    path = sent(maya)
    found = re.search(r"<strong>((?:[a-z]+ ){6}[a-z]+)</strong>", maya.post(f"{path}/slip").text)
    assert found
    slip = {"phrase": found.group(1)}
    client.get("/your-referral")
    act = admins[0].post(f"/curate{path}", {"reason": REASON}).headers["Location"]
    assert "two networking admins" not in client.post("/your-referral", data=slip).text, "not yet"

    admins[1].post(f"{act}/confirm")

    page = client.post("/your-referral", data=slip).text
    assert "Nov 2026" in page.partition("Who opened it")[2].partition(": two networking admins")[0]
    assert "Reason-Heron" not in page, "what was said of somebody in confidence"
