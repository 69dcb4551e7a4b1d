"""A copied cookie is dead after whatever ends the session; everybody sees and ends their own."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, select

from directory import clock
from directory.accounts import totp
from directory.accounts.models import AccountSession
from directory.accounts.services import administration
from directory.audit.models import AuditEntry
from tests.integration.accounts.conftest import NOON
from tests.support.members import (
    PASSWORD,
    account_of,
    add_factor,
    delivered,
    link_in,
    make_account,
    make_verified,
    signed_in,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from directory.db import Database
    from tests.support.members import MemberClient, Person

NEW_PASSWORD = "another quiet harbor"


def _sign_out(_app: Flask, client: MemberClient, _person: Person) -> None:
    client.post("/sign-out")


def _leave(_app: Flask, client: MemberClient, _person: Person) -> None:
    client.post("/leave")


def _change_password(_app: Flask, client: MemberClient, _person: Person) -> None:
    assert client.post("/account/password", {"password": NEW_PASSWORD}).status_code == 303


def _reset_password(app: Flask, _client: MemberClient, person: Person) -> None:
    visitor = app.test_client()
    visitor.post("/reset", data={"email": person.email})
    link = link_in(delivered(app)[-1], "/reset/")
    assert visitor.post(link, data={"password": NEW_PASSWORD}).status_code == 303


def _change_role(app: Flask, _client: MemberClient, person: Person) -> None:
    with app.extensions["database"].transaction() as session:
        administration.set_curator(
            session, app.extensions["keys"], person.id, is_curator=True, actor="operator"
        )


def _suspend(app: Flask, _client: MemberClient, person: Person) -> None:
    with app.extensions["database"].transaction() as session:
        administration.suspend(
            session, app.extensions["keys"], person.id, reason="Under review", actor="operator"
        )


def _end_by_operator(app: Flask, _client: MemberClient, person: Person) -> None:
    with app.extensions["database"].transaction() as session:
        administration.end_sessions_of(session, app.extensions["keys"], person.email)


def _end_elsewhere(app: Flask, _client: MemberClient, person: Person) -> None:
    signed_in(app, person).post("/account/sessions/end-others")


def _turn_on_factor_elsewhere(app: Flask, _client: MemberClient, person: Person) -> None:
    with app.extensions["database"].transaction() as session:
        add_factor(app, session, person)


@pytest.mark.parametrize(
    "happens",
    [
        _sign_out,
        _leave,
        _change_password,
        _reset_password,
        _change_role,
        _suspend,
        _end_by_operator,
        _end_elsewhere,
        _turn_on_factor_elsewhere,
    ],
)
def test_a_copied_cookie_shows_and_changes_nothing_afterwards(
    app: Flask, database: Database, maya: Person, happens: Callable[..., None]
) -> None:
    client = signed_in(app, maya)
    copy = client.copied_cookies()
    assert "maya@example.org" in copy.get("/account/security").text

    happens(app, client, maya)

    with database.session() as session:
        before = account_of(session, maya.email).password_hash
    shown = copy.get("/account/security")
    asked_as_program = copy.get("/account/security", headers={"Accept": "application/json"})
    changed = copy.post("/account/password", data={"password": "a thief chose this"})
    assert shown.status_code == 303
    assert shown.headers["Location"].startswith("/sign-in")
    assert asked_as_program.status_code == 401
    assert changed.status_code == 303
    assert changed.headers["Location"] == "/sign-in"
    with database.session() as session:
        assert account_of(session, maya.email).password_hash == before


def test_changing_the_password_keeps_this_browser_signed_in_under_a_new_token(
    app: Flask, maya: Person
) -> None:
    client = signed_in(app, maya)
    with client.client.session_transaction() as cookie:
        before = cookie["_user_id"]

    client.post("/account/password", {"password": NEW_PASSWORD})

    with client.client.session_transaction() as cookie:
        assert cookie["_user_id"] != before
    assert client.get("/account/security").status_code == 200
    visitor = app.test_client()
    form = {"email": maya.email, "password": PASSWORD}
    assert visitor.post("/sign-in", data=form).status_code == 422
    assert visitor.post("/sign-in", data=form | {"password": NEW_PASSWORD}).status_code == 303
    assert "password was changed" in text_of(delivered(app)[0])


def test_sessions_are_listed_and_one_can_be_ended(app: Flask, maya: Person) -> None:
    here, there = signed_in(app, maya), signed_in(app, maya, device="Safari, iPhone")

    page = here.get("/account/sessions").text
    references = re.findall(r"/account/sessions/([^/]+)/end\"", page)
    ended = [one for one in references if "Safari" in page.split(one)[1].split("</form>")[0]]
    assert "Safari, iPhone" in page
    assert "(this one)" in page
    assert len(references) == 2

    here.post(f"/account/sessions/{ended[0]}/end")

    assert there.get("/account/sessions").status_code == 303
    assert here.get("/account/sessions").status_code == 200
    assert "Safari" not in here.get("/account/sessions").text


def test_ending_the_session_one_is_in_signs_out(
    app: Flask, database: Database, maya: Person
) -> None:
    client = signed_in(app, maya)
    with database.session() as session:
        reference = session.scalars(select(AccountSession.reference)).one()

    answer = client.post(f"/account/sessions/{reference}/end")

    assert answer.headers["Location"] == "/sign-in"
    assert client.get("/account/security").status_code == 303


def test_somebody_elses_objects_are_not_there(app: Flask, database: Database) -> None:
    """D3: six people, each address of each other's session."""
    with database.transaction() as session:
        people = [make_account(session, f"member{n}@example.org") for n in range(6)]
        for number, person in enumerate(people):
            make_verified(session, person, f"member-{number}")
    clients = [signed_in(app, person) for person in people]
    with database.session() as session:
        references = {
            row.account_id: row.reference for row in session.scalars(select(AccountSession))
        }

    for person, client in zip(people, clients, strict=True):
        for other in people:
            if other != person:
                path = f"/account/sessions/{references[other.id]}/end"
                assert client.post(path).status_code == 404

    assert all(client.get("/account/sessions").status_code == 200 for client in clients)


