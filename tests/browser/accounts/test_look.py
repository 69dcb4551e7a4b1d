"""The pages of accounts on a phone by day and on a desk by night: read by axe, and measured."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.support.browsing import follow
from tests.support.members import (
    PASSWORD,
    add_factor,
    code_now,
    delivered,
    link_in,
    make_account,
    make_verified,
)

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Page

    from directory.db import Database

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SCREENS = pytest.mark.parametrize(
    ("width", "height", "scheme"),
    [(320, 700, "light"), (375, 812, "dark"), (1280, 900, "light"), (1280, 900, "dark")],
    ids=["small-light", "phone-dark", "desktop-light", "desktop-dark"],
)
MEMBER_PAGES = (
    "/account/security",
    "/account/password",
    "/account/second-factor",
    "/account/email",
    "/account/sessions",
    "/account/confirm-password",
    "/account/data",
    "/account/leave",
    "/account/passkeys",
    "/desk/addresses",
    "/invitations",
    "/two-people",
)
SMALL_TARGETS = """
() => [...document.querySelectorAll('main a[href], main button, main input:not([type=hidden])')]
  .filter(element => {
    const box = element.getBoundingClientRect();
    const inline = getComputedStyle(element).display === 'inline';
    return box.width && !inline && !element.closest('label') && (box.width < 24 || box.height < 24);
  })
  .map(element => element.outerHTML.slice(0, 80))
"""


def _sign_in(page: Page, email: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    follow(page, "Sign in")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Sign in")


def _check(page: Page, name: str, width: int, scheme: str) -> None:
    """No complaint of axe, nothing sideways, nothing too small; kept as a picture where asked."""
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        file = f"{name.strip('/').replace('/', '-')}-{width}-{scheme}.png"
        page.screenshot(path=Path(folder) / file, full_page=True)
    violations: list[dict[str, Any]] = Axe().run(page, options=RULES).response["violations"]
    assert [f"{v['id']}: {n['html'][:100]}" for v in violations for n in v["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(SMALL_TARGETS) == []


@SCREENS
def test_the_pages_of_a_member_read_well(
    app: Flask,
    database: Database,
    page: Page,
    width: int,
    height: int,
    scheme: Literal["light", "dark"],
) -> None:
    with database.transaction() as session:
        person = make_account(session, "maya@example.org")
        make_verified(session, person, "maya")
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    _sign_in(page, person.email)

    for path in MEMBER_PAGES:
        page.goto(path)
        _check(page, path, width, scheme)

    page.goto("/invitations")
    follow(page, "Send the invitation")
    _check(page, "/invitations-error", width, scheme)
    page.get_by_label("An integrative center").check()
    page.get_by_label("Name").fill("The House")
    page.get_by_label("E-mail address").fill("house@example.org")
    follow(page, "Send the invitation")
    _check(page, "/invitations-sent", width, scheme)
    page.goto(link_in(delivered(app)[-1], "/confirm/"))
    _check(page, "/welcome", width, scheme)
    page.goto("/account/email")
    page.get_by_label("New e-mail address").fill("new@example.org")
    follow(page, "Change the address")
    _check(page, "/email-waiting", width, scheme)
    mails = {mail["To"]: mail for mail in delivered(app)}
    page.goto(link_in(mails[person.email], "/email/undo/"))
    _check(page, "/email-undo", width, scheme)


@SCREENS
def test_the_second_step_reads_well(
    app: Flask,
    database: Database,
    page: Page,
    width: int,
    height: int,
    scheme: Literal["light", "dark"],
) -> None:
    with database.transaction() as session:
        person = make_account(session, "wren@example.org", applied_as=None, is_curator=True)
        add_factor(app, session, person)
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    _sign_in(page, person.email)
    _check(page, "/second-step", width, scheme)
    page.get_by_label("Code").fill("not it")
    follow(page, "Go on")
    _check(page, "/second-step-error", width, scheme)
    page.get_by_label("Code").fill(code_now())
    follow(page, "Go on")
    page.goto("/account/second-factor")
    _check(page, "/factor-on", width, scheme)
    follow(page, "Make new codes")
    _check(page, "/recovery-codes", width, scheme)


def test_recovery_codes_print_on_one_sheet_without_navigation(
    app: Flask, database: Database, page: Page
) -> None:
    with database.transaction() as session:
        person = make_account(session, "maya@example.org")
        add_factor(app, session, person)
    _sign_in(page, person.email)
    page.get_by_label("Code").fill(code_now())
    follow(page, "Go on")
    page.goto("/account/second-factor")
    follow(page, "Make new codes")
    page.emulate_media(media="print")

    assert page.locator(".code-list li").first.is_visible()
    assert not page.locator(".site-top-bar").is_visible()
    assert not page.get_by_role("link", name="I have them").is_visible()
