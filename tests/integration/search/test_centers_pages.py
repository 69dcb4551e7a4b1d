"""A long list of centers stands on several pages, with links between them that keep the choice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask import render_template

from directory.profiles.listing import PublicPlace, PublishedListing, Visibility
from directory.search.blueprint import snapshot, translator
from directory.search.centers_page import PER_PAGE, Around, CenterAsked, centers_page
from directory.search.presentation import card_context

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

# The kind of database makes no difference here: once is enough.
pytestmark = pytest.mark.sqlite

NUMBER = 2 * PER_PAGE + 3
HOUSES = {
    f"house-{number:02}": PublishedListing(
        f"house-{number:02}",
        "center",
        f"House {number:02}",
        places=(
            PublicPlace(
                "Room", "Denver", "US-CO", "US", Visibility.EXACT,
                latitude=39.7 + number / 1000, longitude=-105.0,
            ),
        ),
        integration=("same-roof",),
        payers_yes=("medicaid",),
    )
    for number in range(1, NUMBER + 1)
}  # fmt: skip
CHOSEN = CenterAsked(integration=("same-roof",), payer="medicaid", include_unstated=True)


def _page(app: Flask, asked: CenterAsked) -> BeautifulSoup:
    """The page of all these houses; they are in no database."""
    with app.test_request_context("/centers"):
        context = card_context(snapshot(), translator(), unit="mi", for_clinician=False)
        view = centers_page(
            asked, Around(None, None, "mi"), replace(context, listings=HOUSES), HOUSES
        )
        return BeautifulSoup(render_template("search/centers.html", view=view), "html5lib")


def _names(page: BeautifulSoup) -> list[str]:
    return [link.get_text(strip=True) for link in page.select(".result-heading a")]


def _links(page: BeautifulSoup) -> dict[str, dict[str, list[str]]]:
    """What the links to the page before and the page after ask for."""
    return {
        rel: parse_qs(urlsplit(str(link["href"])).query)
        for rel in ("prev", "next")
        for link in page.select(f'a[rel="{rel}"]')
    }


def test_every_center_stands_on_one_page_and_no_other(app: Flask) -> None:
    pages = [_page(app, replace(CHOSEN, page=number)) for number in (1, 2, 3)]

    assert [len(_names(page)) for page in pages] == [PER_PAGE, PER_PAGE, 3]
    assert [name for page in pages for name in _names(page)] == [
        house.name for house in HOUSES.values()
    ]
    assert all(f"{NUMBER} integrative centers" in page.h1.get_text() for page in pages if page.h1)


def test_numbers_go_on_in_the_list_and_on_the_map(app: Flask) -> None:
    page = _page(app, replace(CHOSEN, page=2))

    assert [str(one["start"]) for one in page.select("ol.results")] == [str(PER_PAGE + 1)]
    on_map = {
        str(link.get("href") or link.get("xlink:href")): link.get_text(" ", strip=True)
        for link in page.select("figure a")
    }
    assert list(on_map) == [
        f"/centers/house-{number}" for number in range(PER_PAGE + 1, 2 * PER_PAGE + 1)
    ]
    assert str(PER_PAGE + 1) in on_map[f"/centers/house-{PER_PAGE + 1}"].split()


def test_links_between_pages_keep_what_was_chosen(app: Flask) -> None:
    kept = {
        "within": ["25"],
        "integration": ["same-roof"],
        "payer": ["medicaid"],
        "unstated": ["yes"],
    }

    assert _links(_page(app, CHOSEN)) == {"next": {**kept, "page": ["2"]}}
    assert _links(_page(app, replace(CHOSEN, page=2))) == {
        "prev": {**kept, "page": ["1"]},
        "next": {**kept, "page": ["3"]},
    }
    assert _links(_page(app, replace(CHOSEN, page=99))) == {"prev": {**kept, "page": ["2"]}}


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", "99999999999", "2"])
def test_an_odd_page_is_a_page_that_there_is(client: FlaskClient, page: str) -> None:
    answer = client.get("/centers", query_string={"page": page})

    assert answer.status_code == 200
    assert "Juniper House" in answer.get_data(as_text=True)
