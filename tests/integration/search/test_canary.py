"""A word that somebody typed is in no address, title, cookie, log or table."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from sqlalchemy import inspect, text

if TYPE_CHECKING:
    import pytest
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from directory.db import Database

CANARY = "flibbertigibbet"


def exchanges(client: FlaskClient) -> list[TestResponse]:
    """Every kind of exchange that carries what somebody typed."""
    words = {"words": f"rape recovery {CANARY}", "place": "Lakewood"}
    direct = client.post("/find", data=words)
    opened = client.get("/find")
    sealed = client.post("/find", data=words)
    link = sealed.headers["Location"]
    return [
        direct,
        opened,
        sealed,
        client.get(link),
        client.get(f"{link}?page=2&order=nearest"),
        client.post("/find", data={**words, "remove": f"read:issue:{CANARY}"}),
        client.post("/find", data={**words, "within": "-1"}),
        client.post("/find", data={**words, "as_listing": CANARY}),
        client.get(f"{link[:-4]}AAAA"),
    ]


def test_the_canary_is_nowhere_but_on_the_page(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        answers = exchanges(client)

    for answer in answers:
        assert CANARY not in answer.request.url
        assert CANARY not in str(answer.headers)
        title = BeautifulSoup(answer.get_data(as_text=True), "html5lib").title
        assert title is None or CANARY not in title.get_text()
        assert "rape" not in (title.get_text().lower() if title else "")
    assert any(CANARY in answer.get_data(as_text=True) for answer in answers), "the page echoes it"
    assert caplog.records, "the requests were logged"
    assert CANARY not in caplog.text
    assert CANARY not in "".join(capsys.readouterr())


def test_no_link_or_address_on_the_results_page_carries_it(client: FlaskClient) -> None:
    client.get("/find")
    answer = client.post("/find", data={"words": f"grief {CANARY}"}, follow_redirects=True)

    page = BeautifulSoup(answer.get_data(as_text=True), "html5lib")
    for tag in page.select("*"):
        for name in ("href", "src", "action", "formaction"):
            assert CANARY not in str(tag.get(name, ""))


def test_the_database_is_not_written_by_a_search(app: Flask, client: FlaskClient) -> None:
    database: Database = app.extensions["database"]
    before = contents(database)

    exchanges(client)

    after = contents(database)
    assert after == before
    assert CANARY not in str(after)


def contents(database: Database) -> dict[str, list[str]]:
    """All rows of all tables but the gazetteer's, as text."""
    with database.engine.connect() as connection:
        tables = [
            name
            for name in inspect(connection).get_table_names()
            if not name.startswith("gazetteer")
        ]
        return {
            name: sorted(str(row) for row in connection.execute(text(f'SELECT * FROM "{name}"')))  # noqa: S608 - our own table names
            for name in tables
        }
