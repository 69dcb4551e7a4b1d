"""No cookie before one is needed, and then one that names nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from directory.app import create_app
from directory.config import Settings

if TYPE_CHECKING:
    from flask.testing import FlaskClient


@pytest.mark.parametrize(
    "path", ["/about", "/privacy", "/safety", "/help-now", "/accessibility", "/nowhere", "/healthz"]
)
def test_reading_sets_no_cookie(client: FlaskClient, path: str) -> None:
    assert client.get(path).headers.getlist("Set-Cookie") == []


def test_a_visit_is_one_random_cookie_for_the_browser_session(client: FlaskClient) -> None:
    response = client.get("/trial/visit")

    (cookie,) = response.headers.getlist("Set-Cookie")
    name, value = cookie.split(";")[0].split("=")
    assert name == "visit"
    assert value == response.text
    assert len(value) == 22
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "expires" not in cookie.lower()
    assert "max-age" not in cookie.lower()


def test_a_visit_keeps_its_cookie(client: FlaskClient) -> None:
    first = client.get("/trial/visit")
    second = client.get("/trial/visit")

    assert second.text == first.text
    assert second.headers.getlist("Set-Cookie") == []


@pytest.mark.parametrize("value", ["x", "x" * 23, "<script>", "a b"])
def test_a_cookie_that_is_not_ours_is_replaced(client: FlaskClient, value: str) -> None:
    client.set_cookie("visit", value)

    assert client.get("/trial/visit").text != value


def test_over_https_the_cookie_is_locked_to_the_host(environment: dict[str, str]) -> None:
    environment["DIRECTORY_BASE_URL"] = "https://care.example.org"
    client = create_app(Settings.from_environment(environment)).test_client()

    (cookie,) = client.get("/trial/visit").headers.getlist("Set-Cookie")

    assert cookie.startswith("__Host-visit=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
