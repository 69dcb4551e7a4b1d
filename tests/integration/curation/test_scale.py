"""The desk stays quick in a large network: it counts in the database and reads what it lists."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import event

from directory import clock
from directory.curation.waiting import count_waiting
from directory.matching.listing import LicenseStatus
from directory.profiles.cases import open_case
from directory.profiles.closed_sets import CaseKind
from directory.profiles.lifecycle import Move
from directory.profiles.listing import PublicAvailability
from directory.profiles.services import move_listing
from tests.integration.curation.conftest import asking_draft, checked
from tests.support.drafts import save

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.db import Database
    from tests.support.members import MemberClient

PAGES = ("/curate", "/curate?kind=stale", "/curate?kind=verify", "/curate/freshness",
         "/curate/listings")  # fmt: skip


@contextmanager
def _statements(database: Database) -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    asked: list[str] = []

    def remember(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    with database.session() as session:
        engine = session.get_bind().engine
    event.listen(engine, "before_cursor_execute", remember)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", remember)


def _publish(database: Database, start: int, number: int) -> None:
    """Public listings whose openings are old, and whose licence was never checked."""
    day = clock.today() - timedelta(days=100)
    with database.transaction() as session:
        for at in range(start, start + number):
            draft = checked(asking_draft(f"nora-{at}"))
            licence = replace(
                draft.credentials[0],
                number=f"90{at}",
                status=LicenseStatus.NOT_CHECKED,
                checked_on=None,
                checked_where="",
            )
            old = PublicAvailability("open", 10, 2, day)
            save(session, replace(draft, credentials=(licence,), availability=old))
            move_listing(session, draft.handle, Move.SUBMIT)
            move_listing(session, draft.handle, Move.PUBLISH)


@pytest.mark.usefixtures("_places")
def test_ten_times_the_listings_ask_the_database_no_more_often(
    curator: MemberClient, database: Database
) -> None:
    def asked(page: str) -> int:
        curator.get(page)
        with _statements(database) as found:
            curator.get(page)
        return len(found)

    _publish(database, 0, 3)
    few = {page: asked(page) for page in PAGES}
    _publish(database, 3, 30)
    many = {page: asked(page) for page in PAGES}

    assert many == few
    stale = BeautifulSoup(curator.get("/curate?kind=stale").text, "html.parser")
    assert len(stale.select(".todo-list > li")) == 25
    assert "8 more come after these." in stale.get_text(" ", strip=True)
    verify = curator.get("/curate?kind=verify").text
    assert "8 more come after these." in verify


def test_what_waits_is_counted_in_one_statement_and_stands_in_the_menu(
    nora: MemberClient, curator: MemberClient, database: Database
) -> None:
    with database.transaction() as session:
        open_case(session, CaseKind.NEAR_SAME_PERSON, ("nora",), "The same telephone.")
    with _statements(database) as asked, database.session() as session:
        counts = count_waiting(session, 0, clock.now())
    assert len([one for one in asked if one.startswith("SELECT")]) == 1
    assert (counts.people, counts.imports, counts.mails, counts.acts) == (2, 0, 0, 0)

    menu = BeautifulSoup(curator.get("/curate/freshness").text, "html.parser")
    entry = menu.select_one("nav a[href='/curate'] .nav-count")
    assert entry is not None
    assert entry.get_text(" ", strip=True) == "2 waiting"
    of_member = BeautifulSoup(nora.get("/desk").text, "html.parser")
    assert of_member.select(".nav-count") == []
