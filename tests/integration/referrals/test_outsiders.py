"""Who has no desk here: the sender notes what is heard, and the loop cannot go quiet on paper."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from directory import clock
from directory.mail.services import mark_sent, take_due
from directory.referrals.closed_sets import Outcome, State
from directory.referrals.models import Referral
from directory.referrals.services.around import Around
from directory.referrals.services.time import advance_due
from tests.integration.referrals.conftest import MONDAY, sent

if TYPE_CHECKING:
    from flask import Flask

    from directory.db import Database
    from tests.support.members import MemberClient

PHONED = {"heard_by": "telephone", "heard_on": "2026-11-23"}


@pytest.fixture
def path(maya: MemberClient) -> str:
    """A referral to a physician who is no member, carried by the client on paper."""
    return sent(maya, name_1="", name_2="", outside_name="Dr. Rivera Invented", outside_by="paper")


def _row(database: Database) -> Referral:
    with database.session() as session:
        return session.scalars(select(Referral)).one()


def _note(maya: MemberClient, path: str, move: str, form: dict[str, str]) -> None:
    page = maya.get(f"{path}/move/{move}").text
    boxes = set(re.findall(r'name="(caution-C\d+|touch)"', page))
    answer = maya.post(f"{path}/move/{move}", dict.fromkeys(boxes, "yes") | PHONED | form)
    assert answer.status_code == 303, (move, answer.text)


def test_a_referral_on_paper_is_followed_from_arrival_to_close(
    maya: MemberClient, path: str, database: Database
) -> None:
    assert "has no desk here" in maya.get(path).text

    for move, form in (
        ("open", {"heard_by": "by-the-client"}),
        ("accept", {"day_1": "2026-12-01"}),
        ("schedule", {"first": "2026-12-01", "heard_by": "in-person"}),
        ("begin", {"review": "2027-01-18", "heard_by": "paper"}),
        ("visit", {"count": "2"}),
        ("update", {"kind": "going-on", "review": "2027-02-15"}),
        ("close", {"outcome": "completed"}),
    ):
        _note(maya, path, move, form)

    row, page = _row(database), maya.get(path).text
    assert (row.state, row.outcome) == (State.CLOSED, Outcome.COMPLETED)
    for way in ("by telephone", "on paper", "in person", "through the client"):
        assert way in page
    assert "Maya" in page


def test_that_it_arrived_does_not_put_off_the_answer(
    maya: MemberClient, path: str, database: Database
) -> None:
    sent_on = MONDAY.date() - timedelta(days=4)
    with database.transaction() as session:
        session.execute(update(Referral).values(since=sent_on))

    _note(maya, path, "open", {})

    row = _row(database)
    assert (row.state, row.since) == (State.SEEN, sent_on)
    assert row.next_on == MONDAY.date()  # Two working days after it was sent.


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"heard_by": ""}, "heard_by"),
        ({"heard_on": ""}, "heard_on"),
        ({"heard_on": "2026-11-22"}, "heard_on"),
        ({"heard_on": "2026-11-24"}, "heard_on"),
    ],
)
def test_a_note_says_by_which_way_and_on_which_day(
    maya: MemberClient, path: str, database: Database, wrong: dict[str, str], field: str
) -> None:
    answer = maya.post(f"{path}/move/decline", {"reason": "full"} | PHONED | wrong)

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert _row(database).state is State.SENT


def test_the_sender_is_reminded_to_ask_and_it_ends_without_anybody_speaking(
    maya: MemberClient, path: str, app: Flask, database: Database
) -> None:
    keys = app.extensions["keys"]
    around = Around(keys, app.extensions["settings"])
    taken, told = [], []
    assert path not in maya.get("/referrals").text.partition('id="theirs"')[0]
    for day in range(30):
        with clock.stopped(MONDAY + timedelta(days=day)):
            taken += [day] * advance_due(database, around)
            with database.transaction() as session:
                while due := take_due(session, keys):
                    told.append((day, due.mail.to))
                    mark_sent(session, due.id)

    assert taken == [2, 7, 18]
    assert told == [(2, "maya@example.org"), (7, "maya@example.org"), (18, "maya@example.org")]
    assert _row(database).state is State.EXPIRED


def test_once_reminded_it_stands_first_among_what_needs_the_sender(
    maya: MemberClient, path: str, app: Flask, database: Database
) -> None:
    around = Around(app.extensions["keys"], app.extensions["settings"])
    with clock.stopped(MONDAY + timedelta(days=2)):
        assert advance_due(database, around) == 1

    page = maya.get("/referrals").text

    assert page.index('id="mine"') < page.index(path)
    assert 'id="theirs"' not in page or page.index(path) < page.index('id="theirs"')


def test_members_open_a_referral_by_saying_for_what_and_by_no_note(
    maya: MemberClient, sam: MemberClient
) -> None:
    path = sent(maya)

    for somebody in (maya, sam):
        assert somebody.get(f"{path}/move/open").status_code == 404
        assert somebody.post(f"{path}/move/open", PHONED).status_code in {404, 409}
