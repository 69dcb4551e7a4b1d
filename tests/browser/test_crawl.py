"""No page asks another host for anything, whoever reads it: each kind of page, in Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.support.every_page import ROLES, add_people, addresses_by_first_reader, session_cookie

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser

pytestmark = pytest.mark.demo_network
PAGES_AT_LEAST = 100
ONLY_IN_THE_BROWSER = ("data:", "blob:")


def test_no_page_of_any_role_asks_another_host(app: Flask, served: str, browser: Browser) -> None:
    people = add_people(app)
    pages = addresses_by_first_reader(app)
    reads = [(ROLES[role], address) for role, addresses in pages.items() for address in addresses]
    reads += [(email, "/desk") for email in people]
    asked: set[str] = set()

    for email in dict.fromkeys(email for email, _address in reads):
        with browser.new_context(base_url=served) as context:
            context.on("request", lambda request: asked.add(request.url))
            if cookie := session_cookie(app, email):
                context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": served}])
            page = context.new_page()
            for reader, address in reads:
                if reader == email:
                    page.goto(address)

    assert len(reads) >= PAGES_AT_LEAST
    assert {f"{served}{address}" for _email, address in reads} <= asked
    hosts = {urlsplit(url).netloc for url in asked if not url.startswith(ONLY_IN_THE_BROWSER)}
    assert hosts == {urlsplit(served).netloc}
