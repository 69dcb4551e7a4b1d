"""On a phone, by keyboard alone: from a colleague’s page to a vouch, an answer, and a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.support.browsing import follow
from tests.support.members import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

TABS_AT_MOST = 200


def test_a_colleague_is_vouched_for_and_answered_by_keyboard_on_a_phone(
    page: Page, maya: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(maya)
    page.get_by_label("Password").fill(PASSWORD)
    follow(page, "Sign in")

    page.goto("/practitioners/sam")
    _go(page, page.get_by_role("link", name="Vouch for them"))
    _press(page, page.get_by_role("checkbox", name="I trust their skills"), "Space")
    _press(page, page.get_by_role("radio", name="We have met"), "Space")
    _press(page, page.get_by_role("radio", name="Members only"), "Space")
    _go(page, page.get_by_role("button", name="Vouch", exact=True))
    expect(page.get_by_text("Members see your name; not counted on their page")).to_be_visible()

    _go(page, page.get_by_role("button", name="Yes, it is so"))
    expect(page.get_by_role("heading", name="Is it so?")).to_have_count(0)

    page.goto("/network")
    expect(page.get_by_text("Nobody for “Bulimia")).to_be_visible()
    _go(page, page.get_by_role("button", name="Find somebody for Bulimia"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    page.goto("/vouches")
    button = page.get_by_role("button", name="Withdraw the vouch for Sam")
    _go(page, button)
    expect(button).to_have_count(0)


def _go(page: Page, target: Locator) -> None:
    with page.expect_navigation():
        _press(page, target, "Enter")


def _press(page: Page, target: Locator, key: str) -> None:
    """Reach a control with Tab alone (and arrows among radios), then press a key on it."""
    expect(target).to_be_visible()
    for _tab in range(TABS_AT_MOST):
        if target.evaluate("element => element === document.activeElement"):
            page.keyboard.press(key)
            return
        focused = page.evaluate("document.activeElement.name || ''")
        wanted = target.get_attribute("name") or ""
        is_radio = target.get_attribute("type") == "radio" and focused == wanted
        page.keyboard.press("ArrowDown" if is_radio else "Tab")
    raise AssertionError("the keyboard never reached it")
