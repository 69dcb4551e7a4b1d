"""Error pages: plain words, help lines, and nothing that was typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from directory.web.errors import EXPLANATIONS

if TYPE_CHECKING:
    from flask.testing import FlaskClient

TYPED = {
    "words": "what happened <b>then</b>",
    "password": "not to be shown",
    "csrf_token": "nor this",
    "one_time_key": "nor that",
    "empty": "",
}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere", 404),
        ("/trial/no-record", 404),
        ("/trial/gone", 410),
        ("/trial/unstated", 403),
        ("/trial/fault", 500),
        ("/trial/no-database", 503),
        ("/%00", 404),
        ("/" + "x" * 5000, 404),
        ("/\u202ecod", 404),
    ],
)
def test_each_error_has_a_page_with_help_lines(client: FlaskClient, path: str, status: int) -> None:
    response = client.get(path)

    page = BeautifulSoup(response.text, "html5lib")
    assert response.status_code == status
    assert page.select_one("h1").text == str(EXPLANATIONS[status].title)  # type: ignore[union-attr]
    assert page.select('.help-strip a[href="tel:988"]')
    assert page.select('form#leave[action="/leave"]')


@pytest.mark.parametrize(("path", "status"), [("/trial/fault", 500), ("/trial/no-database", 503)])
def test_what_was_typed_stays_and_can_be_sent_again(
    client: FlaskClient, path: str, status: int
) -> None:
    response = client.post(path, data=TYPED)

    page = BeautifulSoup(response.text, "html5lib")
    boxes = page.select("main textarea")
    assert response.status_code == status
    assert [(box["name"], box.text.strip()) for box in boxes] == [("words", TYPED["words"])]
    again = page.select_one(f'main form[action="{path}"]')
    assert again is not None
    assert again.find("button", string="Try again")
    for hidden in ("not to be shown", "nor this"):
        assert hidden not in response.text


def test_a_form_from_elsewhere_can_be_copied_but_not_sent_with_one_press(
    client: FlaskClient,
) -> None:
    response = client.post(
        "/trial/write", data={"words": "mine"}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    page = BeautifulSoup(response.text, "html5lib")
    assert response.status_code == 400
    assert [box.text.strip() for box in page.select("main textarea")] == ["mine"]
    assert page.select('main form[action="/trial/write"]') == []


def test_a_fault_shows_no_details(client: FlaskClient) -> None:
    text = client.get("/trial/fault?words=canary").text

    for detail in ("RuntimeError", "Traceback", "conftest", "canary", "the message holds"):
        assert detail not in text


def test_a_wrong_method_says_which_are_allowed(client: FlaskClient) -> None:
    response = client.post("/about")

    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_an_unreachable_database_asks_to_come_back(client: FlaskClient) -> None:
    assert client.get("/trial/no-database").headers["Retry-After"] == "30"
