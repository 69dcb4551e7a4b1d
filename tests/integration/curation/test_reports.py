"""Reports: private, kept once, told to whom they concern, and never acting by their number."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select, text

from directory import clock
from directory.accounts.services.stewardship import verify_stewards
from directory.audit.models import AuditEntry
from directory.audit.services import verify
from directory.curation.closed_sets import ReportKind
from directory.curation.emails import Sender
from directory.curation.models import ListingReport, ReportVoice
from directory.curation.report_queries import reports_for_curators
from directory.curation.reports import Said, report
from directory.curation.rounds import go_round
from directory.profiles.lifecycle import ListingStatus, Move
from directory.profiles.queries import listing_statuses, published_listing
from directory.profiles.services import move_listing
from directory.trust.services import VouchDraft, save_vouches
from directory.web.one_time_keys import new_key
from tests.integration.curation.conftest import asking_draft, checked
from tests.support.drafts import plain_draft, publish, save
from tests.support.logged import assert_logged
from tests.support.members import delivered, link_in, make_account, make_verified, text_of

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from directory.config import Settings
    from directory.db import Database
    from tests.support.members import MemberClient

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _public(nora: MemberClient, database: Database) -> None:
    """Nora's listing is public."""
    del nora
    with database.transaction() as session:
        save(session, checked(asking_draft()))
        move_listing(session, "nora", Move.PUBLISH)
        verify_stewards(session, "nora")


def send(client: FlaskClient, kind: str, words: str = "", **more: str) -> TestResponse:
    """Report Nora's listing as a visitor does."""
    form = {"kind": kind, "words": words, "one_time_key": new_key()} | more
    return client.post("/report/nora", data=form)


def phrase_in(answer: TestResponse) -> str:
    """The seven words of the page after a report."""
    found = re.search(r'class="return-phrase"[^>]*>([^<]+)<', answer.text)
    assert found is not None
    return html.unescape(found.group(1)).strip()


def test_a_factual_report_reaches_the_owner_at_once_and_a_curator_later(
    app: Flask, client: FlaskClient, database: Database, settings: Settings
) -> None:
    with clock.stopped(MONDAY):
        delivered(app)
        assert send(client, "wrong-number").status_code == 200
        (mail,) = delivered(app)
        assert mail["To"] == "nora@example.org"
    shown = {}
    for days in (1, 2, 4, 7):
        with clock.stopped(MONDAY + timedelta(days=days)):
            with database.transaction() as session:
                go_round(session, settings)
            page = client.get("/practitioners/nora").text
            shown[days] = "reported, being checked" in page
    assert shown == {1: False, 2: False, 4: False, 7: True}
    assert "telephone" not in text_of(mail)
    with database.session() as session:
        assert listing_statuses(session, ["nora"]) == {"nora": ListingStatus.PUBLISHED}


def test_a_curator_sees_a_factual_report_after_two_working_days(
    client: FlaskClient, database: Database
) -> None:
    with clock.stopped(MONDAY):
        send(client, "left")
        send(client, "unsafe", "He shouted.")
    seen = {}
    for days in (0, 1, 2):
        with clock.stopped(MONDAY + timedelta(days=days)), database.session() as session:
            seen[days] = {one.kind.value for one in reports_for_curators(session)}

    assert seen == {0: {"unsafe"}, 1: {"unsafe"}, 2: {"unsafe", "left"}}


@pytest.mark.parametrize(("said", "is_open"), [("corrected", 0), ("right", 1)])
def test_the_owner_answers_by_the_link_of_the_mail(
    app: Flask, client: FlaskClient, database: Database, said: str, is_open: int
) -> None:
    delivered(app)
    phrase = phrase_in(send(client, "not-taking"))
    (mail,) = delivered(app)
    link = link_in(mail, "/report-answer/")

    assert "no new clients" in client.get(link).text
    assert client.post(link, data={"answer": said}).status_code == 200
    assert client.post(link, data={"answer": said}).status_code == 410
    with database.session() as session:
        left = select(func.count()).select_from(ListingReport)
        assert session.scalar(left.where(ListingReport.closed_at.is_(None))) == is_open
    told = client.post("/your-report", data={"phrase": phrase}).text
    assert ("It was put right" in told) == (not is_open)


@pytest.mark.parametrize(("said", "is_open"), [("corrected", 0), ("right", 1)])
def test_the_owner_answers_from_the_desk_as_well(
    client: FlaskClient,
    nora: MemberClient,
    curator: MemberClient,
    database: Database,
    said: str,
    is_open: int,
) -> None:
    send(client, "other")
    assert "Reported about" not in nora.get("/desk").text, "that one is for curators alone"
    phrase = phrase_in(send(client, "wrong-number"))
    page = BeautifulSoup(nora.get("/desk").text, "html.parser")
    link = page.select_one('a[href^="/desk/reports/"]')
    assert link is not None
    address = str(link["href"])

    assert "telephone number is wrong" in nora.get(address).text
    assert curator.get(address).status_code == 404, "somebody else's is not there"
    assert curator.post(address, {"answer": said}).status_code == 404
    assert nora.post(address, {"answer": "no"}).status_code == 400
    assert nora.post(address, {"answer": said}).headers["Location"] == "/desk"

    assert nora.post(address, {"answer": said}).status_code == 404
    assert "Reported about" not in nora.get("/desk").text
    with database.session() as session:
        left = select(func.count()).where(
            ListingReport.closed_at.is_(None), ListingReport.kind == "wrong-number"
        )
        assert session.scalar(left) == is_open
    told = client.post("/your-report", data={"phrase": phrase}).text
    assert ("It was put right" in told) == (not is_open)


