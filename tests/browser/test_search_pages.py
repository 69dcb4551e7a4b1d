"""The pages of searching in a real browser: read by axe, measured, on phone and at a desk."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from tests.browser.test_look import MAIN_BUTTONS, RULES, SMALL_TARGETS
from tests.support.browsing import follow

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.demo_network

SHOW = "Show who may fit"
PAPERS = {"A4": 673, "Letter": 695}
"""Each with its width between the margins, in points of the screen."""
PRINTED_COLORS = """() => [...document.querySelectorAll('body, body *')]
  .filter(e => e.getClientRects().length && [...e.childNodes].some(
    node => node.nodeType === Node.TEXT_NODE && node.textContent.trim()))
  .filter(e => {
    const [red, green, blue] = getComputedStyle(e).color.match(/[0-9.]+/g).map(Number);
    return Math.max(red, green, blue) > 0x66;
  }).map(e => e.outerHTML.slice(0, 80))"""
"""What is printed in any ink that is not black, or nearly."""
CARD_SAYS = {
    "distance": r"mile|online|Online",
    "openings": r"(Openings|Taking new clients|Waiting|Not taking|openings)",
    "licence": r"[Ll]icence|credential",
    "trust": r"vouch",
    "points": r"Why place \d+|Why not higher",
}


def _search(page: Page, words: str, place: str) -> None:
    page.goto("/find?go=on")
    _fill_and_show(page, words, place)


def _fill_and_show(page: Page, words: str, place: str) -> None:
    page.get_by_label("What are you looking for help with?").fill(words)
    page.get_by_label("Town or ZIP code").fill(place)
    follow(page, SHOW)


def _as_colleague(page: Page) -> None:
    page.goto("/find?for=client")
    page.get_by_label("What are you looking for help with?").fill("grief")
    page.get_by_label("Town or ZIP code").fill("80226")
    page.get_by_label("I am a").select_option("massage-therapist")
    follow(page, SHOW)


def _sheet(page: Page) -> None:
    _search(page, "grief", "Denver")
    follow(page, "Print the first 3 names")


PAGES: dict[str, Callable[[Page], object]] = {
    "start": lambda page: page.goto("/"),
    "find": lambda page: page.goto("/find?go=on"),
    "results": lambda page: _search(page, "rape recovery", "Lakewood"),
    "danger": lambda page: _search(page, "i want to kill myself tonight", "80226"),
    "nothing": lambda page: _search(page, "qwer zxcv", "Nowhereville"),
    "together": lambda page: _search(page, "people who work together on trauma", "80226"),
    "colleague": _as_colleague,
    "sheet": _sheet,
    "questions": lambda page: page.goto("/questions"),
    "practitioners": lambda page: page.goto("/practitioners"),
    "practitioner": lambda page: page.goto("/practitioners/mirela-hadzic"),
    "center": lambda page: page.goto("/centers/juniper-house"),
    "centers": lambda page: page.goto("/centers?place=Denver"),
    "scope": lambda page: page.goto("/scope"),
    "order": lambda page: page.goto("/how-the-order-is-decided"),
}
LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((320, "light"), (1200, "dark"))
"""Each page once as on a phone and once as at a desk; `make pages` has the whole matrix."""


@pytest.mark.parametrize(("width", "scheme"), LOOKS, ids=["phone-light", "desk-dark"])
def test_every_page_reads_well_on_phone_and_desk(
    page: Page, width: int, scheme: Literal["light", "dark"]
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    faults = {}
    for name, opens in PAGES.items():
        opens(page)
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        faults[name] = [*_violations(page), *page.evaluate(SMALL_TARGETS)]
        faults[name] += page.evaluate(MAIN_BUTTONS)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults[name] += ["it scrolls sideways"]

    assert {name: found for name, found in faults.items() if found} == {}


def _violations(page: Page) -> list[str]:
    found: list[dict[str, Any]] = Axe().run(page, options=RULES).response["violations"]
    return [f"{fault['id']}: {node['html'][:100]}" for fault in found for node in fault["nodes"]]


def test_each_result_says_what_one_decides_by(page: Page) -> None:
    """J8: who, what, how far, why, what is missing, openings, licence, trust, points."""
    _search(page, "rape recovery, no touch, evenings", "Lakewood, CO")
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    cards = page.locator(".result-card")
    assert cards.count() >= len(CARD_SAYS)
    for card in cards.all():
        words = card.inner_text()
        assert [name for name, says in CARD_SAYS.items() if not re.search(says, words)] == []
        assert 1 <= card.locator(".chip:not(.chip-missing)").count() <= 3
        assert card.locator(".chip-missing").count() <= 1


def test_results_are_paged_ordered_and_found_again_by_back(page: Page) -> None:
    _search(page, "anxiety", "Denver")
    names = page.locator(".result-heading a")
    first = names.first.inner_text()
    follow(page, "Next", "link")
    assert "Page 2 of" in page.get_by_role("main").inner_text()
    assert names.first.inner_text() != first

    page.go_back()
    assert names.first.inner_text() == first
    page.reload()
    assert names.first.inner_text() == first
    follow(page, "Nearest", "link")
    assert "Nearest first." in page.get_by_role("main").inner_text()


def test_a_chip_is_taken_away_by_its_button(page: Page) -> None:
    _search(page, "anxiety medicaid", "Denver")

    follow(page, "Remove Medicaid")

    assert "/find/r/" in page.url
    assert page.get_by_role("button", name="Remove Medicaid").count() == 0
    assert "Set aside: Medicaid" in page.get_by_role("main").inner_text()


def test_enter_in_a_field_searches_and_takes_nothing_away(page: Page) -> None:
    _search(page, "anxiety medicaid", "Denver")

    page.get_by_label("Town or ZIP code").fill("Boulder")
    with page.expect_navigation():
        page.get_by_label("Town or ZIP code").press("Enter")

    assert "of Boulder, CO" in page.get_by_role("main").inner_text()
    assert page.get_by_role("button", name="Remove Medicaid").count() == 1


def test_without_cookies_or_script_everything_goes_by_buttons(
    browser: Browser, served: str
) -> None:
    with browser.new_context(base_url=served, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/find?go=on")
        context.clear_cookies()  # As in a browser that takes none.
        _fill_and_show(page, "anxiety medicaid", "Denver")
        names = page.locator(".result-heading a")
        first = names.first.inner_text()

        follow(page, "Next")
        assert "Page 2 of" in page.get_by_role("main").inner_text()
        assert names.first.inner_text() != first
        follow(page, "Nearest")
        assert "Nearest first." in page.get_by_role("main").inner_text()
        follow(page, "Remove Medicaid")
        assert page.get_by_role("button", name="Remove Medicaid").count() == 0
        assert page.url.endswith("/find")


def test_what_is_printed_fits_both_papers_with_its_date_and_no_navigation(page: Page) -> None:
    _search(page, "grief", "Denver")
    _is_printed_well(page, pages=9)
    page.emulate_media(media="print")
    assert not page.get_by_role("button", name="Update results").is_visible()
    assert not page.get_by_role("link", name="View profile").first.is_visible()
    assert not page.get_by_text("We read:").is_visible()
    assert not re.findall("(?i)grie[fv]|bereave", _printed(page)), "what was looked for"

    page.emulate_media(media="null")
    follow(page, "Print the first 3 names")
    words = _is_printed_well(page, pages=1)
    assert "127.0.0.1:8000/practitioners/" in words.replace("\n", ""), "how to reach them"
    assert "grief" not in words.lower()

    page.goto("/practitioners/maya-okafor")
    _is_printed_well(page, pages=4)


def _printed(page: Page) -> str:
    """All words of the paper."""
    words = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf())).pages)
    assert "This paper leaves out what you looked for." in " ".join(words.split())
    return words


def _is_printed_well(page: Page, *, pages: int) -> str:
    """Print on both papers; the words of the first sheet."""
    words = ""
    for size, inner_width in PAPERS.items():
        sheets = PdfReader(io.BytesIO(page.pdf(format=size))).pages
        words = sheets[0].extract_text()
        assert len(sheets) <= pages, (page.url, size)
        assert "As of" in words
        assert not [gone for gone in ("Leave this site", "For members", "Menu") if gone in words]
        page.emulate_media(media="print", color_scheme="dark")
        page.set_viewport_size({"width": inner_width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= inner_width
        assert page.evaluate(PRINTED_COLORS) == []
        page.emulate_media(media="null", color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})
    return words
