"""A network of a few members whose forms are sent one by one, and what the log says of each."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from flask.testing import FlaskClient
from sqlalchemy import event, select

from directory import clock
from directory.accounts.closed_sets import AppliedAs, Stewardship
from directory.accounts.models import Account
from directory.accounts.services.administration import give_listing
from directory.audit import services as audit
from directory.audit.models import AuditEntry
from directory.audit.quiet import QUIET
from directory.config import Mode, Settings
from directory.db import Database
from directory.matching.listing import LicenseStatus
from directory.matching.need import Kind
from directory.profiles.closed_sets import Audience
from directory.profiles.draft import ContactDraft, CredentialDraft, ModalityDraft
from directory.profiles.listing import PublicAvailability, PublicSpecialty
from directory.web.one_time_keys import new_key
from tests.support.databases import SECRET, migrate
from tests.support.drafts import HOME, LPC, OFFICE, plain_draft, publish, save
from tests.support.members import (
    MemberClient,
    Person,
    add_factor,
    delivered,
    make_account,
    signed_in,
    text_of,
)
from tests.support.searching import add_places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask
    from werkzeug.test import TestResponse

    from directory.profiles.draft import ListingDraft

CANARY = "Zyxcanary"
"""Stands in everything that is typed and is no reason of a decision: no entry may hold it."""
EMAIL = "zyxcanary@example.org"
ADMINS = ("wren", "robin")
OWNERS = ("maya", "sam", "ada", "mia")
MANAGER = "house"
NEWCOMER = "nora"
SWEDISH = "swedish"

_WRITE = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)"?', re.IGNORECASE)

Browser: TypeAlias = MemberClient | FlaskClient


@dataclass(frozen=True, slots=True)
class Told:
    """What an entry says: its action, and its details or the most telling of them.

    A detail such as `1 changed; status, since; status: open → closed` says how many rows, which
    columns, and the old and the new of what comes from a closed set.
    """

    action: str
    details: Mapping[str, str] = field(default_factory=dict)


def told(action: str, details: Mapping[str, str] | None = None) -> Told:
    """An entry of this action, which holds each part of these details."""
    return Told(action, details or {})


def silent(why: str) -> Told:
    """No entry, by intent."""
    return Told("", {"why": why})


@dataclass(slots=True)
class Site:
    """The site, its members' browsers, and which routes were sent a form."""

    app: Flask
    database: Database
    table: Mapping[str, Told]
    """What is told, by route."""
    driven: set[str] = field(default_factory=set)
    _browsers: dict[str, MemberClient] = field(default_factory=dict)
    _written: set[str] = field(default_factory=set)
    """The tables that were written to, as the database itself was asked."""

    def __post_init__(self) -> None:
        """Pages are checked elsewhere; here they are only walked through."""
        self.app.test_client_class = FlaskClient
        event.listen(self.database.engine, "after_cursor_execute", self._see)

    def member(self, name: str) -> MemberClient:
        """The browser of a member, signed in once."""
        if name not in self._browsers:
            self._browsers[name] = self.another(name)
        return self._browsers[name]

    def another(self, name: str) -> MemberClient:
        """One more browser of a member, signed in now."""
        return signed_in(self.app, Person(self.account_id(name), email_of(name)))

    def visitor(self) -> FlaskClient:
        """Somebody who is not signed in, with a cookie of the site."""
        found = self.app.test_client()
        found.get("/about")
        return found

    def account_id(self, name: str) -> int:
        """The number of a member's account."""
        with self.database.session() as session:
            return session.scalars(select(Account.id).where(Account.email == email_of(name))).one()

    def send(
        self,
        browser: Browser | str,
        path: str,
        form: Mapping[str, Any] | None = None,
        *,
        by: str | None = None,
        says: Told | None = None,
        **options: Any,  # noqa: ANN401 - handed on
    ) -> TestResponse:
        """Send a form that is in order; what it wrote stands in the log as the table says.

        `browser` may be a member's name. `by` names the member who acts where a visitor's browser
        becomes theirs, and `says` is told here in place of what the table says.
        """
        who = browser if isinstance(browser, str) else by
        used = self.member(browser) if isinstance(browser, str) else browser
        actor = self._reference(who)
        before = self._last()
        self._written.clear()
        answer = used.post(path, data={"one_time_key": new_key()} | dict(form or {}), **options)
        assert answer.status_code < 400, f"{path}: {answer.status_code} {_said(answer)}"
        rule, _values = self.app.url_map.bind("").match(path, method="POST", return_rule=True)
        route = str(rule.rule)
        self.driven.add(route)
        # Who has just joined had no account before, and who left has none now.
        expected = says or self.table[route]
        self._check(route, expected, before, actor or self._reference(who) or audit.NOBODY)
        return answer

    def see(self, browser: Browser | str, path: str, pattern: str) -> str:
        """What a page holds: the first group of a pattern, or all that it matches."""
        used = self.member(browser) if isinstance(browser, str) else browser
        page = used.get(path).get_data(as_text=True)
        return found_in(page, pattern)

    def mailed(self, path: str, to: str = "") -> str:
        """The link of the last mail that was put out, delivered now."""
        mails = [mail for mail in delivered(self.app) if to in str(mail["To"])]
        return found_in(text_of(mails[-1]), rf"{path}[\w-]+")

    def _check(self, route: str, expected: Told, before: int, actor: str) -> None:
        with self.database.session() as session:
            entries = session.scalars(
                select(AuditEntry).where(AuditEntry.number > before).order_by(AuditEntry.number)
            ).all()
            lines = [(one.action, one.actor, one.details) for one in entries]
        loud = self._written - set(QUIET)
        said = f"{route} wrote to {sorted(loud)} and is told as {lines}"
        if not expected.action:
            assert (lines, loud) == ([], set()), said
            return
        named = [line for line in lines if line[0] == expected.action]
        assert named, said
        assert {line[1] for line in named} == {actor}, said
        details = json.loads(named[0][2])
        if expected.action.startswith("page."):
            assert loud <= set(details), said
        missing = {
            name: text
            for name, text in expected.details.items()
            if not set(text.split("; ")) <= set(details.get(name, "").split("; "))
        }
        assert missing == {}, said

    def _see(self, _connection: Any, cursor: Any, statement: str, *_rest: Any) -> None:  # noqa: ANN401 - SQLAlchemy's
        found = _WRITE.match(statement)
        if found is not None and cursor.rowcount != 0:
            self._written.add(found[1])

    def _last(self) -> int:
        with self.database.session() as session:
            return audit.last_entry(session)[0]

    def _reference(self, name: str | None) -> str | None:
        with self.database.session() as session:
            query = select(Account.reference).where(Account.email == email_of(name or ""))
            return session.scalars(query).one_or_none()


