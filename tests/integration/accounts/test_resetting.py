"""A new password by mail, and another address after a day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from directory import clock
from directory.accounts.queries import credentials_of
from tests.integration.accounts.conftest import NOON
from tests.support.members import (
    PASSWORD,
    code_now,
    delivered,
    link_in,
    signed_in,
    text_of,
)

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from directory.db import Database
    from tests.support.members import Person

NEW_PASSWORD = "another quiet harbor"


def _asked(app: Flask, client: FlaskClient, person: Person) -> str:
    client.post("/reset", data={"email": person.email})
    return link_in(delivered(app)[-1], "/reset/")


def test_a_reset_changes_the_password_and_skips_no_second_step(
    app: Flask, client: FlaskClient, wren: Person
) -> None:
    with clock.stopped(NOON):
        link = _asked(app, client, wren)
        opened = client.get(link)
        changed = client.post(link, data={"password": NEW_PASSWORD})
        not_inside = client.get("/account/security")
        signed = client.post("/sign-in", data={"email": wren.email, "password": NEW_PASSWORD})
        inside = client.post("/sign-in/second-step", data={"code": code_now()})

    assert opened.status_code == 200
    assert changed.headers["Location"] == "/sign-in"
    assert not_inside.status_code == 303
    assert signed.headers["Location"] == "/sign-in/second-step"
    assert inside.headers["Location"] == "/curate"


def test_a_reset_link_works_once_and_for_ten_minutes(
    app: Flask, client: FlaskClient, maya: Person
) -> None:
    with clock.stopped(NOON):
        first, second = _asked(app, client, maya), _asked(app, client, maya)
        replaced = client.get(first).status_code
        used = client.post(second, data={"password": NEW_PASSWORD}).status_code
        again = client.post(second, data={"password": PASSWORD}).status_code
        third = _asked(app, client, maya)
    with clock.stopped(NOON + timedelta(minutes=9, seconds=59)):
        still = client.get(third).status_code
    with clock.stopped(NOON + timedelta(minutes=11)):
        late = client.post(third, data={"password": NEW_PASSWORD}).status_code

    assert (replaced, used, again, still, late) == (410, 303, 410, 200, 410)


def test_a_link_of_one_purpose_opens_nothing_else(
    app: Flask, client: FlaskClient, maya: Person
) -> None:
    token = _asked(app, client, maya).removeprefix("/reset/")

    for path in ("/confirm/", "/email/confirm/", "/email/undo/"):
        assert client.get(path + token).status_code == 410
        assert client.post(path + token, data={"password": NEW_PASSWORD}).status_code == 410
    assert client.get(f"/reset/{token}").status_code == 200


def test_a_forged_host_header_reaches_no_mail(
    app: Flask, client: FlaskClient, maya: Person
) -> None:
    client.post(
        "/reset",
        data={"email": maya.email},
        headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"},
    )

    (mail,) = delivered(app)
    assert "evil" not in mail.as_string()
    assert "http://127.0.0.1:8000/reset/" in text_of(mail)


def test_known_and_unknown_addresses_get_the_same_answer(
    app: Flask, client: FlaskClient, maya: Person
) -> None:
    known = client.post("/reset", data={"email": maya.email})
    unknown = client.post("/reset", data={"email": "nobody@example.org"})

    assert (known.status_code, known.headers["Location"]) == (303, "/reset/sent")
    assert (unknown.status_code, unknown.headers["Location"]) == (303, "/reset/sent")
    assert [mail["To"] for mail in delivered(app)] == [maya.email]


def test_an_address_is_changed_after_a_day_and_both_are_told(
    app: Flask, client: FlaskClient, database: Database, maya: Person
) -> None:
    with clock.stopped(NOON):
        member = signed_in(app, maya)
        member.post("/account/email", {"email": "new@example.org"})
        mails = {mail["To"]: mail for mail in delivered(app)}
        page = member.get("/account/email").text
        link = link_in(mails["new@example.org"], "/email/confirm/")
        early = client.post(link)
    with clock.stopped(NOON + timedelta(hours=24, seconds=1)):
        button = client.get(link)
        with database.session() as session:
            assert credentials_of(session, "new@example.org") is None, "no change on GET"
        done = client.post(link)
        signed = client.post("/sign-in", data={"email": "new@example.org", "password": PASSWORD})

    assert "new@example.org" in text_of(mails[maya.email])
    assert "A change waits" in page
    assert early.status_code == 425
    assert button.status_code == 200
    assert done.headers["Location"] == "/sign-in"
    assert signed.status_code == 303
    with database.session() as session:
        assert credentials_of(session, maya.email) is None


def test_the_old_address_stops_the_change_before_and_takes_it_back_after(
    app: Flask, client: FlaskClient, database: Database, maya: Person
) -> None:
    for is_late in (False, True):
        with clock.stopped(NOON):
            thief = signed_in(app, maya)
            thief.post("/account/email", {"email": f"thief{is_late}@example.org".lower()})
            mails = {mail["To"]: mail for mail in delivered(app)}
            undo = link_in(mails[maya.email], "/email/undo/")
            confirm = link_in(mails[f"thief{is_late}@example.org".lower()], "/email/confirm/")
        if is_late:
            with clock.stopped(NOON + timedelta(hours=25)):
                assert client.post(confirm).status_code == 303
        with clock.stopped(NOON + timedelta(hours=26)):
            assert client.get(undo).status_code == 200
            assert client.post(undo).headers["Location"] == "/reset"
            assert client.post(confirm).status_code == 410
        with clock.stopped(NOON):
            assert thief.get("/account/security").status_code == 303
        with database.session() as session:
            assert credentials_of(session, maya.email) is not None


def test_a_thief_who_goes_on_changing_cannot_close_the_owners_way_back(
    app: Flask, client: FlaskClient, database: Database, maya: Person
) -> None:
    with clock.stopped(NOON):
        signed_in(app, maya).post("/account/email", {"email": "thief1@example.org"})
        mails = {mail["To"]: mail for mail in delivered(app)}
        way_back = link_in(mails[maya.email], "/email/undo/")
    later = NOON + timedelta(hours=25)
    with clock.stopped(later):
        client.post(link_in(mails["thief1@example.org"], "/email/confirm/"))
        thief = signed_in(app, maya)
        thief.post("/account/email/cancel")
        thief.post("/account/email", {"email": "thief2@example.org"})
        mails = {mail["To"]: mail for mail in delivered(app)}
        client.post(link_in(mails["thief1@example.org"], "/email/undo/"))

        assert client.post(way_back).headers["Location"] == "/reset"

        with database.session() as session:
            assert credentials_of(session, maya.email) is not None
        assert (
            client.post(link_in(mails["thief2@example.org"], "/email/confirm/")).status_code == 410
        )
        assert client.post(link_in(mails["thief1@example.org"], "/email/undo/")).status_code == 410


def test_the_owner_cancels_a_change(app: Flask, client: FlaskClient, maya: Person) -> None:
    with clock.stopped(NOON):
        member = signed_in(app, maya)
        member.post("/account/email", {"email": "new@example.org"})
        mails = {mail["To"]: mail for mail in delivered(app)}
        member.post("/account/email/cancel")
    with clock.stopped(NOON + timedelta(hours=25)):
        confirm = link_in(mails["new@example.org"], "/email/confirm/")
        assert client.get(confirm).status_code == 410


def test_an_address_that_is_taken_gets_the_same_answer_and_is_never_taken_over(
    app: Flask, database: Database, maya: Person, wren: Person
) -> None:
    member = signed_in(app, maya)

    answer = member.post("/account/email", {"email": wren.email})

    assert answer.headers["Location"] == "/account/email"
    assert wren.email in member.get("/account/email").text
    mails = {mail["To"]: text_of(mail) for mail in delivered(app)}
    assert "account already" in mails[wren.email]
    with database.session() as session:
        found = credentials_of(session, wren.email)
    assert found is not None
    assert found.account_id == wren.id
