"""The tables of accounts, mail and the log keep their promises by themselves."""

# ruff: noqa: S608 - statements of the test's own words, on a database of its own

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import CheckConstraint, Enum, Table, UniqueConstraint, text
from sqlalchemy.exc import DataError, IntegrityError

from directory import clock
from directory.accounts.closed_sets import Attempt, Purpose, Stage
from directory.accounts.services import links, sessions, tries
from directory.accounts.services.links import LinkFor
from directory.accounts.services.sessions import Browser
from directory.accounts.tokens import new_reference
from directory.audit import services as audit
from directory.keys.ring import KeyRing
from directory.mail.message import Mail
from directory.mail.services import put_out
from directory.rotation.services import retire_keys
from directory.tables import accounts, mail, metadata, rotation, web
from directory.tables import audit as audit_tables
from directory.web.one_time_keys import use_up
from tests.support.databases import SECRET
from tests.support.members import add_factor, make_account, make_verified

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy.orm import Session

NAMES = {
    model.__tablename__
    for module in (accounts, mail, audit_tables, rotation, web)
    for model in vars(module).values()
    if hasattr(model, "__tablename__")
}
OURS = [table for table in metadata.sorted_tables if table.name in NAMES]

CHECKS = {
    "ck_accounts_email_is_lower": "UPDATE accounts SET email = 'Maya@example.org' WHERE id = 1",
    "ck_accounts_name_is_given": "UPDATE accounts SET name = ' '",
    "ck_accounts_factor_has_date": "UPDATE accounts SET factor_since = NULL",
    "ck_accounts_suspended_has_reason": "UPDATE accounts SET status = 'suspended'",
    "ck_account_sessions_end_has_reason": (
        "UPDATE account_sessions SET ended_because = 'signed-out'"
    ),
    "ck_one_time_links_expires_later": "UPDATE one_time_links SET expires_at = usable_from",
    "ck_one_time_links_end_has_reason": "UPDATE one_time_links SET closed_because = 'used'",
    "ck_outgoing_mails_tries_not_negative": "UPDATE outgoing_mails SET tries = -1",
    "ck_outgoing_mails_emptied_once_sent": "UPDATE outgoing_mails SET sent_at = due_at",
    "ck_outgoing_mails_sent_or_parked": (
        "UPDATE outgoing_mails SET sent_at = due_at, parked_at = due_at, content = NULL"
    ),
    "ck_audit_entries_action_is_given": (
        "INSERT INTO audit_entries (number, at, actor, action, subject, details, chained_hash)"
        " VALUES (9, '2026-11-22', 'x', '', '', '', '')"
    ),
    "ck_audit_head_is_one_row": "UPDATE audit_head SET id = 2",
    "ck_one_time_keys_purpose_is_given": "UPDATE one_time_keys SET purpose = ''",
    "ck_passkeys_sign_count_not_negative": "UPDATE passkeys SET sign_count = -1",
    "ck_passkeys_name_is_given": "UPDATE passkeys SET name = ' '",
    "ck_two_person_acts_ended_has_date": "UPDATE two_person_acts SET ended_at = proposed_at",
    "ck_two_person_acts_two_people": (
        "UPDATE two_person_acts SET state = 'done', ended_at = proposed_at,"
        " ended_by_id = proposed_by_id"
    ),
    "ck_two_person_acts_alone_has_waited": "UPDATE two_person_acts SET was_alone = true",
}
UNIQUE = {
    ("accounts", "email"): "UPDATE accounts SET email = 'maya@example.org'",
    ("accounts", "reference"): "UPDATE accounts SET reference = 'x'",
    ("account_sessions", "reference"): "UPDATE account_sessions SET reference = 'x'",
    ("account_sessions", "token_hash"): "UPDATE account_sessions SET token_hash = 'x'",
    ("one_time_links", "reference"): "UPDATE one_time_links SET reference = 'x'",
    ("one_time_links", "token_hash"): "UPDATE one_time_links SET token_hash = 'x'",
    ("one_time_links", "form_key"): "UPDATE one_time_links SET form_key = 'x'",
    ("recovery_codes", "code_hash"): "UPDATE recovery_codes SET code_hash = 'x'",
    ("known_browsers", "token_hash"): "UPDATE known_browsers SET token_hash = 'x'",
    ("outgoing_mails", "message_id"): "UPDATE outgoing_mails SET message_id = 'x'",
    ("passkeys", "reference"): "UPDATE passkeys SET reference = 'x'",
    ("passkeys", "credential_id"): "UPDATE passkeys SET credential_id = public_key",
    ("retired_keys", "fingerprint"): "UPDATE retired_keys SET fingerprint = 'x'",
    ("two_person_acts", "reference"): "UPDATE two_person_acts SET reference = 'x'",
    ("two_person_acts", "kind"): "UPDATE two_person_acts SET subject = 'x'",
    ("account_listings", "listing_handle"): ("UPDATE account_listings SET listing_handle = 'maya'"),
}


