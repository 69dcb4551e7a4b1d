"""Known and unknown addresses take the same time: medians within 20 ms (short form of C4)."""

from __future__ import annotations

import re
import statistics
import time
from typing import TYPE_CHECKING

import pytest

from directory import clock
from tests.integration.accounts.conftest import NOON
from tests.support.members import make_account

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient

    from directory.db import Database

TRIES = 20
MOST_APART = 0.020


def _sign_in(client: FlaskClient, email: str) -> None:
    form = {"email": email, "password": "a wrong password"}
    assert client.post("/sign-in", data=form).status_code == 422


def _reset(client: FlaskClient, email: str) -> None:
    assert client.post("/reset", data={"email": email}).status_code == 303


def _sign_up(client: FlaskClient, email: str) -> None:
    key = re.search(r'one_time_key" value="([^"]+)"', client.get("/sign-up").text)
    assert key
    form = {"name": "Ana", "email": email, "applied_as": "center", "one_time_key": key[1]}
    assert client.post("/sign-up", data=form).status_code == 303


@pytest.mark.parametrize("ask", [_sign_in, _reset, _sign_up])
def test_the_time_taken_does_not_tell_who_has_an_account(
    app: Flask, database: Database, ask: Callable[[FlaskClient, str], None]
) -> None:
    with database.transaction() as session:
        for number in range(TRIES):
            make_account(session, f"known{number}@example.org")
    app.test_client_class = None
    times: dict[str, list[float]] = {"known": [], "stranger": []}
    ask(app.test_client(), "warm@example.org")

    # Taken in turns, so that whatever else this machine does falls on both alike; each from an
    # address of its own, so that nobody is asked to wait.
    for number in range(TRIES):
        for kind, taken in times.items():
            with clock.stopped(NOON):
                client = app.test_client()
                client.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
                started = time.perf_counter()
                ask(client, f"{kind}{number}@example.org")
                taken.append(time.perf_counter() - started)

    apart = statistics.median(times["known"]) - statistics.median(times["stranger"])
    assert abs(apart) <= MOST_APART, f"{apart * 1000:.1f} ms apart"
