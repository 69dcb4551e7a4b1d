"""“Leave this site” in a real browser, under the site's own policy, with script and without."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page


class _Weather(BaseHTTPRequestHandler):
    """A harmless page on another host."""

    def do_GET(self) -> None:
        referrer = self.headers.get("Referer", "none")
        body = f"<!doctype html><title>Weather</title><h1>Sunny</h1><p id=r>{referrer}</p>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def weather() -> Iterator[str]:
    """The address of the exit destination: another host, on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Weather)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join(timeout=10)
    server.server_close()


@pytest.fixture
def environment(environment: dict[str, str], weather: str) -> dict[str, str]:
    """As everywhere, with an exit destination that we can watch."""
    environment["DIRECTORY_EXIT_URL"] = weather
    return environment


@pytest.fixture(params=[True, False], ids=["with-script", "without-script"])
def visitor(browser: Browser, served: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of somebody who has script on, and of somebody who has not."""
    context = browser.new_context(base_url=served, java_script_enabled=request.param)
    yield context.new_page()
    context.close()


@pytest.fixture
def reader(browser: Browser, served: str) -> Iterator[Page]:
    """A page with script."""
    context = browser.new_context(base_url=served)
    yield context.new_page()
    context.close()


def test_the_button_leaves_under_our_own_policy(visitor: Page, weather: str) -> None:
    visitor.goto("/safety")

    visitor.get_by_role("button", name="Leave this site").click()
    visitor.wait_for_url(weather + "/")

    assert visitor.title() == "Weather"
    assert visitor.locator("#r").inner_text() == "none"


def test_back_after_leaving_does_not_show_what_was_read(visitor: Page, weather: str) -> None:
    visitor.goto("/about")
    visitor.goto("/safety")
    visitor.get_by_role("button", name="Leave this site").click()
    visitor.wait_for_url(weather + "/")

    visitor.go_back()

    assert visitor.url.rstrip("/").count("/") == 2, visitor.url
    assert "What leaving does not do" not in visitor.content()


def test_leaving_removes_every_cookie_but_the_one_that_says_left(
    visitor: Page, served: str, weather: str
) -> None:
    visitor.context.add_cookies([{"name": "visit", "value": "x" * 22, "url": served}])
    visitor.goto("/safety")

    visitor.get_by_role("button", name="Leave this site").click()
    visitor.wait_for_url(weather + "/")

    assert [cookie.get("name") for cookie in visitor.context.cookies()] == ["left"]


def test_three_presses_of_shift_leave(reader: Page, weather: str) -> None:
    reader.goto("/safety")

    for _ in range(3):
        reader.keyboard.press("Shift")
    reader.wait_for_url(weather + "/")

    assert reader.title() == "Weather"


def test_shift_with_a_letter_between_does_not_leave(reader: Page) -> None:
    reader.goto("/safety")

    for key in ("Shift", "Shift", "Shift+A", "Shift", "Shift"):
        reader.keyboard.press(key)
    reader.wait_for_timeout(500)

    assert reader.url.endswith("/safety")


def test_typing_capitals_never_leaves(reader: Page) -> None:
    reader.goto("/styleguide")
    field = reader.get_by_label("Client reference")
    field.fill("")

    field.focus()
    for letter in "PTSD AND GRIEF":
        reader.keyboard.press(f"Shift+{letter}" if letter != " " else "Space")
    reader.wait_for_timeout(500)

    assert reader.url.endswith("/styleguide")
    assert field.input_value() == "PTSD AND GRIEF"


def test_presses_far_apart_do_not_leave(reader: Page) -> None:
    reader.clock.install()
    reader.goto("/safety")

    for _ in range(4):
        reader.keyboard.press("Shift")
        reader.clock.run_for(2600)

    assert reader.url.endswith("/safety")


def test_the_page_is_blank_at_once(reader: Page) -> None:
    reader.goto("/safety")
    # The server answers with nothing to show, so that only the script can have blanked the page.
    reader.route("**/leave", lambda route: route.fulfill(status=204))

    reader.evaluate(
        """() => {
          window.started = performance.now();
          document.querySelector('#leave button').click();
          window.took = performance.now() - window.started;
        }"""
    )

    assert reader.evaluate("window.took") < 100
    assert reader.evaluate("getComputedStyle(document.querySelector('main')).display") == "none"
    assert reader.title().strip() == ""
    assert reader.evaluate("location.pathname") == "/"
