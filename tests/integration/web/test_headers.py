"""The security headers are on every answer, whatever went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from directory.app import create_app
from directory.config import Settings

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

REQUESTS: list[tuple[str, str, int, dict[str, Any]]] = [
    ("GET", "/about", 200, {}),
    ("HEAD", "/about", 200, {}),
    ("OPTIONS", "/about", 200, {"_unchecked": ("markup", "language", "title", "one-h1")}),
    ("GET", "/nowhere", 404, {}),
    ("GET", "/assets/nothing.css", 404, {}),
    ("GET", "/favicon.ico", 200, {}),
    ("GET", "/trial/unstated", 403, {}),
    ("GET", "/trial/permission", 303, {}),
    ("GET", "/trial/gone", 410, {}),
    ("POST", "/about", 405, {}),
    ("TRACE", "/about", 405, {}),
    ("POST", "/trial/write", 400, {"headers": {"Sec-Fetch-Site": "cross-site"}}),
    ("POST", "/trial/write", 200, {}),
    ("GET", "/trial/fault", 500, {}),
    ("GET", "/trial/no-database", 503, {}),
    ("POST", "/leave", 303, {}),
    ("GET", "/leave/on", 303, {}),
    ("GET", "/healthz", 200, {}),
    ("GET", "/readyz", 200, {}),
]


def _check(response: TestResponse) -> None:
    headers = response.headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "*" not in policy
    for directive in (
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self' https://www.weather.gov",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    ):
        assert directive in policy.split("; ")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "Server" not in headers


@pytest.mark.parametrize(("method", "path", "status", "options"), REQUESTS)
def test_every_answer_has_the_headers(
    client: FlaskClient, method: str, path: str, status: int, options: dict[str, Any]
) -> None:
    response = client.open(path, method=method, **options)

    assert response.status_code == status
    _check(response)


def test_every_asset_has_the_headers(client: FlaskClient, app: Flask) -> None:
    for name in ("site.css", "site.js", "mark.svg"):
        response = client.get(app.extensions["assets"].address(name))

        assert response.status_code == 200
        _check(response)


def test_too_large_a_form_has_the_headers_and_a_page(client: FlaskClient) -> None:
    response = client.post("/leave", data={"words": "x" * 300_000})
    refused = client.post("/trial/fault", data={"words": "x" * 300_000})

    assert response.status_code == 303  # Leaving never fails for what is in the form.
    assert refused.status_code == 413
    _check(refused)


@pytest.mark.usefixtures("still_clock")
def test_asking_too_quickly_has_the_headers_and_says_how_long(
    environment: dict[str, str],
) -> None:
    environment |= {"DIRECTORY_LIMITS_ON": "yes", "DIRECTORY_LIMITS": "2 per minute"}
    client = create_app(Settings.from_environment(environment)).test_client()

    statuses = [client.get("/about").status_code for _ in range(3)]
    refused = client.get("/about")

    assert statuses == [200, 200, 429]
    _check(refused)
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert "You are asking quickly" in refused.text


def test_pages_are_kept_by_no_cache(client: FlaskClient) -> None:
    for path in ("/about", "/help-now", "/nowhere"):
        assert client.get(path).headers["Cache-Control"] == "no-store"


def test_a_view_may_say_how_long_its_answer_keeps(client: FlaskClient) -> None:
    assert client.get("/trial/cached").headers["Cache-Control"] == "public, max-age=60"


def test_transport_is_locked_where_the_site_is_https(environment: dict[str, str]) -> None:
    environment["DIRECTORY_BASE_URL"] = "https://care.example.org"
    client = create_app(Settings.from_environment(environment)).test_client()

    headers = client.get("/about").headers

    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_transport_is_not_locked_on_plain_http(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/about").headers
