"""Time's round of the curator's desk: reminders to owners, and reports that nobody answered.

Each part may be run as often as one likes; `directory purge` runs it, and the server, each hour.
"""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from directory import clock
from directory.curation.emails import Sender
from directory.curation.freshness_reminders import remind
from directory.curation.reports import show_doubts
from directory.db import DatabaseUnavailable
from directory.keys.ring import KeyRing
from directory.noticeboard.reminders import remind as remind_of_notices
from directory.noticeboard.services import end_what_is_over

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy.orm import Session

    from directory.config import Settings
    from directory.db import Database

SECONDS_BETWEEN_ROUNDS = 3600.0


def go_round(session: Session, settings: Settings) -> Mapping[str, int]:
    """Take every step that is due today; how many of each kind. Flushes."""
    known = settings.with_secret()
    if not known.secret_key:
        return {}  # Without the secret no mail can be kept, and nothing is lost by waiting.
    sender = Sender(KeyRing(known.secret_key, known.previous_secret_keys), settings)
    return {
        "reminders of openings": remind(session, sender, clock.today()),
        "facts shown as reported": show_doubts(session, sender),
        "reminders of notices": remind_of_notices(session, sender.keys, settings),
        "notices that ended": end_what_is_over(session),
    }


@contextmanager
def keeping_true(store: Database, settings: Settings) -> Iterator[None]:
    """Go round in a thread of its own for as long as the block runs."""
    stop = threading.Event()
    thread = threading.Thread(target=_keep_going, args=(stop, store, settings), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=5)


def _keep_going(stop: threading.Event, store: Database, settings: Settings) -> None:
    while not stop.is_set():
        try:
            with store.transaction() as session:
                go_round(session, settings)
        except DatabaseUnavailable:
            logging.getLogger("directory.curation").warning("the database is away; trying again")
        stop.wait(SECONDS_BETWEEN_ROUNDS)
