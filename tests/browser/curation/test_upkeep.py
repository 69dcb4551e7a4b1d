"""A visitor reports a listing on a phone; a curator reads it and suspends, by keyboard and axe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from directory.profiles.lifecycle import Move
from directory.profiles.services import move_listing
from tests.browser.curation.test_walk import RULES
from tests.integration.curation.conftest import asking_draft, checked
from tests.support.browsing import follow, follow_to
from tests.support.drafts import save
from tests.support.members import PASSWORD, add_factor, code_now, make_account
from tests.support.searching import add_places

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Page

    from directory.db import Database


@pytest.fixture
def public(app: Flask, database: Database) -> None:
    """A curator, and a public listing."""
    with database.transaction() as session:
        add_places(session)
        wren = make_account(session, "wren@example.org", applied_as=None, is_curator=True)
        add_factor(app, session, wren)
        save(session, checked(asking_draft()))
        move_listing(session, "nora", Move.SUBMIT)
        move_listing(session, "nora", Move.PUBLISH)


@pytest.mark.usefixtures("public")
def test_a_report_is_made_read_and_acted_on(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto("/practitioners/nora")
    follow(page, "Report this listing", "link")
    _look(page)
    page.get_by_role("radio", name="I felt unsafe").focus()
    page.keyboard.press("Space")
    page.get_by_label("What happened?").fill("There was shouting.")
    follow(page, "Send the report")
    _look(page)
    expect(page.locator(".return-phrase")).to_be_visible()

    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill("wren@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    follow_to(page, page.get_by_role("main").get_by_role("button", name="Sign in"))
    page.locator("main input[type=text]").first.fill(code_now())
    follow_to(page, page.locator("main button[type=submit]").first)
    page.goto("/curate?kind=reports")
    follow(page, "Reported: I felt unsafe", "link")
    _look(page)
    expect(page.get_by_text("There was shouting.")).to_be_visible()
    page.get_by_role("radio", name="Suspend now").check()
    page.get_by_label("Reason, where you hide or suspend").fill("We look into it.")
    follow(page, "Close the report")
    page.goto("/practitioners/nora")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Nora")


def _look(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert Axe().run(page, options=RULES).response["violations"] == []
