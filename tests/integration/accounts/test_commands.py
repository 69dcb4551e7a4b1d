"""What an operator does: the first admin, ending sessions, suspending, the demo's sign-ins."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from sqlalchemy import func, select

from directory import clock, resources
from directory.accounts.demo import make_demo_accounts
from directory.accounts.models import Account
from directory.audit import services as audit
from directory.audit.models import AuditEntry
from directory.keys.ring import KeyRing
from directory.profiles.closed_sets import DecisionKind
from directory.profiles.decisions import unread_decisions
from tests.integration.accounts.conftest import NOON
from tests.support.drafts import publish
from tests.support.members import PASSWORD, account_of, make_account, signed_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result
    from flask import Flask
    from flask.testing import FlaskClient

    from directory.db import Database
    from tests.support.members import Person

    Run = Callable[..., Result]


def _link(result: Result) -> str:
    found = re.fullmatch(r"http://127\.0\.0\.1:8000(/confirm/[A-Za-z0-9_-]{43})\n", result.stdout)
    assert found, result.output
    return found[1]


def test_the_first_admin_comes_by_a_link_and_sets_up_a_second_step(
    client: FlaskClient, database: Database, run: Run
) -> None:
    link = _link(run("create-admin", "Wren@Example.org"))

    assert client.get(link).status_code == 200
    made = client.post(link, data={"name": "Wren Invented", "password": PASSWORD})

    assert made.headers["Location"] == "/account/second-factor"
    assert client.get("/invitations").headers["Location"] == "/account/second-factor"
    assert client.post(link, data={"name": "Eve", "password": PASSWORD}).status_code == 410
    with database.session() as session:
        assert account_of(session, "wren@example.org").is_curator


def test_the_admins_link_works_for_24_hours(client: FlaskClient, run: Run) -> None:
    with clock.stopped(NOON):
        link = _link(run("create-admin", "wren@example.org"))
    with clock.stopped(NOON + timedelta(hours=23, minutes=59)):
        assert client.get(link).status_code == 200
    with clock.stopped(NOON + timedelta(hours=24, seconds=1)):
        assert client.get(link).status_code == 410


def test_the_command_makes_two_admins_and_no_third(database: Database, run: Run) -> None:
    with database.transaction() as session:
        make_account(session, "first@example.org", is_curator=True)
    assert run("create-admin", "second@example.org").exit_code == 0
    with database.transaction() as session:
        make_account(session, "second@example.org", is_curator=True)

    third = run("create-admin", "third@example.org")

    assert third.exit_code == 2
    assert third.stdout == ""
    assert "Two networking admins are active" in third.stderr


def test_a_member_becomes_an_admin_by_the_link_and_signs_in_anew(
    app: Flask, client: FlaskClient, database: Database, run: Run, maya: Person
) -> None:
    old = signed_in(app, maya)
    link = _link(run("create-admin", maya.email))

    answer = client.post(link, data={"name": "Maya", "password": PASSWORD})

    assert answer.headers["Location"] == "/sign-in"
    assert old.get("/account/security").status_code == 303
    with database.session() as session:
        assert account_of(session, maya.email).is_curator


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("create-admin", "no address"), "is no e-mail address"),
        (("end-sessions", "nobody@example.org"), "Nobody signs in as nobody@example.org"),
        (("suspend", "nobody", "--reason", "Under review"), "nobody"),
        (("suspend", "nobody", "--reason", "  "), "needs a reason"),
    ],
)
def test_wrong_input_gets_one_sentence(run: Run, words: tuple[str, ...], says: str) -> None:
    result = run(*words)

    assert result.exit_code == 2
    assert says in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_an_operator_signs_somebody_out_everywhere(app: Flask, run: Run, maya: Person) -> None:
    clients = [signed_in(app, maya) for _time in range(3)]

    result = run("end-sessions", maya.email)

    assert result.stderr == "3 ended.\n"
    assert [client.get("/account/security").status_code for client in clients] == [303] * 3


def test_suspending_takes_the_listing_out_of_sight_and_its_owner_out(
    app: Flask, client: FlaskClient, database: Database, run: Run, maya: Person
) -> None:
    with database.transaction() as session:
        publish(session, "maya")
    member = signed_in(app, maya)
    assert client.get("/practitioners/maya").status_code == 200

    result = run("suspend", "maya", "--reason", "A complaint is being looked into")

    assert result.exit_code == 0, result.output
    assert client.get("/practitioners/maya").status_code == 410
    assert member.get("/account/security").status_code == 303
    form = {"email": maya.email, "password": PASSWORD}
    assert client.post("/sign-in", data=form).status_code == 422
    with database.session() as session:
        (told,) = unread_decisions(session, ("maya",))
        assert (told.kind, told.reason) == (
            DecisionKind.SUSPEND,
            "A complaint is being looked into",
        )


def test_what_operators_do_stands_in_the_log_without_addresses(
    database: Database, run: Run, maya: Person
) -> None:
    with database.transaction() as session:
        publish(session, "maya")
    run("create-admin", "wren@example.org")
    run("end-sessions", maya.email)
    run("suspend", "maya", "--reason", "trial")
    with database.session() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()

    assert [entry.action for entry in entries] == [
        "curator.invited",
        "sessions.ended",
        "account.suspended",
        "listing.suspended",
    ]
    assert {entry.actor for entry in entries} == {audit.OPERATOR}
    assert "@" not in "".join(entry.details + entry.subject for entry in entries)
    assert not any("maya" in entry.details + entry.subject for entry in entries)
    assert run("audit", "verify").stdout == "The log is whole: 4 entries.\n"


@pytest.mark.demo_network
def test_the_demo_accounts_sign_in_with_passwords_of_this_copy(
    app: Flask, database: Database
) -> None:
    keys: KeyRing = app.extensions["keys"]
    # Codes hold for half a minute, which making many accounts may outlast.
    with time_machine.travel(clock.now(), tick=False):
        with database.transaction() as session:
            made = make_demo_accounts(session, keys, resources.seed_data())
            again = make_demo_accounts(session, keys, resources.seed_data())
            other = make_demo_accounts(session, KeyRing("x" * 40), resources.seed_data())
            make_demo_accounts(session, keys, resources.seed_data())
            count = session.scalar(select(func.count()).select_from(Account))

        assert made == again
        assert not {one.password for one in made} & {one.password for one in other}
        assert count == len(made) == 14
        for one in made:
            client = app.test_client()
            form = {"email": one.email, "password": one.password}
            answer = client.post("/sign-in", data=form)
            if one.code:
                answer = client.post("/sign-in/second-step", data={"code": one.code})
            assert answer.headers["Location"] == ("/curate" if one.code else "/desk")
            if not one.code:
                is_checked = not one.email.startswith("newcomer")
                assert client.get("/invitations").status_code == (200 if is_checked else 403)
