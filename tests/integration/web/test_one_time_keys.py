"""A form that is sent twice makes one record, for each person and each purpose."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from sqlalchemy import func, select

from directory import clock
from directory.web.models import UsedKey
from directory.web.one_time_keys import forget_used_keys, new_key, once, use_up

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from directory.db import Database


def _counter() -> tuple[list[str], Callable[[], str]]:
    made: list[str] = []

    def make() -> str:
        made.append(f"record-{len(made) + 1}")
        return made[-1]

    return made, make


def test_the_second_time_gives_what_the_first_made(session: Session) -> None:
    made, make = _counter()
    key = new_key()

    first = once(session, key, purpose="trial", actor="maya", make=make)
    second = once(session, key, purpose="trial", actor="maya", make=make)

    assert first == second == "record-1"
    assert made == ["record-1"]


def test_another_persons_key_and_another_purpose_lead_nowhere(session: Session) -> None:
    made, make = _counter()
    key = new_key()

    for actor, purpose in (("maya", "a"), ("ana", "a"), ("maya", "b"), ("", "a")):
        once(session, key, purpose=purpose, actor=actor, make=make)

    assert len(made) == 4


def test_a_deed_that_fails_leaves_the_key_unused(database: Database) -> None:
    key = new_key()

    def fail() -> str:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError), database.transaction() as session:
        once(session, key, purpose="trial", actor="maya", make=fail)
    with database.transaction() as session:
        assert once(session, key, purpose="trial", actor="maya", make=lambda: "made") == "made"


def test_of_several_at_the_same_moment_one_is_made(database: Database) -> None:
    made, make = _counter()
    key, results = new_key(), []
    together = threading.Barrier(4)

    def send() -> None:
        together.wait(timeout=30)
        with database.transaction() as session:
            results.append(once(session, key, purpose="trial", actor="maya", make=make))

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert results == ["record-1"] * 4
    assert made == ["record-1"]


def test_neither_key_nor_person_is_kept_and_old_ones_are_forgotten(session: Session) -> None:
    key = new_key()
    once(session, key, purpose="trial", actor="maya", make=lambda: "made")
    row = session.scalars(select(UsedKey)).one()
    assert key not in row.key_hash
    assert forget_used_keys(session) == 0

    with time_machine.travel(clock.now() + timedelta(days=31)):
        assert forget_used_keys(session) == 1
    assert session.scalar(select(func.count()).select_from(UsedKey)) == 0


def test_a_key_is_used_up_once(session: Session) -> None:
    assert use_up(session, "a", purpose="trial")
    assert not use_up(session, "a", purpose="trial")


def test_a_result_that_is_no_reference_is_refused(session: Session) -> None:
    with pytest.raises(ValueError, match="120"):
        once(session, new_key(), purpose="trial", actor="", make=lambda: "x" * 121)
