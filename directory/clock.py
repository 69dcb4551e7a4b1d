"""The one place that asks what time it is, so that a test can stop the clock."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_stopped_at: ContextVar[datetime | None] = ContextVar("stopped_at", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC; the stopped moment inside `stopped`."""
    stopped = _stopped_at.get()
    return stopped if stopped is not None else datetime.now(UTC)


def today() -> date:
    """The present date in UTC, the date on which stored facts are counted."""
    return now().date()


@contextmanager
def stopped(moment: datetime) -> Iterator[datetime]:
    """Let `now` answer with this aware moment in this thread; for tests and for replays.

    Raises ValueError for a moment without a time zone.
    """
    if moment.tzinfo is None:
        message = "A stopped clock needs a moment with a time zone, such as datetime(…, tzinfo=UTC)"
        raise ValueError(message)
    token = _stopped_at.set(moment.astimezone(UTC))
    try:
        yield moment
    finally:
        _stopped_at.reset(token)
