"""Two people walk one referral from a profile to its close, in the browser, and axe reads along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from directory import clock
from tests.support.browsing import follow, follow_to
from tests.support.drafts import publish
from tests.support.members import PASSWORD, make_account, make_verified
from tests.support.searching import add_places

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from directory.db import Database

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def _members(database: Database) -> None:
    with database.transaction() as session:
        add_places(session)
        for handle in ("maya", "sam"):
            make_verified(session, make_account(session, f"{handle}@example.org"), handle)
        publish(session, "maya", "sam")


def _sign_in(page: Page, handle: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(f"{handle}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    follow(page, "Sign in")


def _read_by_axe(page: Page) -> None:
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


def _write(page: Page) -> None:
    page.goto("/practitioners/sam")
    follow(page, "Write a referral", "link")
    expect(page.get_by_label("First name on your list")).to_have_value("Sam")
    page.get_by_label("Profession").select_option("massage-therapist")
    page.get_by_label("Works with").fill("sexual-assault")
    page.get_by_label("Safe touch").check()
    page.get_by_label("What the practitioner should be able to do").fill("Asks before each touch.")
    page.get_by_label("Your own code for this client").fill("pine 42")
    _read_by_axe(page)
    follow(page, "Save and go on")


def _send(page: Page) -> str:
    expect(page.get_by_role("heading", level=1)).to_have_text("Check before you send")
    page.get_by_label("None of these").check()
    for answer in page.get_by_label("This is agreed or cleared").all():
        answer.check()
    page.get_by_label("The client signed this").check()
    _read_by_axe(page)
    follow(page, "Send the referral with the permission")
    expect(page.get_by_text("Sent, not opened yet")).to_be_visible()
    return page.url


def _accept(page: Page) -> None:
    page.goto("/referrals")
    follow(page, "A referral from Maya", "link")
    page.get_by_label("To answer it").check()
    follow(page, "Open it")
    expect(page.get_by_text("Asks before each touch.")).to_be_visible()
    _read_by_axe(page)
    follow_to(page, page.get_by_role("link", name="Accept", exact=True))
    for box in page.get_by_role("checkbox").all():
        box.check()
    follow(page, "Accept")


def _care_and_close(page: Page) -> None:
    today = clock.today().isoformat()
    follow(page, "Set the first visit", "link")
    page.get_by_label("Day of the first visit").fill(today)
    follow(page, "Set the first visit")
    follow(page, "The first visit took place", "link")
    follow(page, "The first visit took place")
    follow_to(page, page.get_by_role("link", name="Close", exact=True))
    page.get_by_label("Completed").check()
    follow(page, "Close")


def test_one_referral_from_a_profile_to_its_close(
    page: Page, browser: Browser, served: str, database: Database
) -> None:
    _members(database)
    context = browser.new_context(base_url=served, viewport={"width": 375, "height": 812})
    other = context.new_page()

    _sign_in(page, "maya")
    read: list[str] = []
    page.on("load", lambda loaded: read.append(loaded.url))
    _write(page)
    address = _send(page)
    # From the page of the colleague: the form, the check with all that must be said, and sent.
    assert len(read) <= 1 + 3, read
    _sign_in(other, "sam")
    _accept(other)
    _care_and_close(other)

    page.goto(address)
    expect(page.get_by_text("Completed").first).to_be_visible()
    follow(page, "Vouch: referred and heard back")
    context.close()
