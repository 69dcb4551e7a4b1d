"""The newsletter and the tear-off sheet: of what is public alone, on as few pages as promised."""

from __future__ import annotations

import io
from dataclasses import replace
from importlib import util
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from directory import clock
from directory.noticeboard.tear_off import tear_off
from directory.profiles.closed_sets import Audience
from directory.profiles.draft import ContactDraft
from directory.profiles.listing import PublicAvailability
from tests.support.drafts import HOME, plain_draft, save
from tests.support.noticing import TITLE, put_up

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from directory.db import Database
    from tests.support.members import MemberClient

PHONE = "303-555-0142"
HIDDEN_PHONE = "303-555-0199"
A4, LETTER = (595, 842), (612, 792)

pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture
def stated(database: Database, people: object) -> None:
    """Maya shows her telephone and has time; Sam shows his to professionals alone."""
    del people
    with database.transaction() as session:
        save(
            session,
            replace(
                plain_draft("maya"),
                places=(HOME,),
                contact=ContactDraft(phone=PHONE, phone_for=Audience.EVERYBODY),
                availability=PublicAvailability("open", confirmed_on=clock.today()),
            ),
            replace(
                plain_draft("sam"),
                contact=ContactDraft(phone=HIDDEN_PHONE, phone_for=Audience.PROFESSIONALS),
            ),
        )


def _sheet(page: str) -> str:
    article = BeautifulSoup(page, "html.parser").select_one("article")
    assert article is not None
    return " ".join(article.get_text(" ").split())


def _read(answer: TestResponse) -> tuple[str, int, tuple[int, int]]:
    """The words of a PDF, its number of pages, and the size of the first in points."""
    assert answer.status_code == 200
    assert answer.content_type == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.data))
    box = reader.pages[0].mediabox
    words = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(words.split()), len(reader.pages), (round(box.width), round(box.height))


@pytest.mark.usefixtures("stated")
def test_the_newsletter_tells_what_is_public_and_no_more(
    maya: MemberClient, sam: MemberClient, curator: MemberClient
) -> None:
    put_up(maya, curator)
    put_up(sam, curator, title="Among ourselves", shown_to="colleagues")
    for reader in (maya, curator):
        sheet = _sheet(reader.get("/noticeboard/newsletter").text)
        for words in ("New in the network", TITLE, PHONE, "Lakewood, CO", "911", "Help lines"):
            assert words in sheet
        for words in ("Among ourselves", HIDDEN_PHONE, "Hidden Hollow", "80226"):
            assert words not in sheet
        assert "Openings confirmed this month" in sheet


def test_the_newsletter_has_no_heading_over_nothing(sam: MemberClient) -> None:
    sheet = _sheet(sam.get("/noticeboard/newsletter").text)
    for words in ("Groups and workshops", "Events", "Openings confirmed"):
        assert words not in sheet


@pytest.mark.usefixtures("stated")
@pytest.mark.parametrize(("size", "points"), [("a4", A4), ("us-letter", LETTER)])
def test_the_newsletter_is_a_pdf_too(
    maya: MemberClient, curator: MemberClient, size: str, points: tuple[int, int]
) -> None:
    put_up(maya, curator, title="José and Việt: *no* #markup $x$")
    for query in ("", "?size=large"):
        words, pages, paper = _read(maya.get(f"/noticeboard/newsletter/{size}.pdf{query}"))
        assert (pages <= 4, paper) == (True, points)
        assert "José and Việt: *no* #markup $x$" in words
        assert "As of" in words


@pytest.mark.usefixtures("stated")
def test_a_tear_off_sheet_names_on_its_strips_where_to_look_and_nothing_else(
    maya: MemberClient,
) -> None:
    page = maya.get("/noticeboard/tear-off?near=Lakewood,+CO").text
    assert "Find care near Lakewood, CO" in page
    soup = BeautifulSoup(page, "html.parser")
    strips = [one.get_text(strip=True) for one in soup.select(".tear-off-strips li")]
    assert strips == ["127.0.0.1:8000"] * 10
    assert soup.select_one(".tear-off svg.qr-code") is not None

    own = BeautifulSoup(maya.get("/noticeboard/tear-off?for=maya&size=large").text, "html.parser")
    assert [one.get_text(strip=True) for one in own.select(".tear-off-strips li")] == [
        f"127.0.0.1:8000{PHONE}"
    ] * 8
    whose = own.select_one(".tear-off-whose")
    assert whose is not None
    assert "Maya" in whose.get_text()


@pytest.mark.usefixtures("stated")
@pytest.mark.parametrize(("size", "points"), [("a4", A4), ("us-letter", LETTER)])
@pytest.mark.parametrize("query", ["", "?for=maya&near=Lakewood,+CO&size=large"])
def test_a_tear_off_sheet_is_one_page_as_a_pdf(
    maya: MemberClient, size: str, points: tuple[int, int], query: str
) -> None:
    words, pages, paper = _read(maya.get(f"/noticeboard/tear-off/{size}.pdf{query}"))
    assert (pages, paper) == (1, points)
    assert words.count("127.0.0.1:8000") >= 9


def test_nobody_prints_a_sheet_for_others_but_a_curator_for_a_center(
    maya: MemberClient, curator: MemberClient, client: FlaskClient
) -> None:
    assert maya.get("/noticeboard/tear-off?for=sam").status_code == 404
    assert maya.get("/noticeboard/tear-off?for=the-house").status_code == 404
    assert curator.get("/noticeboard/tear-off?for=sam").status_code == 404
    assert "The-House" in _sheet(curator.get("/noticeboard/tear-off?for=the-house").text)
    assert client.get("/noticeboard/newsletter").status_code == 303


def test_a_town_that_nobody_works_in_stands_in_no_heading(maya: MemberClient) -> None:
    page = maya.get("/noticeboard/tear-off?near=Anything+typed").text
    assert "Find care near you" in page
    assert "Anything typed" not in page


def test_without_the_extra_the_page_is_printed_from_the_browser(
    maya: MemberClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(util, "find_spec", lambda _name: None)
    for sheet in ("newsletter", "tear-off"):
        answer = maya.get(f"/noticeboard/{sheet}/a4.pdf")
        assert answer.content_type.startswith("text/html")
        assert "PDF, A4" not in answer.text
    assert maya.get("/noticeboard/newsletter/a5.pdf").status_code == 404


@pytest.mark.parametrize(
    ("address", "reach"),
    [
        ("https://care.example.org", "short"),
        ("https://integrative-care.example.org", "long"),
        ("https://integrative-care-network.lakewood.example.org", "longest"),
    ],
)
def test_a_long_address_is_set_in_smaller_letters(app: Flask, address: str, reach: str) -> None:
    with app.test_request_context():
        assert tear_off(address, "Network").reach == reach
