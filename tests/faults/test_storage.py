"""H6, H7, H9: the disk is full, the database is away, a statement fails: nothing by halves."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any, Self

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from directory.app import create_app
from directory.config import Settings
from directory.web.one_time_keys import new_key
from tests.faults.conftest import Members, OwnServer, all_is_sound, figure
from tests.faults.sending import ASKED
from tests.support.client import CheckingClient
from tests.support.databases import migrate
from tests.support.postgresql import create_database

if TYPE_CHECKING:
    from directory.db import Database
    from tests.support.members import MemberClient

WORDS = "Keeps a calm room and a slow pace. Canary-Plover."
BEGIN = ASKED | {"note": WORDS}


class _Failing:
    """Fails the statement of this number, counted from where it is put in; commits count too."""

    def __init__(self, database: Database, at: int) -> None:
        self.at, self.seen = at, 0
        self._engines = (database.engine,)

    def __enter__(self) -> Self:
        for engine in self._engines:
            event.listen(engine, "before_cursor_execute", self._statement)
            event.listen(engine, "commit", self._commit)
        return self

    def __exit__(self, *_args: object) -> None:
        for engine in self._engines:
            event.remove(engine, "before_cursor_execute", self._statement)
            event.remove(engine, "commit", self._commit)

    def _statement(self, *_args: object) -> None:
        self._count()

    def _commit(self, *_args: object) -> None:
        self._count()

    def _count(self) -> None:
        self.seen += 1
        if self.seen == self.at:
            raise OperationalError("injected", None, OSError(5, "Input/output error"))


def _drafted(maya: MemberClient) -> str:
    answer = maya.post("/referrals/new", BEGIN | {"one_time_key": new_key()})
    assert answer.status_code == 303, answer.text
    path = answer.headers["Location"].removesuffix("/check")
    maya.post(f"{path}/readiness", {"flags": "none"})
    return path


def _state(database: Database, path: str) -> tuple[str, int, int, int]:
    """The state of a referral, its lines of having been sent, its openings, and all mails."""
    reference = path.rsplit("/", 1)[1]
    statement = """
        SELECT r.state,
            (SELECT count(*) FROM referral_entries e
                WHERE e.referral_id = r.id AND e.kind = 'send'),
            (SELECT count(*) FROM referral_openings o WHERE o.referral_id = r.id),
            (SELECT count(*) FROM outgoing_mails WHERE event = 'referral')
        FROM referrals r WHERE r.reference = :reference"""
    with database.session() as session:
        row = session.execute(text(statement), {"reference": reference}).one()
        return (row[0], row[1], row[2], row[3])


def test_sending_is_whole_or_not_at_all_whichever_step_fails(
    database: Database, members: Members
) -> None:
    number, mails = 0, 0
    while True:
        number += 1
        path = _drafted(members.maya)
        with _Failing(database, number) as failing:
            answer = members.maya.post(f"{path}/send")
        found = _state(database, path)
        if failing.seen < number:
            break
        assert answer.status_code == 503
        assert found == ("draft", 0, 0, mails), f"half sent where step {number} failed"
        assert "Nothing was saved" in answer.text
        assert members.maya.post(f"{path}/send").status_code == 303
        mails += 1
        assert _state(database, path) == ("sent", 1, 1, mails)

    assert answer.status_code == 303
    assert found == ("sent", 1, 1, mails + 1)
    assert number > 10
    all_is_sound(database)
    figure(
        f"H9 {database.engine.dialect.name}: {number - 1} of {number - 1} steps of sending failed "
        "in turn, each time nothing by halves"
    )


def _leave_no_room(pages: int, connection: Any, *_rest: object) -> None:  # noqa: ANN401
    connection.execute(f"PRAGMA max_page_count={pages}")


@pytest.mark.sqlite
def test_a_full_disk_refuses_writes_and_reads_go_on(database: Database, members: Members) -> None:
    kept = [_drafted(members.maya) for _number in range(3)]
    with database.session() as session:
        pages = session.execute(text("PRAGMA page_count")).scalar_one()

    no_room = partial(_leave_no_room, pages)
    event.listen(database.engine, "checkout", no_room)
    refused, key = None, ""
    for _number in range(60):
        key = new_key()
        answer = members.maya.post(
            "/referrals/new", BEGIN | {"i_keep": "Talk. " * 200, "one_time_key": key}
        )
        if answer.status_code == 503:
            refused = answer
            break
        kept.append(answer.headers["Location"].removesuffix("/check"))
    assert refused is not None
    assert "Nothing was saved" in refused.text
    assert "Canary-Plover" in refused.text
    assert "988" in refused.text
    assert key in refused.text, "trying again is the same form, not a second one"
    for path in kept:
        assert members.maya.get(f"{path}/check").status_code == 200

    event.remove(database.engine, "checkout", no_room)
    database.engine.dispose()  # There is room again: the limit goes with its connections.
    form = BEGIN | {"i_keep": "Talk. " * 200, "one_time_key": key}
    first, second = (members.maya.post("/referrals/new", form) for _time in range(2))
    assert first.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]
    with database.session() as session:
        count = session.execute(text("SELECT count(*) FROM referrals")).scalar_one()
    assert count == len(kept) + 1
    all_is_sound(database)
    figure(f"H6 sqlite: refused with a plain page, {len(kept)} reads went on, 0 lost, retry kept")


@pytest.mark.postgresql
def test_a_database_that_stops_is_said_and_one_that_returns_is_used(
    environment: dict[str, str], own_server: OwnServer
) -> None:
    create_database(own_server.address, "stopping")
    url = own_server.url_of("stopping")
    migrate(url)
    app = create_app(Settings.from_environment(environment | {"DIRECTORY_DATABASE_URL": url}))
    app.test_client_class = CheckingClient
    client = app.test_client()
    assert client.get("/find").status_code == 200
    client.post("/find", data={"words": "grief"})

    own_server.stop()
    began = time.monotonic()
    answer = client.post("/find", data={"words": "grief"})
    waited = time.monotonic() - began
    assert answer.status_code == 503
    assert waited < 3
    assert "988" in answer.text
    assert client.get("/help-now").status_code == 200

    own_server.start()
    began = time.monotonic()
    while client.post("/find", data={"words": "grief"}).status_code == 503:
        assert time.monotonic() - began < 5
        time.sleep(0.1)
    back = time.monotonic() - began
    app.extensions["database"].engine.dispose()
    figure(f"H7 postgresql: away said in {waited:.2f} s, back in {back:.2f} s without a restart")
