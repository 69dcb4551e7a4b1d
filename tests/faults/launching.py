"""A program that starts the site or the worker again and again, so that a test may kill it.

Run: python -m tests.faults.launching site|careless-site|worker, with DIRECTORY_* in the
environment. It makes the app once and forks for each start, so that two hundred kills take
minutes and not hours. On its input: `start SECONDS` starts a child whose clock runs so many
seconds ahead; `stop` ends. It answers with the child's number. A child is a real process with its
own connections: SIGKILL ends it at whatever it was doing. The careless site runs SQLite with
synchronous=NORMAL, as a check of the check that ours does not.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import time_machine
from sqlalchemy import event
from waitress.server import create_server

from directory import clock
from directory.app import create_app
from directory.config import Settings
from directory.db import Database
from directory.keys.ring import KeyRing
from directory.mail.delivery import deliver_until
from directory.mail.mailers import mailer_for
from directory.search.blueprint import snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

THREADS = 8


def main(what: str) -> None:
    """Read commands until the end of the input."""
    settings = Settings.from_environment(os.environ)
    door = socket.create_server(("127.0.0.1", 0), backlog=256)
    be = _worker(settings) if what == "worker" else _site(settings, door, what)
    logging.disable()
    # A child that was killed needs nobody to wait for it.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    _say(str(door.getsockname()[1]))
    for line in sys.stdin:
        command, _space, seconds = line.strip().partition(" ")
        if command != "start":
            break
        child = os.fork()
        if not child:
            sys.stdin.close()
            be(float(seconds or 0))
            os._exit(0)
        _say(str(child))


def _site(settings: Settings, door: socket.socket, what: str) -> Callable[[float], None]:
    app = create_app(settings)
    if what == "careless-site":
        event.listen(app.extensions["database"].engine, "connect", _be_careless)
    with app.app_context():
        snapshot()  # Read once, here, so that each child can answer at once.
    app.extensions["database"].engine.dispose()

    def serve(_ahead: float) -> None:
        app.extensions["database"].engine.dispose(close=False)
        server = create_server(
            app, sockets=[door], threads=THREADS, clear_untrusted_proxy_headers=True
        )
        server.run()

    return serve


def _be_careless(connection: Any, _record: object) -> None:  # noqa: ANN401
    connection.execute("PRAGMA synchronous=NORMAL")


def _worker(settings: Settings) -> Callable[[float], None]:
    def deliver(ahead: float) -> None:
        with time_machine.travel(clock.now() + timedelta(seconds=ahead), tick=True):
            deliver_until(
                threading.Event(),
                Database(settings),
                KeyRing(settings.secret_key, settings.previous_secret_keys),
                mailer_for(settings),
                sender=settings.mail_from,
            )

    return deliver


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
