"""A curator checks a licence and publishes, in three pages, by keyboard alone, on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from directory.accounts.closed_sets import Stewardship
from directory.accounts.services.administration import give_listing
from directory.profiles.lifecycle import ListingStatus, Move
from directory.profiles.queries import listing_statuses
from directory.profiles.services import move_listing
from tests.integration.curation.conftest import asking_draft
from tests.support.drafts import save
from tests.support.members import PASSWORD, add_factor, code_now, make_account
from tests.support.searching import add_places

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Locator, Page

    from directory.db import Database

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
TABS_AT_MOST = 80


@pytest.fixture
def waiting(app: Flask, database: Database) -> None:
    """A curator with a second factor, and a profile that asks for its review."""
    with database.transaction() as session:
        add_places(session)
        wren = make_account(session, "wren@example.org", applied_as=None, is_curator=True)
        add_factor(app, session, wren)
        nora = make_account(session, "nora@example.org", name="Nora")
        save(session, asking_draft())
        give_listing(session, nora.id, "nora", Stewardship.OWNER)
        move_listing(session, "nora", Move.SUBMIT)


@pytest.mark.usefixtures("waiting")
def test_a_curator_verifies_in_three_pages_by_keyboard(page: Page, database: Database) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    _sign_in(page)

    page.goto("/curate")
    _look(page)
    _go(page, page.get_by_role("link", name="Review the profile"))
    _look(page)
    _go(page, page.get_by_role("link", name="Check it"))
    _look(page)
    _press(page, page.locator('input[name=outcome][value="good-standing"]'), key="Space")
    _go(page, page.get_by_role("button", name="Record it"))
    expect(page.get_by_text("Nothing stands in the way.")).to_be_visible()
    _go(page, page.get_by_role("button", name="Publish"))

    expect(page.get_by_role("link", name="Review the profile")).to_have_count(0)
    with database.session() as session:
        statuses = listing_statuses(session, ("nora",))
    assert statuses == {"nora": ListingStatus.PUBLISHED}


def _sign_in(page: Page) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill("wren@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in").click()
    page.locator("main input[type=text]").first.fill(code_now())
    with page.expect_navigation():
        page.locator("main button[type=submit]").first.click()


def _look(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert Axe().run(page, options=RULES).response["violations"] == []


def _go(page: Page, target: Locator) -> None:
    with page.expect_navigation():
        _press(page, target)


def _press(page: Page, target: Locator, key: str = "Enter") -> None:
    """Reach a control with Tab alone, then press a key on it."""
    expect(target).to_be_visible()
    for _tab in range(TABS_AT_MOST):
        if target.evaluate("element => element === document.activeElement"):
            page.keyboard.press(key)
            return
        page.keyboard.press("Tab")
    raise AssertionError("Tab never reached it")
