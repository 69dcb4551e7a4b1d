"""Time's own round: at each one every step that is due is taken, mail server or none."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from directory.db import DatabaseUnavailable
from directory.referrals.services.around import Around
from directory.referrals.services.time import advance_due

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.config import Settings
    from directory.db import Database
    from directory.keys.ring import KeyRing

SECONDS_BETWEEN_ROUNDS = 600.0


@contextmanager
def advancing(store: Database, keys: KeyRing, settings: Settings) -> Iterator[None]:
    """Go round in a thread of its own for as long as the block runs."""
    stop = threading.Event()
    thread = threading.Thread(
        target=_go_round, args=(stop, store, Around(keys, settings)), daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=5)


def _go_round(stop: threading.Event, store: Database, around: Around) -> None:
    while not stop.is_set():
        try:
            advance_due(store, around)
        except DatabaseUnavailable:
            logging.getLogger("directory.referrals").warning("the database is away; trying again")
        stop.wait(SECONDS_BETWEEN_ROUNDS)
