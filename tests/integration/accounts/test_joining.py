"""Signing up and being invited: one mail, one link, one account."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from directory import clock
from directory.accounts.models import Account, AccountSession, OneTimeLink
from directory.accounts.queries import has_accounts
from directory.audit import services as audit
from directory.mail.models import OutgoingMail
from tests.integration.accounts.conftest import NOON
from tests.support.members import (
    PASSWORD,
    account_of,
    delivered,
    link_in,
    make_account,
    make_verified,
    signed_in,
    text_of,
)

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from directory.db import Database
    from tests.support.members import Person

FORM = {"applied_as": "practitioner", "name": "Ana Invented", "email": "ana@example.org"}


def key_in(page: TestResponse) -> str:
    found = re.search(r'name="one_time_key" value="([^"]+)"', page.text)
    assert found
    return found[1]


def _sign_up(client: FlaskClient, **changes: str) -> TestResponse:
    key = key_in(client.get("/sign-up"))
    return client.post("/sign-up", data={**FORM, "one_time_key": key, **changes})


def _count(database: Database, model: type) -> int:
    with database.session() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_fresh_copy_has_no_account(database: Database) -> None:
    with database.session() as session:
        assert not has_accounts(session)


def test_signing_up_mails_a_link_behind_which_a_password_makes_the_account(
    app: Flask, client: FlaskClient, database: Database
) -> None:
    assert _sign_up(client).headers["Location"] == "/sign-up/sent"
    assert _count(database, Account) == 0
    (mail,) = delivered(app)
    link = link_in(mail, "/confirm/")

    page = client.get(link)
    answer = client.post(link, data={"name": "Ana Invented", "password": PASSWORD})

    assert "ana@example.org" in page.text
    assert answer.headers["Location"] == "/desk"
    assert "Ana Invented" in client.get("/account/security").text
    with database.session() as session:
        account = account_of(session, "ana@example.org")
        assert account.password_hash.startswith("$argon2id$")
        assert not account.is_curator
        assert audit.verify(session, app.extensions["keys"]).is_sound


def test_opening_the_link_changes_nothing_and_using_it_twice_makes_one_account(
    app: Flask, client: FlaskClient, database: Database
) -> None:
    _sign_up(client)
    link = link_in(delivered(app)[0], "/confirm/")
    for _time in range(3):
        assert client.get(link).status_code == 200
    assert _count(database, Account) == 0

    first = client.post(link, data={"name": "Ana", "password": PASSWORD})
    second = app.test_client().post(link, data={"name": "Eve", "password": PASSWORD})

    assert (first.status_code, second.status_code) == (303, 410)
    assert _count(database, Account) == 1


def test_a_link_works_for_a_day(app: Flask, client: FlaskClient) -> None:
    with clock.stopped(NOON):
        _sign_up(client)
        link = link_in(delivered(app)[0], "/confirm/")
    with clock.stopped(NOON + timedelta(hours=23, minutes=59)):
        assert client.get(link).status_code == 200
    with clock.stopped(NOON + timedelta(hours=24, seconds=1)):
        assert client.get(link).status_code == 410
        late = client.post(link, data={"name": "Ana", "password": PASSWORD})
        assert late.status_code == 410


def test_the_same_form_sent_twice_mails_once(
    app: Flask, client: FlaskClient, database: Database
) -> None:
    key = key_in(client.get("/sign-up"))
    answers = [
        client.post("/sign-up", data={**FORM, "one_time_key": key}).headers["Location"]
        for _time in range(2)
    ]

    assert answers == ["/sign-up/sent", "/sign-up/sent"]
    assert _count(database, OneTimeLink) == 1
    assert len(delivered(app)) == 1


def test_an_address_with_an_account_gets_the_same_answer_and_another_mail(
    app: Flask, client: FlaskClient, database: Database, maya: Person
) -> None:
    unknown = _sign_up(client)
    known = _sign_up(client, email="MAYA@example.org ")

    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    mails = {mail["To"]: mail for mail in delivered(app)}
    assert "account already" in text_of(mails[maya.email])
    with pytest.raises(AssertionError):
        link_in(mails[maya.email], "/confirm/")
    assert _count(database, Account) == 1


def test_one_address_is_not_flooded_with_mail(app: Flask, client: FlaskClient) -> None:
    for _time in range(6):
        assert _sign_up(client).status_code == 303

    assert len(delivered(app)) == 3


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("email", "", "Enter an e-mail address"),
        ("email", "not an address", "This is no e-mail address"),
        ("email", "a@b.co,c@d.co", "This is no e-mail address"),
        ("email", "x" * 250 + "@example.org", "This is no e-mail address"),
        ("name", "  ", "Enter a name"),
        ("name", "Win at www.example.com", "Enter a name only"),
        ("name", "N" * 121, "Use at most 120 characters"),
        ("applied_as", "curator", "Say whether this is for a person or a center"),
    ],
)
def test_a_wrong_field_is_named_and_what_was_typed_stays(
    client: FlaskClient, database: Database, field: str, value: str, says: str
) -> None:
    answer = _sign_up(client, **{field: value})

    assert answer.status_code == 422
    assert answer.text.count(says) == 2, "at the top and at the field"
    assert FORM["name" if field == "email" else "email"] in answer.text
    assert _count(database, OneTimeLink) == 0


def test_a_line_break_in_a_name_adds_no_header_to_a_mail(app: Flask, maya: Person) -> None:
    client = signed_in(app, maya)
    key = key_in(client.get("/invitations"))

    client.post(
        "/invitations",
        {**FORM, "name": "Ana\r\nBcc: all@example.net", "one_time_key": key},
    )

    assert [mail["Bcc"] for mail in delivered(app)] in ([], [None])


@pytest.mark.parametrize(
    "password", ["short", "password1234", "BetterTogether2026", "ana-example!"]
)
def test_a_weak_password_is_refused_and_the_link_stays_open(
    app: Flask, client: FlaskClient, database: Database, password: str
) -> None:
    _sign_up(client)
    link = link_in(delivered(app)[0], "/confirm/")

    answer = client.post(link, data={"name": "Ana", "password": password})

    assert answer.status_code == 422
    assert password not in answer.text
    assert _count(database, Account) == 0
    assert client.get(link).status_code == 200


def test_a_password_of_128_emoji_opens_the_account(app: Flask, client: FlaskClient) -> None:
    _sign_up(client)
    link = link_in(delivered(app)[0], "/confirm/")
    password = "🌊" * 128

    made = client.post(link, data={"name": "Ana", "password": password})
    again = app.test_client().post(
        "/sign-in", data={"email": "ana@example.org", "password": password}
    )

    assert made.status_code == 303
    assert again.headers["Location"] == "/desk"


def test_a_member_invites_and_the_invited_joins(
    app: Flask, client: FlaskClient, database: Database, maya: Person
) -> None:
    inviter = signed_in(app, maya)
    key = key_in(inviter.get("/invitations"))

    sent = inviter.post("/invitations", {**FORM, "one_time_key": key})
    (mail,) = delivered(app)
    joined = client.post(
        link_in(mail, "/confirm/"), data={"name": "Ana Invented", "password": PASSWORD}
    )

    assert sent.headers["Location"] == "/invitations"
    assert "Maya Invented" in text_of(mail)
    assert joined.status_code == 303
    assert "ana@example.org" not in inviter.get("/invitations").text
    with database.session() as session:
        assert account_of(session, "ana@example.org").applied_as == "practitioner"


def test_a_withdrawn_invitation_opens_nothing_and_only_its_sender_withdraws_it(
    app: Flask, client: FlaskClient, database: Database, maya: Person
) -> None:
    inviter = signed_in(app, maya)
    inviter.post("/invitations", {**FORM, "one_time_key": key_in(inviter.get("/invitations"))})
    link = link_in(delivered(app)[0], "/confirm/")
    with database.transaction() as session:
        reference = session.scalars(select(OneTimeLink.reference)).one()
        other = make_account(session, "other@example.org", is_curator=False)
        make_verified(session, other, "other")
    path = f"/invitations/{reference}/withdraw"

    by_other = signed_in(app, other).post(path)
    still_open = client.get(link)
    by_sender = inviter.post(path)

    assert by_other.status_code == 404
    assert still_open.status_code == 200
    assert by_sender.status_code == 303
    assert client.get(link).status_code == 410


def test_the_inviter_does_not_learn_who_is_here(app: Flask, maya: Person, wren: Person) -> None:
    inviter = signed_in(app, maya)
    key = key_in(inviter.get("/invitations"))

    inviter.post("/invitations", {**FORM, "email": wren.email, "one_time_key": key})

    assert wren.email in inviter.get("/invitations").text
    (mail,) = delivered(app)
    assert "account already" in text_of(mail)


def test_there_are_ten_invitations_a_day(app: Flask, maya: Person) -> None:
    inviter = signed_in(app, maya)
    answers = [
        inviter.post(
            "/invitations",
            {
                **FORM,
                "email": f"ana{number}@example.org",
                "one_time_key": key_in(inviter.get("/invitations")),
            },
        ).status_code
        for number in range(11)
    ]

    assert answers == [303] * 10 + [422]


def test_a_mail_is_encrypted_until_it_is_sent_and_then_gone(
    app: Flask, client: FlaskClient, database: Database
) -> None:
    _sign_up(client)
    with database.session() as session:
        waiting = session.scalars(select(OutgoingMail)).one()
    delivered(app)
    with database.session() as session:
        sent = session.scalars(select(OutgoingMail)).one()

    assert waiting.content is not None
    assert b"ana@example.org" not in waiting.content
    assert b"/confirm/" not in waiting.content
    assert sent.content is None
    assert sent.sent_at is not None


def test_the_session_cookie_is_all_that_a_new_member_gets_besides_a_browser_mark(
    app: Flask, client: FlaskClient, database: Database
) -> None:
    _sign_up(client)
    link = link_in(delivered(app)[0], "/confirm/")

    answer = client.post(link, data={"name": "Ana", "password": PASSWORD})

    cookies = answer.headers.getlist("Set-Cookie")
    assert sorted(cookie.split("=")[0] for cookie in cookies) == ["known", "session"]
    assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in cookies)
    with database.session() as session:
        row = session.scalars(select(AccountSession)).one()
    assert len(row.token_hash) == 64
    assert row.token_hash not in "".join(cookies)
