"""A word goes only by the act that sends it, shown before, with the day and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from directory import clock
from directory.network.holdings import HOLDING
from directory.network.models import UnknownWord

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from directory.config import Settings
    from directory.db import Database


def _rows(database: Database) -> list[tuple[str, int]]:
    with database.session() as session:
        return [(row.word, row.times) for row in session.query(UnknownWord)]


def _key(page: str) -> str:
    found = BeautifulSoup(page, "html.parser").select_one("input[name=one_time_key]")
    assert found is not None
    return str(found["value"])


def test_a_word_is_kept_only_when_it_is_sent_and_once_for_one_form(
    client: FlaskClient, database: Database
) -> None:
    client.post("/find", data={"words": "Zorbeling Therapy in Denver"})
    shown = client.post("/unknown-word", data={"word": "Zorbeling  Therapy"}).text
    assert "<strong>zorbeling therapy</strong>" in shown
    assert _rows(database) == []

    sent = {"word": "zorbeling therapy", "one_time_key": _key(shown)}
    assert "Only the word and today" in client.post("/unknown-word/send", data=sent).text
    client.post("/unknown-word/send", data=sent)
    assert _rows(database) == [("zorbeling therapy", 1)]

    again = _key(client.post("/unknown-word", data={"word": "zorbeling therapy"}).text)
    client.post("/unknown-word/send", data=sent | {"one_time_key": again})
    assert _rows(database) == [("zorbeling therapy", 2)]


def test_the_table_has_no_room_for_who_or_when() -> None:
    columns = {column.name: str(column.type) for column in UnknownWord.__table__.columns}

    assert columns == {
        "word": "VARCHAR(60)",
        "times": "INTEGER",
        "first_on": "DATE",
        "last_on": "DATE",
    }


@pytest.mark.parametrize("word", ["", "call 555 0100", "me@example.org", "x" * 61, "a b c d e f g"])
def test_what_may_say_who_somebody_is_does_not_go(
    client: FlaskClient, database: Database, word: str
) -> None:
    key = _key(client.post("/unknown-word", data={"word": "zorbeling"}).text)
    sent = {"word": word, "one_time_key": key}

    assert client.post("/unknown-word", data=sent).status_code == 422
    assert client.post("/unknown-word/send", data=sent).status_code == 422
    assert client.post("/unknown-word/send", data={"word": "zorbeling"}).status_code == 422
    assert _rows(database) == []


def test_words_are_forgotten_after_half_a_year(database: Database, settings: Settings) -> None:
    old = clock.today().replace(year=clock.today().year - 1)
    assert HOLDING.purge is not None
    with database.transaction() as session:
        session.add(UnknownWord(word="old", times=1, first_on=old, last_on=old))
        session.add(UnknownWord(word="new", times=1, first_on=old, last_on=clock.today()))
        session.flush()
        assert HOLDING.purge(session, settings) == {"unknown_words": 1}
    assert _rows(database) == [("new", 1)]
