"""Members of each role for tests: accounts made directly, and browsers that are signed in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select, update

from directory import clock
from directory.accounts import passwords, totp
from directory.accounts.closed_sets import AppliedAs, Stage, Stewardship
from directory.accounts.models import Account
from directory.accounts.services import second_factor
from directory.accounts.services.administration import give_listing
from directory.accounts.services.sessions import Browser, start_session
from directory.accounts.tokens import new_reference
from directory.mail.delivery import deliver_due
from tests.support.drafts import plain_draft, save

if TYPE_CHECKING:
    from email.message import EmailMessage

    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session
    from werkzeug.test import TestResponse

    from directory.db import Database

PASSWORD = "quiet harbor lantern"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
RAW_TOKEN = "0" * 40


@dataclass(frozen=True, slots=True)
class Person:
    """An account made for a test."""

    id: int
    email: str


@cache
def _password_hash() -> str:
    return passwords.hashed(PASSWORD)


def make_account(
    session: Session,
    email: str,
    *,
    name: str = "Maya Invented",
    applied_as: AppliedAs | None = AppliedAs.PRACTITIONER,
    is_curator: bool = False,
) -> Person:
    """An account with the password of all tests and no second factor. Flushes."""
    account = Account(
        reference=new_reference(),
        email=email,
        name=name,
        applied_as=applied_as,
        is_curator=is_curator,
        password_hash=_password_hash(),
        password_changed_at=clock.now(),
        made_at=clock.now(),
    )
    session.add(account)
    session.flush()
    return Person(account.id, email)


def add_factor(app: Flask, session: Session, person: Person) -> tuple[str, ...]:
    """Give the account the second factor of all tests; its recovery codes."""
    codes = second_factor.turn_on(
        session, app.extensions["keys"], person.id, SECRET, step=0, but=""
    )
    session.execute(update(Account).values(factor_last_step=None).where(Account.id == person.id))
    return codes


def code_now(steps_later: int = 0) -> str:
    """The code of the tests' second factor."""
    return totp.code_at(SECRET, totp.step_at(clock.now()) + steps_later)


def make_verified(
    session: Session, person: Person, handle: str, *, as_center: bool = False
) -> None:
    """Give the account a listing of its own that a curator has checked. Flushes."""
    save(session, plain_draft(handle))
    stewardship = Stewardship.MANAGER if as_center else Stewardship.OWNER
    give_listing(session, person.id, handle, stewardship, verified_on=clock.today())


def signed_in(app: Flask, person: Person, *, device: str = "Firefox, Linux") -> MemberClient:
    """A browser that holds a full session of this account, begun now."""
    database: Database = app.extensions["database"]
    with database.transaction() as session:
        token = start_session(session, person.id, Stage.FULL, Browser(device, "127.0.0.0/24"))
    return MemberClient(app, token)


class MemberClient:
    """A signed-in client whose forms carry their token."""

    def __init__(self, app: Flask, token: str) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        with self.client.session_transaction() as cookie:
            cookie["_user_id"] = token
            cookie["csrf_token"] = RAW_TOKEN

    def get(self, path: str, **options: Any) -> TestResponse:  # noqa: ANN401 - handed on
        return self.client.get(path, **options)

    def post(
        self,
        path: str,
        data: dict[str, str] | None = None,
        **options: Any,  # noqa: ANN401 - handed on
    ) -> TestResponse:
        form = {"csrf_token": form_token(self.app)} | (data or {})
        return self.client.post(path, data=form, **options)

    def copied_cookies(self) -> FlaskClient:
        """Another browser with a copy of this one's cookies."""
        other = self.app.test_client()
        name = str(self.app.config["SESSION_COOKIE_NAME"])
        cookie = self.client.get_cookie(name)
        assert cookie is not None
        other.set_cookie(name, cookie.value)
        return other


def form_token(app: Flask) -> str:
    """The form token of every test session, as Flask-WTF signs it."""
    serializer = URLSafeTimedSerializer(str(app.secret_key), salt="wtf-csrf-token")
    return str(serializer.dumps(RAW_TOKEN))


class Postbox:
    """A mailer that keeps what it is given."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []

    def send(self, message: EmailMessage) -> None:
        self.messages.append(message)


def delivered(app: Flask) -> list[EmailMessage]:
    """Every mail that waits, delivered now."""
    postbox = Postbox()
    deliver_due(
        app.extensions["database"], app.extensions["keys"], postbox, sender="site@example.org"
    )
    return postbox.messages


def link_in(message: EmailMessage, path: str) -> str:
    """The path of the first link in a mail that begins with `path`, such as `/confirm/`."""
    for word in text_of(message).split():
        address = word.removeprefix("http://127.0.0.1:8000")
        if address.startswith(path):
            return address
    raise AssertionError(f"no link to {path} in {text_of(message)}")


def text_of(message: EmailMessage) -> str:
    """The plain words of a mail."""
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def account_of(session: Session, email: str) -> Account:
    """The row of an account."""
    return session.scalars(select(Account).where(Account.email == email)).one()
