"""Each public page opens in a real browser, on a small phone by day and on a desk by night."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_look import MAIN_BUTTONS, RULES, SMALL_TARGETS
from tests.support.checkout import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

PUBLISHED = (ROOT / "tests" / "contracts" / "urls.txt").read_text().splitlines()
# What answers with a file, one word or a way out; and passkeys, which need a name for the host.
NOT_PAGES = (
    "/robots.txt",
    "/favicon",
    "/healthz",
    "/readyz",
    "/metrics",
    "/sitemap",
    "/noticeboard/feed.xml",
    "/leave/on",
    "/sign-in/passkey",
)
PHONE = (320, 568)
DESK = (1280, 900)
ZOOMED = (320, 256)
"""What is left of a desk of 1280 by 1024 points at 400 % zoom."""
LARGE_TEXT = "document.documentElement.style.fontSize = '200%'"
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"
MOVING = """() => [...document.querySelectorAll('*')]
  .filter(e => getComputedStyle(e).transitionDuration !== '0s'
            || getComputedStyle(e).animationName !== 'none')
  .map(e => e.outerHTML.slice(0, 80))"""
FOCUSED = "document.activeElement.textContent.trim()"


def _open_pages() -> list[str]:
    """Published addresses that anybody may get, and that need no name in the address."""
    parts = [line.split() for line in PUBLISHED if line and not line.startswith("#")]
    return [
        address
        for methods, address, access in parts
        if "GET" in methods
        and access == "anyone"
        and "<" not in address
        and not address.startswith(NOT_PAGES)
    ]


def test_each_open_page_reads_well_on_a_phone(page: Page) -> None:
    page.route("**/*.{png,jpg,svg,webp}", lambda route: route.abort())  # With images off.
    found = _look(page, PHONE, "light", [_by_keyboard, _on_the_first_screen, _enlarged])

    assert found == {}


def test_each_open_page_reads_well_at_a_desk(page: Page) -> None:
    assert _look(page, DESK, "dark", [_in_forced_colors]) == {}


def test_a_page_that_is_not_there_says_so_and_leads_on(page: Page) -> None:
    answer = page.goto("/no-such-page")

    assert answer is not None
    assert answer.status == 404
    assert page.locator("main a").count() >= 1
    assert _violations(page) == []


def _look(
    page: Page,
    size: tuple[int, int],
    scheme: Literal["light", "dark"],
    more: list[Callable[[Page], Iterator[str]]],
) -> dict[str, list[str]]:
    """The faults of each open page that has any: for axe, in its size, and what `more` finds."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    faults: dict[str, list[str]] = {}
    for address in _open_pages():
        page.set_viewport_size({"width": size[0], "height": size[1]})
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        found = [*_violations(page), *_misshapen(page)]
        for look in more:
            found += look(page)
        faults |= {address: found} if found else {}
    return faults


def _misshapen(page: Page) -> Iterator[str]:
    if page.locator("h1").count() != 1:
        yield "it has not one h1"
    if page.evaluate(SIDEWAYS):
        yield "it scrolls sideways"
    yield from page.evaluate(SMALL_TARGETS)
    yield from page.evaluate(MAIN_BUTTONS)
    yield from page.evaluate(MOVING)


def _by_keyboard(page: Page) -> Iterator[str]:
    reached = []
    for _press in range(2):
        page.keyboard.press("Tab")
        reached.append(str(page.evaluate(FOCUSED)))
    if "Leave this site" not in reached:
        yield f"the way out is not among the first two stops: {reached}"


def _on_the_first_screen(page: Page) -> Iterator[str]:
    box = page.get_by_role("button", name="Leave this site").bounding_box()
    width, height = PHONE
    if not box or box["y"] + box["height"] > height or box["x"] + box["width"] > width:
        yield f"the way out stands at {box}"


def _enlarged(page: Page) -> Iterator[str]:
    page.set_viewport_size({"width": ZOOMED[0], "height": ZOOMED[1]})
    if page.evaluate(SIDEWAYS):
        yield "it scrolls sideways at 400 % zoom"
    page.set_viewport_size({"width": 640, "height": 900})
    page.evaluate(LARGE_TEXT)
    if page.evaluate(SIDEWAYS):
        yield "it scrolls sideways with text at 200 %"


def _in_forced_colors(page: Page) -> Iterator[str]:
    page.emulate_media(forced_colors="active")
    for control in page.locator(".button:not(.button-link), .input, .leave button").all():
        if control.evaluate("e => getComputedStyle(e).borderTopWidth") == "0px":
            yield "a control has no border in forced colors"
    page.emulate_media(forced_colors="none")


def _violations(page: Page) -> list[str]:
    found: list[dict[str, Any]] = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in found
        for node in violation["nodes"]
    ]
