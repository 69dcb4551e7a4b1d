"""Every page states who may open it, and no published address disappears unnoticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from directory.web.access import stated_access
from tests.support.addresses import addresses
from tests.support.checkout import ROOT

if TYPE_CHECKING:
    from flask import Flask

# The kind of database makes no difference here: once is enough.
pytestmark = pytest.mark.sqlite


def test_every_view_states_who_may_open_it(app: Flask) -> None:
    silent = [name for name, view in app.view_functions.items() if stated_access(view) is None]

    assert silent == []


def test_the_published_addresses_are_those_of_the_app(app: Flask) -> None:
    """After a change: `python -m tests.support.addresses > tests/contracts/urls.txt`."""
    published = (ROOT / "tests" / "contracts" / "urls.txt").read_text()

    assert addresses(app) == published
