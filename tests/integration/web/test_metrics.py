"""The counts for monitoring: shown for the token alone, and without a word of anybody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask.testing import FlaskClient

TOKEN = "only-for-tests-a-token-of-monitoring"


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """As everywhere, with a token for the monitor."""
    return environment | {"DIRECTORY_METRICS_TOKEN": TOKEN}


def _shown(client: FlaskClient, token: str = TOKEN) -> str:
    return client.get("/metrics", headers={"Authorization": f"Bearer {token}"}).text


def test_answers_are_counted_by_route(client: FlaskClient) -> None:
    client.get("/about")
    client.get("/about")
    client.get("/no-such-page")

    shown = _shown(client)

    assert 'directory_answers_total{method="GET",route="pages.about",status="200"} 2.0' in shown
    assert 'directory_answers_total{method="GET",route="none",status="404"} 1.0' in shown
    assert 'directory_answer_seconds_count{route="pages.about"} 2.0' in shown
    assert 'directory_ready{part="database"} 1.0' in shown


def test_no_word_that_somebody_typed_and_no_name_is_among_them(client: FlaskClient) -> None:
    client.post("/find", data={"words": "bulimia", "place": "Lakewood"})
    client.get("/practitioners/maya-okafor?q=bulimia")

    shown = _shown(client).lower()

    assert not [word for word in ("bulimia", "lakewood", "maya", "127.0.0.1") if word in shown]


@pytest.mark.parametrize("token", ["", "wrong", TOKEN[:-1], "é"])
def test_nobody_else_is_told(client: FlaskClient, token: str) -> None:
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {token}".encode("latin-1")})

    assert answer.status_code == 404
    assert "directory_answers" not in answer.text


class TestWithoutToken:
    """Where the operator set no token."""

    @pytest.fixture
    def environment(self, environment: dict[str, str]) -> dict[str, str]:
        """No token."""
        return environment | {"DIRECTORY_METRICS_TOKEN": ""}

    def test_an_empty_token_opens_nothing(self, client: FlaskClient) -> None:
        assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
        assert client.get("/metrics").status_code == 404
