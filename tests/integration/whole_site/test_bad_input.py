"""What people and programs should not send: a plain page, what was typed stays, nothing logged."""

from __future__ import annotations

import html
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from directory import clock
from directory.web.one_time_keys import new_key
from tests.support.asking import WISHES
from tests.support.fuzzing import CANARY, SCRIPTS

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

TEXTS = (
    *SCRIPTS,
    "x" * 2_000,
    "💔 👨‍👩‍👧 🏳️‍🌈",
    "a\x00b",
    "%00",
    CANARY,
    "{{7*7}} ${7*7}",
    "Zanesville-on-Nowhere",
)
ANSWERED = {200, 303, 422}


@pytest.mark.demo_network
def test_odd_words_and_places_get_a_plain_page(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    for text in TEXTS:
        for address, field in (
            ("/find", "words"),
            ("/ask-the-network", "words"),
            ("/practitioners/maya-okafor/ask", "words"),
            ("/messages", "phrase"),
        ):
            answer = client.post(address, data={field: text, "place": text[:100], "step": "wishes"})

            assert answer.status_code in ANSWERED, (address, text[:20])
            assert CANARY not in answer.text
            assert text not in caplog.text or len(text) <= 3


@pytest.mark.demo_network
@pytest.mark.parametrize("within", ["-1", "10000", "1e9", "٣", "ten"])
def test_a_distance_that_cannot_be_is_told_at_its_field(client: FlaskClient, within: str) -> None:
    form = {"words": "grief and canary", "place": "Lakewood, CO", "within": within}
    answer = client.post("/find", data=form)

    assert answer.status_code == 422
    assert "Give a whole number from 1 to 500." in answer.text
    assert "grief and canary" in answer.text
    assert client.post("/ask-the-network", data=form).status_code == 422


@pytest.mark.demo_network
def test_what_was_typed_stays_when_a_message_is_refused(client: FlaskClient) -> None:
    words = f"See https://example.org {CANARY} травма"
    form = {**WISHES, "words": words, "one_time_key": new_key()}
    answer = client.post("/practitioners/maya-okafor/ask/send", data=form)

    assert answer.status_code == 422
    assert html.escape(words, quote=False)[:30] in answer.text
    assert CANARY not in answer.text


def test_a_link_that_was_forged_or_is_too_old_shows_nothing(client: FlaskClient) -> None:
    client.get("/find?go=on")
    link = client.post("/find", data={"words": "grief canary"}).headers["Location"]
    assert "grief canary" in client.get(link).text

    for forged in ("/find/r/x", f"/find/r/{'A' * 200}", "/find/r/%00", f"{link[:-3]}AAA"):
        answer = client.get(forged)
        assert answer.status_code in {404, 410}
        assert "grief canary" not in answer.text
    with clock.stopped(clock.now() + timedelta(hours=2, minutes=1)):
        late = client.get(link)
    assert late.status_code == 410
    assert "grief canary" not in late.text
    assert 'name="words"' in late.text, "the empty form"


class TestLimits:
    """With the limits on."""

    @pytest.fixture
    def environment(self, environment: dict[str, str]) -> dict[str, str]:
        return environment | {"DIRECTORY_LIMITS_ON": "yes"}

    @pytest.mark.usefixtures("still_clock")
    def test_whoever_asks_too_quickly_reads_how_long_to_wait(self, app: Flask) -> None:
        client = app.test_client()
        statuses = [
            client.post("/messages/erase", data={"sealed": "x"}).status_code for _ in range(40)
        ]
        answer = client.post("/messages/erase", data={"sealed": "x"})

        assert statuses[0] == 422
        assert answer.status_code == 429
        assert int(answer.headers["Retry-After"]) >= 1
        assert "quickly" in answer.text

    @pytest.mark.usefixtures("still_clock")
    def test_more_searches_than_anybody_types_are_asked_to_wait(self, app: Flask) -> None:
        client = app.test_client()
        form = {"words": "zzzz canary", "within": "-1"}
        answers = [client.post("/find", data=form) for _ in range(61)]
        last = answers[-1]

        assert {answer.status_code for answer in answers[:60]} == {422}
        assert last.status_code == 429
        assert int(last.headers["Retry-After"]) >= 1
        assert "quickly" in last.text
        assert "zzzz canary" in last.text, "what was typed stays"
        assert client.post("/leave").status_code == 303, "leaving always works"
