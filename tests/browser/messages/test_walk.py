"""From the first page to seven words and back, on a phone, leaving no trace of the concern."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from sqlalchemy import inspect, text

from tests.support.browsing import follow, follow_to

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Page

pytestmark = pytest.mark.demo_network
CANARY = "flibbertigibbet"
CONCERN = f"rape recovery {CANARY}"
MESSAGE = f"Have you room? {CANARY}"


def test_what_leaving_does_is_said_once_before_the_first_form(page: Page) -> None:
    page.goto("/")
    assert page.context.cookies() == []
    form = page.get_by_label("What are you looking for help with?")

    follow_to(page, page.get_by_role("link", name="Find care", exact=True).first)
    expect(page.get_by_role("heading", level=1)).to_have_text("Before you start")
    expect(page.get_by_text("It does not erase your browser’s history")).to_be_visible()
    expect(page.get_by_role("heading", name="It does not stop monitoring software")).to_be_visible()
    expect(form).to_be_hidden()
    page.get_by_text("Go on", exact=True).press("Enter")
    expect(form).to_be_visible()

    page.goto("/find")
    expect(form).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Find care")
    assert len(page.context.cookies()) == 1


def test_a_new_visitor_finds_and_asks_in_four_pages(page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 812})
    read: list[str] = []
    page.on("load", lambda loaded: read.append(urlsplit(loaded.url).path))

    page.goto("/")
    follow_to(page, page.get_by_role("link", name="Find care", exact=True).first)
    expect(page.get_by_role("heading", name="It does not stop monitoring software")).to_be_visible()
    page.get_by_text("Go on", exact=True).click()
    _search(page)
    cards = page.get_by_role("main").locator("article")
    expect(cards.first).to_contain_text("View profile")
    follow_to(page, cards.first.get_by_role("link", name=re.compile("^Ask")))
    expect(page.get_by_role("group", name="How may they answer?")).to_be_visible()
    page.get_by_label("Your message").fill("Have you room? I work at King Soopers.")
    assert len(read) <= 4, read

    send = page.get_by_role("button", name="Send", exact=True)
    follow_to(page, send)
    expect(page.get_by_text("I have seen this, and it may stay")).to_be_visible()
    page.get_by_label("Your message").fill("Have you room?")
    follow_to(page, send)
    expect(page.get_by_role("heading", level=1)).to_have_text("It is sent")


def test_a_client_asks_on_a_phone_and_the_concern_is_nowhere(
    app: Flask, page: Page, caplog: pytest.LogCaptureFixture
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    seen: list[str] = []
    page.on("request", lambda request: seen.append(f"{request.url} {request.headers}"))
    page.on("framenavigated", lambda frame: seen.append(frame.url))

    page.goto("/find?go=on")
    _search(page)
    seen.append(page.title())
    follow_to(page, page.get_by_role("main").locator("article :is(h2, h3) a").first)
    follow_to(page, page.get_by_role("link", name=re.compile("^Ask ")))
    page.get_by_label("Your message").fill(MESSAGE)
    expect(page.get_by_label("Do not leave voicemail")).to_be_checked()
    follow(page, "Check before sending")
    expect(page.get_by_text(MESSAGE)).to_be_visible()
    seen.append(page.title())
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It is sent")
    phrase = page.locator(".return-phrase").inner_text()
    page.goto("/messages")
    page.get_by_label("The seven words").fill(phrase)
    follow(page, "Open")
    expect(page.get_by_text(MESSAGE)).to_be_visible()

    stored = page.evaluate("[{...localStorage}, {...sessionStorage}, document.cookie]")
    told = " ".join([*seen, page.title(), page.url, str(stored), str(page.context.cookies())])
    assert CANARY not in told
    assert phrase.split()[0] not in told
    assert CANARY not in caplog.text
    assert CANARY not in _contents(app)
    assert CANARY not in app.test_client().get("/metrics").get_data(as_text=True)


def _search(page: Page) -> None:
    page.get_by_label("What are you looking for help with?").fill(CONCERN)
    page.get_by_label("Town or ZIP code").fill("Lakewood, CO")
    follow(page, "Show who may fit")


def _contents(app: Flask) -> str:
    """Every row of every table, outgoing mail among them."""
    database: Any = app.extensions["database"]
    with database.session() as session:
        tables = inspect(session.connection()).get_table_names()
        names = [table for table in tables if not table.startswith("gazetteer")]
        return str([session.execute(text(f'SELECT * FROM "{name}"')).all() for name in names])  # noqa: S608 - our own tables
