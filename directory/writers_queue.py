"""Writers of one process take turns in the order in which they came.

SQLite lets one connection write at a time and makes the others ask again after ever longer
pauses: whoever asks at the lucky moment is next, and under load somebody waits for seconds while
the lock stands free. Here the one that has waited longest is next, and is woken at once. Other
processes are still kept apart by SQLite itself.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from typing import TYPE_CHECKING, Any

from sqlalchemy import event
from sqlalchemy.exc import OperationalError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_TURN = "writers_turn"


class WritersQueue:
    """One turn, handed on in order of arrival."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._is_taken = False

    def enter(self, seconds: float) -> bool:
        """Wait for the turn; False where it did not come in so many seconds."""
        with self._lock:
            if not self._is_taken:
                self._is_taken = True
                return True
            mine = threading.Event()
            self._waiting.append(mine)
        if mine.wait(seconds):
            return True
        with self._lock:
            if mine.is_set():
                return True  # It came at the very moment of giving up.
            self._waiting.remove(mine)
        return False

    def leave(self) -> None:
        """Hand the turn to whoever has waited longest."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._is_taken = False


def line_up_writers(engine: Engine, *, seconds: float) -> None:
    """Let the writing transactions of this engine begin one after the other.

    Must be told of a transaction before `BEGIN IMMEDIATE` is sent: listeners run in order. A turn
    ends when its connection goes back to the pool, however the transaction ended.
    """
    queue = WritersQueue()

    def wait(connection: Connection) -> None:
        writes = connection.get_execution_options().get("directory_writes")
        if not writes or _TURN in connection.info:
            return
        if not queue.enter(seconds):
            cause = sqlite3.OperationalError("database is locked")
            raise OperationalError("BEGIN IMMEDIATE", None, cause)
        connection.info[_TURN] = True

    def hand_on(_connection: object, record: Any, *_rest: object) -> None:  # noqa: ANN401
        if record.info.pop(_TURN, False):
            queue.leave()

    event.listen(engine, "begin", wait)
    for end in ("checkin", "invalidate", "soft_invalidate", "close"):
        event.listen(engine, end, hand_on)
