"""A clock an hour off, 400 days on, or on a day of changed time: no fault, no early end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine

from directory.interop import claims, imports
from directory.interop.closed_sets import Format
from tests.support.drafts import plain_draft, publish, save

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from directory.db import Database

NOW = datetime(2026, 11, 1, 7, 30, tzinfo=UTC)
"""In the night in which the clocks of Colorado go back."""
SHIFTS = {
    "an hour on": timedelta(hours=1),
    "an hour back": timedelta(hours=-1),
    "400 days on": timedelta(days=400),
    "the hour that comes twice": timedelta(minutes=45),
}


@pytest.fixture
def token(app: Flask, database: Database) -> str:
    """A link to a draft, made now."""
    keys = app.extensions["keys"]
    by = imports.By(account_id=None, reference="operator")
    with time_machine.travel(NOW, tick=False), database.transaction() as session:
        save(session, plain_draft("ada"), plain_draft("maya"))
        publish(session, "maya")
        row = imports.note_done(session, keys, Format.LISTINGS, "a.csv", by)
        imports.note_drafts(session, row, ["ada"])
        return claims.link_by_hand(session, keys, row.reference, "ada", actor="operator")


@pytest.mark.parametrize("shift", SHIFTS.values(), ids=SHIFTS)
def test_pages_stand_whatever_the_clock_says(
    client: FlaskClient, token: str, shift: timedelta
) -> None:
    with time_machine.travel(NOW + shift, tick=False):
        answers = [
            client.get(path).status_code
            for path in ("/", "/find", "/practitioners", "/sign-in", f"/claim/{token}")
        ]

    assert [status for status in answers if status not in {200, 404, 410}] == []
    assert answers[:4] == [200] * 4


@pytest.mark.parametrize(
    ("later", "opens"),
    [
        (timedelta(0), True),
        (timedelta(hours=1), True),
        (timedelta(days=29, hours=23), True),
        (timedelta(days=30, seconds=1), False),
        (timedelta(days=400), False),
        (timedelta(hours=-1), False),
    ],
    ids=["at once", "an hour on", "the last hour", "too late", "400 days on", "from the future"],
)
def test_a_link_ends_on_its_day_not_before_and_none_counts_from_the_future(
    database: Database, token: str, later: timedelta, *, opens: bool
) -> None:
    with time_machine.travel(NOW + later, tick=False), database.session() as session:
        found = claims.draft_behind(session, token)

    assert (found is not None) is opens
