"""The pages of circles and vouches on a narrow phone by day and on a desk by night."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.support.browsing import follow
from tests.support.members import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = (
    "/circle",
    "/circle?tag=pain",
    "/circle/new",
    "/circle/import",
    "/circle/hand-over",
    "/vouches",
    "/vouches/about/sam",
    "/vouches/new/sam",
    "/vouches/related",
    "/network",
    "/practitioners/sam",
)
TARGETS = """() => [...document.querySelectorAll(
  'main button, main a.button, main input:not([type=hidden]), main summary')]
  .filter(part => part.offsetParent !== null)
  .filter(part => {
    const box = part.getBoundingClientRect();
    return Math.min(box.height, box.width) < 24;
  })
  .map(part => part.outerHTML.slice(0, 100))"""
UNFOLD = "() => document.querySelectorAll('main details').forEach(part => { part.open = true; })"
TABLE = b"name,town,email\nJose,Golden,jose@example.org\n,Golden,no address\n"


@pytest.mark.parametrize(
    ("width", "height", "scheme"),
    [(320, 700, "light"), (1200, 900, "dark")],
    ids=["phone-light", "desk-dark"],
)
def test_each_page_reads_well(
    page: Page, maya: str, width: int, height: int, scheme: Literal["light", "dark"]
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(maya)
    page.get_by_label("Password").fill(PASSWORD)
    follow(page, "Sign in")
    faults = []

    for address in PAGES:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        faults += _faults(page, address, width, scheme)
    page.goto("/circle/import")
    page.get_by_label("A table (CSV)").set_input_files(
        {"name": "mine.csv", "mimeType": "text/csv", "buffer": TABLE}
    )
    follow(page, "Look at it")
    faults += _faults(page, "/circle/report", width, scheme)

    assert faults == []


def _faults(page: Page, address: str, width: int, scheme: str) -> list[str]:
    page.evaluate(UNFOLD)
    _picture(page, f"{address}-{width}-{scheme}")
    faults = [f"{address}: {fault}" for fault in _violations(page)]
    faults += [f"{address}: small: {target}" for target in page.evaluate(TARGETS)]
    if page.evaluate("document.documentElement.scrollWidth") > width:
        faults.append(f"{address} scrolls sideways")
    return faults


def _picture(page: Page, name: str) -> None:
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        file = name.strip("/").replace("/", "-").replace("?", "-").replace("=", "-")
        page.screenshot(path=Path(folder) / f"{file[:90]}.png", full_page=True)


def _violations(page: Page) -> list[str]:
    found: list[dict[str, Any]] = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in found
        for node in violation["nodes"][:2]
    ]
