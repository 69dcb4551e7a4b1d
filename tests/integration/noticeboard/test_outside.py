"""What leaves the board: the feed, calendars, reminders with their link, reports; and time."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
import time_machine
from sqlalchemy import func, select

from directory import clock
from directory.curation.rounds import go_round
from directory.noticeboard.closed_sets import NoticeKind
from directory.noticeboard.content import NoticeContent
from directory.noticeboard.holdings import purge
from directory.noticeboard.models import Notice, NoticeWording
from directory.noticeboard.wording import when_words
from tests.support.members import delivered, link_in, signed_in
from tests.support.noticing import TITLE, board_titles, put_up

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from directory.config import Settings
    from directory.db import Database
    from tests.support.members import MemberClient, Person

pytestmark = pytest.mark.usefixtures("people")

FEED = "/noticeboard/feed.xml"


def test_what_goes_on_says_from_when_at_the_beginning_of_its_line(app: Flask) -> None:
    today = clock.today()
    group = NoticeContent(
        kind=NoticeKind.GROUP, title="x", words="x", closes_on=today, starts_on=today
    )
    with app.test_request_context():
        assert when_words(group).startswith("From ")


def test_the_feed_is_kept_for_a_while_and_answers_that_nothing_changed(
    maya: MemberClient, curator: MemberClient, client: FlaskClient
) -> None:
    reference = put_up(maya, curator)
    answer = client.get(FEED)
    assert answer.content_type == "application/rss+xml; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert "Set-Cookie" not in answer.headers
    item = ET.fromstring(answer.data).find("channel/item")  # noqa: S314 - our own
    assert item is not None
    assert item.findtext("title") == TITLE
    assert item.findtext("link") == f"http://127.0.0.1:8000/noticeboard/group/{reference}"

    known = {"If-None-Match": answer.headers["ETag"]}
    assert client.get(FEED, headers=known).status_code == 304
    maya.post(f"/desk/noticeboard/{reference}/withdraw")
    changed = client.get(FEED, headers=known)
    assert changed.status_code == 200
    assert TITLE not in changed.text


def test_a_calendar_says_when_and_where_and_not_what_for(
    maya: MemberClient, curator: MemberClient, client: FlaskClient
) -> None:
    reference = put_up(maya, curator)
    answer = client.get(f"/noticeboard/group/{reference}/calendar.ics")
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="group.ics"'
    assert "SUMMARY:Group\r\n" in answer.text
    assert "LOCATION:Lakewood\\, CO\r\n" in answer.text
    assert "T173000" in answer.text
    for word in (*TITLE.split()[:2], "Maya", "Six people"):
        assert word not in answer.text


def test_a_notice_without_a_day_has_no_calendar(
    maya: MemberClient, curator: MemberClient, client: FlaskClient
) -> None:
    reference = put_up(maya, curator, starts_on="")
    assert client.get(f"/noticeboard/group/{reference}/calendar.ics").status_code == 404
    assert "calendar.ics" not in client.get(f"/noticeboard/group/{reference}").text


def test_a_week_before_the_end_one_mail_asks_and_one_tap_renews(
    app: Flask, settings: Settings, database: Database, people: dict[str, Person],
    client: FlaskClient,
) -> None:  # fmt: skip
    maya, curator = (signed_in(app, people[name]) for name in ("maya", "curator"))
    put_up(maya, curator)
    delivered(app)
    assert _round(database, settings) == 0
    with time_machine.travel(clock.now() + timedelta(days=24), tick=False):
        assert _round(database, settings) == 1
        assert _round(database, settings) == 0
        (mail,) = delivered(app)
        assert mail["To"] == "maya@example.org"
        assert TITLE not in str(mail)
        link = link_in(mail, "/noticeboard/renew/")

        before = _closes_on(database)
        assert "Does your notice still hold?" in client.get(link).text
        assert _closes_on(database) == before
        assert "it stands on" in client.post(link).text
        assert _closes_on(database) == clock.today() + timedelta(days=30)
        assert "it stands on" in client.post(link).text  # Twice is once.
        assert _closes_on(database) == clock.today() + timedelta(days=30)
        assert client.get(f"{link[:-2]}AA").status_code == 410
    with time_machine.travel(clock.now() + timedelta(days=40), tick=False):
        assert client.get(link).status_code == 410
        assert board_titles(client.get("/noticeboard").text) == [TITLE]


def test_a_poster_renews_on_the_desk(app: Flask, people: dict[str, Person]) -> None:
    maya, curator = (signed_in(app, people[name]) for name in ("maya", "curator"))
    reference = put_up(maya, curator)
    assert "Renew it from today" not in maya.get(f"/desk/noticeboard/{reference}").text
    with time_machine.travel(clock.now() + timedelta(days=20), tick=False):
        again = signed_in(app, people["maya"])
        assert "Renew it from today" in again.get(f"/desk/noticeboard/{reference}").text
        assert f"Your notice “{TITLE}” ends on" not in again.get("/desk").text
    with time_machine.travel(clock.now() + timedelta(days=25), tick=False):
        again = signed_in(app, people["maya"])
        assert f"Your notice “{TITLE}” ends on" in again.get("/desk").text
        again.post(f"/desk/noticeboard/{reference}/renew")
        page = again.get(f"/desk/noticeboard/{reference}").text
        assert "Renew it from today" not in page


def test_what_is_over_is_deleted_after_ninety_days(
    settings: Settings, database: Database, maya: MemberClient, curator: MemberClient
) -> None:
    reference = put_up(maya, curator)
    maya.post(f"/desk/noticeboard/{reference}/withdraw")
    put_up(maya, curator, closes_on=(clock.today() + timedelta(days=90)).isoformat())
    for days, left in ((89, 2), (90, 1)):
        with (
            time_machine.travel(clock.now() + timedelta(days=days), tick=False),
            database.transaction() as session,
        ):
            purge(session, settings)
            assert session.scalar(select(func.count()).select_from(Notice)) == left


def test_a_report_begins_with_the_notice_and_goes_the_way_of_reports(
    maya: MemberClient, curator: MemberClient, client: FlaskClient
) -> None:
    reference = put_up(maya, curator)
    page = client.get(f"/noticeboard/group/{reference}").text
    found = re.search(r'href="(/report/maya\?notice=[\w-]+)"', page)
    assert found is not None
    assert f"About the notice “{TITLE}”:" in client.get(found.group(1)).text
    assert "About the notice" not in client.get("/report/maya?notice=nothing").text


def test_the_board_is_chosen_by_kind_town_and_day_and_ordered_by_date_alone(
    maya: MemberClient, sam: MemberClient, curator: MemberClient, client: FlaskClient
) -> None:
    soon = (clock.today() + timedelta(days=3)).isoformat()
    put_up(maya, curator, title="First")
    put_up(sam, curator, title="Second", kind="workshop", town="Golden, CO", starts_on=soon)
    put_up(maya, curator, title="Third", kind="opening", starts_on="")

    assert board_titles(client.get("/noticeboard").text) == ["Third", "Second", "First"]
    assert board_titles(client.get("/noticeboard?kind=workshop").text) == ["Second"]
    assert board_titles(client.get("/noticeboard?town=Lakewood,+CO").text) == ["Third", "First"]
    assert board_titles(client.get("/noticeboard?days=7").text) == ["Second"]
    by_day = client.get("/noticeboard?days=30").text
    assert board_titles(by_day) == ["Second", "First"]
    assert "Soonest first. Nobody can pay to be higher." in by_day
    for nonsense in ("kind=x&town=y", "days=-1", "page=999", "page=x"):
        assert client.get(f"/noticeboard?{nonsense}").status_code == 200


def test_the_board_has_pages(
    database: Database, maya: MemberClient, curator: MemberClient, client: FlaskClient
) -> None:
    put_up(maya, curator)
    with database.transaction() as session:
        _copy_it(session, 24)
    assert len(board_titles(client.get("/noticeboard").text)) == 20
    second = client.get("/noticeboard?page=2").text
    assert len(board_titles(second)) == 5
    assert "Page 2 of 2" in second


def _copy_it(session: Session, times: int) -> None:
    notice, wording = session.execute(
        select(Notice, NoticeWording).join(NoticeWording, NoticeWording.notice_id == Notice.id)
    ).one()
    for number in range(times):
        values = {column.name: getattr(notice, column.name) for column in Notice.__table__.c}
        copy = Notice(**values | {"id": None, "reference": f"copy-{number}"})
        session.add(copy)
        session.flush()
        words = {column.name: getattr(wording, column.name) for column in NoticeWording.__table__.c}
        session.add(NoticeWording(**words | {"notice_id": copy.id}))
    session.flush()


def _round(database: Database, settings: Settings) -> int:
    with database.transaction() as session:
        return go_round(session, settings)["reminders of notices"]


def _closes_on(database: Database) -> object:
    with database.session() as session:
        return session.scalars(select(NoticeWording.closes_on)).one()
