"""Each route that may write commits where the log is told, or stands here with what it does.

`db.writes` is the one place that commits in a request, and before it commits the log is told of
each change that the view itself said nothing of (`directory.audit.journal`; what is sent and what
is told is compared in tests/integration/whole_site/test_log_of_routes.py).
"""

from __future__ import annotations

import csv
import inspect
from types import MappingProxyType
from typing import TYPE_CHECKING

from directory import db
from directory.app import create_app
from directory.config import Mode, Settings
from tests.support.checkout import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

WRITES_NOTHING = MappingProxyType(
    {
        "/ask-the-network": "Shows the next of the steps.",
        "/centers/<handle>/ask": "Shows the next of the steps.",
        "/centers/<handle>/card.vcf": "Gives what is public, and keeps it out of crawlers.",
        "/centers/<handle>/phone": "Gives what is public, and keeps it out of crawlers.",
        "/circle/import": "Looks at a file that comes back with the next form.",
        "/curate/review-many/check": "Names everybody, and what would happen to each.",
        "/curate/weights/preview": "Shows what other numbers would change.",
        "/desk/profile/<step>/<item>/preview": "Shows what was typed.",
        "/desk/profile/<step>/preview": "Shows what was typed.",
        "/find": "A search leaves nothing behind.",
        "/find/link": "The link holds its request itself.",
        "/language": "Sets a cookie.",
        "/leave": "Goes away; the session ends with a writing function of its own.",
        "/look": "Sets a cookie.",
        "/messages": "Opens one's own thread with its words.",
        "/paper/card": "The card is in the answer and nowhere else.",
        "/partners": "A search leaves nothing behind.",
        "/people": "Finds an account by its address, so that this stands in no address.",
        "/practitioners/<handle>/ask": "Shows the next of the steps.",
        "/practitioners/<handle>/card.vcf": "Gives what is public, and keeps it out of crawlers.",
        "/practitioners/<handle>/phone": "Gives what is public, and keeps it out of crawlers.",
        "/questions": "Goes on with a search.",
        "/unknown-word": "Shows what would be sent.",
        "/your-referral": "Opens one's own referral with its words.",
        "/your-report": "Tells what became of one's own report.",
    }
)
"""Routes without `db.writes`, each with why; no function of theirs commits (but /leave's)."""
WRITES_APART = MappingProxyType(
    {
        "/account/confirm-password": "_password_checked",
        "/account/password": "_password_changed",
        "/claim/<token>": "_take_over_with_account",
        "/confirm/<token>": "_take_up",
        "/curate/imports/<reference>/finish": "_store",
        "/reset/<token>": "_changed",
        "/sign-in": "_password_given",
        "/sign-in/second-step": "_code_given",
    }
)
"""Routes that hash or read before they write: the function of their module with `db.writes`."""


def _views(tmp_path: Path) -> Iterator[tuple[str, Callable[..., object]]]:
    app = create_app(
        Settings(
            mode=Mode.TEST,
            instance_folder=tmp_path,
            database_url=f"sqlite:///{tmp_path / 'none.sqlite'}",
            secret_key="a key of this test alone " * 3,
        )
    )
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            yield rule.rule, app.view_functions[rule.endpoint]
    app.extensions["database"].engine.dispose()


def _commits(function: Callable[..., object] | None) -> bool:
    inner = db.writes(lambda: None).__code__
    while function is not None:
        if getattr(function, "__code__", None) is inner:
            return True
        function = getattr(function, "__wrapped__", None)
    return False


def test_each_route_that_takes_a_form_writes_where_the_log_is_told(tmp_path: Path) -> None:
    views = dict(_views(tmp_path))

    apart = {route for route, view in views.items() if not _commits(view)}

    assert apart == {*WRITES_NOTHING, *WRITES_APART}
    assert len(views) - len(apart) >= 176


def test_each_such_route_stands_among_the_permissions(tmp_path: Path) -> None:
    table = (ROOT / "directory" / "accounts" / "permissions.csv").read_text()
    rows = csv.DictReader(table.splitlines())
    known = {route for row in rows for route in row["routes"].split("|")}

    assert {f"POST {route}" for route, _view in _views(tmp_path)} == {
        route for route in known if route.startswith("POST ")
    }


def test_what_a_route_writes_apart_is_told_too(tmp_path: Path) -> None:
    views = dict(_views(tmp_path))
    found = {
        route: getattr(inspect.getmodule(inspect.unwrap(views[route])), name, None)
        for route, name in WRITES_APART.items()
    }

    assert {route for route, function in found.items() if not _commits(function)} == set()