def test_what_matters_asks_for_the_password_after_ten_minutes(app: Flask, maya: Person) -> None:
    with clock.stopped(NOON):
        client = signed_in(app, maya)
    with clock.stopped(NOON + timedelta(minutes=11)):
        led = [
            client.get(path).headers["Location"]
            for path in ("/account/email", "/account/password", "/account/second-factor")
        ]
        refused = [
            client.post(path, form).status_code
            for path, form in (
                ("/account/email", {"email": "thief@example.org"}),
                ("/account/password", {"password": "a thief chose this"}),
                ("/account/second-factor", {"code": "123456"}),
                ("/account/second-factor/off", {}),
                ("/account/second-factor/codes", {}),
            )
        ]
        wrong = client.post("/account/confirm-password", {"password": "not this one"})
        right = client.post(
            "/account/confirm-password", {"password": PASSWORD, "next": "/account/email"}
        )
        opened = client.get("/account/email")

    assert led == [
        f"/account/confirm-password?next=/account/{page}"
        for page in ("email", "password", "second-factor")
    ]
    assert refused == [403] * 5
    assert wrong.status_code == 422
    assert right.headers["Location"] == "/account/email"
    assert opened.status_code == 200
    assert delivered(app) == []


def test_guessing_the_password_from_within_a_session_is_slowed_down(
    app: Flask, maya: Person
) -> None:
    with clock.stopped(NOON):
        client = signed_in(app, maya)
        answers = [
            client.post("/account/confirm-password", {"password": f"guess {n}"}).status_code
            for n in range(11)
        ]

    assert answers == [422] * 10 + [429]


