"""Two alike are reviewed at once, by keyboard alone, on a phone, without script."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from directory.profiles.lifecycle import ListingStatus, Move
from directory.profiles.queries import listing_statuses
from directory.profiles.services import move_listing
from tests.browser.curation.test_walk import RULES, _go, _press, _sign_in
from tests.integration.curation.conftest import LPC, asking_draft
from tests.support.drafts import save
from tests.support.members import add_factor, make_account
from tests.support.searching import add_places

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Page

    from directory.db import Database

NAMES = {"amber": "Amber Quill", "boris": "Boris Tane"}


@pytest.fixture
def waiting(app: Flask, database: Database) -> None:
    """A curator with a second factor, and two who are alike and ask for their review."""
    with database.transaction() as session:
        add_places(session)
        wren = make_account(session, "wren@example.org", applied_as=None, is_curator=True)
        add_factor(app, session, wren)
        for handle, name in NAMES.items():
            licence = replace(LPC, number=handle)
            save(session, replace(asking_draft(handle), name=name, credentials=(licence,)))
            move_listing(session, handle, Move.SUBMIT)


@pytest.mark.usefixtures("waiting")
def test_two_are_reviewed_at_once_by_keyboard(page: Page, database: Database) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    _sign_in(page)

    page.goto("/curate/review-many")
    _look(page)
    for handle in NAMES:
        group = page.locator(f"input[name=outcome-{handle}]")
        _press(page, group.first, key="ArrowDown")
        expect(group.nth(1)).to_be_checked()
    _press(page, page.get_by_label("Where you looked"), key="End")
    page.keyboard.type("state counseling board")
    _go(page, page.get_by_role("button", name="Look it over"))
    for name in NAMES.values():
        expect(page.get_by_text(name)).to_be_visible()
    _look(page)
    _go(page, page.get_by_role("button", name="Record and publish those in order"))
    expect(page.get_by_role("heading", name="Public now (2)")).to_be_visible()
    _look(page)

    with database.session() as session:
        statuses = listing_statuses(session, tuple(NAMES))
    assert set(statuses.values()) == {ListingStatus.PUBLISHED}


def _look(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert Axe().run(page, options=RULES).response["violations"] == []
