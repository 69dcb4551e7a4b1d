"""From signing up to a result in somebody's search, by keyboard alone, on a screen of a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from directory import clock
from directory.profiles.closed_sets import CheckOutcome
from directory.profiles.licence_checks import Found, record_check
from directory.profiles.lifecycle import ListingStatus, Move
from directory.profiles.queries import listing_statuses
from directory.profiles.services import move_listing
from tests.support.members import PASSWORD, delivered, link_in

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Locator, Page
    from sqlalchemy.orm import Session

    from directory.db import Database

TABS_AT_MOST = 60
PAGES_AT_MOST = 22
"""Pages that a newcomer opens from signing up to asking for publication: 20 when this was set."""


def test_from_sign_up_to_a_result_by_keyboard_on_a_phone(
    page: Page, app: Flask, few_places: Database
) -> None:
    database = few_places
    opened: list[str] = []
    page.on("load", lambda one: opened.append(one.url))
    page.set_viewport_size({"width": 375, "height": 812})

    _sign_up(page, app)
    _say_who_and_what(page)
    # Left, and come back another day: what was saved is there, and what is missing is told.
    page.goto("/desk/profile")
    expect(page.get_by_role("heading", name="Before it can be public")).to_be_visible()
    _say_issues_place_and_openings(page)
    _ask_for_publication(page)

    assert len(opened) <= PAGES_AT_MOST, opened
    with database.transaction() as session:
        assert listing_statuses(session, ("nora-invented",)) == {
            "nora-invented": ListingStatus.IN_REVIEW
        }
        _check_and_publish(session)
    _search(page)


def _sign_up(page: Page, app: Flask) -> None:
    page.goto("/sign-up")
    _press(page, page.get_by_label("A practitioner"), key="Space")
    _type(page, page.get_by_label("Name"), "Nora Invented")
    _type(page, page.get_by_label("E-mail address"), "nora@example.org")
    _go(page, page.get_by_role("button", name="Send me the link"))
    page.goto(link_in(delivered(app)[0], "/confirm/"))
    _type(page, page.get_by_label("Password"), PASSWORD)
    _go(page, page.get_by_role("button", name="Open my account"))
    page.goto("/desk")
    _go(page, page.get_by_role("button", name="Start"))


def _say_who_and_what(page: Page) -> None:
    _go(page, page.get_by_role("link", name="Profession and scope"))
    _choose(page, page.get_by_label("Your profession"), "Professional / mental health counselor")
    _go(page, page.get_by_role("button", name="Save and go on"))
    _go(page, page.get_by_role("link", name="Add one"))
    _choose(page, page.get_by_label("Where does it hold?"), "Colorado")
    _go(page, page.get_by_role("button", name="Show the titles"))
    _press(page, page.locator('input[name=title][value="LPC"]'), key="Space")
    _type(page, page.get_by_label("Number"), "4711")
    _go(page, page.get_by_role("button", name="Save and go on"))
    expect(page.get_by_text("Number: 4711")).to_be_visible()


def _say_issues_place_and_openings(page: Page) -> None:
    _go(page, page.get_by_role("link", name="What I help with").first)
    page.get_by_label("Focus 1", exact=True).focus()
    page.get_by_label("Focus 1", exact=True).select_option("ptsd")
    _choose(page, page.get_by_label("What backs focus 1"), "Training")
    _go(page, page.get_by_role("button", name="Save and go on"))
    page.goto("/desk/profile/places/new")
    _type(page, page.get_by_label("Street and number"), "77 Hidden Way")
    _type(page, page.get_by_label("ZIP or postal code"), "80226")
    _go(page, page.get_by_role("button", name="Save and go on"))
    expect(page.get_by_text("Clients see: Lakewood, CO area, never the street")).to_be_visible()
    page.goto("/desk/profile/availability")
    # The preview follows what is typed, and nothing is saved by it.
    _press(page, page.locator('input[name=status][value="open"]'), key="Space")
    preview = page.locator("#preview-page")
    _press(page, page.locator(".live-preview > summary"))
    expect(preview.get_by_text("Taking new clients").first).to_be_visible()
    expect(preview.get_by_text("Hidden Way")).to_have_count(0)
    _go(page, page.get_by_role("button", name="Save and go on"))


def _ask_for_publication(page: Page) -> None:
    page.goto("/desk/profile")
    expect(page.get_by_role("heading", name="Before it can be public")).to_have_count(0)
    _press(page, page.get_by_role("checkbox", name="I want this profile"), key="Space")
    _go(page, page.get_by_role("button", name="Ask for publication"))
    expect(page.get_by_text("A curator has it for review.")).to_be_visible()


def _check_and_publish(session: Session) -> None:
    """The curator's side, which has its own tests."""
    found = Found(
        outcome=CheckOutcome.GOOD_STANDING,
        looked_at="the board's register",
        checked_on=clock.today(),
        number="4711",
        expires_on=None,
    )
    licence = ("professional-counselor", "US-CO", "LPC")
    record_check(session, "nora-invented", licence, found, reference="walk", checked_by="wren")
    move_listing(session, "nora-invented", Move.PUBLISH)


def _search(page: Page) -> None:
    page.goto("/find?go=on")
    _type(page, page.get_by_label("What are you looking for help with?"), "ptsd")
    _type(page, page.get_by_label("Town or ZIP code"), "Lakewood, CO")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    result = page.get_by_role("link", name="Nora Invented, LPC")
    expect(result.first).to_be_visible()
    _go(page, result.first)
    expect(page.get_by_role("heading", level=1)).to_have_text("Nora Invented, LPC")
    expect(page.get_by_text("Hidden Way")).to_have_count(0)


def _go(page: Page, target: Locator) -> None:
    # Whoever opens another page before this one answered would cancel the saving.
    with page.expect_navigation():
        _press(page, target)


def _type(page: Page, target: Locator, text: str) -> None:
    _reach(page, target)
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(text)


def _choose(page: Page, target: Locator, label: str) -> None:
    """Choose an answer of a list by typing how it begins."""
    _reach(page, target)
    page.keyboard.type(label)
    expect(target.locator("option:checked")).to_have_text(label)


def _press(page: Page, target: Locator, key: str = "Enter") -> None:
    _reach(page, target)
    page.keyboard.press(key)


def _reach(page: Page, target: Locator) -> None:
    """Come to a control with Tab alone, and see that its focus shows."""
    expect(target).to_be_visible()
    for _tab in range(TABS_AT_MOST):
        if target.evaluate("element => element === document.activeElement"):
            assert target.evaluate("element => getComputedStyle(element).outlineStyle") != "none"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reached {target}")
