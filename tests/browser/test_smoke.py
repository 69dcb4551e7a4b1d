"""Each public page opens in a real browser, on a phone by day and on a desk by night."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.support.checkout import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

PUBLISHED = (ROOT / "tests" / "contracts" / "urls.txt").read_text().splitlines()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# What answers with a file, one word or a way out; and passkeys, which need a name for the host.
NOT_PAGES = (
    "/robots.txt",
    "/favicon",
    "/healthz",
    "/readyz",
    "/metrics",
    "/sitemap",
    "/leave/on",
    "/sign-in/passkey",
)


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


@pytest.mark.parametrize("address", _open_pages())
@pytest.mark.parametrize(
    ("width", "height", "scheme"),
    [(390, 844, "light"), (1280, 900, "dark")],
    ids=["phone-light", "desktop-dark"],
)
def test_each_open_page_reads_well(
    page: Page, address: str, width: int, height: int, scheme: Literal["light", "dark"]
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")

    answer = page.goto(address)

    assert answer is not None
    assert answer.status == 200
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "it scrolls sideways"
    assert _violations(page) == []


def test_a_page_that_is_not_there_says_so_and_leads_on(page: Page) -> None:
    answer = page.goto("/no-such-page")

    assert answer is not None
    assert answer.status == 404
    assert page.locator("main a").count() >= 1
    assert _violations(page) == []


def _violations(page: Page) -> list[str]:
    found: list[dict[str, Any]] = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in found
        for node in violation["nodes"]
    ]
