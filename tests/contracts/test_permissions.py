"""Every route stands in permissions.csv, and every cell of it holds: each address as each role.

Records are asked for under names that nobody has: whoever may not do the thing at all is refused
before (403, or sent to sign in), whoever may is told that the record is not there (404).
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from directory.accounts.closed_sets import AppliedAs
from directory.accounts.permissions import OPEN_TO_ALL, Role, permission_lines
from directory.app import create_app
from directory.config import Mode, Settings
from directory.web.access import stated_access
from tests.support.client import CheckingClient
from tests.support.databases import SECRET
from tests.support.members import (
    MemberClient,
    add_factor,
    form_token,
    make_account,
    make_verified,
    signed_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.support.databases import Databases
    from tests.support.members import Person

ROLES = tuple(role for role in Role if role is not Role.OPERATOR)
# Who is refused, is refused before anything is asked of the database: one kind of it is enough.
REFUSED = (pytest.mark.sqlite,)
CELLS = [
    pytest.param(
        line.permission,
        route,
        role,
        line.opens_to(role),
        id=f"{route} as {role.value}",
        marks=() if line.opens_to(role) else REFUSED,
    )
    for line in permission_lines()
    for route, role in itertools.product(line.routes, ROLES)
]
NOBODYS = "AAAAAAAAAAAAAAAAAAAAAA"


@pytest.fixture(scope="module")
def network(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Flask, dict[Role, Person]]]:
    """An app with somebody in each role."""
    url = databases.migrated()
    settings = Settings(
        mode=Mode.TEST,
        database_url=url,
        secret_key=SECRET,
        limits_on=False,
        instance_folder=tmp_path_factory.mktemp("instance"),
    )
    app = create_app(settings)
    app.testing = True
    app.test_client_class = CheckingClient
    with app.extensions["database"].transaction() as session:
        people = {
            role: make_account(
                session,
                f"{role.value}@example.org",
                applied_as=None if role is Role.CURATOR else AppliedAs.PRACTITIONER,
                is_curator=role is Role.CURATOR,
            )
            for role in (Role.NEWCOMER, Role.PRACTITIONER, Role.CENTER, Role.CURATOR)
        }
        make_verified(session, people[Role.PRACTITIONER], "maya")
        make_verified(session, people[Role.CENTER], "the-house", as_center=True)
        add_factor(app, session, people[Role.CURATOR])
    yield app, people
    app.extensions["database"].engine.dispose()
    databases.release(url)


def _ask(network: tuple[Flask, dict[Role, Person]], route: str, role: Role) -> TestResponse:
    app, people = network
    method, address = route.split(" ")
    path = re.sub(r"<[^>]+>", NOBODYS, address)
    if role in people:
        client = signed_in(app, people[role])
        return client.get(path) if method == "GET" else client.post(path)
    visitor = app.test_client()
    if role is Role.CLIENT:
        visitor.get("/find")
    return visitor.open(path, method=method)


@pytest.mark.parametrize(("permission", "route", "role", "may"), CELLS)
def test_each_cell_holds(
    network: tuple[Flask, dict[Role, Person]],
    permission: str,
    route: str,
    role: Role,
    may: bool,  # noqa: FBT001 - a cell
) -> None:
    answer = _ask(network, route, role)

    is_sent_away = answer.status_code == 303 and answer.headers["Location"].startswith("/sign-in?")
    assert answer.status_code < 500
    if may:
        assert answer.status_code != 403
        assert not is_sent_away
    elif role in {Role.VISITOR, Role.CLIENT}:
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith("/sign-in")
    else:
        assert answer.status_code == 403
    if may and permission not in OPEN_TO_ALL and "<" in route:
        assert answer.status_code == 404


def test_the_cells_are_as_many_as_the_page_map_asks() -> None:
    assert len(CELLS) >= 290


def test_every_route_stands_in_one_line_and_under_the_permission_that_its_view_states(
    network: tuple[Flask, dict[Role, Person]],
) -> None:
    app, _people = network
    stated = {
        f"{method} {rule.rule}": found.rule
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if (found := stated_access(app.view_functions[rule.endpoint]))
    }
    listed = [(route, line.permission) for line in permission_lines() for route in line.routes]

    assert dict(listed) == stated, "add the route to directory/accounts/permissions.csv"
    assert len(listed) == len(stated)


def test_a_page_for_members_answers_nobody_without_the_form_token(
    network: tuple[Flask, dict[Role, Person]],
) -> None:
    app, people = network
    clients = {role: signed_in(app, person) for role, person in people.items()}
    for line in permission_lines():
        for route in line.routes:
            method, address = route.split(" ")
            if method == "POST" and line.permission not in OPEN_TO_ALL:
                # As somebody who gets in: others are refused before their token is looked at.
                client = next(clients[role] for role in people if line.opens_to(role))
                answer = client.client.post(re.sub(r"<[^>]+>", NOBODYS, address))
                assert answer.status_code == 400, route


def test_json_is_told_to_sign_in_by_its_status(network: tuple[Flask, dict[Role, Person]]) -> None:
    app, _people = network

    answer = app.test_client().get("/invitations", headers={"Accept": "application/json"})

    assert answer.status_code == 401
    assert answer.is_json


@pytest.mark.parametrize(
    "route",
    [
        route
        for line in permission_lines()
        if line.permission not in OPEN_TO_ALL
        for route in line.routes
        if route.startswith("POST") and route != "POST /sign-out"
    ],
)
def test_extra_fields_in_a_form_change_nothing(
    network: tuple[Flask, dict[Role, Person]], route: str
) -> None:
    app, people = network
    path = re.sub(r"<[^>]+>", NOBODYS, route.split(" ")[1])
    for role in (Role.NEWCOMER, Role.PRACTITIONER):  # What the form does without any extra field.
        MemberClient.post(signed_in(app, people[role]), path, {"csrf_token": form_token(app)})
    before = _privileges(app)
    extra = {
        "role": "curator",
        "roles": "curator",
        "is_curator": "1",
        "verified": "1",
        "verified_on": "2026-01-01",
        "owner_id": "1",
        "account_id": str(people[Role.CURATOR].id),
        "status": "active",
        "score": "1",
        "csrf_token": form_token(app),
    }

    MemberClient.post(signed_in(app, people[Role.NEWCOMER]), path, extra)
    MemberClient.post(signed_in(app, people[Role.PRACTITIONER]), path, extra)

    assert _privileges(app) == before


def _privileges(app: Flask) -> list[tuple[object, ...]]:
    with app.extensions["database"].session() as session:
        accounts = session.execute(
            text("SELECT id, email, status, is_curator, applied_as FROM accounts ORDER BY id")
        )
        listings = session.execute(text("SELECT * FROM account_listings ORDER BY account_id"))
        return [tuple(row) for row in (*accounts, *listings)]
