"""Guessing at the words of a slip is refused before it can lead anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask.testing import FlaskClient


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return environment | {"DIRECTORY_LIMITS_ON": "yes"}


@pytest.mark.usefixtures("still_clock")
def test_the_sixth_try_in_a_minute_is_not_looked_up(client: FlaskClient) -> None:
    answers = [
        client.post("/your-referral", data={"phrase": f"guess number {number}"}).status_code
        for number in range(7)
    ]

    assert answers[:5] == [422] * 5
    assert answers[5:] == [429, 429]
