"""Builds a worn index anew in a thread of its own, while requests go on with the one there is."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from directory.matching.index import Index

log = logging.getLogger(__name__)


class BuiltBeside:
    """At most one index at a time that is built anew, and what changed since it was begun.

    Its methods but `wait` are called by whoever holds the lock of the snapshot.
    """

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None
        self._since: set[str] = set()

    @property
    def is_at_work(self) -> bool:
        """Whether an index is being built; never so in a process that was forked meanwhile."""
        return self._thread is not None and self._thread.is_alive()

    def note(self, handles: Iterable[str]) -> None:
        """What changed after the index was begun, and so is not in it."""
        self._since.update(handles)

    def begin(self, index: Index, done: Callable[[Index], None]) -> None:
        """Build this index anew, and hand it over when it is ready."""
        self._since.clear()
        self._thread = threading.Thread(
            target=self._build, args=(index, done), name="index", daemon=True
        )
        self._thread.start()

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
        if self._thread is not None:
            self._thread.join()

    def _build(self, index: Index, done: Callable[[Index], None]) -> None:
        try:
            done(index.built_anew())
        except Exception:
            # Requests go on with the worn index, which answers the same; the next change tries
            # again.
            log.exception("The index could not be built anew.")
