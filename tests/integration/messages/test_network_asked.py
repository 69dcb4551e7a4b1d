"""The network is asked without words and without a name, and only where it wishes to be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from directory.messages.models import MessageConversation, MessageThread
from directory.web.one_time_keys import new_key
from tests.support.asking import WISHES, hidden, phrase_on

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from directory.db import Database

pytestmark = pytest.mark.demo_network
SEARCH = {"words": "zyxcanary rape recovery no touch", "place": "Lakewood, CO", "within": "25"}


def test_a_few_get_the_terms_and_nothing_that_was_typed(
    client: FlaskClient, database: Database
) -> None:
    asked = client.post("/ask-the-network", data=SEARCH)
    form = {**WISHES, "asked": hidden(asked, "asked"), "one_time_key": new_key()}
    sent = client.post("/ask-the-network/send", data=form)
    again = client.post("/ask-the-network/send", data=form)
    mine = client.post("/messages", data={"phrase": phrase_on(sent)})

    assert "zyxcanary" not in asked.text
    assert "Sexual" in asked.text
    assert "Colorado" in asked.text
    assert "Lakewood" not in _terms(asked.text)
    assert phrase_on(again) == phrase_on(sent)
    assert "Not opened yet" in mine.text
    with database.session() as session:
        assert len(session.scalars(select(MessageThread)).all()) == 1
        assert 1 <= len(session.scalars(select(MessageConversation)).all()) <= 5


def test_in_an_emergency_nobody_is_asked(client: FlaskClient, database: Database) -> None:
    asked = client.post("/ask-the-network", data={"words": "chest pain cannot breathe now"})

    assert "Call emergency services now" in asked.text
    assert "/ask-the-network/send" not in asked.text
    with database.session() as session:
        assert session.scalars(select(MessageThread)).all() == []


def test_a_need_that_was_altered_is_not_sent(client: FlaskClient) -> None:
    asked = client.post("/ask-the-network", data=SEARCH)
    sealed = hidden(asked, "asked")
    other = "A" if sealed[-30] != "A" else "B"

    for forged in ("", "x", f"{sealed[:-30]}{other}{sealed[-29:]}"):
        form = {**WISHES, "asked": forged, "one_time_key": new_key()}
        answer = client.post("/ask-the-network/send", data=form)

        assert answer.status_code == 422
        assert "Nothing was sent" in answer.text


def test_each_page_of_results_leads_there(client: FlaskClient) -> None:
    for words in ("rape recovery", "nothing that anybody has", "grief"):
        answer = client.post("/find", data={"words": words, "place": "Lakewood, CO"})

        assert 'formaction="/ask-the-network"' in answer.text, words
    assert "Ask the network" in client.get("/ask-the-network").text


def _terms(page: str) -> str:
    found = re.search(r'<h2 id="terms">.*?</section>', page, re.DOTALL)
    assert found is not None
    return found.group()
