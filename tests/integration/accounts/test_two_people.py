"""What needs two people: never one, never for oneself, and alone only after two days in sight."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from directory.accounts.closed_sets import AccountStatus
from directory.accounts.services import roles
from directory.accounts.services.two_people import ActRefusedError, Proposed
from tests.integration.accounts.conftest import NOON
from tests.support.members import (
    account_of,
    add_factor,
    delivered,
    link_in,
    make_account,
    signed_in,
)

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy.orm import Session

    from directory.db import Database
    from tests.support.members import MemberClient, Person


@pytest.fixture
def otis(app: Flask, database: Database) -> Person:
    """A second curator."""
    with database.transaction() as session:
        person = make_account(
            session, "otis@example.org", name="Otis Invented", applied_as=None, is_curator=True
        )
        add_factor(app, session, person)
    return person


def _is_curator(database: Database, email: str) -> bool:
    with database.session() as session:
        return account_of(session, email).is_curator


def _page_of(client: MemberClient, email: str) -> str:
    return client.post("/people", {"email": email}).headers["Location"]


def _proposed(client: MemberClient, email: str) -> str:
    answer = client.post(f"{_page_of(client, email)}/role", {"reason": "She knows everybody."})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.headers["Location"]


def test_another_curator_confirms_and_the_one_concerned_is_told(
    app: Flask, database: Database, maya: Person, wren: Person, otis: Person
) -> None:
    act = _proposed(signed_in(app, wren), "maya@example.org")
    told = {str(mail["To"]): mail for mail in delivered(app)}
    assert set(told) == {"maya@example.org", "otis@example.org"}
    assert link_in(told["maya@example.org"], "/two-people/") == act
    assert not _is_curator(database, "maya@example.org")
    hers = signed_in(app, maya)
    assert "She knows everybody." in hers.get(act).get_data(as_text=True)

    assert signed_in(app, otis).post(f"{act}/confirm").status_code == 303

    assert _is_curator(database, "maya@example.org")
    assert hers.get("/account/security").status_code == 303, "the role holds at once"
    with database.session() as session:
        actions = session.scalars(text("SELECT action FROM audit_entries ORDER BY number")).all()
    assert {"two-people.proposed", "two-people.confirmed", "curator.made"} <= set(actions)


@pytest.mark.usefixtures("otis", "maya")
def test_nobody_is_both_halves(app: Flask, database: Database, wren: Person) -> None:
    mine = signed_in(app, wren)
    act = _proposed(mine, "maya@example.org")

    assert mine.post(f"{act}/confirm").status_code == 403
    assert not _is_curator(database, "maya@example.org")
    with pytest.raises(IntegrityError, match="two_people"), database.transaction() as session:
        session.execute(
            text(
                "UPDATE two_person_acts SET state = 'done', ended_at = proposed_at,"
                " ended_by_id = proposed_by_id"
            )
        )


def test_nobody_has_a_half_in_what_concerns_themselves(
    app: Flask, database: Database, wren: Person, otis: Person
) -> None:
    mine = signed_in(app, wren)
    own_page = _page_of(mine, wren.email)
    assert mine.post(f"{own_page}/role", {"reason": "Me."}).status_code == 403

    act = _proposed(signed_in(app, otis), wren.email)
    assert mine.post(f"{act}/confirm").status_code == 403
    assert _is_curator(database, wren.email)


def test_the_one_concerned_may_object_and_a_stranger_does_not_see_it(
    app: Flask, database: Database, maya: Person, wren: Person, otis: Person
) -> None:
    with database.transaction() as session:
        stranger = make_account(session, "ana@example.org", name="Ana Invented")
    act = _proposed(signed_in(app, wren), maya.email)
    theirs = signed_in(app, stranger)
    assert theirs.get(act).status_code == 404
    assert theirs.post(f"{act}/cancel").status_code == 404
    assert "maya" not in theirs.get("/two-people").get_data(as_text=True).lower()

    assert signed_in(app, maya).post(f"{act}/cancel").status_code == 303

    assert signed_in(app, otis).post(f"{act}/confirm").status_code in {403, 404}
    assert not _is_curator(database, maya.email)


def test_one_who_is_alone_waits_two_days_and_the_log_says_so(
    app: Flask, database: Database, maya: Person, wren: Person
) -> None:
    with time_machine.travel(NOON, tick=False):
        act = _proposed(signed_in(app, wren), maya.email)
        assert [str(mail["To"]) for mail in delivered(app)] == [maya.email]
    with time_machine.travel(NOON + timedelta(hours=47, minutes=59), tick=False):
        answer = signed_in(app, wren).post(f"{act}/confirm")
        assert answer.status_code == 409
        assert "waits until" in answer.get_data(as_text=True)
        assert not _is_curator(database, maya.email)
    with time_machine.travel(NOON + timedelta(hours=48, minutes=1), tick=False):
        assert signed_in(app, wren).post(f"{act}/confirm").status_code == 303

    assert _is_curator(database, maya.email)
    with database.session() as session:
        actions = session.scalars(text("SELECT action FROM audit_entries")).all()
    assert "two-people.done-alone" in actions


def test_one_who_was_not_alone_does_not_get_there_by_shutting_the_other_out(
    app: Flask, database: Database, maya: Person, wren: Person, otis: Person
) -> None:
    with time_machine.travel(NOON, tick=False):
        act = _proposed(signed_in(app, wren), maya.email)
    with database.transaction() as session:
        other = account_of(session, otis.email)
        other.status, other.suspended_reason = AccountStatus.SUSPENDED, "trial"
        other.suspended_at = NOON
    with time_machine.travel(NOON + timedelta(days=5), tick=False):
        assert signed_in(app, wren).post(f"{act}/confirm").status_code == 403

    assert not _is_curator(database, maya.email)


def test_the_last_networking_admin_keeps_the_role(
    app: Flask, database: Database, session: Session, wren: Person
) -> None:
    reference = account_of(session, wren.email).reference
    proposed = Proposed(roles.TAKE.kind, reference, {}, wren.id)

    with pytest.raises(ActRefusedError, match="last"), app.test_request_context():
        roles.TAKE.carry_out(session, app.extensions["keys"], proposed, "another")

    assert _is_curator(database, wren.email)


@pytest.mark.usefixtures("otis")
def test_what_was_typed_stays_when_no_reason_is_given_and_twice_is_refused(
    app: Flask, maya: Person, wren: Person
) -> None:
    mine = signed_in(app, wren)
    page = _page_of(mine, maya.email)

    assert mine.post(f"{page}/role", {"reason": "  "}).status_code == 422
    _proposed(mine, maya.email)
    again = mine.post(f"{page}/role", {"reason": "Again and again"})

    assert again.status_code == 422
    assert "Again and again" in again.get_data(as_text=True)
    assert mine.post("/people", {"email": "nobody@example.org"}).status_code == 422


def test_nobody_is_signed_out_by_another_without_a_reason(
    app: Flask, database: Database, maya: Person, wren: Person
) -> None:
    browser, curator = signed_in(app, maya), signed_in(app, wren)
    page = _page_of(curator, maya.email)

    silent = curator.post(f"{page}/end-sessions")
    still = browser.get("/account/security").status_code
    done = curator.post(f"{page}/end-sessions", {"reason": "A lost telephone."})

    assert (silent.status_code, still) == (422, 200)
    assert 'href="#why-signed-out"' in silent.get_data(as_text=True)
    assert done.status_code == 303
    assert browser.get("/account/security").status_code == 303
    with database.session() as session:
        kept = session.scalar(
            text("SELECT details FROM audit_entries WHERE action = 'sessions.ended'")
        )
    assert "A lost telephone." in str(kept)
