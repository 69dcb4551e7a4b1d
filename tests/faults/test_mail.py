"""H5, H16: the worker dies and the mail server goes away; no mail is lost, poison is parked."""

from __future__ import annotations

import re
import socketserver
import threading
import time
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import text

from directory.mail import services
from directory.mail.message import Mail
from tests.faults.conftest import IS_FULL, figure, launched, times

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

    from directory.db import Database
    from tests.faults.conftest import Launcher

HOURS = 7 * 3600
"""Later each start: longer than a lease and than any delay of a mail."""
POISON = "poison@example.org"
MAILS = 3
"""How many mails a start hands on at least before it is killed."""
PAUSES = (0.003, 0.011, 0.017, 0.007, 0.023)


class _Sink(socketserver.StreamRequestHandler):
    """Just enough of SMTP to take mail, and to refuse poison."""

    timeout = 10

    def handle(self) -> None:
        try:
            self._talk()
        except OSError:
            return  # The worker was killed in the middle of its sentence.

    def _talk(self) -> None:
        self.wfile.write(b"220 sink\r\n")
        for line in self.rfile:
            word = line.strip().upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = []
                while (one := self.rfile.readline()) != b".\r\n":
                    if not one:
                        return  # Cut off: a server that was not told the end takes nothing.
                    lines.append(one)
                found = re.search(rb"(?mi)^Message-ID:\s*(\S+)", b"".join(lines))
                assert found
                self.server.taken.append(found.group(1).decode())  # type: ignore[attr-defined]
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"550 no\r\n" if b"POISON" in word else b"250 sink\r\n")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def _sink(port: int, taken: list[str]) -> Iterator[int]:
    with _Server(("127.0.0.1", port), _Sink) as server:
        server.taken = taken  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join(timeout=5)


def _put(app: Flask, database: Database, count: int) -> set[str]:
    keys = app.extensions["keys"]
    with database.transaction() as session:
        for to in [POISON, *(f"person{number}@example.org" for number in range(count))]:
            mail = Mail(to=to, subject="Hello", text="Hello\n", html="<p>Hello</p>")
            services.put_out(session, keys, mail, event="trial", base_url="http://127.0.0.1:8000")
        return set(session.execute(text("SELECT message_id FROM outgoing_mails")).scalars())


def _waiting(database: Database) -> int:
    statement = "SELECT count(*) FROM outgoing_mails WHERE sent_at IS NULL AND parked_at IS NULL"
    with database.session() as session:
        return int(session.execute(text(statement)).scalar_one())


def test_no_mail_is_lost_when_the_worker_dies_or_the_server_is_away(
    app: Flask, database: Database, environment: dict[str, str]
) -> None:
    count, kills, outages = times(40, 2000), times(3, 50), times(1, 5)
    put = _put(app, database, count)
    taken: list[str] = []
    with _sink(0, taken) as port:
        pass  # Only to find a free port.
    environment["DIRECTORY_MAIL_URL"] = f"smtp://127.0.0.1:{port}"
    away_at = {number * kills // (outages + 1) for number in range(1, outages + 1)}
    with launched("worker", environment) as worker:
        for number in range(kills):
            if number in away_at:  # The server is away for this start.
                _run(worker, number, lambda: _problems(database))
            else:
                with _sink(port, taken):
                    _run(worker, number, lambda: len(taken))
        number = kills
        with _sink(port, taken):
            while _waiting(database) and number < kills + 40:
                worker.start(ahead=HOURS * number)
                _until_quiet(database)
                worker.kill()
                number += 1

    seen = Counter(taken)
    repeats = sum(times - 1 for times in seen.values())
    with database.session() as session:
        parked = services.parked_mails(session)
    assert len(put) == count + 1
    assert len(seen) == count, "lost"
    assert set(seen) < put, "a repeat under another Message-ID"
    assert [(mail.problem, mail.tries) for mail in parked] == [("SMTPRecipientsRefused", 8)]
    # At most the one mail that was in the worker's hands; in the full form under one in a hundred.
    assert repeats <= (count / 100 if IS_FULL else worker.kills)
    figure(
        f"H5 {database.engine.dialect.name}: {worker.kills} kills, {outages} outages, "
        f"{count} mails, 0 lost, {repeats} twice ({repeats / count:.2%}), same Message-ID; "
        "H16: poison parked"
    )


def _problems(database: Database) -> int:
    with database.session() as session:
        return int(session.execute(text("SELECT sum(tries) FROM outgoing_mails")).scalar_one())


def _run(worker: Launcher, number: int, progress: Callable[[], int]) -> None:
    before, until = progress(), time.monotonic() + 60
    worker.start(ahead=HOURS * number)
    while progress() < before + MAILS and time.monotonic() < until:
        time.sleep(0.005)
    time.sleep(PAUSES[number % len(PAUSES)])
    worker.kill()


def _until_quiet(database: Database) -> None:
    """Until no mail is due at the worker's hour: each has gone out or was refused once more."""
    before, until = _problems(database), time.monotonic() + 300
    waiting = _waiting(database)
    while time.monotonic() < until:
        if _problems(database) >= before + waiting:
            time.sleep(0.3)  # The last one is noted.
            return
        time.sleep(0.1)
