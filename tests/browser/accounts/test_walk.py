"""From signing up to ending another session, in a browser, on a phone, without a script of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from directory import clock
from directory.accounts import totp
from tests.support.browsing import follow
from tests.support.members import PASSWORD, delivered, link_in, make_account

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser, Page, ViewportSize

    from directory.db import Database


def _sign_up(app: Flask, page: Page, email: str) -> None:
    page.goto("/sign-up")
    page.get_by_label("A practitioner").check()
    page.get_by_label("Name").fill("Ana Invented")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    page.goto(link_in(delivered(app)[0], "/confirm/"))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Open my account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your desk")


def _turn_on_second_step(page: Page) -> tuple[str, list[str]]:
    page.goto("/account/security")
    page.get_by_role("link", name="Set it up").click()
    secret = page.locator("main strong").first.inner_text().replace(" ", "")
    picture = page.get_by_role("img", name="A square code").bounding_box()
    assert picture is not None
    assert picture["width"] >= 150
    code = totp.code_at(secret, totp.step_at(clock.now()))
    page.get_by_label("The six digits that the app shows now").fill(code)
    page.get_by_role("button", name="Turn it on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    return secret, page.locator(".code-list li").all_inner_texts()


@pytest.mark.parametrize("with_script", [True, False], ids=["script", "no-script"])
def test_join_confirm_second_step_sign_in_and_end_another_session(
    app: Flask, browser: Browser, served: str, *, with_script: bool
) -> None:
    size: ViewportSize = {"width": 375, "height": 812}
    one = browser.new_context(base_url=served, viewport=size, java_script_enabled=with_script)
    other = browser.new_context(base_url=served, viewport=size, java_script_enabled=with_script)
    page, elsewhere = one.new_page(), other.new_page()

    _sign_up(app, page, "ana@example.org")
    _secret, codes = _turn_on_second_step(page)
    assert len(codes) == 10
    page.get_by_role("link", name="I have them").click()

    elsewhere.goto("/invitations")
    elsewhere.get_by_label("E-mail address").fill("ana@example.org")
    elsewhere.get_by_label("Password").fill(PASSWORD)
    elsewhere.get_by_role("button", name="Sign in").click()
    elsewhere.get_by_label("Code").fill(codes[0])
    elsewhere.get_by_role("button", name="Go on").click()
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("Your desk")

    page.goto("/account/sessions")
    cards = page.locator("li.card")
    expect(cards).to_have_count(2)
    cards.filter(has_not_text="(this one)").get_by_role("button", name="End").click()
    expect(page.locator("li.card")).to_have_count(1)

    elsewhere.goto("/account/security")
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("Sign in")

    page.goto("/account/security")
    follow(page, "Sign out")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    one.close()
    other.close()


def test_a_form_is_filled_by_keyboard_alone(page: Page, database: Database) -> None:
    with database.transaction() as session:
        make_account(session, "maya@example.org")
    page.goto("/sign-in")
    page.get_by_label("E-mail address").focus()
    page.keyboard.type("maya@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Your desk")


def test_an_error_takes_the_focus_path_to_its_field(page: Page) -> None:
    page.goto("/sign-up")
    page.get_by_label("E-mail address").fill("not an address")
    page.get_by_label("E-mail address").evaluate("field => field.type = 'text'")
    page.get_by_role("button", name="Send me the link").click()

    page.get_by_role("link", name="This is no e-mail address").click()

    expect(page.locator("#email")).to_be_focused()
    expect(page.locator("#email")).to_have_value("not an address")