def test_signed_in_forms_need_their_token_and_open_pages_do_not(app: Flask, maya: Person) -> None:
    client = signed_in(app, maya)

    without = client.client.post("/sign-out")
    left = client.client.post("/leave")

    assert without.status_code == 400
    assert left.status_code == 303


def test_a_page_asks_the_database_nothing_for_a_visitor(app: Flask) -> None:
    asked: list[str] = []
    event.listen(
        app.extensions["database"].engine,
        "before_cursor_execute",
        lambda _c, _u, statement, *_rest: asked.append(statement),
    )

    app.test_client().get("/about")

    assert [statement for statement in asked if "account" in statement] == []


def test_nothing_of_a_member_is_kept_by_a_cache(app: Flask, maya: Person) -> None:
    answer = signed_in(app, maya).get("/account/security")

    assert answer.headers["Cache-Control"] == "no-store"
    assert "Content-Encoding" not in answer.headers


def test_turning_the_second_step_on_takes_a_code_and_shows_codes_once(
    app: Flask, database: Database, maya: Person
) -> None:
    with clock.stopped(NOON):
        client = signed_in(app, maya)
        page = client.get("/account/second-factor").text
        with database.session() as session:
            assert account_of(session, maya.email).factor_secret is None, "no change on GET"
        sealed = re.search(r'name="sealed" value="([^"]+)"', page)
        secret = re.search(r"<strong>([A-Z2-7 ]+)</strong>", page)
        assert sealed
        assert secret
        right = totp.code_at(secret[1].replace(" ", ""), totp.step_at(NOON))
        wrong = client.post("/account/second-factor", {"sealed": sealed[1], "code": "000000"})
        forged = client.post("/account/second-factor", {"sealed": "AAAA", "code": right})
        done = client.post("/account/second-factor", {"sealed": sealed[1], "code": right})
        again = client.get("/account/second-factor").text

    codes = re.findall(r"<li>([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})</li>", done.text)
    assert wrong.status_code == 422
    assert forged.headers["Location"] == "/account/second-factor"
    assert len(set(codes)) == 10
    assert not any(code in again for code in codes)
    with database.session() as session:
        kept = account_of(session, maya.email).factor_secret
    assert kept is not None
    assert secret[1].replace(" ", "").encode() not in kept
    assert "asks for a code" in text_of(delivered(app)[0])


def test_a_curator_cannot_turn_the_second_step_off_and_a_practitioner_can(
    app: Flask, database: Database, maya: Person, wren: Person
) -> None:
    with database.transaction() as session:
        add_factor(app, session, maya)

    curator = signed_in(app, wren).post("/account/second-factor/off")
    member = signed_in(app, maya).post("/account/second-factor/off")

    assert curator.status_code == 409
    assert member.status_code == 303
    with database.session() as session:
        assert account_of(session, wren.email).factor_since is not None
        assert account_of(session, maya.email).factor_since is None


def test_new_recovery_codes_replace_the_old_ones(
    app: Flask, database: Database, maya: Person
) -> None:
    with database.transaction() as session:
        old = add_factor(app, session, maya)

    page = signed_in(app, maya).post("/account/second-factor/codes").text
    new = re.findall(r"<li>([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})</li>", page)

    answers = []
    for code in (old[0], new[0]):
        visitor = app.test_client()
        visitor.post("/sign-in", data={"email": maya.email, "password": PASSWORD})
        answers.append(visitor.post("/sign-in/second-step", data={"code": code}).status_code)
    assert answers == [422, 303]


def test_whoever_ends_a_session_stands_in_the_log(
    app: Flask, database: Database, maya: Person
) -> None:
    for end in (_sign_out, _leave):
        end(app, signed_in(app, maya), maya)
    signed_in(app, maya).post("/account/sessions/end-others")

    with database.session() as session:
        told = session.scalars(
            select(AuditEntry.action).where(
                AuditEntry.actor == account_of(session, maya.email).reference
            )
        ).all()
    ended = [action for action in told if action.startswith("session.ended")]
    assert ended == ["session.ended", "session.ended", "session.ended-others"]
