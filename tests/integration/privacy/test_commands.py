"""`directory purge` and `directory rotate-keys`."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from sqlalchemy import text

from directory import clock
from directory.accounts.services import second_factor
from directory.app import create_app
from directory.audit import services as audit
from directory.config import Settings
from directory.keys.fields import FieldNotReadableError
from directory.keys.ring import KeyRing
from directory.privacy.queries import everything_on, person_of
from directory.profiles.removed import remember_removed, removal_of
from tests.support.client import CheckingClient
from tests.support.databases import SECRET
from tests.support.held import CANARY, EMAIL, FILLERS, make_member, make_those_who_stay
from tests.support.members import add_factor, make_account, signed_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result
    from flask import Flask

    from directory.db import Database

NEW_SECRET = "another-only-for-tests-9876543210-zyxwvutsrqponmlkjih"


def _fill(app: Flask, database: Database) -> int:
    with database.transaction() as session:
        held = make_member(app, session, make_those_who_stay(session))
        for fill in FILLERS:
            fill(held)
        session.execute(
            text("UPDATE account_sessions SET ended_at = started_at, ended_because = 'signed-out'")
        )
        session.execute(text("UPDATE accounts SET status = 'active', suspended_reason = ''"))
        return held.account_id


def test_purge_removes_what_is_past_its_time_and_may_be_repeated(
    app: Flask, database: Database, run: Callable[..., Result]
) -> None:
    _fill(app, database)
    early = json.loads(run("purge", "--json").stdout)
    assert not any(early.values()), early

    with time_machine.travel(clock.now() + timedelta(days=60)):
        late = json.loads(run("purge", "--json").stdout)
        again = json.loads(run("purge", "--json").stdout)
        said = run("purge").stdout

    assert late["account_sessions"] == 1
    assert late["one_time_links"] == 3
    assert late["sign_in_tries"] == 1
    assert not any(again.values())
    assert "account_sessions" in said


def test_a_new_secret_opens_everything_while_people_go_on_and_the_old_one_nothing_after(
    app: Flask,
    database: Database,
    environment: dict[str, str],
    run: Callable[..., Result],
) -> None:
    account_id = _fill(app, database)
    with database.transaction() as session:
        wren = make_account(session, "wren@example.org", applied_as=None, is_curator=True)
        codes = add_factor(app, session, wren)
        remember_removed(session, KeyRing(SECRET), None, email="gone@example.org")
    both = environment | {
        "DIRECTORY_SECRET_KEY": NEW_SECRET,
        "DIRECTORY_PREVIOUS_SECRET_KEYS": SECRET,
    }
    serving = create_app(Settings.from_environment(both))
    serving.test_client_class = CheckingClient
    visitor = signed_in(serving, wren)
    assert visitor.get("/account/security").status_code == 200

    result = run("rotate-keys", "--json", env=both)

    assert result.exit_code == 0, result.output
    renewed = json.loads(result.stdout)
    assert renewed["accounts"] == 2
    assert renewed["profiles"] >= 1
    assert visitor.get("/account/security").status_code == 200
    serving.extensions["database"].engine.dispose()
    _everything_opens_with_the_new_secret_alone(environment, account_id, wren.id, codes[0])


def _everything_opens_with_the_new_secret_alone(
    environment: dict[str, str], account_id: int, curator_id: int, code: str
) -> None:
    new = KeyRing(NEW_SECRET)
    after = Settings.from_environment(environment | {"DIRECTORY_SECRET_KEY": NEW_SECRET})
    store = create_app(after).extensions["database"]
    with store.transaction() as session:
        assert audit.verify(session, new).is_sound
        assert second_factor.accept_code(session, new, curator_id, code)
        assert removal_of(session, new, None, email="gone@example.org")
        person = person_of(session, account_id)
        held = everything_on(session, new, person)
        assert held["profiles"]["listing-as-you-stated-it"][0]["places"][0]["street"]
        assert held["mail"]["waiting-mail"][0]["subject"] == CANARY
        assert person.email == EMAIL
        with pytest.raises(FieldNotReadableError):
            second_factor.current_code(session, KeyRing(SECRET), curator_id)
    store.engine.dispose()
