"""A notice from its draft to the board and off it again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from sqlalchemy import func, select

from directory import clock
from directory.accounts.models import Account
from directory.accounts.services.administration import suspend
from directory.audit.models import AuditEntry
from directory.noticeboard.models import Notice
from directory.noticeboard.services import end_what_is_over
from directory.profiles.lifecycle import Move
from directory.profiles.services import move_listing
from tests.support.members import account_of, add_factor, delivered, make_account, signed_in
from tests.support.noticing import (
    TITLE,
    board_titles,
    put_up,
    reference_of,
    seen_at,
    show,
    typed,
    write,
)

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from directory.db import Database
    from tests.support.members import MemberClient, Person

pytestmark = pytest.mark.usefixtures("people")


def test_nothing_is_shown_before_a_curator_has_read_it(
    maya: MemberClient, curator: MemberClient, client: FlaskClient
) -> None:
    address = write(maya)
    assert board_titles(client.get("/noticeboard").text) == []
    maya.post(f"{address}/send")
    assert board_titles(client.get("/noticeboard").text) == []

    desk = curator.get("/curate").text
    assert "Read a notice" in desk
    assert f"/curate/notices/{reference_of(address)}" in desk
    show(curator, reference_of(address))

    assert board_titles(client.get("/noticeboard").text) == [TITLE]
    assert "Read a notice" not in curator.get("/curate").text


def test_the_page_of_a_notice_says_what_is_stated_and_what_is_not(
    maya: MemberClient, curator: MemberClient, client: FlaskClient
) -> None:
    reference = put_up(maya, curator)
    page = client.get(f"/noticeboard/group/{reference}")
    assert page.status_code == 200
    for words in ("Lakewood, CO", "20 USD", "3 places", "Thursdays, eight weeks", "Adults"):
        assert words in page.text
    assert page.text.count("Not stated: ask") == 2  # Languages and access.
    assert "<title>Group – Better Together</title>" in page.text
    assert client.get(f"/noticeboard/workshop/{reference}").status_code == 404


def test_what_is_for_colleagues_is_read_by_members_alone(
    maya: MemberClient, sam: MemberClient, curator: MemberClient, client: FlaskClient
) -> None:
    reference = put_up(maya, curator, kind="introductory-session", shown_to="colleagues")
    address = f"/noticeboard/introductory-session/{reference}"
    assert board_titles(client.get("/noticeboard").text) == []
    assert client.get(address).status_code == 404
    assert client.get(f"{address}/calendar.ics").status_code == 404
    assert TITLE not in client.get("/noticeboard/feed.xml").text
    assert board_titles(sam.get("/noticeboard").text) == [TITLE]
    assert sam.get(address).status_code == 200


def test_who_has_only_signed_up_is_no_colleague_yet(
    app: Flask, database: Database, maya: MemberClient, curator: MemberClient
) -> None:
    reference = put_up(maya, curator, shown_to="colleagues")
    with database.transaction() as session:
        newcomer = make_account(session, "nia@example.org")
    nia = signed_in(app, newcomer)
    assert board_titles(nia.get("/noticeboard").text) == []
    assert nia.get(f"/noticeboard/group/{reference}").status_code == 404
    assert nia.get("/desk/noticeboard").status_code == 403


def test_a_change_waits_while_the_approved_words_stay(
    maya: MemberClient, curator: MemberClient, client: FlaskClient
) -> None:
    reference = put_up(maya, curator)
    maya.post(f"/desk/noticeboard/{reference}/edit", typed(title="Ground again, twice a week"))
    maya.post(f"/desk/noticeboard/{reference}/send")
    assert board_titles(client.get("/noticeboard").text) == [TITLE]
    assert "Read a change of a notice" in curator.get("/curate").text

    show(curator, reference)
    assert board_titles(client.get("/noticeboard").text) == ["Ground again, twice a week"]


def test_a_change_that_is_given_back_leaves_what_is_shown(
    maya: MemberClient, curator: MemberClient, client: FlaskClient
) -> None:
    reference = put_up(maya, curator)
    maya.post(f"/desk/noticeboard/{reference}/edit", typed(title="Cure for everything"))
    maya.post(f"/desk/noticeboard/{reference}/send")
    page = curator.get(f"/curate/notices/{reference}").text
    curator.post(
        f"/curate/notices/{reference}/refuse",
        {"seen_at": seen_at(page), "reason": "It promises a cure."},
    )
    assert board_titles(client.get("/noticeboard").text) == [TITLE]
    own = maya.get(f"/desk/noticeboard/{reference}").text
    assert "It promises a cure." in own
    assert "did not take your change" in own


def test_a_refusal_needs_a_reason_and_its_poster_reads_it(
    app: Flask, maya: MemberClient, curator: MemberClient, client: FlaskClient
) -> None:
    address = write(maya)
    maya.post(f"{address}/send")
    reference = reference_of(address)
    page = curator.get(f"/curate/notices/{reference}").text
    empty = curator.post(f"/curate/notices/{reference}/refuse", {"seen_at": seen_at(page)})
    assert empty.status_code == 422
    assert "Write a reason" in empty.text

    form = {"seen_at": seen_at(page), "reason": "Say who leads it."}
    assert curator.post(f"/curate/notices/{reference}/refuse", form).status_code == 303
    assert "Say who leads it." in maya.get(address).text
    assert f"A curator gave your notice “{TITLE}” back." in maya.get("/desk").text
    assert board_titles(client.get("/noticeboard").text) == []
    (mail,) = delivered(app)
    assert mail["To"] == "maya@example.org"
    assert TITLE not in str(mail)

    maya.post(f"{address}/edit", typed(title="Led by Maya"))
    maya.post(f"{address}/send")
    show(curator, reference)
    assert board_titles(client.get("/noticeboard").text) == ["Led by Maya"]
    assert "gave your notice" not in maya.get("/desk").text


def test_what_was_changed_since_it_was_read_is_not_decided(
    maya: MemberClient, curator: MemberClient, client: FlaskClient
) -> None:
    address = write(maya)
    maya.post(f"{address}/send")
    reference = reference_of(address)
    read = seen_at(curator.get(f"/curate/notices/{reference}").text)
    maya.post(f"{address}/edit", typed(title="Something else"))
    maya.post(f"{address}/send")

    answer = curator.post(f"/curate/notices/{reference}/show", {"seen_at": read})
    assert answer.status_code == 422
    assert "Read it again" in answer.text
    assert board_titles(client.get("/noticeboard").text) == []
    assert curator.post(f"/curate/notices/{reference}/show", {}).status_code == 422


def test_its_poster_takes_it_down_at_once(
    maya: MemberClient, curator: MemberClient, client: FlaskClient
) -> None:
    reference = put_up(maya, curator)
    maya.post(f"/desk/noticeboard/{reference}/withdraw")
    assert board_titles(client.get("/noticeboard").text) == []
    assert client.get(f"/noticeboard/group/{reference}").status_code == 410
    maya.post(f"/desk/noticeboard/{reference}/withdraw")  # Twice is once.
    assert "Taken down" in maya.get(f"/desk/noticeboard/{reference}").text


def test_a_curator_takes_it_down_with_a_reason(
    maya: MemberClient, curator: MemberClient, client: FlaskClient
) -> None:
    reference = put_up(maya, curator)
    assert f"/curate/notices/{reference}" in curator.get("/curate/notices").text
    curator.post(f"/curate/notices/{reference}/refuse", {"reason": "Somebody was hurt there."})
    assert board_titles(client.get("/noticeboard").text) == []
    assert "Somebody was hurt there." in maya.get(f"/desk/noticeboard/{reference}").text


def test_nobody_decides_about_their_own(
    app: Flask, database: Database, people: dict[str, Person], maya: MemberClient
) -> None:
    address = write(maya)
    maya.post(f"{address}/send")
    with database.transaction() as session:
        account = session.get_one(Account, people["maya"].id)
        account.is_curator = True
        add_factor(app, session, people["maya"])
    both = signed_in(app, people["maya"])
    assert "For another curator: it is yours" in both.get("/curate").text
    assert both.get(f"/curate/notices/{reference_of(address)}").status_code == 403
    assert both.post(f"/curate/notices/{reference_of(address)}/show").status_code == 403


def test_a_suspended_listing_is_on_no_board_at_the_next_request(
    database: Database, maya: MemberClient, curator: MemberClient, client: FlaskClient
) -> None:
    reference = put_up(maya, curator)
    with database.transaction() as session:
        move_listing(session, "maya", Move.SUSPEND, reason="looked into")
    _is_gone(client, reference)


def test_a_suspended_account_is_on_no_board_at_the_next_request(
    app: Flask, database: Database, maya: MemberClient, curator: MemberClient, client: FlaskClient
) -> None:
    reference = put_up(maya, curator)
    with database.transaction() as session:
        account = account_of(session, "maya@example.org").id
        suspend(session, app.extensions["keys"], account, reason="x", actor="operator")
    _is_gone(client, reference)


def _is_gone(client: FlaskClient, reference: str) -> None:
    assert board_titles(client.get("/noticeboard").text) == []
    assert client.get(f"/noticeboard/group/{reference}").status_code == 410
    assert TITLE not in client.get("/noticeboard/feed.xml").text


def test_it_ends_by_itself_and_can_be_put_up_again(
    app: Flask,
    database: Database,
    people: dict[str, Person],
    client: FlaskClient,
) -> None:
    maya, curator = (signed_in(app, people[name]) for name in ("maya", "curator"))
    reference = put_up(maya, curator)
    with time_machine.travel(clock.now() + timedelta(days=31), tick=False):
        assert board_titles(client.get("/noticeboard").text) == []
        with database.transaction() as session:
            assert end_what_is_over(session) == 1
            assert end_what_is_over(session) == 0
        again = signed_in(app, people["maya"])
        assert "Ended" in again.get(f"/desk/noticeboard/{reference}").text
        form = typed(starts_on=(clock.today() + timedelta(days=3)).isoformat())
        again.post(f"/desk/noticeboard/{reference}/edit", form)
        again.post(f"/desk/noticeboard/{reference}/send")
        show(signed_in(app, people["curator"]), reference)
        assert board_titles(client.get("/noticeboard").text) == [TITLE]


def test_other_people_s_notices_are_not_there(maya: MemberClient, sam: MemberClient) -> None:
    address = write(maya)
    assert sam.get(address).status_code == 404
    assert sam.get(f"{address}/edit").status_code == 404
    for act in ("send", "withdraw", "renew", "drop"):
        assert sam.post(f"{address}/{act}").status_code == 404


def test_a_manager_posts_for_the_center(
    manager: MemberClient, curator: MemberClient, client: FlaskClient
) -> None:
    reference = put_up(manager, curator, venue="place:Office", town="")
    page = client.get(f"/noticeboard/group/{reference}").text
    assert "200 Open Street" in page
    assert 'href="/centers/the-house"' in page


def test_of_a_hidden_place_no_more_is_shown_than_on_the_page(
    maya: MemberClient, curator: MemberClient, client: FlaskClient
) -> None:
    reference = put_up(maya, curator, venue="place:Home office", town="")
    page = client.get(f"/noticeboard/group/{reference}").text
    assert "Lakewood, CO area" in page
    assert "Hidden Hollow" not in page


def test_sent_twice_it_is_one(maya: MemberClient, database: Database) -> None:
    form = typed()
    first = maya.post("/desk/noticeboard/new", form)
    again = maya.post("/desk/noticeboard/new", form)
    assert first.location == again.location
    with database.session() as session:
        assert session.scalar(select(func.count()).select_from(Notice)) == 1


def test_each_step_stands_in_the_log_without_its_words(
    maya: MemberClient, curator: MemberClient, database: Database
) -> None:
    reference = put_up(maya, curator)
    maya.post(f"/desk/noticeboard/{reference}/withdraw")
    with database.session() as session:
        entries = session.scalars(
            select(AuditEntry).where(AuditEntry.action.like("notice.%")).order_by(AuditEntry.number)
        ).all()
    assert [one.action for one in entries] == [
        "notice.sent",
        "notice.approved",
        "notice.withdrawn",
    ]
    assert all(reference in one.details and TITLE not in one.details for one in entries)
    assert all(one.subject.startswith("listing:") for one in entries)


def test_a_draft_can_be_thrown_away(maya: MemberClient, database: Database) -> None:
    address = write(maya)
    assert maya.post(f"{address}/drop").location == "/desk/noticeboard"
    assert maya.get(address).status_code == 404
    with database.session() as session:
        assert session.scalar(select(func.count()).select_from(Notice)) == 0
