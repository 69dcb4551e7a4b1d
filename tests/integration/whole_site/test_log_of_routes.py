"""Every form of the site, sent in order by whoever sends it outside: the log tells of each.

The table of each feature stands in `routes/` beside the walk that sends its forms. A route without
a line there, and without a reason why it writes nothing, fails here.
"""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from directory.audit.models import AuditEntry
from directory.audit.services import verify
from directory.profiles.models import Listing
from tests.contracts.test_log_of_writes import WRITES_NOTHING
from tests.integration.whole_site.routes import (
    accounts,
    center,
    circle,
    curation,
    imports,
    messages,
    network,
    noticeboard,
    profile,
    referrals,
)
from tests.integration.whole_site.routes.site import CANARY, Site, add_admins, seed
from tests.support.checkout import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from flask import Flask

    from directory.db import Database
    from tests.support.databases import Databases

WALKS: MappingProxyType[str, ModuleType] = MappingProxyType(
    {
        "accounts": accounts,
        "center": center,
        "circle": circle,
        "curation": curation,
        "imports": imports,
        "messages": messages,
        "network": network,
        "noticeboard": noticeboard,
        "profile": profile,
        "referrals": referrals,
    }
)
SILENCES = frozenset({"/account/confirm-password", "/unknown-word/send"})
"""The routes that write and of which the log is silent by intent; the table says why."""


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """A copy of the network of those who walk: it is filled once."""
    url = databases.filled("those who walk the routes", seed)
    yield url
    databases.release(url)


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """A site with a name, which passkeys need."""
    named = {"DIRECTORY_HOME_REGION": "US-CO", "DIRECTORY_BASE_URL": "http://localhost"}
    return environment | named


@pytest.mark.parametrize("name", sorted(WALKS))
def test_each_form_stands_in_the_log_with_who_what_old_and_new(
    app: Flask, database: Database, name: str
) -> None:
    module = WALKS[name]
    site = Site(app, database, module.TOLD)
    add_admins(site)

    module.walk(site)

    assert set(module.TOLD) - site.driven == set(), "a line of the table that nobody sends"
    with database.session() as session:
        entries = session.scalars(select(AuditEntry)).all()
        handles = set(session.scalars(select(Listing.handle)))
        whole = " ".join(f"{one.action} {one.subject} {one.details}" for one in entries).lower()
        assert CANARY.lower() not in whole
        assert {one.subject for one in entries if one.action in PLAIN} & handles == set()
        assert verify(session, app.extensions["keys"]).is_sound


PLAIN = frozenset(
    {"licence.checked", "listing.publish", "listing.suspend", "listing.accept-changes"}
)
"""Acts of the desk about a listing, which the log calls by its number."""


def test_each_route_stands_in_one_table_or_writes_nothing() -> None:
    lines = (ROOT / "tests" / "contracts" / "urls.txt").read_text().splitlines()
    routes = {line.split()[1] for line in lines if line.split()[0].endswith("POST")}
    told = Counter(route for module in WALKS.values() for route in module.TOLD)

    assert routes - set(told) == set(WRITES_NOTHING)
    # Two people confirm what several features propose.
    assert {route for route, times in told.items() if times > 1} == {
        "/two-people/<reference>/confirm"
    }
    silent = {
        route
        for module in WALKS.values()
        for route, expected in module.TOLD.items()
        if not expected.action
    }
    assert silent == SILENCES
