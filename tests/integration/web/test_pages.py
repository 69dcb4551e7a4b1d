"""The pages that any network has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from directory.app import create_app
from directory.config import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

PAGES = ["/about", "/privacy", "/accessibility", "/safety", "/help-now", "/styleguide"]


@pytest.mark.parametrize("path", PAGES)
def test_the_keyboard_meets_the_content_then_the_way_out(client: FlaskClient, path: str) -> None:
    page = BeautifulSoup(client.get(path).text, "html5lib")

    stops = page.select("a[href], button, input:not([type=hidden]), select, textarea, summary")
    assert stops[0]["href"] == "#main"
    assert stops[1].text == "Leave this site"
    assert page.select_one("#main") is not None


@pytest.mark.parametrize("path", PAGES)
def test_the_title_begins_with_the_heading(client: FlaskClient, path: str) -> None:
    page = BeautifulSoup(client.get(path).text, "html5lib")

    heading, title = page.select_one("h1"), page.select_one("title")
    assert heading is not None
    assert title is not None
    assert title.text == f"{heading.text} – Better Together"


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/help-now"])
def test_help_lines_are_on_every_page(client: FlaskClient, path: str) -> None:
    page = BeautifulSoup(client.get(path).text, "html5lib")

    assert page.select('.help-strip a[href^="tel:"]')


def test_help_now_puts_danger_first_and_this_region_before_others(
    environment: dict[str, str],
) -> None:
    environment["DIRECTORY_HOME_REGION"] = "CA-ON"
    client = create_app(Settings.from_environment(environment)).test_client()

    page = BeautifulSoup(client.get("/help-now").text, "html5lib")

    numbers = [str(link["href"]) for link in page.select('main a[href^="tel:"]')]
    headings = [heading.text for heading in page.select("main h2")]
    assert numbers[0] == "tel:911"
    assert headings == ["In this region", "Elsewhere"]
    assert numbers.index("tel:8668630511") < numbers.index("tel:8007997233")


def test_the_demo_says_that_it_is_one(environment: dict[str, str]) -> None:
    assert "is invented" not in _about(environment)
    environment["DIRECTORY_MODE"] = "demo"
    assert "is invented" in _about(environment)


def test_health_says_nothing_about_the_inside(client: FlaskClient) -> None:
    assert client.get("/healthz").text == "ok\n"
    assert client.get("/readyz").text == "ready\n"


@pytest.mark.sqlite
def test_readiness_fails_without_a_database(environment: dict[str, str], tmp_path: Path) -> None:
    environment["DIRECTORY_DATABASE_URL"] = f"sqlite:///{tmp_path}"  # A folder, not a file.
    client = create_app(Settings.from_environment(environment)).test_client()

    response = client.get("/readyz")

    assert (response.status_code, response.text) == (503, "not ready\n")


@pytest.mark.parametrize(
    ("address", "asked", "said"),
    [
        ("/about", "es-MX,es;q=0.9,en;q=0.5", "es"),
        ("/about", "fr,de;q=0.5", "en"),
        ("/no-such-page", "es", "es"),
        ("/sign-in", "es", "en"),
    ],
)
def test_the_page_says_its_language_truly(
    client: FlaskClient, address: str, asked: str, said: str
) -> None:
    """A language without words is not offered; pages of members alone have none but English."""
    page = client.get(address, headers={"Accept-Language": asked})

    assert f'<html lang="{said}"' in page.text
    assert {"Accept-Language", "Cookie"} <= set(page.vary)


def _about(environment: dict[str, str]) -> str:
    return create_app(Settings.from_environment(environment)).test_client().get("/about").text
