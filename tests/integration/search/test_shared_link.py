"""A link to a search is made only when somebody asks for one, and says what it will show."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

from directory import clock

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

SEARCH = {"words": "rape recovery", "place": "80226"}
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def _made(client: FlaskClient) -> TestResponse:
    return client.post("/find/link", data=SEARCH)


def _link(answer: TestResponse) -> str:
    found = re.search(r">http://127.0.0.1:8000(/find/s/[\w-]+)<", answer.text)
    assert found is not None
    return found[1]


def _names(answer: TestResponse) -> list[str]:
    page = BeautifulSoup(answer.text, "html5lib")
    return [name.get_text() for name in page.select(".result-heading a")]


def test_it_says_what_it_will_show_to_whom_and_until_when(client: FlaskClient) -> None:
    with clock.stopped(NOON):
        made = _made(client)

    assert "Whoever has this link sees your search" in made.text
    assert "9 Nov 2026" in made.text
    for shown in ("rape recovery", "80226", "the names that you keep"):
        assert shown in made.text
    assert not {"rape", "80226"} & set(re.split(r"\W", _link(made)))
    assert "Set-Cookie" not in made.headers


def test_it_opens_the_same_search_in_another_browser(app: Flask, client: FlaskClient) -> None:
    link = _link(_made(client))
    mine = client.post("/find", data=SEARCH)

    theirs = app.test_client().get(link)

    assert theirs.status_code == 200
    assert _names(theirs) == _names(mine) != []
    assert "rape" not in str(BeautifulSoup(theirs.text, "html5lib").title)


def test_too_old_or_altered_it_shows_the_empty_form(client: FlaskClient) -> None:
    with clock.stopped(NOON):
        link = _link(_made(client))
    other = "A" if link[-1] != "A" else "B"

    for wrong, day in ((link, 8), (f"{link[:-1]}{other}", 1), ("/find/s/x", 1)):
        with clock.stopped(NOON + timedelta(days=day)):
            answer = client.get(wrong)
        assert answer.status_code == 410
        assert "rape recovery" not in answer.text
    assert client.get(link.replace("/s/", "/r/")).status_code == 410, "one for all is no own link"


def test_no_page_makes_one_by_itself(client: FlaskClient) -> None:
    client.get("/find")
    results = client.post("/find", data=SEARCH, follow_redirects=True)

    assert "/find/s/" not in results.text
    assert 'formaction="/find/link"' in results.text
    assert client.get("/find/link").status_code == 405


def test_a_wrong_field_is_told_as_in_any_search(client: FlaskClient) -> None:
    answer = client.post("/find/link", data=SEARCH | {"within": "-1"})

    assert answer.status_code == 422
    assert "Give a whole number from 1 to 500." in answer.text
