"""Control characters never reach a page or the database."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient


def test_fields_lose_what_nobody_can_type_and_keep_lines(app: Flask) -> None:
    with app.test_request_context(
        "/?q=a%00b", method="POST", data={"words": "gr\x00ief\x1b\r\n\tand \x7floss", "k\x00": "v"}
    ):
        from flask import request  # noqa: PLC0415  # the request of this context

        assert request.form["words"] == "grief\r\n\tand loss"
        assert request.form["k"] == "v"
        assert request.args["q"] == "ab"


def test_repeated_fields_and_uploads_stay_whole(app: Flask) -> None:
    data = {"kind": ["one", "two"], "file": (BytesIO(b"a\x00b"), "table.csv")}
    with app.test_request_context("/", method="POST", data=data):
        from flask import request  # noqa: PLC0415  # the request of this context

        assert request.form.getlist("kind") == ["one", "two"]
        assert request.files["file"].read() == b"a\x00b"


@pytest.mark.parametrize("path", ["/sign-in", "/reset", "/sign-up"])
def test_a_form_sent_back_is_a_valid_page(client: FlaskClient, path: str) -> None:
    inputs = BeautifulSoup(client.get(path).text, "html.parser").select("main form input[name]")
    fields = {str(item["name"]): str(item.get("value", "")) for item in inputs}

    answer = client.post(path, data=fields | {"email": "a\x00b at nowhere"})

    assert answer.status_code < 500
    assert "\x00" not in answer.text
