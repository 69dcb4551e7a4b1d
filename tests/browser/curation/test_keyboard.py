"""A report is closed by keyboard alone: past the menu, into a mistake, out of it, and told so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from directory.curation.closed_sets import ReportKind
from directory.curation.emails import Sender
from directory.curation.reports import Said, report
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.queries import listing_statuses
from tests.browser.curation.test_walk import _go, _press, _sign_in
from tests.support.drafts import plain_draft, publish, save
from tests.support.members import add_factor, make_account
from tests.support.searching import add_places

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Page

    from directory.db import Database

OUTLINE = "() => getComputedStyle(document.activeElement).outlineStyle"


@pytest.fixture
def reported(app: Flask, database: Database) -> None:
    """A curator, and a listing of which somebody said something."""
    with database.transaction() as session:
        add_places(session)
        wren = make_account(session, "wren@example.org", applied_as=None, is_curator=True)
        add_factor(app, session, wren)
        save(session, plain_draft("nora"))
        publish(session, "nora")
        sender = Sender(app.extensions["keys"], app.extensions["settings"])
        report(session, sender, "nora", Said(ReportKind.OTHER, "It is not so.", "a" * 64))


@pytest.mark.usefixtures("reported")
def test_a_report_is_closed_by_keyboard_and_focus_says_what_came_of_it(
    page: Page, database: Database
) -> None:
    page.set_viewport_size({"width": 375, "height": 700})
    _sign_in(page)
    page.goto("/curate?kind=reports")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to")
    expect(skip).to_be_focused()
    assert page.evaluate(OUTLINE) != "none"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")

    _go(page, page.locator(".todo-list a").first)
    _press(page, page.locator("input[name=outcome]").first, key="Space")
    page.keyboard.press("ArrowDown")
    _go(page, page.get_by_role("button", name="Close the report"))
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    page.keyboard.press("Tab")
    expect(summary.get_by_role("link")).to_be_focused()
    assert page.evaluate(OUTLINE) != "none"
    page.keyboard.press("Enter")
    expect(page.locator("textarea[name=reason]")).to_be_focused()
    expect(page.locator("input[name=outcome][value=hidden]")).to_be_checked()
    page.keyboard.type("The page says evenings, and there are none.")
    _go(page, page.get_by_role("button", name="Close the report"))

    expect(page.get_by_role("status")).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("Closed. The log keeps what it came to.")
    with database.session() as session:
        assert listing_statuses(session, ["nora"])["nora"] is not ListingStatus.PUBLISHED
