"""Signing in, in one step or two; sessions that end; guessing that is slowed down."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text

from directory import clock
from directory.accounts.closed_sets import AccountStatus
from directory.accounts.models import Account, AccountSession
from directory.accounts.services import administration
from directory.app import create_app
from directory.config import Settings
from tests.integration.accounts.conftest import NOON
from tests.support.client import CheckingClient
from tests.support.logged import assert_logged
from tests.support.members import (
    PASSWORD,
    account_of,
    add_factor,
    code_now,
    delivered,
    make_account,
    signed_in,
    text_of,
)

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from directory.db import Database
    from tests.support.members import Person

REFUSED = "This address and password do not belong together."


def _sign_in(
    client: FlaskClient, email: str, password: str = PASSWORD, **more: str
) -> TestResponse:
    return client.post("/sign-in", data={"email": email, "password": password, **more})


def _is_inside(client: FlaskClient) -> bool:
    return client.get("/account/security").status_code == 200


def test_the_right_password_opens_the_account_whatever_the_case_of_the_address(
    client: FlaskClient, maya: Person
) -> None:
    typed = f"  {maya.email.title()} "
    answer = _sign_in(client, typed)

    assert answer.headers["Location"] == "/desk"
    assert _is_inside(client)
    assert client.get("/sign-in").headers["Location"] == "/desk"


def test_a_page_for_members_leads_through_sign_in_and_on(client: FlaskClient, maya: Person) -> None:
    asked = client.get("/invitations")
    form = client.get(asked.headers["Location"])
    answer = _sign_in(client, maya.email, next="/invitations")

    assert asked.headers["Location"] == "/sign-in?next=/invitations"
    assert 'name="next" value="/invitations"' in form.text
    assert answer.headers["Location"] == "/invitations"


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example", "https://evil.example", "/\\evil.example", "/%0d%0aX: y", "javascript:x"],
)
def test_a_sign_in_leads_to_no_other_site(
    client: FlaskClient, maya: Person, elsewhere: str
) -> None:
    assert elsewhere not in client.get("/sign-in", query_string={"next": elsewhere}).text

    answer = _sign_in(client, maya.email, next=elsewhere)

    assert answer.headers["Location"] == "/desk"


def test_known_and_unknown_addresses_get_the_same_page(client: FlaskClient, maya: Person) -> None:
    known = _sign_in(client, maya.email, "a wrong password")
    unknown = _sign_in(client, "nobody@example.org", "a wrong password")

    assert known.status_code == unknown.status_code == 422
    assert REFUSED in known.text
    assert known.text.replace(maya.email, "@") == unknown.text.replace("nobody@example.org", "@")
    assert "a wrong password" not in known.text


def test_a_suspended_person_gets_the_same_page_too(
    app: Flask, client: FlaskClient, database: Database, maya: Person
) -> None:
    with database.transaction() as session:
        administration.suspend(
            session, app.extensions["keys"], maya.id, reason="Under review", actor="operator"
        )

    answer = _sign_in(client, maya.email)

    assert answer.status_code == 422
    assert REFUSED in answer.text
    with database.session() as session:
        assert account_of(session, maya.email).status is AccountStatus.SUSPENDED


def test_a_second_factor_stands_between_password_and_account(
    client: FlaskClient, wren: Person
) -> None:
    with clock.stopped(NOON):
        first = _sign_in(client, wren.email)
        between = client.get("/account/security")
        wrong = client.post("/sign-in/second-step", data={"code": "000000"})
        right = client.post("/sign-in/second-step", data={"code": code_now()})
        inside = _is_inside(client)

    assert first.headers["Location"] == "/sign-in/second-step"
    assert between.headers["Location"].startswith("/sign-in")
    assert wrong.status_code == 422
    assert right.headers["Location"] == "/curate"
    assert inside


def test_a_code_works_once_also_after_a_failed_sign_in(app: Flask, wren: Person) -> None:
    with clock.stopped(NOON):
        code = code_now()
        answers = []
        for typed in (code, "111111", code):
            client = app.test_client()
            _sign_in(client, wren.email)
            answers.append(client.post("/sign-in/second-step", data={"code": typed}).status_code)

    assert answers == [303, 422, 422]


def test_a_recovery_code_works_once_however_it_is_typed(
    app: Flask, database: Database, maya: Person
) -> None:
    with database.transaction() as session:
        first, second, *_rest = add_factor(app, session, maya)
    answers = []
    for typed in (first.upper().replace("-", " "), first, second):
        client = app.test_client()
        _sign_in(client, maya.email)
        answers.append(client.post("/sign-in/second-step", data={"code": typed}).status_code)

    assert answers == [303, 422, 303]
    assert_logged(database, "recovery-code.used", by=[maya.email] * 2, without=[first, second])
    assert_logged(database, "session.begun", by=[maya.email] * 2, without=[PASSWORD])


def test_the_second_step_waits_ten_minutes(client: FlaskClient, wren: Person) -> None:
    with clock.stopped(NOON):
        _sign_in(client, wren.email)
    with clock.stopped(NOON + timedelta(minutes=10, seconds=1)):
        answer = client.post("/sign-in/second-step", data={"code": code_now()})

    assert answer.headers["Location"] == "/sign-in"


def test_a_curator_without_second_factor_can_only_set_one_up(
    app: Flask, client: FlaskClient, database: Database
) -> None:
    with database.transaction() as session:
        person = make_account(session, "new@example.org", applied_as=None, is_curator=True)

    arrived = _sign_in(client, person.email)

    assert arrived.headers["Location"] == "/account/second-factor"
    assert client.get("/invitations").headers["Location"] == "/account/second-factor"
    assert client.get("/account/second-factor").status_code == 200
    member = signed_in(app, person)
    assert member.post("/invitations").headers["Location"] == "/account/second-factor"


def test_the_session_is_another_one_after_sign_in(
    client: FlaskClient, database: Database, wren: Person
) -> None:
    tokens = []
    with clock.stopped(NOON):
        _sign_in(client, wren.email)
        for _step in ("password", "full"):
            cookie = client.get_cookie("session")
            assert cookie is not None
            tokens.append(cookie.value)
            client.post("/sign-in/second-step", data={"code": code_now()})
    with database.session() as session:
        rows = session.scalars(select(AccountSession).order_by(AccountSession.id)).all()

    assert tokens[0] != tokens[1]
    assert [row.ended_because for row in rows] == ["completed", None]
    assert rows[0].token_hash != rows[1].token_hash


def test_a_token_that_somebody_planted_is_not_taken_over(app: Flask, maya: Person) -> None:
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "planted" * 6
        cookie["csrf_token"] = "planted"

    _sign_in(client, maya.email)

    with client.session_transaction() as cookie:
        assert cookie["_user_id"] != "planted" * 6
        assert cookie.get("csrf_token") != "planted"


@pytest.mark.parametrize(("who", "minutes"), [("maya", 30), ("wren", 15)])
def test_a_session_ends_when_it_is_idle(
    app: Flask, request: pytest.FixtureRequest, who: str, minutes: int
) -> None:
    person: Person = request.getfixturevalue(who)
    with clock.stopped(NOON):
        client = signed_in(app, person)
        assert client.get("/account/security").status_code == 200
    with clock.stopped(NOON + timedelta(minutes=minutes - 1)):
        assert client.get("/account/security").status_code == 200
    with clock.stopped(NOON + timedelta(minutes=2 * minutes - 2)):
        assert client.get("/account/security").status_code == 200
    with clock.stopped(NOON + timedelta(minutes=3 * minutes - 1)):
        assert client.get("/account/security").status_code == 303


def test_a_session_ends_after_twelve_hours_however_busy(app: Flask, maya: Person) -> None:
    with clock.stopped(NOON):
        client = signed_in(app, maya)
    for minutes in range(20, 12 * 60, 20):
        with clock.stopped(NOON + timedelta(minutes=minutes)):
            assert client.get("/account/sessions").status_code == 200
    with clock.stopped(NOON + timedelta(hours=12, seconds=1)):
        assert client.get("/account/sessions").status_code == 303


def test_a_session_from_the_clock_before_it_went_back_still_ends(app: Flask, maya: Person) -> None:
    with clock.stopped(NOON):
        client = signed_in(app, maya)
    with clock.stopped(NOON - timedelta(hours=1)):
        assert client.get("/account/sessions").status_code == 200
    with clock.stopped(NOON + timedelta(days=400)):
        assert client.get("/account/sessions").status_code == 303


def test_the_eleventh_failed_try_waits_and_the_owner_gets_in_within_a_minute(
    app: Flask, wren: Person
) -> None:
    guesser = app.test_client()
    with clock.stopped(NOON):
        guesses = [_sign_in(guesser, wren.email, f"guess {n}") for n in range(12)]
        right_but_early = _sign_in(app.test_client(), wren.email)
    with clock.stopped(NOON + timedelta(seconds=60)):
        owner = app.test_client()
        first = _sign_in(owner, wren.email)
        second = owner.post("/sign-in/second-step", data={"code": code_now()})

    assert [guess.status_code for guess in guesses] == [422] * 10 + [429] * 2
    assert int(guesses[10].headers["Retry-After"]) == 60
    assert "Wait 60 seconds" in guesses[10].text
    assert right_but_early.status_code == 429, "a guesser must not learn it either"
    assert first.headers["Location"] == "/sign-in/second-step"
    assert second.status_code == 303


def test_the_owners_own_browser_gets_in_while_somebody_guesses_from_the_same_address(
    app: Flask, wren: Person
) -> None:
    owner = app.test_client()
    with clock.stopped(NOON):
        _sign_in(owner, wren.email)
        owner.post("/sign-in/second-step", data={"code": code_now()})
    later = NOON + timedelta(minutes=5)
    with clock.stopped(later):
        for guess in range(40):
            _sign_in(app.test_client(), wren.email, f"guess {guess}")
        owner.delete_cookie("session")
        first = _sign_in(owner, wren.email)
        second = owner.post("/sign-in/second-step", data={"code": code_now()})

    assert first.headers["Location"] == "/sign-in/second-step"
    assert second.status_code == 303


def test_somebody_at_another_address_gets_in_while_it_is_attacked(app: Flask, maya: Person) -> None:
    with clock.stopped(NOON):
        for guess in range(30):
            app.test_client().post(
                "/sign-in",
                data={"email": maya.email, "password": f"guess {guess}"},
                environ_base={"REMOTE_ADDR": f"192.0.2.{guess}"},
            )
        answer = app.test_client().post(
            "/sign-in",
            data={"email": maya.email, "password": PASSWORD},
            environ_base={"REMOTE_ADDR": "198.51.100.7"},
        )

    assert answer.status_code == 303


def test_an_unknown_address_is_slowed_down_alike(client: FlaskClient) -> None:
    with clock.stopped(NOON):
        answers = [
            _sign_in(client, "nobody@example.org", "guess").status_code for _time in range(11)
        ]

    assert answers == [422] * 10 + [429]


def test_one_address_that_tries_many_accounts_is_slowed_down(client: FlaskClient) -> None:
    with clock.stopped(NOON):
        answers = [
            _sign_in(client, f"member{number}@example.org", "reused").status_code
            for number in range(31)
        ]

    assert answers == [422] * 30 + [429]


def test_codes_are_slowed_down_as_well(app: Flask, database: Database, wren: Person) -> None:
    wrong = []
    with clock.stopped(NOON):
        client = app.test_client()
        _sign_in(client, wren.email)
        wrong = [
            client.post("/sign-in/second-step", data={"code": f"{n:06}"}).status_code
            for n in range(11)
        ]

    assert wrong == [422] * 10 + [429]
    with database.session() as session:
        assert account_of(session, wren.email).factor_last_step is None


def test_a_new_browser_is_told_to_the_owner_but_not_the_first_one(app: Flask, maya: Person) -> None:
    _sign_in(app.test_client(), maya.email)
    first = delivered(app)
    known = app.test_client()
    known.post(
        "/sign-in",
        data={"email": maya.email, "password": PASSWORD},
        headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0"},
    )
    second = delivered(app)
    known.delete_cookie("session")
    _sign_in(known, maya.email)

    assert first == []
    assert [mail["To"] for mail in second] == [maya.email]
    assert "Firefox, Linux" in text_of(second[0])
    assert delivered(app) == []


def test_over_https_the_cookies_are_locked_to_this_host(
    environment: dict[str, str], maya: Person
) -> None:
    environment["DIRECTORY_BASE_URL"] = "https://care.example.org"
    app = create_app(Settings.from_environment(environment))
    app.test_client_class = CheckingClient
    client = app.test_client()

    answer = client.post(
        "/sign-in",
        data={"email": maya.email, "password": PASSWORD},
        base_url="https://care.example.org",
    )

    cookies = answer.headers.getlist("Set-Cookie")
    assert sorted(cookie.split("=")[0] for cookie in cookies) == [
        "__Host-known",
        "__Host-session",
    ]
    for cookie in cookies:
        assert "Secure" in cookie
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie
    app.extensions["database"].engine.dispose()


def test_what_was_tried_is_kept_as_keyed_hashes_only(
    client: FlaskClient, database: Database
) -> None:
    _sign_in(client, "canary@example.org", "canary password")

    with database.session() as session:
        rows = session.execute(text("SELECT * FROM sign_in_tries")).all()
        accounts = session.scalars(select(Account)).all()
    assert len(rows) == 1
    assert "canary" not in str(rows)
    assert "127.0.0.1" not in str(rows)
    assert accounts == []
