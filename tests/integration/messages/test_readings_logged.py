"""Whoever opens a message stands in the log; not a word of it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.asking import WORDS
from tests.support.logged import assert_logged

if TYPE_CHECKING:
    from directory.db import Database
    from tests.support.members import MemberClient


def test_each_opening_of_a_message_is_told(
    maya: MemberClient, on_desk: str, database: Database
) -> None:
    for _time in range(2):
        maya.post(f"{on_desk}/open")

    assert WORDS in maya.get(on_desk).text
    assert_logged(database, "message.opened", by=["maya@example.org"] * 2, without=[WORDS])
