"""Forms are taken from our own pages only, with cookies on or off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from directory.web.origin import need_token_when

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 400),
        ({"Sec-Fetch-Site": "same-site"}, 400),
        ({"Sec-Fetch-Site": "anything"}, 400),
        ({"Origin": "http://localhost"}, 200),
        ({"Origin": "http://127.0.0.1:8000"}, 200),
        ({"Origin": "https://elsewhere.example"}, 400),
        ({"Origin": "http://localhost.elsewhere.example"}, 400),
        ({"Origin": "https://localhost"}, 400),
        ({}, 200),
    ],
)
def test_a_form_is_judged_by_where_it_came_from(
    client: FlaskClient, headers: dict[str, str], status: int
) -> None:
    assert client.post("/trial/write", headers=headers).status_code == status


def test_reading_needs_no_origin(client: FlaskClient) -> None:
    assert client.get("/about", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_a_signed_in_form_needs_its_token(client: FlaskClient, app: Flask) -> None:
    need_token_when(app, lambda: True)

    assert client.post("/trial/write").status_code == 400
    assert client.post("/trial/write", data={"csrf_token": "guessed"}).status_code == 400
