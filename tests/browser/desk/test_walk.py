"""A newcomer makes a profile on a phone, by keyboard alone, leaves it, and hands it to review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from directory.profiles.lifecycle import ListingStatus
from directory.profiles.queries import listing_statuses
from tests.support.members import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from directory.db import Database

TABS_AT_MOST = 400


def test_from_an_empty_desk_to_review_by_keyboard_on_a_phone(
    page: Page, newcomer: str, database: Database
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    _sign_in(page, newcomer)
    page.goto("/desk")
    _press(page, page.get_by_role("button", name="Start"))
    _say_profession_and_credential(page)

    # Left, and come back another day: what was saved is there, and what is missing is told.
    page.goto("/desk/profile")
    expect(page.get_by_role("heading", name="Before it can be public")).to_be_visible()
    _say_focus_place_and_openings(page)

    page.goto("/desk/profile/preview")
    expect(page.get_by_text("Hidden Way")).to_have_count(0)
    page.goto("/desk/profile")
    expect(page.get_by_role("heading", name="Before it can be public")).to_have_count(0)
    _press(page, page.get_by_role("checkbox", name="I want this profile"), key="Space")
    _press(page, page.get_by_role("button", name="Ask for publication"))
    expect(page.get_by_text("A curator has it for review.")).to_be_visible()
    with database.session() as session:
        statuses = listing_statuses(session, ("nora-invented",))
    assert statuses == {"nora-invented": ListingStatus.IN_REVIEW}


def _say_profession_and_credential(page: Page) -> None:
    _press(page, page.get_by_role("link", name="Profession and scope"))
    page.get_by_label("Your profession").select_option("professional-counselor")
    _save(page)
    _press(page, page.get_by_role("link", name="Add one"))
    page.get_by_label("Where does it hold?").select_option("US-CO")
    _press(page, page.get_by_role("button", name="Show the titles"))
    _press(page, page.locator('input[name=title][value="LPC"]'), key="Space")
    page.get_by_label("Number").fill("4711")
    _save(page)
    expect(page.get_by_text("Number: 4711")).to_be_visible()


def _say_focus_place_and_openings(page: Page) -> None:
    _press(page, page.get_by_role("link", name="What I help with").first)
    page.get_by_label("Focus 1", exact=True).select_option("ptsd")
    page.get_by_label("What backs focus 1").select_option("training")
    _save(page)
    page.goto("/desk/profile/places/new")
    page.get_by_label("Street and number").fill("77 Hidden Way")
    page.get_by_label("ZIP or postal code").fill("80226")
    _save(page)
    expect(page.get_by_text("Clients see: Lakewood, CO area, never the street")).to_be_visible()
    page.goto("/desk/profile/availability")
    _press(page, page.locator('input[name=status][value="open"]'), key="Space")
    _save(page)


def _sign_in(page: Page, email: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in").click()


def _save(page: Page) -> None:
    # Whoever opens another page before this one answered would cancel the saving.
    with page.expect_navigation():
        _press(page, page.get_by_role("button", name="Save and go on"))


def _press(page: Page, target: Locator, key: str = "Enter") -> None:
    """Reach a control with Tab alone, then press a key on it."""
    expect(target).to_be_visible()
    for _tab in range(TABS_AT_MOST):
        if target.evaluate("element => element === document.activeElement"):
            page.keyboard.press(key)
            return
        page.keyboard.press("Tab")
    raise AssertionError("Tab never reached it")