def test_five_hundred_reports_change_nothing_and_make_one_case(
    app: Flask, database: Database, curator: MemberClient, client: FlaskClient
) -> None:
    delivered(app)
    sender = Sender(app.extensions["keys"], app.extensions["settings"])
    with database.session() as session:
        before = published_listing(session, "nora")
    with database.transaction() as session:
        for number in range(499):
            words = f"Bad, number {number % 40}."
            report(session, sender, "nora", Said(ReportKind.UNSAFE, words, f"{number:064d}"))
    assert send(client, "unsafe", "Bad.").status_code == 200

    with database.session() as session:
        assert published_listing(session, "nora") == before
        rows = session.scalars(select(ListingReport)).all()
        kept = session.scalar(select(func.count()).where(ReportVoice.words.is_not(None)))
    assert [(row.kind, row.voices) for row in rows] == [(ReportKind.UNSAFE, 500)]
    assert kept == 20
    assert len(delivered(app)) == 1  # To the one networking admin, once.
    desk = curator.get("/curate?kind=reports").text
    assert desk.count("Reported: I felt unsafe") == 1


def test_a_form_sent_twice_is_one_voice_with_the_same_words(
    client: FlaskClient, database: Database
) -> None:
    key = new_key()
    first = send(client, "other", one_time_key=key)
    second = send(client, "other", one_time_key=key)

    assert phrase_in(first) == phrase_in(second)
    with database.session() as session:
        assert session.scalars(select(ListingReport.voices)).all() == [1]


def test_who_may_be_known_by_their_words_is_asked_first(
    client: FlaskClient, database: Database
) -> None:
    words = "Call me on 303-555-0188. Nora shouted."
    warned = send(client, "unsafe", words)
    empty = send(client, "")
    kept = send(client, "unsafe", words, **{"as-it-is": "yes"})

    assert warned.status_code == 422
    assert words in html.unescape(warned.text)
    assert "Error:" in warned.text
    assert empty.status_code == 422
    assert "Choose what is not right." in empty.text
    assert kept.status_code == 200
    with database.session() as session:
        stored = session.scalars(select(ReportVoice.words)).one()
        assert stored is not None
        assert b"303" not in stored
        everything = "".join(session.scalars(select(AuditEntry.details)).all())
    assert "303" not in everything


def test_a_curator_reads_it_logged_and_suspends_and_whoever_vouches_is_told(
    app: Flask, client: FlaskClient, curator: MemberClient, database: Database
) -> None:
    with database.transaction() as session:
        vera = make_account(session, "vera@example.org", name="Vera")
        make_verified(session, vera, "vera")
        publish(session, "vera")
        vouch = VouchDraft(
            voucher="vera", vouched="nora", basis="co-treated", given_on=clock.today()
        )
        save_vouches(session, [vouch])
    phrase = phrase_in(send(client, "unsafe", "She touched me."))
    delivered(app)
    address = re.search(r"/curate/reports/[\w-]{22}", curator.get("/curate?kind=reports").text)
    assert address is not None
    page = curator.get(address.group()).text
    silent = curator.post(address.group(), {"outcome": "suspended", "reason": ""})
    assert_logged(database, "report.read", by=["wren@example.org"], without=["touched me"])
    done = curator.post(address.group(), {"outcome": "suspended", "reason": "We look into it."})
    mails = {mail["To"]: text_of(mail) for mail in delivered(app)}

    assert "She touched me." in page
    assert "dpo.colorado.gov" in page
    assert silent.status_code == 422
    assert "Write the reason." in silent.text
    assert done.status_code == 303
    assert client.get("/practitioners/nora").status_code == 410
    assert set(mails) == {"vera@example.org", "nora@example.org"}
    assert "Nora" not in mails["vera@example.org"]
    told = client.post("/your-report", data={"phrase": phrase.upper()}).text
    assert "taken down while it is looked into" in told
    assert "open nothing" in client.post("/your-report", data={"phrase": "no such"}).text
    with database.session() as session:
        done_so = set(session.scalars(select(AuditEntry.action)))
        assert {"report.received", "report.closed", "listing.suspend"} <= done_so
        assert verify(session, app.extensions["keys"]).is_sound


def test_nobody_reads_or_closes_a_report_about_their_own_listing(
    client: FlaskClient, curator: MemberClient, database: Database
) -> None:
    send(client, "other")
    with database.transaction() as session:
        session.execute(text("DELETE FROM account_listings"))
        session.execute(
            text(
                "INSERT INTO account_listings (account_id, listing_handle, stewardship, since)"
                " SELECT id, 'nora', 'owner', '2026-01-01' FROM accounts"
                " WHERE email = 'wren@example.org'"
            )
        )
        reference = session.scalars(select(ListingReport.reference)).one()

    assert curator.get(f"/curate/reports/{reference}").status_code == 403
    assert "For another curator" in curator.get("/curate?kind=reports").text


def test_what_is_not_listed_cannot_be_reported(client: FlaskClient, database: Database) -> None:
    with database.transaction() as session:
        save(session, plain_draft("draft"))

    assert client.get("/report/draft").status_code == 404
    assert client.post("/report/nobody", data={}).status_code == 404
