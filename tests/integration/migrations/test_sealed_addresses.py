"""The step that encrypts exact addresses: up and down with data, and never without a secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from directory import migrations
from directory.config import Mode, Settings, SettingsError
from directory.db import Database
from directory.keys.ring import KeyRing
from directory.profiles.exact_addresses import ExactAddress, opened
from tests.support.databases import SECRET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.databases import Databases

BEFORE, AFTER = "0008", "0009"
STREET = "4 Canary Lane"
ROWS = "SELECT street, postal_code FROM place_exact ORDER BY place_id"


@pytest.fixture
def old(databases: Databases) -> Iterator[Database]:
    """A database of the step before, with one full address and one place without any."""
    database = _opened(databases.empty(), SECRET)
    migrations.upgrade(database.engine, BEFORE)
    with database.transaction() as session:
        session.execute(
            text(
                "INSERT INTO listings (id, handle, kind, name, status, is_invented, needs_review,"
                " setting, strong_emotion, about, approach, provides, does_not_provide,"
                " first_visit, boundaries, friends_and_family, is_conversion_practice,"
                " suspended_reason, changed_at) VALUES (1, 'maya', 'person', 'Maya', 'draft',"
                " :no, '', '', '', '', '', '', '', '', '', '', :no, '', '2026-01-01 00:00:00')"
            ),
            {"no": False},
        )
        for number, label in ((1, "home"), (2, "office")):
            session.execute(
                text(
                    "INSERT INTO places (id, listing_id, position, label, city, region, country,"
                    " visibility, uncertainty_km) VALUES (:id, 1, :id, :label, 'Lakewood', 'US-CO',"
                    " 'US', 'area', 5)"
                ),
                {"id": number, "label": label},
            )
        session.execute(
            text(
                "INSERT INTO place_exact (place_id, street, postal_code)"
                " VALUES (1, :street, '80226'), (2, '', '')"
            ),
            {"street": STREET},
        )
    yield database
    database.engine.dispose()


def _opened(url: str, secret: str) -> Database:
    return Database(Settings(mode=Mode.TEST, database_url=url, secret_key=secret))


def test_addresses_are_encrypted_on_the_way_up_and_readable_on_the_way_back(old: Database) -> None:
    migrations.upgrade(old.engine, AFTER)

    with old.session() as session:
        rows = session.execute(text("SELECT place_id, sealed FROM place_exact")).all()
    assert [row.place_id for row in rows] == [1]
    assert STREET.encode() not in bytes(rows[0].sealed)
    kept = opened(KeyRing(SECRET), 1, bytes(rows[0].sealed))
    assert kept == ExactAddress(street=STREET, postal_code="80226")

    migrations.downgrade(old.engine, BEFORE)

    with old.session() as session:
        assert [tuple(row) for row in session.execute(text(ROWS))] == [(STREET, "80226")]


def test_without_a_secret_nothing_is_moved(old: Database) -> None:
    without = _opened(old.engine.url.render_as_string(hide_password=False), "")
    with pytest.raises(SettingsError, match="DIRECTORY_SECRET_KEY"):
        migrations.upgrade(without.engine, AFTER)

    assert migrations.current(without.engine) == BEFORE
    with old.session() as session:
        assert session.execute(text(ROWS)).first() == (STREET, "80226")
    without.engine.dispose()
