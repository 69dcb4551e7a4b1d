"""What `directory doctor` says about mail, networking admins and the key file."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import time_machine
from sqlalchemy import text

from directory import clock
from directory.mail.message import Mail
from directory.mail.services import put_out
from tests.support.members import add_factor, make_account

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result
    from flask import Flask

    from directory.db import Database


def _put_out(app: Flask, database: Database) -> None:
    mail = Mail(to="maya@example.org", subject="x", text="x", html="x")
    with database.transaction() as session:
        put_out(session, app.extensions["keys"], mail, event="x", base_url="https://example.org")


def test_mail_that_waits_for_long_and_mail_that_was_given_up(
    app: Flask, database: Database, run: Callable[..., Result]
) -> None:
    assert "No mail waits for long." in run("doctor").output
    _put_out(app, database)
    with time_machine.travel(clock.now() + timedelta(minutes=25, seconds=5)):
        assert "Mail waits for 25 minutes" in run("doctor").output
    with database.transaction() as session:
        session.execute(text("UPDATE outgoing_mails SET parked_at = made_at"))
    assert "Mail that was given up: 1." in run("doctor").output


def test_how_many_networking_admins_and_who_cannot_act(
    app: Flask, database: Database, run: Callable[..., Result]
) -> None:
    assert "There is no networking admin" in run("doctor").output
    with database.transaction() as session:
        wren = make_account(session, "wren@example.org", applied_as=None, is_curator=True)
    said = run("doctor").output
    assert "There is one networking admin" in said
    assert "1 of them cannot act yet" in said
    with database.transaction() as session:
        otis = make_account(session, "otis@example.org", applied_as=None, is_curator=True)
        for person in (wren, otis):
            add_factor(app, session, person)
    said = run("doctor").output
    assert "There are 2 networking admins." in said
    assert "cannot act" not in said


def test_a_key_file_that_others_can_read_is_wrong(
    environment: dict[str, str], tmp_path: Path, run: Callable[..., Result]
) -> None:
    folder = tmp_path / "keys"
    folder.mkdir()
    file = folder / "secret_key"
    file.write_text("x" * 40)
    changed = environment | {"DIRECTORY_INSTANCE_FOLDER": str(folder)}

    file.chmod(0o644)
    wrong = run("doctor", env=changed)
    file.chmod(0o600)
    right = run("doctor", env=changed)

    assert wrong.exit_code == 1
    assert "can be read by others (644)" in wrong.output
    assert "can be read by others" not in right.output
