"""Passkeys with Chromium's own virtual device: added, used in both ways, named and removed."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.members import PASSWORD, add_factor, delivered, make_account

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from playwright.sync_api import Browser, CDPSession, Page

    from directory.db import Database

EMAIL = "maya@example.org"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def address(app: Flask, served: str) -> str:
    """The app under a name: browsers make no passkeys for a number."""
    named = served.replace("127.0.0.1", "localhost")
    app.extensions["settings"] = dataclasses.replace(app.extensions["settings"], base_url=named)
    return named


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "request",
        lambda request: faults.append(request.url) if not request.url.startswith(address) else None,
    )
    yield page
    context.close()
    assert faults == []


@pytest.fixture
def device(page: Page) -> CDPSession:
    """A device of the browser that holds passkeys; its commands go over this session."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return session


def _go(page: Page, button: str, to: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_url(f"**{to}")


def _sign_in(page: Page, to: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    _go(page, "Sign in", to)


def _sign_out(page: Page) -> None:
    page.goto("/account/security")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda url: url.endswith("/"))


def _add(page: Page, name: str) -> None:
    page.goto("/account/passkeys")
    page.get_by_label("What is it called?").fill(name)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def _ask(page: Page) -> None:
    page.goto("/sign-in/passkey")
    page.get_by_role("button", name="Use a passkey").click()


def _rename_and_remove(page: Page) -> None:
    page.goto("/account/passkeys")
    page.get_by_label("Name", exact=True).fill("Old phone")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_role("heading", name="Old phone")).to_be_visible()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("heading", name="Old phone")).to_have_count(0)


@pytest.mark.usefixtures("device")
def test_a_passkey_is_added_signs_in_alone_stands_in_for_the_code_and_is_removed(
    app: Flask, database: Database, page: Page
) -> None:
    with database.transaction() as session:
        person = make_account(session, EMAIL)
    _sign_in(page, "/desk")
    page.goto("/account/security")
    _add(page, "My phone")
    assert [str(mail["To"]) for mail in delivered(app)] == [EMAIL]

    _sign_out(page)
    page.goto("/sign-in")
    page.get_by_role("link", name="Sign in with a passkey").click()
    page.wait_for_url("**/sign-in/passkey")
    expect(page.get_by_text("Your device gave no passkey.")).to_be_hidden()
    expect(page.get_by_text("This needs script")).to_be_hidden()
    _go(page, "Use a passkey", "/desk")
    page.goto("/account/security")
    expect(page.get_by_text("1 passkey")).to_be_visible()

    _sign_out(page)
    with database.transaction() as session:
        add_factor(app, session, person)
    _sign_in(page, "/sign-in/second-step")
    page.get_by_role("link", name="Use a passkey instead").click()
    page.wait_for_url("**/sign-in/passkey")
    _go(page, "Use a passkey", "/desk")
    _rename_and_remove(page)

    _sign_out(page)
    _ask(page)
    expect(page.get_by_text("This passkey was not accepted.")).to_be_visible()


def test_a_device_that_did_not_make_sure_who_it_is_opens_nothing_alone(
    database: Database, page: Page
) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = DEVICE | {"hasUserVerification": False, "isUserVerified": False}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    with database.transaction() as own:
        make_account(own, EMAIL)
    _sign_in(page, "/desk")
    page.goto("/account/security")
    _add(page, "A plain key")
    _sign_out(page)

    _ask(page)

    expect(page.get_by_text("Your device gave no passkey.")).to_be_visible()
