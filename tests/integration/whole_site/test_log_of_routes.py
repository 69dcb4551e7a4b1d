"""Every form of a member's pages, sent: what it wrote to the database, the log tells of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from directory.audit.models import AuditEntry
from directory.audit.quiet import QUIET
from tests.support.every_page import ROLES, add_people, every_page, person_of, route_of
from tests.support.members import signed_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from directory.db import Database

pytestmark = [pytest.mark.demo_network, pytest.mark.sqlite]
_WRITE = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)"?', re.IGNORECASE)
ENDS_ALL = {"/sign-out", "/account/leave", "/account/sessions/end-others"}
"""Forms after which nobody is signed in, or there is nobody any more."""
LEAST_ROUTES = {"practitioner": 8, "curator": 3}
"""Routes whose forms, sent as they stand, write something."""


@dataclass
class Watch:
    """The tables that were written to, as the database itself was asked."""

    tables: set[str] = field(default_factory=set)

    def see(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:  # noqa: ANN401 - SQLAlchemy's
        found = _WRITE.match(statement)
        if found and found[1] not in QUIET:
            self.tables.add(found[1])


def _forms(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    for form in BeautifulSoup(html, "html.parser").select("main form[method=post]"):
        yield str(form["action"]), _fields(form)


def _fields(form: Tag) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in form.select("input[name], textarea[name], select[name]"):
        name, kind = str(one["name"]), str(one.get("type", ""))
        if kind in {"radio", "checkbox"}:
            found.setdefault(name, str(one.get("value", "yes")))
        elif one.name == "select":
            options = [str(option.get("value", "")) for option in one.select("option")]
            found[name] = next((value for value in options if value), "")
        elif one.name == "textarea":
            found[name] = one.get_text().strip() or "a word"
        elif kind != "file":
            # What may stay empty does: a word would be wrong where a number or a day is asked.
            found[name] = str(one.get("value", "")) or ("a word" if "name" in name else "")
    return found


@pytest.mark.parametrize("role", ["practitioner", "curator"])
def test_what_a_form_writes_is_told_in_the_log(app: Flask, database: Database, role: str) -> None:
    add_people(app)
    app.test_client_class = FlaskClient
    forms = {
        route_of(app, action): (action, fields)
        for page in every_page(app, roles=(role,), each_route=1)
        for action, fields in _forms(page.html)
        if action not in ENDS_ALL
    }
    client = signed_in(app, person_of(app, ROLES[role]))
    watch = Watch()
    untold: list[str] = []
    told: set[str] = set()
    event.listen(database.engine, "before_cursor_execute", watch.see)

    for route, (action, fields) in sorted(forms.items()):
        before, watch.tables = _entries(database), set()
        fields.pop("csrf_token", None)
        answer = client.post(action, data=fields)
        if watch.tables and answer.status_code < 400:
            (told.add if _entries(database) > before else untold.append)(route)

    event.remove(database.engine, "before_cursor_execute", watch.see)
    assert untold == []
    assert len(told) >= LEAST_ROUTES[role], sorted(told)


def _entries(database: Database) -> int:
    with database.session() as session:
        return session.scalar(select(func.count()).select_from(AuditEntry)) or 0
