"""The worker's round: take one mail, hand it on, note how it went; each step its own transaction.

A worker that is killed between handing on and noting sends the mail again, with the same
Message-ID, so that the receiver can tell.
"""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from directory import clock
from directory.db import DatabaseUnavailable
from directory.mail import services
from directory.mail.mailers import MailRefusedError, NullMailer, mailer_for
from directory.mail.message import written_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.config import Settings
    from directory.db import Database
    from directory.keys.ring import KeyRing
    from directory.mail.mailers import Mailer

SECONDS_BETWEEN_ROUNDS = 2.0


def deliver_due(store: Database, keys: KeyRing, mailer: Mailer, *, sender: str) -> int:
    """Hand on every mail that is due now; the number of those that went out."""
    sent = 0
    while _something_is_due(store):
        with store.transaction() as session:
            due = services.take_due(session, keys)
        if due is None:
            break
        message = written_out(due.mail, sender=sender, message_id=due.message_id, at=due.made_at)
        try:
            mailer.send(message)
        except MailRefusedError as problem:
            with store.transaction() as session:
                services.mark_refused(session, due.id, str(problem))
        else:
            with store.transaction() as session:
                services.mark_sent(session, due.id)
            sent += 1
    return sent


def deliver_until(
    stop: threading.Event, store: Database, keys: KeyRing, mailer: Mailer, *, sender: str
) -> None:
    """Deliver again and again until `stop` is set; a database that is away is waited for."""
    while not stop.is_set():
        try:
            deliver_due(store, keys, mailer, sender=sender)
        except DatabaseUnavailable:
            logging.getLogger("directory.mail").warning("the database is away; trying again")
        stop.wait(SECONDS_BETWEEN_ROUNDS)


@contextmanager
def delivering(store: Database, keys: KeyRing, settings: Settings) -> Iterator[None]:
    """Deliver in a thread of its own for as long as the block runs; mail that nobody takes waits.

    Raises SettingsError for a mail address that is none.
    """
    mailer = mailer_for(settings)
    if isinstance(mailer, NullMailer):
        yield
        return
    stop = threading.Event()
    thread = threading.Thread(
        target=deliver_until,
        args=(stop, store, keys, mailer),
        kwargs={"sender": settings.mail_from},
        daemon=True,
    )
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=5)


def _something_is_due(store: Database) -> bool:
    # Reading first, so that an idle worker never takes the lock for writing.
    with store.session() as session:
        due_at = services.next_due(session)
    return due_at is not None and due_at <= clock.now()
