"""Every page states who may open it, and no published address disappears unnoticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.web.access import stated_access
from tests.support.checkout import ROOT

if TYPE_CHECKING:
    from flask import Flask

PUBLISHED = ROOT / "tests" / "contracts" / "urls.txt"


def _lines(app: Flask) -> set[str]:
    """One line for each address: methods, address, who may open it."""
    found = set()
    for rule in app.url_map.iter_rules():
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        stated = stated_access(app.view_functions[rule.endpoint])
        found.add(f"{methods} {rule.rule} {stated.rule if stated else 'NOT STATED'}")
    return found


def test_every_view_states_who_may_open_it(app: Flask) -> None:
    silent = [name for name, view in app.view_functions.items() if stated_access(view) is None]

    assert silent == []


def test_the_published_addresses_are_those_of_the_app(app: Flask) -> None:
    """A missing line here is a page nobody announced; a line too many is a broken bookmark."""
    lines = PUBLISHED.read_text().splitlines()
    published = {line for line in lines if line and not line.startswith("#")}

    assert _lines(app) == published


def test_the_published_addresses_are_sorted() -> None:
    lines = [line for line in PUBLISHED.read_text().splitlines() if not line.startswith("#")]

    assert lines == sorted(lines, key=lambda line: line.split()[1:2] + line.split()[:1])
