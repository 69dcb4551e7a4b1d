"""A real Chromium, the app served over loopback, and a page that refuses outside requests."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test in this folder as one for the browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium. Without one the tests are skipped, but fail under CI."""
    chromium = Path(os.environ.get("CHROMIUM", CHROMIUM))
    if not chromium.exists():
        complaint = f"{chromium} is missing: install Chromium, or name it in CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(complaint)
        pytest.skip(complaint)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def served(app: Flask) -> Iterator[str]:
    """The address of this test's app, served on this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(timeout=10)
    server.server_close()


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    """A page at this test's app; a request elsewhere or a complaint of the browser fails."""
    context = browser.new_context(base_url=served, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    faults: list[str] = []

    def note_request(request: Request) -> None:
        if not request.url.startswith((served + "/", "data:", "blob:")):
            faults.append(f"asked {request.url}")

    def note_message(message: ConsoleMessage) -> None:
        # A page that answers 404 on purpose is no fault of the page.
        if message.type == "error" and "Failed to load resource" not in message.text:
            faults.append(f"complained: {message.text}")

    page.on("request", note_request)
    page.on("console", note_message)
    page.on("pageerror", lambda error: faults.append(f"script failed: {error}"))
    yield page
    context.close()
    assert faults == []
