"""Printed from the browser, each sheet is one page of A4 and one of Letter; axe reads it before."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.support.browsing import follow
from tests.support.drafts import publish
from tests.support.members import PASSWORD, make_account, make_verified
from tests.support.searching import add_places

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from directory.db import Database

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def _is_one_page(page: Page) -> None:
    for size in ("A4", "Letter"):
        reader = PdfReader(io.BytesIO(page.pdf(format=size)))
        words = reader.pages[0].extract_text()
        assert len(reader.pages) == 1, f"{page.url} on {size}"
        assert "As of" in words
        assert "Leave this site" not in words


def _read_by_axe(page: Page) -> None:
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("kind", ["referral-form", "permission-form"])
def test_a_blank_form_is_one_page(page: Page, kind: str) -> None:
    page.goto(f"/paper/{kind}")

    _read_by_axe(page)
    _is_one_page(page)


def test_a_card_is_made_and_printed(page: Page) -> None:
    page.goto("/paper/card")
    _read_by_axe(page)
    page.get_by_label("Neck and throat").check()
    page.get_by_label("Other places").fill("José Łódź Việt")
    follow(page, "Show the card")

    expect(page.get_by_text("José Łódź Việt")).to_be_visible()
    assert page.url.endswith("/paper/card")
    _read_by_axe(page)
    _is_one_page(page)


def test_a_long_referral_is_one_page(page: Page, database: Database) -> None:
    with database.transaction() as session:
        add_places(session)
        for handle in ("maya", "sam"):
            make_verified(session, make_account(session, f"{handle}@example.org"), handle)
        publish(session, "maya", "sam")
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill("maya@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    follow(page, "Sign in")
    page.goto("/referrals/new?to=sam")
    page.get_by_label("Profession").select_option("massage-therapist")
    page.get_by_label("Works with").fill("sexual-assault")
    for goal in page.get_by_role("group", name="Goals").get_by_role("checkbox").all():
        goal.check()
    page.get_by_label("What you keep doing").fill("Weekly talk therapy goes on. " * 50)
    page.get_by_label("What the practitioner should be able to do").fill(
        "Asks before each touch, and knows startle. " * 34
    )
    follow(page, "Save and go on")
    follow(page, "Referral form")

    expect(page.get_by_role("heading", level=1)).to_have_text("Referral form")
    _is_one_page(page)
