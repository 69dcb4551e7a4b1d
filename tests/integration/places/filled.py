"""A gazetteer in a test's database: the real one, or the few places of the small one."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from directory import resources
from directory.config import Mode, Settings
from directory.db import Database
from directory.places import services
from tests.support.databases import SECRET
from tests.support.small_gazetteer import small_assembly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.places.services import Imported

FOLDER = resources.seed_data() / "places"


def fill_with_real_places(database: Database) -> Imported:
    """Import everything from the packages, which takes some seconds."""
    with database.transaction() as session:
        return services.import_gazetteer(session, FOLDER)


def fill_with_few_places(database: Database) -> Imported:
    """Import the places of the small gazetteer."""
    with database.transaction() as session:
        return services.import_gazetteer(session, FOLDER, assemble=lambda _folder: small_assembly())


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """The database at a URL, for fixtures that several tests share."""
    database = Database(Settings(mode=Mode.TEST, database_url=url, secret_key=SECRET))
    try:
        yield database
    finally:
        database.engine.dispose()
