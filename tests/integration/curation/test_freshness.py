"""Openings that nobody confirms age step by step, under a moved clock (F2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from directory import clock
from directory.accounts.services.stewardship import verify_stewards
from directory.curation.duplicate_rows import number_of
from directory.curation.freshness import freshness_board
from directory.curation.rounds import go_round
from directory.mail.links import LinkFor, LinkGoneError, make_link, open_link
from directory.profiles.closed_sets import Doubt
from directory.profiles.doubts import note_answered_full, raise_doubt
from directory.profiles.lifecycle import Move
from directory.profiles.listing import PublicAvailability
from directory.profiles.queries import published_listing
from directory.profiles.services import existing_drafts, move_listing
from tests.integration.curation.conftest import asking_draft, checked
from tests.support.drafts import save
from tests.support.members import Person, account_of, delivered, link_in, signed_in, text_of

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from directory.config import Settings
    from directory.db import Database
    from tests.support.members import MemberClient

START = datetime(2026, 11, 23, 9, tzinfo=UTC)
ASKED = {"words": "grief counselor", "place": "Lakewood, CO"}


def after(days: int) -> datetime:
    """So many days after the confirmation."""
    return START + timedelta(days=days)


@pytest.fixture
def public(nora: MemberClient, database: Database) -> MemberClient:
    """The owner of a public listing that was confirmed at the start."""
    said = PublicAvailability("open", 10, 2, START.date())
    with database.transaction() as session:
        save(session, replace(checked(asking_draft()), availability=said, confirmed_on=None))
        move_listing(session, "nora", Move.PUBLISH)
        verify_stewards(session, "nora")
    return nora


@pytest.mark.usefixtures("public")
def test_each_window_shows_on_the_page_and_in_results(client: FlaskClient) -> None:
    seen = {}
    for days in (29, 89, 90, 119, 120, 179, 180):
        with clock.stopped(after(days)):
            page = client.get("/practitioners/nora")
            found = "/practitioners/nora" in client.post("/find", data=ASKED).text
            listed = "/practitioners/nora" in client.get("/practitioners").text
            seen[days] = (page.status_code, "not confirmed since" in page.text, found, listed)

    assert seen == {
        29: (200, False, True, True),
        89: (200, False, True, True),
        90: (200, True, True, True),
        119: (200, True, True, True),
        120: (200, True, False, False),
        179: (200, True, False, False),
        180: (410, False, False, False),
    }


@pytest.mark.usefixtures("public")
def test_reminders_go_out_once_for_each_day_however_often_the_job_runs(
    app: Flask, database: Database, settings: Settings
) -> None:
    sent = {}
    for days in (74, 75, 76, 85, 89, 90, 91):
        with clock.stopped(after(days)):
            for _again in range(2):
                with database.transaction() as session:
                    go_round(session, settings)
            sent[days] = len(delivered(app))

    assert sent == {74: 0, 75: 1, 76: 0, 85: 1, 89: 1, 90: 0, 91: 0}


@pytest.mark.usefixtures("public")
def test_after_a_pause_the_latest_reminder_alone_goes_out(
    app: Flask, database: Database, settings: Settings
) -> None:
    with clock.stopped(after(95)), database.transaction() as session:
        go_round(session, settings)
    with clock.stopped(after(95)):
        assert len(delivered(app)) == 1


@pytest.mark.usefixtures("public")
def test_one_tap_of_the_mail_confirms_and_opening_it_changes_nothing(
    app: Flask, client: FlaskClient, database: Database, settings: Settings
) -> None:
    with clock.stopped(after(75)):
        with database.transaction() as session:
            go_round(session, settings)
        (mail,) = delivered(app)
        link = link_in(mail, "/still-true/")
        asked = client.get(link)
        with database.session() as session:
            before = existing_drafts(session, ("nora",))["nora"].availability
        wrong = client.post(link, data={"status": "perhaps"})
        said = client.post(link, data={"status": "open"})
        with database.session() as session:
            now = existing_drafts(session, ("nora",))["nora"].availability
        again = client.post(link, data={"status": "closed"})
        with database.session() as session:
            last = existing_drafts(session, ("nora",))["nora"].availability

    assert asked.status_code == 200
    assert before.confirmed_on == START.date()
    assert wrong.status_code == 422
    assert said.status_code == 200
    assert now == replace(before, confirmed_on=after(75).date())
    assert "confirmed" in again.text
    assert last == now
    assert "counselor" not in text_of(mail).lower()


@pytest.mark.usefixtures("public")
def test_a_link_opens_for_its_purpose_and_time_alone(app: Flask) -> None:
    keys = app.extensions["keys"]
    with clock.stopped(START):
        link = make_link(keys, LinkFor.CONFIRMING, "1", lasts=timedelta(days=30))
        assert open_link(keys, LinkFor.CONFIRMING, link) == ("1",)
    for moment, purpose, text in (
        (START, LinkFor.REMOVING, link),
        (START, LinkFor.CONFIRMING, link[:-2] + "AA"),
        (START, LinkFor.CONFIRMING, "nothing"),
        (after(31), LinkFor.CONFIRMING, link),
        (START - timedelta(hours=1), LinkFor.CONFIRMING, link),
    ):
        with clock.stopped(moment), pytest.raises(LinkGoneError):
            open_link(keys, purpose, text)


@pytest.mark.usefixtures("public")
def test_a_real_answer_corrects_the_claim_until_it_is_confirmed_anew(
    app: Flask, client: FlaskClient, database: Database
) -> None:
    with clock.stopped(after(10)):
        with database.transaction() as session:
            number = number_of(session, "nora")
            note_answered_full(session, number)
            note_answered_full(session, None)
        page = client.get("/practitioners/nora").text
        with database.session() as session:
            shown = published_listing(session, "nora").availability
        with database.session() as session:
            owner = Person(account_of(session, "nora@example.org").id, "nora@example.org")
        signed_in(app, owner).post("/desk/availability", {"status": "open"})
        after_all = client.get("/practitioners/nora").text

    assert "Answered “full”" in page
    assert "to a referral on 3 Dec 2026" in page
    assert (shown.status, shown.wait_days) == ("closed", None)
    assert "Answered “full”" not in after_all


@pytest.mark.usefixtures("public")
def test_what_is_reported_and_not_put_right_reads_so(
    client: FlaskClient, database: Database
) -> None:
    with clock.stopped(after(10)):
        with database.transaction() as session:
            for doubt in (Doubt.OPENINGS_REPORTED, Doubt.TELEPHONE_REPORTED):
                raise_doubt(session, "nora", doubt)
        page = client.get("/practitioners/nora").text

    assert page.count("reported, being checked") == 2


@pytest.mark.usefixtures("public")
def test_the_board_tells_the_share_and_whom_to_ask(
    curator: MemberClient, database: Database
) -> None:
    with clock.stopped(after(100)), database.session() as session:
        old = freshness_board(session, clock.today(), limit=5)
    with clock.stopped(after(89)), database.session() as session:
        fresh = freshness_board(session, clock.today(), limit=5)
    desk, board = curator.get("/curate").text, curator.get("/curate/freshness").text

    assert (old.share, fresh.share) == (0.0, 1.0)
    assert [one.handle for one in old.to_ask] == ["nora"]
    assert (old.asking, fresh.asking, fresh.to_ask) == (1, 0, ())
    assert "% of listings were confirmed within 90 days" in desk
    assert "% of listings were confirmed within 90 days: 1 of 1." in board