@pytest.fixture
def rows(app: Flask, session: Session) -> Session:
    """Two of everything."""
    keys: KeyRing = app.extensions["keys"]
    for number, name in enumerate(("maya", "ana")):
        person = make_account(session, f"{name}@example.org")
        make_verified(session, person, name)
        add_factor(app, session, person)
        for _time in range(2):
            sessions.start_session(session, person.id, Stage.FULL, Browser("", ""))
            sessions.remember_browser(session, person.id)
        wanted = LinkFor(purpose=Purpose.RESET, account_id=person.id, form_key=f"key{number}")
        links.make_link(session, wanted)
        note = Mail(to="maya@example.org", subject="x", text="x", html="x")
        put_out(session, keys, note, event="trial", base_url="https://example.org")
        tries.note_try(session, keys, Attempt.MAIL, account="x", caller="y")
        use_up(session, name, purpose="trial")
        session.add(_passkey(person.id, number))
        session.add(_act(person.id, name))
    retire_keys(session, KeyRing(SECRET, ("y" * 40, "z" * 40)), ["trial"])
    audit.record(session, KeyRing(SECRET), actor="someone", action="deed")
    session.commit()
    return session


def _passkey(account_id: int, number: int) -> accounts.Passkey:
    return accounts.Passkey(
        reference=new_reference(),
        account_id=account_id,
        credential_id=str(number).encode(),
        public_key=b"same",
        sign_count=0,
        name="phone",
        made_at=clock.now(),
    )


def _act(account_id: int, subject: str) -> accounts.TwoPersonAct:
    return accounts.TwoPersonAct(
        reference=new_reference(),
        kind="trial",
        subject=subject,
        details="{}",
        concerned_id=account_id,
        proposed_by_id=account_id,
        proposed_at=clock.now(),
        expires_at=clock.now(),
    )


@pytest.mark.parametrize("name", CHECKS)
def test_each_check_refuses_its_case(rows: Session, name: str) -> None:
    rows.execute(text("UPDATE one_time_links SET closed_at = NULL"))
    with pytest.raises(IntegrityError, match=name):
        rows.execute(text(CHECKS[name]))


def test_each_check_has_its_case() -> None:
    enums = {
        column.type.name
        for table in OURS
        for column in table.columns
        if isinstance(column.type, Enum)
    }
    named = {
        str(constraint.name)
        for table in OURS
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint) and constraint.name not in enums
    }

    assert {name for name in named if not name.endswith(tuple(map(str, enums)))} == set(CHECKS)


@pytest.mark.parametrize(("table", "column"), UNIQUE)
def test_each_unique_value_stands_once(rows: Session, table: str, column: str) -> None:
    with pytest.raises(IntegrityError):
        rows.execute(text(UNIQUE[table, column]))


def test_each_unique_value_has_its_case() -> None:
    single = {
        (table.name, constraint.columns[0].name)
        for table in OURS
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint)
    }
    indexed = {
        (table.name, index.columns[0].name)
        for table in OURS
        for index in table.indexes
        if index.unique
    }

    assert single | indexed == set(UNIQUE)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (table, column.name)
        for table in OURS
        for column in table.columns
        if isinstance(column.type, Enum)
    ],
    ids=str,
)
def test_each_closed_set_is_closed(rows: Session, table: Table, column: str) -> None:
    with pytest.raises((IntegrityError, DataError)):
        rows.execute(text(f"UPDATE {table.name} SET {column} = 'something else'"))


def test_a_listing_that_goes_takes_its_stewardship_along_and_a_new_handle_is_followed(
    rows: Session,
) -> None:
    rows.execute(text("UPDATE listings SET handle = 'maya-okafor' WHERE handle = 'maya'"))
    rows.execute(text("DELETE FROM listings WHERE handle = 'ana'"))

    kept = rows.execute(text("SELECT listing_handle FROM account_listings")).all()

    assert [row.listing_handle for row in kept] == ["maya-okafor"]


def test_an_account_that_goes_leaves_nothing_but_the_log(rows: Session) -> None:
    rows.execute(text("DELETE FROM accounts"))

    left = {
        table.name: rows.execute(text(f"SELECT count(*) FROM {table.name}")).scalar_one()
        for table in OURS
    }

    assert {name for name, count in left.items() if count} == {
        "audit_entries",
        "audit_head",
        "one_time_keys",
        "outgoing_mails",
        "retired_keys",
        "sign_in_tries",
    }
