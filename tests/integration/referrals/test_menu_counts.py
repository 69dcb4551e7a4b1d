"""The member's menu says how much waits, to whom it belongs, in one statement a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

from directory.desk.menu_counts import MenuCounts, counted
from directory.referrals import queries
from directory.referrals.closed_sets import DeclineReason, Move, Side
from directory.referrals.content import Content, Wanted
from directory.referrals.services import drafting, moving
from directory.referrals.services.around import Around, By
from directory.referrals.services.moving import Doing
from tests.integration.referrals.test_box import _send_some, _statements
from tests.support.asking import send_question

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from directory.db import Database
    from tests.support.members import MemberClient


FULL = Doing(detail=DeclineReason.FULL)


def _shown(client: MemberClient | FlaskClient, path: str) -> dict[str, str]:
    page = BeautifulSoup(client.get(path).get_data(as_text=True), "html.parser")
    entries = page.select("header a:has(.nav-count)")
    return {str(one["href"]): " ".join(one.get_text(" ").split()) for one in entries}


def _in_every_state(app: Flask, database: Database) -> None:
    """A draft of maya, and of what she got: seen, accepted, declined, withdrawn."""
    around = Around(app.extensions["keys"], app.extensions["settings"])
    content = Content(wanted=Wanted(profession="massage-therapist"))
    with database.transaction() as session:
        ids = queries.listing_ids(session, ("maya", "sam"))
        name = (drafting.NameDraft(listing_id=ids["maya"]),)
        draft = drafting.Draft(content=content, names=name)
        drafting.begin(session, around, ids["maya"], drafting.Draft(content=content, names=()))
        for moves in ((Move.OPEN,), (Move.OPEN, Move.ACCEPT), (Move.OPEN, Move.DECLINE)):
            row = drafting.begin(session, around, ids["sam"], draft)
            moving.move(session, around, row, Move.SEND, By(Side.SENDER, ids["sam"]))
            for made in moves:
                by = By(Side.RECEIVER, ids["maya"])
                moving.move(session, around, row, made, by, doing=FULL)


def test_the_count_is_that_of_the_box(
    members: dict[str, MemberClient], app: Flask, database: Database
) -> None:
    _send_some(app, database, 5)
    _in_every_state(app, database)
    assert members

    for handle in ("maya", "sam", "ada"):
        with database.session() as session:
            lines = queries.box(session, list(queries.listing_ids(session, [handle]).values()))
            mine = [one for one in lines if one.is_my_turn and one.next_on]
            assert counted(session, [handle]) == MenuCounts(referrals=len(mine)), handle


def test_each_member_sees_their_own_and_a_visitor_nothing(
    members: dict[str, MemberClient], app: Flask, database: Database, client: FlaskClient
) -> None:
    _send_some(app, database, 3)
    send_question(client, "sam", words="Is your entrance without steps?")

    assert _shown(members["sam"], "/circle") == {
        "/referrals": "Referrals 2 waiting",
        "/desk/messages": "Messages 1 waiting",
    }
    assert _shown(members["maya"], "/circle") == {"/referrals": "Referrals 1 waiting"}
    assert _shown(members["sam"], "/circle") != _shown(members["maya"], "/circle")
    assert _shown(client, "/") == {}
    assert _shown(members["sam"], "/") == {}


def test_the_counts_are_one_statement_however_much_waits(
    members: dict[str, MemberClient], app: Flask, database: Database
) -> None:
    asked = []
    for more in (2, 20):
        _send_some(app, database, more)
        members["maya"].get("/circle")
        with _statements(database) as page:
            assert members["maya"].get("/circle").status_code == 200
        asked.append(page)
    with _statements(database) as alone, database.session() as session:
        counted(session, ["maya"])

    assert len([one for one in alone if one.startswith("SELECT")]) == 1
    assert len(asked[0]) == len(asked[1])
    of_counts = [one for one in asked[1] if "message_conversations" in one]
    assert len(of_counts) == 1
    assert of_counts[0].count("referrals") > 0