def found_in(page: str, pattern: str) -> str:
    """The first group of a pattern in a page, or all that it matches."""
    found = re.search(pattern, page)
    assert found is not None, f"{pattern} is not in: {_words(page)}"
    return found[1] if found.groups() else found[0]


def email_of(name: str) -> str:
    """The address of a member; whatever is an address already stays."""
    return name if "@" in name else f"{name}@example.org"


def counselor(handle: str, number: str) -> ListingDraft:
    """A counselor's page that lacks nothing."""
    return replace(
        plain_draft(handle),
        credentials=(replace(LPC, number=number),),
        specialties=(PublicSpecialty("grief", is_focus=True, backing="training"),),
        places=(replace(HOME, visibility=HOME.visibility),),
        availability=PublicAvailability("open", 10, 2, clock.today()),
        contact=ContactDraft(
            email=email_of(handle), phone=f"303-555-0{number:>03}", phone_for=Audience.EVERYBODY
        ),
    )


def bodyworker(handle: str) -> ListingDraft:
    """A massage therapist's page with one method."""
    licence = CredentialDraft(
        profession="massage-therapist",
        jurisdiction="US-CO",
        title="LMT",
        number="77",
        status=LicenseStatus.ACTIVE,
        checked_on=clock.today(),
        checked_where="state massage board",
    )
    return replace(
        counselor(handle, "77"),
        professions=("massage-therapist",),
        credentials=(licence,),
        modalities=(ModalityDraft(modality=SWEDISH),),
    )


def house(handle: str) -> ListingDraft:
    """A center's page."""
    return replace(plain_draft(handle, Kind.CENTER), places=(replace(OFFICE, center=None),))


def seed(url: str) -> None:
    """Fill a new database with the members of this walk."""
    migrate(url)
    settings = Settings(mode=Mode.TEST, database_url=url, secret_key=SECRET)
    store = Database(settings)
    with store.transaction() as session:
        add_places(session)
        drafts = [counselor(handle, str(at)) for at, handle in enumerate(OWNERS[:3], 100)]
        save(session, *drafts, bodyworker("mia"), house("the-house"))
        publish(session, *OWNERS, "the-house")
        for handle in OWNERS:
            person = make_account(session, email_of(handle), name=handle.title())
            give_listing(session, person.id, handle, Stewardship.OWNER, verified_on=clock.today())
        manager = make_account(
            session, email_of(MANAGER), name="House", applied_as=AppliedAs.CENTER
        )
        give_listing(
            session, manager.id, "the-house", Stewardship.MANAGER, verified_on=clock.today()
        )
        make_account(session, email_of(NEWCOMER), name="Nora")
    store.engine.dispose()


def add_admins(site: Site) -> None:
    """The networking admins, whose second factor needs the keys of the app."""
    with site.database.transaction() as session:
        for name in ADMINS:
            person = make_account(
                session, email_of(name), name=name.title(), applied_as=None, is_curator=True
            )
            add_factor(site.app, session, person)


def _said(answer: TestResponse) -> str:
    return _words(answer.get_data(as_text=True))


def _words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2]).split())[:2000]
