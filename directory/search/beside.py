"""Work beside the requests, in a thread of its own: building a worn index anew, writing files."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from directory.matching.index import Index

log = logging.getLogger(__name__)


class Errand:
    """At most one piece of work at a time."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None

    @property
    def is_at_work(self) -> bool:
        """Whether it is being done; never so in a process that was forked meanwhile."""
        return self._thread is not None and self._thread.is_alive()

    def begin(self, work: Callable[[], None], *, if_it_fails: str) -> None:
        """Do this; where it fails, requests go on as before, and the log says so."""
        self._thread = threading.Thread(
            target=_done, args=(work, if_it_fails), name="beside", daemon=True
        )
        self._thread.start()

    def wait(self) -> None:
        """Wait until nothing is being done."""
        if self._thread is not None:
            self._thread.join()


def _done(work: Callable[[], None], if_it_fails: str) -> None:
    try:
        work()
    except Exception:
        log.exception(if_it_fails)


class BuiltBeside:
    """At most one index at a time that is built anew, and what changed since it was begun.

    Its methods but `wait` are called by whoever holds the lock of the snapshot.
    """

    def __init__(self) -> None:
        self._errand = Errand()
        self._since: set[str] = set()

    @property
    def is_at_work(self) -> bool:
        """Whether an index is being built."""
        return self._errand.is_at_work

    def note(self, handles: Iterable[str]) -> None:
        """What changed after the index was begun, and so is not in it."""
        self._since.update(handles)

    def begin(self, index: Index, done: Callable[[Index], None]) -> None:
        """Build this index anew, and hand it over when it is ready.

        Where that fails, the worn index answers the same, and the next change tries again.
        """
        self._since.clear()
        self._errand.begin(
            lambda: done(index.built_anew()),
            if_it_fails="The index could not be built anew.",
        )

    def caught_up(self, made: Index, now: Index) -> Index:
        """The index that was built, with what changed since, so that it answers as `now` does."""
        there = now.listings
        return made.with_changes(
            [there[handle] for handle in sorted(self._since) if handle in there],
            self._since - there.keys(),
            revision=now.revision,
            today=now.day,
        )

    def wait(self) -> None:
        """Wait until nothing is being built."""
        self._errand.wait()
