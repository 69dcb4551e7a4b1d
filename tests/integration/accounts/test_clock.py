"""Sessions and links of one use under a clock that was moved: ended or good, never a fault."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from directory import clock
from directory.web.sealing import ExpiredSealError, open_seal, seal
from tests.support.members import delivered, link_in, signed_in

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from tests.support.members import Person

NOW = datetime(2026, 11, 1, 7, 45, tzinfo=UTC)
"""In the night in which the clocks of Colorado go back; a quarter of an hour before they do."""


@pytest.mark.parametrize(
    ("later", "status"),
    [
        (timedelta(minutes=29), 200),
        (timedelta(minutes=31), 303),
        (timedelta(hours=1), 303),
        (timedelta(hours=-1), 200),
        (timedelta(days=400), 303),
    ],
    ids=["in the hour that comes twice", "idle", "an hour on", "an hour back", "400 days on"],
)
def test_a_session_goes_on_or_is_over(
    app: Flask, maya: Person, later: timedelta, status: int
) -> None:
    with clock.stopped(NOW):
        member = signed_in(app, maya)
    with clock.stopped(NOW + later):
        answers = [member.get("/account/sessions").status_code for _time in range(2)]

    assert answers == [status, status]


@pytest.mark.parametrize(
    ("later", "status"),
    [
        (timedelta(minutes=9), 200),
        (timedelta(minutes=20), 410),
        (timedelta(hours=1), 410),
        (timedelta(hours=-1), 200),
        (timedelta(days=400), 410),
    ],
    ids=["in time", "the hour that comes twice", "an hour on", "an hour back", "400 days on"],
)
def test_a_reset_link_ends_after_its_ten_minutes(
    app: Flask, client: FlaskClient, maya: Person, later: timedelta, status: int
) -> None:
    with clock.stopped(NOW):
        client.post("/reset", data={"email": maya.email})
        link = link_in(delivered(app)[-1], "/reset/")
    with clock.stopped(NOW + later):
        opened = client.get(link).status_code

    assert opened == status


@pytest.mark.parametrize(
    ("later", "opens"),
    [
        (timedelta(minutes=45), True),
        (timedelta(hours=1), True),
        (timedelta(hours=2), False),
        (timedelta(hours=-1), False),
        (timedelta(days=400), False),
    ],
    ids=["the hour that comes twice", "an hour on", "too late", "from the future", "400 days on"],
)
def test_a_sealed_link_opens_in_its_two_hours_alone(
    app: Flask, later: timedelta, *, opens: bool
) -> None:
    keys = app.extensions["keys"]
    opened = partial(open_seal, purpose="search", visitor="a browser", now=NOW + later)
    link = seal(keys, "a need", purpose="search", visitor="a browser", now=NOW)

    if opens:
        assert opened(keys, link) == "a need"
    else:
        with pytest.raises(ExpiredSealError):
            opened(keys, link)
