"""Visits that the receiver confirms move the agreed rhythm, and nothing else is kept of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from directory import clock
from directory.mail.models import OutgoingMail
from directory.referrals.closed_sets import Outcome, State
from directory.referrals.models import Referral, ReferralEntry, ReferralVisits
from directory.referrals.services.around import Around
from directory.referrals.services.time import advance_due, erase_old
from tests.integration.referrals.conftest import MONDAY, accepted, opened, sent

if TYPE_CHECKING:
    from flask import Flask

    from directory.db import Database
    from tests.support.members import MemberClient

REVIEW = "2027-03-15"
UPDATE = {"kind": "going-on", "review": REVIEW}


@pytest.fixture
def path(maya: MemberClient, sam: MemberClient) -> str:
    """A referral under way: an update after every third visit, back after five without benefit."""
    address = sent(maya, every_visits="3", back_after="5", name_2="")
    opened(sam, address)
    accepted(sam, address)
    for move, form in (("schedule", {"first": "2026-12-01"}), ("begin", {"review": REVIEW})):
        assert sam.post(f"{address}/move/{move}", form).status_code == 303
    return address


def _row(database: Database) -> Referral:
    with database.session() as session:
        return session.scalars(select(Referral)).one()


def _confirm(sam: MemberClient, path: str, count: int) -> None:
    assert sam.post(f"{path}/move/visit", {"count": str(count)}).status_code == 303


def test_the_third_visit_since_the_last_update_asks_for_one(
    maya: MemberClient, sam: MemberClient, path: str, database: Database
) -> None:
    _confirm(sam, path, 1)
    assert _row(database).since.isoformat() == REVIEW
    assert "the sender hears now" not in sam.get(path).text

    _confirm(sam, path, 2)

    assert _row(database).since == MONDAY.date()
    page = sam.get(path).text
    assert "4 visits took place." in page
    assert "the sender hears now" in page
    assert "You heard of 1 visit." in maya.get(path).text
    assert "confirmed visits" not in maya.get(path).text

    sam.post(f"{path}/move/update", UPDATE)

    assert _row(database).since.isoformat() == REVIEW
    assert "You heard of 4 visits." in maya.get(path).text
    assert "the sender hears now" not in sam.get(path).text


def test_a_receiver_who_is_silent_after_the_visits_is_reminded_and_it_ends(
    sam: MemberClient, path: str, app: Flask, database: Database
) -> None:
    _confirm(sam, path, 3)
    around = Around(app.extensions["keys"], app.extensions["settings"])

    days = []
    for day in range(30):
        with clock.stopped(MONDAY + timedelta(days=day)):
            days += [day] * advance_due(database, around)

    assert days == [2, 7, 18]
    assert _row(database).state is State.EXPIRED


def test_no_benefit_after_the_agreed_visits_leads_back_to_the_referrer(
    maya: MemberClient, sam: MemberClient, path: str, database: Database
) -> None:
    no_benefit = UPDATE | {"kind": "no-benefit"}
    sam.post(f"{path}/move/update", no_benefit)
    assert _row(database).state is State.UNDER_WAY

    _confirm(sam, path, 4)
    assert "say now whether it helps" in sam.get(path).text
    assert "after 5 visits the client goes back" in sam.get(f"{path}/move/update").text
    assert sam.post(f"{path}/move/update", no_benefit).status_code == 303

    row = _row(database)
    assert row.state is State.CLOSED
    assert row.outcome is Outcome.REFERRED_BACK
    assert "Referred back to the sender" in maya.get(path).text


@pytest.mark.parametrize(("typed", "says"), [("", "such as 1"), ("0", "from 1 to 60"), ("x", "1")])
def test_a_number_of_visits_that_is_none_is_told_at_its_field(
    sam: MemberClient, path: str, database: Database, typed: str, says: str
) -> None:
    answer = sam.post(f"{path}/move/visit", {"count": typed})

    assert answer.status_code == 422
    assert 'href="#count"' in answer.text
    assert says in answer.text
    with database.session() as session:
        assert session.scalars(select(ReferralVisits.confirmed)).one() == 1


def test_a_visit_sends_no_mail_and_the_number_goes_with_the_words(
    maya: MemberClient, sam: MemberClient, path: str, database: Database
) -> None:
    mails = select(func.count()).select_from(OutgoingMail)
    with database.session() as session:
        before = session.scalar(mails)
    _confirm(sam, path, 1)
    with database.session() as session:
        assert session.scalar(mails) == before
        details = session.scalars(
            select(ReferralEntry.detail).where(ReferralEntry.kind == "visit")
        ).all()
    maya.post(f"{path}/move/withdraw")

    with clock.stopped(MONDAY + timedelta(days=91)), database.transaction() as session:
        assert erase_old(session, keep_days=90) == 1
        assert session.scalars(select(ReferralVisits)).all() == []
    assert details == ["1"]
