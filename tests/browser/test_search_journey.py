"""From the first page to a person, as somebody would go who seeks help; and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.browsing import follow, follow_to

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.demo_network

CONCERN = "rape recovery"
PLACE = "Lakewood, CO"


def _search(page: Page) -> None:
    page.goto("/")
    follow_to(page, page.get_by_role("link", name="Find care", exact=True).first)
    page.get_by_text("Go on", exact=True).click()  # What leaving does is said first.
    page.get_by_label("What are you looking for help with?").fill(CONCERN)
    page.get_by_label("Town or ZIP code").fill(PLACE)
    follow(page, "Show who may fit")


def test_a_search_in_own_words_leads_to_a_person_and_back(page: Page) -> None:
    _search(page)
    names = page.get_by_role("main").locator("article :is(h2, h3) a")
    first = names.first.inner_text()
    follow_to(page, names.first)

    assert first.split(",")[0] in page.get_by_role("heading", level=1).inner_text()

    page.go_back()

    assert names.first.inner_text() == first


def test_what_was_typed_is_in_no_address_title_or_stored_thing(page: Page) -> None:
    _search(page)

    stored = page.evaluate("[document.cookie, {...localStorage}, {...sessionStorage}]")
    cookies = page.context.cookies()
    seen = " ".join([page.url, page.title(), str(stored), str(cookies)]).lower()

    assert "/find/r/" in page.url
    assert not [word for word in CONCERN.split() if word in seen]


def test_a_link_to_results_shows_nothing_in_another_browser(page: Page) -> None:
    _search(page)
    other = page.context.browser
    assert other is not None

    with other.new_context() as elsewhere:
        visitor = elsewhere.new_page()
        visitor.goto(page.url)

        assert CONCERN not in visitor.content()
        assert visitor.get_by_label("What are you looking for help with?").input_value() == ""


def test_the_whole_way_works_without_script(page: Page, served: str) -> None:
    browser = page.context.browser
    assert browser is not None

    with browser.new_context(base_url=served, java_script_enabled=False) as plain:
        visitor = plain.new_page()
        _search(visitor)

        assert "/find/r/" in visitor.url
        assert visitor.locator("h1").count() == 1
        assert visitor.get_by_role("main").locator("article").count() >= 1
