"""The box asks the database as often for forty referrals as for four."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import event, update

from directory.referrals import queries
from directory.referrals.closed_sets import Move, Side
from directory.referrals.content import Content, Wanted
from directory.referrals.models import Referral
from directory.referrals.services import drafting, moving
from directory.referrals.services.around import Around, By

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from directory.db import Database
    from tests.support.members import MemberClient


@contextmanager
def _statements(database: Database) -> Iterator[list[str]]:
    seen: list[str] = []

    def remember(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", remember)
    try:
        yield seen
    finally:
        event.remove(database.engine, "before_cursor_execute", remember)


def _send_some(app: Flask, database: Database, count: int) -> dict[str, int]:
    around = Around(app.extensions["keys"], app.extensions["settings"])
    content = Content(wanted=Wanted(profession="massage-therapist"))
    with database.transaction() as session:
        ids = queries.listing_ids(session, ("maya", "sam", "ada"))
        for number in range(count):
            sender = ("maya", "sam")[number % 2]
            others = ("sam", "ada") if sender == "maya" else ("maya", "ada")
            names = tuple(drafting.NameDraft(listing_id=ids[one]) for one in others)
            draft = drafting.Draft(content=content, names=names)
            row = drafting.begin(session, around, ids[sender], draft)
            moving.move(session, around, row, Move.SEND, By(Side.SENDER, ids[sender]))
    return ids


def test_the_number_of_statements_does_not_grow_with_the_box(
    members: dict[str, MemberClient], app: Flask, database: Database
) -> None:
    asked = []
    for more in (4, 36):
        ids = _send_some(app, database, more)
        with _statements(database) as seen, database.session() as session:
            lines = queries.box(session, [ids["maya"]])
        asked.append((len(lines), len(seen)))
        members["maya"].get("/referrals")
        with _statements(database) as page:
            assert members["maya"].get("/referrals").status_code == 200
        asked.append((len(lines), len(page)))

    (_four, few), (_, few_page), (_forty, many), (_, many_page) = asked
    assert [count for count, _statements_ in asked[::2]] == [4, 40]
    assert many == few
    assert many_page == few_page


def test_what_is_in_the_box_is_read_without_its_words(
    members: dict[str, MemberClient], app: Flask, database: Database
) -> None:
    ids = _send_some(app, database, 2)
    assert members
    with database.transaction() as session:
        session.execute(update(Referral).values(content=b"not to be opened"))

    with database.session() as session:
        lines = queries.box(session, [ids["maya"]])

    assert [(line.side, line.other) for line in lines] == [
        (Side.RECEIVER, "Sam"),
        (Side.SENDER, "Sam"),
    ]
