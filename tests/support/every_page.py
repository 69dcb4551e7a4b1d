"""Every page of the site as those who may open it see it: a walk along its own links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from directory import resources
from directory.accounts.demo import make_demo_accounts
from directory.accounts.models import Account
from tests.support.checkout import ROOT
from tests.support.members import Person, signed_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flask import Flask
    from werkzeug.test import TestResponse

ROLES = {
    "visitor": "",
    "newcomer": "newcomer@example.org",
    "practitioner": "maya@example.org",
    "center": "cottonwood@example.org",
    "curator": "curator@example.org",
}
LATER_ROLES = {
    "asks for review": "asks@example.org",
    "second manager": "june@example.org",
    "second curator": "second@example.org",
}
"""Who shares most pages with somebody above, and finds a few otherwise; on a busy day (below)."""
STEPS_AT_MOST = 24
"""As many pages of one kind as a profile has steps."""
SEARCHES = ("rape recovery", "chronic pain", "zzzz")
EACH_ROUTE = 2
"""How many pages of one kind are read in one role: practitioners are many, and alike."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page as it was sent to somebody."""

    role: str
    address: str
    html: str
    status: int = 200


def add_people(app: Flask) -> tuple[str, ...]:
    """Give the demo network in the app's database those who sign in; their addresses."""
    with app.extensions["database"].transaction() as session:
        people = make_demo_accounts(session, app.extensions["keys"], resources.seed_data())
    return tuple(person.email for person in people)


def every_page(
    app: Flask,
    *,
    roles: Iterable[str] = tuple(ROLES),
    each_route: int = EACH_ROUTE,
    but: frozenset[str] = frozenset(),
) -> Iterator[ReadPage]:
    """Each page that the roles can reach in the demo network, and results.

    Routes in `but` are left out.
    """
    app.test_client_class = FlaskClient  # What is read here is checked by whoever reads it.
    for role in roles:
        email = (ROLES | LATER_ROLES)[role]
        client: Any = signed_in(app, person_of(app, email)) if email else app.test_client()
        walk = _Walk(app, role, client, each_route)
        walk.read = dict.fromkeys(but, each_route)
        yield from walk.along(["/no-such-page", *_addresses_without_names()])
        if role == "visitor":
            yield from walk.results()


def addresses_by_first_reader(app: Flask) -> dict[str, list[str]]:
    """Each kind of page once, under the role that is the first to get it, not a refusal."""
    found: dict[str, list[str]] = {role: [] for role in ROLES}
    seen: set[str] = set()
    for page in every_page(app, each_route=1):
        kind = route_of(app, page.address)
        is_there = page.status == HTTPStatus.OK and " " not in page.address
        if is_there and kind not in seen:
            found[page.role].append(page.address)
            seen.add(kind)
    return found


def addresses_where_it_differs(app: Flask, roles: Iterable[str]) -> dict[str, list[str]]:
    """Each kind of page under every role in which it shows a kind of element not met before.

    A kind of element is its tag, its classes, and where a form or a link of it leads.
    """
    found: dict[str, list[str]] = {}
    met: dict[str, set[str]] = {}
    public = _public_routes()
    for page in every_page(app, roles=roles, each_route=STEPS_AT_MOST, but=public):
        kind = route_of(app, page.address)
        shown = _kinds_of_element(app, page.html)
        new = shown - met.setdefault(kind, set())
        if page.status == HTTPStatus.OK and " " not in page.address and new:
            found.setdefault(page.role, []).append(page.address)
            met[kind] |= shown
    return found


def _kinds_of_element(app: Flask, html: str) -> set[str]:
    main = BeautifulSoup(html, "html.parser").select("main *")
    return {
        f"{one.name} {one.get('class', '')} {_where_to(app, one)}"
        for one in main
        if one.find_parent("svg") is None
    }


def _where_to(app: Flask, element: Tag) -> str:
    address = str(element.get("action") or element.get("href") or "")
    return route_of(app, address.partition("#")[0]) if address.startswith("/") else ""


def session_cookie(app: Flask, email: str) -> tuple[str, str] | None:
    """Name and value of the cookie of somebody just signed in; None for a visitor."""
    if not email:
        return None
    name = str(app.config["SESSION_COOKIE_NAME"])
    cookie = signed_in(app, person_of(app, email)).client.get_cookie(name)
    assert cookie is not None
    return name, cookie.value


class _Walk:
    """One role's way through the site."""

    def __init__(self, app: Flask, role: str, client: Any, each_route: int) -> None:  # noqa: ANN401 - two kinds
        self.app, self.role, self.client, self.each_route = app, role, client, each_route
        self.seen: set[str] = set()
        self.read: dict[str, int] = {}

    def along(self, waiting: list[str]) -> Iterator[ReadPage]:
        """Read these addresses and what they lead to."""
        while waiting:
            address = waiting.pop(0).partition("#")[0]
            if not self._is_new(address):
                continue
            answer: TestResponse = self.client.get(address)
            if answer.mimetype == "text/html" and not 300 <= answer.status_code < 400:
                html = answer.get_data(as_text=True)
                page = ReadPage(self.role, address, html, answer.status_code)
                yield page
                waiting += _links(page.html)

    def results(self) -> Iterator[ReadPage]:
        """Results of searches, one of them of nothing that we know, and what they lead to."""
        for words in SEARCHES:
            answer = self.client.post("/find", data={"words": words, "near": "Lakewood, CO"})
            if answer.status_code == 303:
                yield from self.along([answer.headers["Location"]])
            else:
                yield ReadPage(self.role, f"/find ({words})", answer.get_data(as_text=True))

    def _is_new(self, address: str) -> bool:
        if not address.startswith("/") or address in self.seen:
            return False
        self.seen.add(address)
        route = route_of(self.app, address)
        self.read[route] = self.read.get(route, 0) + 1
        return self.read[route] <= self.each_route


def route_of(app: Flask, address: str) -> str:
    """The rule that serves this address: what pages of one kind have in common."""
    try:
        rule, _values = app.url_map.bind("").match(address.partition("?")[0], return_rule=True)
    except HTTPException:
        return "nowhere"
    return str(rule.rule)


def _addresses_without_names() -> list[str]:
    published = (ROOT / "tests" / "contracts" / "urls.txt").read_text().splitlines()
    found = (re.fullmatch(r"(\S+) (/[^<\s]*) \S+", line) for line in published)
    return [parts[2] for parts in found if parts and "GET" in parts[1]]


def _public_routes() -> frozenset[str]:
    published = (ROOT / "tests" / "contracts" / "urls.txt").read_text().splitlines()
    found = (line.split() for line in published if line.startswith("GET") and "anyone" in line)
    return frozenset(words[1] for words in found)


def _links(html: str) -> list[str]:
    found = BeautifulSoup(html, "html.parser").select("main a[href], nav a[href]")
    return [str(link["href"]) for link in found]


def person_of(app: Flask, email: str) -> Person:
    """Somebody of the demo network who signs in."""
    with app.extensions["database"].session() as session:
        account = session.scalars(select(Account).where(Account.email == email)).one()
        return Person(account.id, email)
