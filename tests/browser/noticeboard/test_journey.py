"""From the desk to the board, the feed and paper: written, read by a curator, printed."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from pypdf import PdfReader

from directory import clock
from directory.profiles.closed_sets import Audience
from directory.profiles.draft import ContactDraft
from tests.support.browsing import follow, follow_to
from tests.support.drafts import HOME, OFFICE, plain_draft, publish, save
from tests.support.members import (
    MemberClient,
    add_factor,
    make_account,
    make_verified,
    signed_in,
)
from tests.support.searching import add_places

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Page

    from directory.db import Database

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
TITLE = "Ground again"


@pytest.fixture
def members(app: Flask, database: Database) -> dict[str, MemberClient]:
    """The sessions of a practitioner whose page is public, and of a curator."""
    with database.transaction() as session:
        add_places(session)
        maya = make_account(session, "maya@example.org")
        make_verified(session, maya, "maya")
        open_to_all = ContactDraft(phone="303-555-0142", phone_for=Audience.EVERYBODY)
        places = (HOME, replace(OFFICE, center=None))
        save(session, replace(plain_draft("maya"), places=places, contact=open_to_all))
        publish(session, "maya")
        curator = make_account(session, "wren@example.org", applied_as=None, is_curator=True)
        add_factor(app, session, curator)
    return {"maya": signed_in(app, maya), "curator": signed_in(app, curator)}


def test_a_notice_is_written_read_shown_followed_and_printed(
    page: Page, members: dict[str, MemberClient]
) -> None:
    _write(page, members["maya"])
    _review(page, members["curator"])
    _read(page)
    _print(page, members["maya"])


def _write(page: Page, maya: MemberClient) -> None:
    _become(page, maya)
    _small(page)
    page.goto("/desk/noticeboard/new")
    _look(page)
    page.get_by_label("Group").check()
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("In plain words").fill("Six people meet, with time to arrive.")
    page.get_by_label("First day").fill((clock.today() + timedelta(days=5)).isoformat())
    page.get_by_label("Where is it?").select_option("place:Home office")
    follow(page, "See how it looks")
    follow(page, "Send it to the curators")
    expect(page.get_by_text("Waits for a curator.")).to_be_visible()


def _review(page: Page, curator: MemberClient) -> None:
    _become(page, curator)
    _large_and_dark(page)
    page.goto("/curate")
    follow_to(page, page.get_by_role("link", name="Read a notice"))
    _look(page)
    follow(page, "Show it")


def _read(page: Page) -> None:
    page.context.clear_cookies()
    page.goto("/noticeboard")
    _look(page)
    follow(page, TITLE, "link")
    expect(page).to_have_title("Group – Better Together")
    _small(page)
    _look(page)
    assert TITLE in page.request.get("/noticeboard/feed.xml").text()


def _print(page: Page, maya: MemberClient) -> None:
    _become(page, maya)
    for address in ("/noticeboard/newsletter", "/noticeboard/tear-off?near=Lakewood,+CO"):
        page.goto(address)
        _is_one_page(page)
    _look(page)
    page.goto("/noticeboard/tear-off?for=maya&near=Lakewood,+CO&size=large")
    _is_one_page(page)
    _lies_above_the_strips(page)


def _become(page: Page, member: MemberClient) -> None:
    """Let the browser hold this member's session, as if they had just signed in."""
    name = str(member.app.config["SESSION_COOKIE_NAME"])
    cookie = member.client.get_cookie(name)
    assert cookie is not None
    page.context.clear_cookies()
    page.goto("/about")
    address = page.url.removesuffix("/about")
    page.context.add_cookies([{"name": name, "value": cookie.value, "url": address}])


# Colours that are still changing have no contrast to read, so nothing moves here.
def _small(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")


def _large_and_dark(page: Page) -> None:
    page.set_viewport_size({"width": 1200, "height": 900})
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")


def _look(page: Page) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert Axe().run(page, options=RULES).response["violations"] == []


def _is_one_page(page: Page) -> None:
    for size in ("A4", "Letter"):
        reader = PdfReader(io.BytesIO(page.pdf(format=size)))
        words = reader.pages[0].extract_text()
        assert len(reader.pages) == 1, f"{page.url} on {size}"
        assert "As of" in words
        assert "Leave this site" not in words


def _lies_above_the_strips(page: Page) -> None:
    """What a passer-by reads ends where the strips begin, also in the widest of the usual faces."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 673, "height": 935})
    ends, begins = page.evaluate(
        """() => {
            for (const name of ["--sans", "--serif"])
                document.documentElement.style.setProperty(name, "DejaVu Sans");
            const bottom = (one) => one.getBoundingClientRect().bottom;
            const read = [...document.querySelectorAll(".tear-off-top p")];
            const strips = document.querySelector(".tear-off-strips");
            return [Math.max(...read.map(bottom)), strips.getBoundingClientRect().top];
        }"""
    )
    assert ends <= begins
