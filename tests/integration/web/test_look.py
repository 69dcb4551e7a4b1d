"""The choice of colors: kept only when somebody chooses, gone again, and never a way elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask.testing import FlaskClient

# The kind of database makes no difference here: once is enough.
pytestmark = pytest.mark.sqlite


def test_no_cookie_before_somebody_chooses(client: FlaskClient) -> None:
    page = client.get("/about")

    assert "Set-Cookie" not in page.headers
    assert "data-scheme" not in page.get_data(as_text=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_choice_holds_on_every_page_and_leads_back(client: FlaskClient, scheme: str) -> None:
    answer = client.post("/look", data={"scheme": scheme, "back": "/safety"})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/safety")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"color-scheme={scheme};")
    assert all(word in cookie for word in ("HttpOnly", "SameSite=Strict", "Path=/"))
    assert f'data-scheme="{scheme}"' in client.get("/about").get_data(as_text=True)


def test_as_the_device_says_removes_the_cookie(client: FlaskClient) -> None:
    client.post("/look", data={"scheme": "dark"})

    client.post("/look", data={"scheme": "system"})

    assert client.get_cookie("color-scheme") is None
    assert "data-scheme" not in client.get("/about").get_data(as_text=True)


def test_leaving_forgets_the_choice(client: FlaskClient) -> None:
    client.post("/look", data={"scheme": "dark"})

    client.post("/leave")

    assert client.get_cookie("color-scheme") is None


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "", "x y"]
)
def test_it_leads_nowhere_else(client: FlaskClient, back: str) -> None:
    answer = client.post("/look", data={"scheme": "dark", "back": back})

    assert answer.headers["Location"] == "/"


def test_a_color_that_is_none_is_refused(client: FlaskClient) -> None:
    answer = client.post("/look", data={"scheme": '"><b>pink'})

    assert answer.status_code == 400
    assert "Set-Cookie" not in answer.headers


def test_a_forged_cookie_is_not_put_on_the_page(client: FlaskClient) -> None:
    client.set_cookie("color-scheme", "pink")

    assert "data-scheme" not in client.get("/about").get_data(as_text=True)
