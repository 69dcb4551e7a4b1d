"""Each wrong input is named with its cause and remedy; what was typed stays."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from directory import clock
from directory.noticeboard.models import Notice, NoticeWording
from tests.support.noticing import typed, write

if TYPE_CHECKING:
    from directory.db import Database
    from tests.support.members import MemberClient

pytestmark = pytest.mark.usefixtures("people")


def _in(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"kind": ""}, "kind", "Choose what it is"),
        ({"title": " "}, "title", "Write a title"),
        ({"title": "x" * 81}, "title", "Use at most 80 characters; you sent 81"),
        ({"words": ""}, "words", "Say in a few sentences"),
        ({"words": "x" * 1201}, "words", "Use at most 1,200 characters"),
        ({"starts_on": "soon"}, "starts_on", "year, month and day"),
        ({"kind": "event", "starts_on": ""}, "starts_on", "An event has a day"),
        ({"starts_on": "", "ends_on": _in(3)}, "starts_on", "Write the first day too"),
        ({"ends_on": _in(2)}, "ends_on", "before the first"),
        ({"begins_at": "", "ends_at": "19:00"}, "begins_at", "Write when it begins"),
        ({"begins_at": "25:00"}, "begins_at", "hours and minutes"),
        ({"town": ""}, "town", "Write the town"),
        ({"town": "Nowhereville"}, "town", "No town is called so"),
        ({"fee_low": ""}, "fee_low", "Write the amount"),
        ({"fee_low": "twenty"}, "fee_low", "whole number from 0"),
        ({"fee": "sliding", "fee_high": ""}, "fee_high", "Write the highest amount"),
        ({"fee": "sliding", "fee_high": "10"}, "fee_high", "below the lowest"),
        ({"places_left": "0"}, "places_left", "whole number from 1"),
        ({"closes_on": _in(91)}, "closes_on", "90 days at most"),
        ({"closes_on": _in(-1)}, "closes_on", "90 days at most"),
        ({"kind": "event", "schedule": "", "starts_on": _in(-1)}, "starts_on", "This day is over"),
        ({"kind": "event", "schedule": "", "closes_on": _in(20)}, "closes_on", "not longer than"),
        ({"kind": "introductory-session"}, "shown_to", "Choose colleagues only"),
    ],
)
def test_wrong_input_is_named_and_nothing_is_kept(
    maya: MemberClient,
    database: Database,
    changed: dict[str, str],
    field: str,
    words: str,
) -> None:
    form = typed(**changed)
    answer = maya.post("/desk/noticeboard/new", form)
    assert answer.status_code == 422
    page = BeautifulSoup(answer.text, "html.parser")
    error = page.select_one(f"#{field}-error")
    assert error is not None, [one.get_text() for one in page.select(".field-error")]
    assert words in error.get_text()
    assert page.select_one(f".error-summary a[href='#{field}']") is not None
    title = page.select_one("#title")
    assert title is not None
    assert title["value"] == form["title"]
    with database.session() as session:
        assert session.scalars(select(Notice.id)).all() == []


def test_what_is_not_said_stays_not_stated(maya: MemberClient, database: Database) -> None:
    nothing = {"venue": "not-stated", "fee": "not-stated", "places": "not-stated", "town": ""}
    empty = dict.fromkeys(("starts_on", "begins_at", "ends_at", "schedule", "for_whom"), "")
    write(maya, **nothing, **empty)
    with database.session() as session:
        row = session.scalars(select(NoticeWording)).one()
    assert (row.has_places, row.places_left, row.starts_on, row.fee_low) == (None,) * 4
    assert (row.venue, row.fee, row.languages, row.access) == ("not-stated", "not-stated", "", "")
    assert row.closes_on == clock.today() + timedelta(days=30)


def test_full_is_no_and_a_town_is_written_with_its_state(
    maya: MemberClient, database: Database
) -> None:
    write(maya, places="full", places_left="3", town="golden")
    with database.session() as session:
        row = session.scalars(select(NoticeWording)).one()
    assert (row.has_places, row.places_left, row.venue_detail) == (False, None, "Golden, CO")


def test_other_people_s_places_and_listings_cannot_be_chosen(
    maya: MemberClient, database: Database
) -> None:
    assert maya.post("/desk/noticeboard/new", typed(listing="sam")).status_code == 404
    write(maya, venue="place:Office", town="")
    with database.session() as session:
        assert session.scalars(select(NoticeWording.venue)).one() == "not-stated"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("See www.example.org for more.", "www.example.org"),
        ("This cures chronic pain for good.", "This cures chronic pain for good."),
        ("Win at online casino nights.", "online casino"),
        ("My client Jennifer Miller loved it.", "Jennifer"),
        ("Call 303-555-0142.", "303-555-0142"),
    ],
)
def test_a_poster_sees_which_words_a_curator_reads_first_and_may_send_them(
    maya: MemberClient, curator: MemberClient, words: str, why: str
) -> None:
    address = write(maya, words=words)
    page = BeautifulSoup(maya.get(address).text, "html.parser")
    notice = page.select_one(".notice-caution")
    assert notice is not None
    assert why in notice.get_text()
    assert maya.post(f"{address}/send").status_code == 303
    reference = address.rsplit("/", 1)[-1]
    first = BeautifulSoup(curator.get(f"/curate/notices/{reference}").text, "html.parser")
    found = first.select_one(".notice-caution")
    assert found is not None
    assert why in found.get_text()


def test_care_outside_the_scope_is_an_alarm_but_a_center_is_not_judged(
    manager: MemberClient, maya: MemberClient
) -> None:
    claim = "I write meal plans for everybody who comes."
    address = write(maya, words=claim)
    assert (
        claim
        in BeautifulSoup(maya.get(address).text, "html.parser")
        .select(".notice-caution")[0]
        .get_text()
    )
    of_center = write(manager, words=claim)
    assert "A curator reads these words first" not in manager.get(of_center).text
