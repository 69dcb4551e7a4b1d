"""H3, H4, H12: twenty at the same moment; one wins, the others are told, and nothing is lost."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, text

from directory.db import StaleStateError
from directory.referrals.closed_sets import Move, Side
from directory.referrals.content import Content, Wanted
from directory.referrals.models import Referral
from directory.referrals.services import drafting, moving
from directory.referrals.services.around import Around, By
from directory.web.one_time_keys import new_key
from tests.faults.conftest import Members, all_is_sound, figure, times
from tests.faults.sending import ASKED
from tests.support.members import MemberClient

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask import Flask

    from directory.db import Database

READS, WRITES = 8, 60
MOVES = ("accept", "decline")


def _copy(member: MemberClient) -> MemberClient:
    """The same browser once more: a client is not for two threads."""
    copy = object.__new__(MemberClient)
    copy.app, copy.client = member.app, member.copied_cookies()
    return copy


def _sent(app: Flask, database: Database, members: Members) -> str:
    around = Around(app.extensions["keys"], app.extensions["settings"])
    content = Content(wanted=Wanted(profession="professional-counselor", issues=("grief",)))
    name = drafting.NameDraft(listing_id=members.sam_id)
    with database.transaction() as session:
        draft = drafting.Draft(content=content, names=(name,))
        row = drafting.begin(session, around, members.maya_id, draft)
        moving.move(session, around, row, Move.SEND, By(Side.SENDER, members.maya_id))
        moving.move(session, around, row, Move.OPEN, By(Side.RECEIVER, members.sam_id))
        return row.reference


def _at_once(calls: Sequence[Callable[[], Any]], pool: ThreadPoolExecutor) -> list[Any]:
    together = threading.Barrier(len(calls))

    def wait_and(call: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the call gives
        together.wait(timeout=30)
        return call()

    return [done.result(timeout=60) for done in [pool.submit(wait_and, one) for one in calls]]


def test_of_many_answers_at_once_one_wins_and_the_others_are_told(
    app: Flask, database: Database, members: Members
) -> None:
    rounds, many = times(5, 200), times(8, 20)
    browsers = [_copy(members.sam) for _number in range(many)]
    with ThreadPoolExecutor(many) as pool:
        for _round in range(rounds):
            path = f"/referrals/{_sent(app, database, members)}"
            calls = [
                partial(one.post, f"{path}/move/{MOVES[number % 2]}", {"reason": "full"})
                for number, one in enumerate(browsers)
            ]
            statuses = sorted(answer.status_code for answer in _at_once(calls, pool))
            assert statuses == [303] + [409] * (many - 1)

    with database.session() as session:
        answered = session.execute(
            text(
                "SELECT count(*) FROM referral_entries WHERE kind IN ('accept', 'decline') "
                "GROUP BY referral_id"
            )
        ).scalars()
        assert list(answered) == [1] * rounds
    all_is_sound(database)
    figure(f"H3 {database.engine.dialect.name}: {rounds} races of {many}, one winner each")


def test_one_key_makes_one_referral_however_often_it_is_sent(
    database: Database, members: Members
) -> None:
    keys, many = times(4, 100), times(8, 20)
    browsers = [_copy(members.maya) for _number in range(many)]
    with ThreadPoolExecutor(many) as pool:
        for _number in range(keys):
            form = ASKED | {"one_time_key": new_key()}
            calls = [partial(one.post, "/referrals/new", form) for one in browsers]
            answers = _at_once(calls, pool)
            assert {answer.status_code for answer in answers} == {303}
            assert len({answer.headers["Location"] for answer in answers}) == 1

    with database.session() as session:
        assert session.execute(text("SELECT count(*) FROM referrals")).scalar_one() == keys
    figure(f"H4 {database.engine.dialect.name}: {keys} keys × {many}, {keys} referrals")


def test_no_update_is_lost_among_eight_who_read_and_write(
    app: Flask, database: Database, members: Members
) -> None:
    reference = _sent(app, database, members)
    statement = select(Referral).where(Referral.reference == reference)
    with database.session() as session:
        before = session.scalars(statement).one().version

    def add_one() -> None:
        with database.transaction() as session:
            row = session.scalars(statement).one()
            moving.set_columns(session, row, done=0)

    def add_sixty() -> int:
        kept = 0
        while kept < WRITES:
            try:
                add_one()
            except StaleStateError:
                continue  # Told, not lost: it reads anew.
            kept += 1
        return kept

    with ThreadPoolExecutor(READS) as pool:
        kept = sum(_at_once([add_sixty] * READS, pool))

    with database.session() as session:
        after = session.scalars(statement).one().version
    assert kept == READS * WRITES
    assert after - before == READS * WRITES
    figure(f"H12 {database.engine.dialect.name}: {after - before} of {READS * WRITES} kept")


@pytest.mark.sqlite
def test_sqlite_is_set_up_to_keep_data(database: Database) -> None:
    with database.session(writes=True) as session:
        found = {
            name: session.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("synchronous", "foreign_keys", "journal_mode")
        }

    assert found == {"synchronous": 2, "foreign_keys": 1, "journal_mode": "wal"}
