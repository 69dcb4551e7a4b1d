"""A member finds a partner for a client, keeps names, and prints them for the client to take."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from directory.accounts.closed_sets import Stewardship
from directory.accounts.services.administration import give_listing
from directory.clock import today
from tests.browser.test_look import MAIN_BUTTONS, RULES, SMALL_TARGETS
from tests.support.browsing import follow, follow_to
from tests.support.members import PASSWORD, make_account

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from directory.db import Database

pytestmark = pytest.mark.demo_network

CONCERN = "bulimia"
SHEETS = ("A4", "Letter")
PDF_PAGE = re.compile(rb"/Type\s*/Page\b")
KEEP = re.compile("^Keep ")


def _reads_well(page: Page) -> None:
    """What axe finds, and what does not fit or is too small to hit."""
    violations: list[dict[str, Any]] = Axe().run(page, options=RULES).response["violations"]
    assert [f"{fault['id']}: {fault['nodes'][0]['html'][:100]}" for fault in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(SMALL_TARGETS) == []
    assert page.evaluate(MAIN_BUTTONS) == []


def test_a_member_finds_partners_and_prints_names_without_the_need(
    page: Page, database: Database
) -> None:
    with database.transaction() as session:
        mirela = make_account(session, "mirela@example.net")
        give_listing(session, mirela.id, "mirela-hadzic", Stewardship.OWNER, verified_on=today())
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto("/sign-in?next=/partners")
    page.get_by_label("E-mail").fill(mirela.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    follow_to(page, page.get_by_role("main").get_by_role("button", name="Sign in"))
    expect(page.get_by_role("heading", name="Find a partner")).to_be_visible()
    _reads_well(page)

    page.get_by_label("What is needed, in one line").fill(CONCERN)
    follow(page, "Show who may fit")
    paths = page.get_by_role("list", name="How you are connected")
    expect(paths.first).to_contain_text("You")
    assert CONCERN not in page.url + page.title()
    _reads_well(page)

    follow_to(page, page.get_by_role("button", name=KEEP).nth(1))
    expect(page.get_by_role("list", name="Names you keep").get_by_role("listitem")).to_have_count(1)
    follow_to(page, page.get_by_role("button", name=KEEP).first)
    follow_to(page, page.get_by_role("button", name=KEEP).first)
    follow(page, "Side by side, and to print")

    expect(page.get_by_role("heading", level=1)).to_have_text("3 names to take along")
    assert CONCERN not in page.get_by_role("main").inner_text().lower()
    _reads_well(page)
    for size in SHEETS:
        assert len(PDF_PAGE.findall(page.pdf(format=size))) == 1, size
