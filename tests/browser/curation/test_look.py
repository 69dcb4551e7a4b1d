"""The pages of words, weights, gaps, imports, reports, duplicates and freshness, looked at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from directory.curation.closed_sets import ReportKind
from directory.curation.emails import Sender
from directory.curation.reports import Said, report
from directory.network.edits import add_edits
from directory.network.in_force import WEIGHTS
from directory.network.unknown_words import tell
from directory.profiles.lifecycle import ListingStatus, Move
from directory.profiles.queries import listing_statuses
from directory.profiles.services import move_listing
from directory.vocabulary.overlay_rows import EditKind, RowEdit
from tests.browser.curation.test_walk import RULES, _go, _press, _sign_in
from tests.integration.curation.conftest import asking_draft, checked
from tests.support.drafts import save
from tests.support.members import add_factor, make_account
from tests.support.searching import add_places

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Page

    from directory.db import Database

CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
"""What the other scheme changes: all else was looked at by day."""
PAGES = (
    "/curate/words",
    "/curate/words/issues",
    "/curate/words/issues/row/grief",
    "/curate/words/edits/1",
    "/curate/weights",
    "/curate/missing",
    "/curate/imports",
    "/curate/duplicates",
    "/curate/duplicates/nora/nora-two",
    "/curate/freshness",
    "/curate/site",
    "/curate/help-lines",
    "/curate/unknown-words",
    "/curate/listings",
)


@pytest.fixture
def network(app: Flask, database: Database) -> str:
    """A curator; two listings that may be one; an edit, a word and a report that wait."""
    with database.transaction() as session:
        add_places(session)
        wren = make_account(session, "wren@example.org", applied_as=None, is_curator=True)
        add_factor(app, session, wren)
        nora = checked(asking_draft())
        again = replace(asking_draft("nora-two"), name=nora.name, credentials=())
        save(session, nora, again)
        move_listing(session, "nora", Move.SUBMIT)
        move_listing(session, "nora", Move.PUBLISH)
        lower = RowEdit(EditKind.SET, WEIGHTS, "client", "trust", "0.01")
        add_edits(session, [lower], source="The meeting of May.", made_by="x")
        tell(session, "zorbeling")
        sender = Sender(app.extensions["keys"], app.extensions["settings"])
        said = Said(ReportKind.OTHER, "It is not so.", "a" * 64)
        return report(session, sender, "nora", said)


def test_each_page_on_a_phone_by_day_and_on_a_desk_by_night(page: Page, network: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    _sign_in(page)
    pages = (*PAGES, f"/curate/reports/{network}")

    for path in pages:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        assert _faults(page, RULES) == [], path

    page.set_viewport_size({"width": 1200, "height": 900})
    page.emulate_media(color_scheme="dark")
    for path in ("/curate/words", "/curate/missing", "/curate/duplicates/nora/nora-two"):
        page.goto(path)
        assert _faults(page, CONTRAST) == [], path


@pytest.mark.usefixtures("network")
def test_two_listings_are_made_one_and_two_again_by_keyboard(
    page: Page, database: Database
) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    _sign_in(page)
    before = _statuses(database)
    page.goto("/curate?kind=duplicates")
    _go(page, page.get_by_role("link", name="Look at 1 pair"))
    _go(page, page.get_by_role("link", name="Compare"))
    _go(page, page.get_by_role("button", name="See what comes of it"))
    assert _faults(page, RULES) == []
    _press(page, page.get_by_label("Why they are one"))
    page.keyboard.type("One telephone, one face.")
    _go(page, page.get_by_role("button", name="Make them one"))
    expect(page.get_by_text("Can be undone until")).to_be_visible()
    assert "withdrawn" in _statuses(database).values()
    _press(page, page.locator("summary", has_text="Make two of it again"))
    _press(page, page.get_by_label("Why they are two"))
    page.keyboard.type("They are sisters.")
    _go(page, page.get_by_role("button", name="Undo"))

    expect(page.get_by_text("Can be undone until")).to_have_count(0)
    assert _statuses(database) == before


def _statuses(database: Database) -> dict[str, ListingStatus]:
    with database.session() as session:
        return listing_statuses(session, ("nora", "nora-two"))


def _faults(page: Page, options: dict[str, Any]) -> list[Any]:
    return list(Axe().run(page, options=options).response["violations"])
