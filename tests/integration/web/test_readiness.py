"""What /readyz looks at: each part, when it is well and when it is not."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from directory import clock
from directory.config import Mode
from directory.mail.models import OutgoingMail
from directory.web import readiness

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from directory.config import Settings
    from directory.db import Database


@pytest.fixture
def in_production(settings: Settings) -> Settings:
    """The settings of a copy that people rely on."""
    return dataclasses.replace(settings, mode=Mode.PRODUCTION)


def test_without_any_backup_a_new_copy_is_given_a_day(in_production: Settings) -> None:
    now = clock.now()

    assert readiness.backup_is_recent(in_production, since=now)
    assert not readiness.backup_is_recent(in_production, since=now - timedelta(hours=27))


def test_a_backup_counts_until_it_is_too_old(in_production: Settings) -> None:
    long_ago = clock.now() - timedelta(days=90)

    readiness.note_backup(in_production, clock.now() - timedelta(hours=25))
    assert readiness.backup_is_recent(in_production, since=long_ago)
    readiness.note_backup(in_production, clock.now() - timedelta(hours=27))
    assert not readiness.backup_is_recent(in_production, since=long_ago)


def test_who_backs_up_by_other_means_is_left_alone(in_production: Settings) -> None:
    by_other_means = dataclasses.replace(in_production, backup_hours=0)

    assert readiness.backup_is_recent(by_other_means, since=clock.now() - timedelta(days=9))


@pytest.mark.parametrize(
    ("minutes", "server", "answer"),
    [
        (9, "smtp://localhost:2525", 200),
        (11, "smtp://localhost:2525", 503),
        (11, "", 200),
    ],
)
def test_mail_that_does_not_leave_is_noticed(
    app: Flask, client: FlaskClient, database: Database, minutes: int, server: str, answer: int
) -> None:
    settings: Settings = app.extensions["settings"]
    app.extensions["settings"] = dataclasses.replace(settings, mail_url=server)
    due = clock.now() - timedelta(minutes=minutes)
    with database.transaction() as session:
        session.add(
            OutgoingMail(message_id="a@b", event="x", content=b"sealed", made_at=due, due_at=due)
        )

    assert client.get("/readyz").status_code == answer


def test_the_log_says_what_fails_and_the_page_does_not(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    readiness.add_check(app, "tide", lambda: False)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.text) == (503, "not ready\n")
    assert "not ready: tide" in caplog.text


def test_a_disk_that_is_nearly_full_is_noticed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "FREE_SHARE", readiness.free_share(settings) / 2)
    assert readiness.has_room(settings)
    monkeypatch.setattr(readiness, "FREE_SHARE", 1.01)
    assert not readiness.has_room(settings)
