"""Writers of one process take turns, and nobody waits for a connection that never comes."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from directory.config import Settings
from directory.db import Database
from directory.writers_queue import WritersQueue

if TYPE_CHECKING:
    from collections.abc import Iterator

READERS = 20
PATIENCE = 20.0


@pytest.fixture
def impatient(environment: dict[str, str]) -> Iterator[Database]:
    store = Database(
        Settings.from_environment(environment | {"DIRECTORY_DATABASE_WAIT_SECONDS": "1"})
    )
    yield store
    store.engine.dispose()


def test_who_came_first_is_next() -> None:
    queue = WritersQueue()
    order: list[int] = []
    assert queue.enter(0)
    threads = []
    for number in range(5):
        thread = threading.Thread(target=lambda number=number: _take(queue, order, number))
        thread.start()
        while len(queue._waiting) <= number:  # noqa: SLF001 - until it stands in line
            pass
        threads.append(thread)

    queue.leave()
    for thread in threads:
        thread.join(PATIENCE)

    assert order == [0, 1, 2, 3, 4]


def _take(queue: WritersQueue, order: list[int], number: int) -> None:
    if queue.enter(PATIENCE):
        order.append(number)
        queue.leave()


def test_a_turn_that_does_not_come_is_told_and_leaves_the_line() -> None:
    queue = WritersQueue()
    assert queue.enter(0)

    assert not queue.enter(0.01)

    queue.leave()
    assert queue.enter(0)


@pytest.mark.sqlite
def test_a_second_writer_is_told_that_the_database_is_locked_and_then_may(
    impatient: Database,
) -> None:
    with impatient.transaction() as first:
        first.execute(text("SELECT 1"))
        second = impatient.session(writes=True)
        with pytest.raises(OperationalError, match="locked"):
            second.execute(text("SELECT 1"))
        second.close()

    with impatient.transaction() as third:
        assert third.execute(text("SELECT 1")).scalar_one() == 1


@pytest.mark.sqlite
@pytest.mark.parametrize("how", ["rollback", "failure", "invalidation"])
def test_however_a_transaction_ends_the_next_one_may_begin(impatient: Database, how: str) -> None:
    session = impatient.session(writes=True)
    session.execute(text("SELECT 1"))
    if how == "failure":
        with pytest.raises(OperationalError):
            session.execute(text("SELECT nothing FROM nowhere"))
    if how == "invalidation":
        session.connection().invalidate()
    session.close()

    with impatient.transaction() as following:
        assert following.execute(text("SELECT 1")).scalar_one() == 1


def test_many_that_read_may_each_write_besides(database: Database) -> None:
    together = threading.Barrier(READERS)

    def read_and_write() -> int:
        with database.session() as session:
            session.execute(text("SELECT 1"))
            together.wait(PATIENCE)  # Each holds a connection, and now wants a second one.
            with database.transaction() as own:
                return int(own.execute(text("SELECT 2")).scalar_one())

    with ThreadPoolExecutor(READERS) as pool:
        found = [
            one.result(PATIENCE) for one in [pool.submit(read_and_write) for _ in range(READERS)]
        ]

    assert found == [2] * READERS
