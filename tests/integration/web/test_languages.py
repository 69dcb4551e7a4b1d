"""The choice of language: kept once somebody chooses, gone again, never a way elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from flask.testing import FlaskClient

# The kind of database makes no difference here: once is enough.
pytestmark = pytest.mark.sqlite

SPANISH = {"Accept-Language": "es-MX"}


def _choose(client: FlaskClient, language: str, back: str = "/about") -> str:
    answer = client.post("/language", data={"language": language, "back": back})
    assert answer.status_code == 303
    return answer.headers["Location"]


def _language(client: FlaskClient, address: str = "/about", **asked: str) -> str:
    page = BeautifulSoup(client.get(address, headers=asked).text, "html.parser")
    return str(page.html["lang"]) if page.html else ""


def test_each_page_offers_the_other_language_in_its_own_words(client: FlaskClient) -> None:
    for asked, other, name in (({}, "es", "Español"), (SPANISH, "en", "English")):
        answer = client.get("/about", headers=asked)
        (button,) = BeautifulSoup(answer.text, "html.parser").select("[name=language]")

        assert (button["value"], button["lang"], button.text) == (other, other, name)
        assert "Set-Cookie" not in answer.headers


def test_a_choice_holds_on_every_page_and_leads_back(client: FlaskClient) -> None:
    answer = client.post("/language", data={"language": "es", "back": "/safety"})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/safety")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("language=es;")
    assert all(word in cookie for word in ("HttpOnly", "SameSite=Strict", "Path=/"))
    assert _language(client) == "es"
    assert _language(client, "/centers") == "es"


def test_what_was_chosen_in_an_address_is_taken_along(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/centers?sort=name").text, "html.parser")
    (back,) = page.select(".language-switch [name=back]")

    assert back["value"] == "/centers?sort=name"
    assert _choose(client, "es", str(back["value"])) == "/centers?sort=name"


def test_what_somebody_put_into_another_address_is_said_by_no_page(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/about?words=canary").text, "html.parser")
    (back,) = page.select(".language-switch [name=back]")

    assert back["value"] == "/about"
    assert "canary" not in page.decode()


def test_what_the_browser_asks_for_anyway_needs_no_cookie(client: FlaskClient) -> None:
    _choose(client, "es")

    _choose(client, "en")

    assert client.get_cookie("language") is None
    assert _language(client) == "en"


def test_the_choice_goes_before_the_browser(client: FlaskClient) -> None:
    answer = client.post("/language", data={"language": "en"}, headers=SPANISH)

    assert answer.headers["Set-Cookie"].startswith("language=en;")
    assert _language(client, **SPANISH) == "en"


def test_leaving_forgets_the_choice(client: FlaskClient) -> None:
    _choose(client, "es")

    client.post("/leave")

    assert client.get_cookie("language") is None


@pytest.mark.parametrize(
    "back",
    ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example?x", "", "/a?b\r\nc"],
)
def test_it_leads_nowhere_else(client: FlaskClient, back: str) -> None:
    assert _choose(client, "es", back) == "/"


@pytest.mark.parametrize("language", ["fr", "", '"><b>'])
def test_a_language_without_words_is_refused(client: FlaskClient, language: str) -> None:
    answer = client.post("/language", data={"language": language})

    assert answer.status_code == 400
    assert "Set-Cookie" not in answer.headers


def test_a_forged_cookie_is_not_put_on_the_page(client: FlaskClient) -> None:
    client.set_cookie("language", "xx")

    assert _language(client) == "en"


def test_pages_of_members_stay_what_they_are_and_offer_no_switch(client: FlaskClient) -> None:
    _choose(client, "es")
    page = client.get("/sign-in").text

    assert '<html lang="en"' in page
    assert 'action="/language"' not in page
