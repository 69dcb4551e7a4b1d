"""How many referrals a second can be sent so that none is lost: a hundred clients at once.

Run: python -m benchmarks.sending [--clients N] [--referrals N] [--rates 50,75] [--json]

The site is `directory serve` itself, in a process of its own: waitress with its eight threads,
SQLite with synchronous=FULL, the worker of mails inside, which writes too. The clients share the
machine with it. Each presses “Send” on drafts that are ready, over HTTP, signed in; an answer of
303 means that it is on the disk. Two things are measured:

- as fast as it goes: each client presses again as soon as it was answered. A hundred clients wait
  for one another, so the time of an answer is a hundred divided by the rate, whatever is done.
- at a rate: the clients press in turn at even moments, so many a second in all, and the time
  runs from the moment at which they wanted to press (what waits in line is counted).
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from directory.app import create_app
from directory.config import Settings
from directory.referrals.content import Content, Wanted
from directory.referrals.queries import listing_ids
from directory.referrals.services import drafting
from directory.referrals.services.around import Around
from tests.faults.sending import headers_of
from tests.support.checkout import ROOT
from tests.support.databases import SECRET, migrate
from tests.support.drafts import publish
from tests.support.members import MemberClient, form_token, make_account, make_verified, signed_in
from tests.support.searching import add_places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

AIM_PER_SECOND = 50
AIM_P99 = 0.5
ANSWERED_WITHIN = 60
Ready = SimpleQueue[str]
Answer = tuple[float, int]


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 where an answer was no acknowledgement."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sending", description=__doc__)
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--referrals", type=int, default=1000, help="for each measurement")
    parser.add_argument("--rates", default="50,75", help="so many a second, with commas between")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    chosen = parser.parse_args(arguments)
    rates = [None, *(float(rate) for rate in chosen.rates.split(",") if rate)]
    with tempfile.TemporaryDirectory(prefix="sending-") as folder:
        runs = _measured(Path(folder), chosen.clients, chosen.referrals, rates)
    shown = json.dumps(runs) if chosen.json else "\n".join(_printed(run) for run in runs)
    sys.stdout.write(shown + "\n")
    return 0 if all(run["errors"] == 0 for run in runs) else 1


def _measured(
    folder: Path, clients: int, referrals: int, rates: list[float | None]
) -> list[dict[str, Any]]:
    environment = {
        "DIRECTORY_MODE": "test",
        "DIRECTORY_DATABASE_URL": f"sqlite:///{folder / 'sending.sqlite3'}",
        "DIRECTORY_INSTANCE_FOLDER": str(folder / "instance"),
        "DIRECTORY_SECRET_KEY": SECRET,
        "DIRECTORY_LIMITS_ON": "no",
        "DIRECTORY_MAIL_URL": "console:",
    }
    migrate(environment["DIRECTORY_DATABASE_URL"])
    app = create_app(Settings.from_environment(environment))
    member, ready = _drafts(app, referrals * len(rates))
    runs = []
    with _served(environment) as port:
        for rate in rates:
            part = _part(ready, referrals)
            runs.append(_run(port, member, part, clients=clients, rate=rate))
    app.extensions["database"].engine.dispose()
    return runs


@contextmanager
def _served(environment: dict[str, str]) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = int(door.getsockname()[1])
    command = [sys.executable, "-m", "directory.cli", "serve", "--port", str(port)]
    log = subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603 - our own command
        command, cwd=ROOT, env=os.environ | environment, stdout=log, stderr=log
    ) as site:
        try:
            _await(port)
            yield port
        finally:
            site.terminate()


def _await(port: int) -> None:
    until = time.monotonic() + ANSWERED_WITHIN
    while time.monotonic() < until:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/find")  # Everything is loaded once.
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise TimeoutError("the site did not start")


def _part(ready: Ready, count: int) -> Ready:
    part: Ready = SimpleQueue()
    for _number in range(count):
        part.put(ready.get_nowait())
    return part


def _run(
    port: int, member: MemberClient, ready: Ready, *, clients: int, rate: float | None
) -> dict[str, Any]:
    line = threading.Barrier(clients)
    with ThreadPoolExecutor(clients) as pool:
        work = [
            pool.submit(_send_on, port, member, ready, _Pace(line, number, clients, rate))
            for number in range(clients)
        ]
        done = [one.result() for one in work]
    answers = [answer for _began, found in done for answer in found]
    seconds = time.perf_counter() - min(began for began, _found in done)
    took = sorted(one for one, status in answers if status == 303)
    return {
        "clients": clients,
        "rate_asked": rate,
        "sent": len(took),
        "errors": len(answers) - len(took),
        "per_second": round(len(took) / seconds, 1),
        "p50_ms": round(took[len(took) // 2] * 1000),
        "p99_ms": round(took[int(len(took) * 0.99)] * 1000),
        "cpus": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
    }


def _drafts(app: Flask, count: int) -> tuple[MemberClient, SimpleQueue[str]]:
    ready: SimpleQueue[str] = SimpleQueue()
    around = Around(app.extensions["keys"], app.extensions["settings"])
    wanted = Wanted(profession="professional-counselor", issues=("grief",), visits=6)
    content = Content(wanted=wanted, flags=())
    with app.extensions["database"].transaction() as session:
        add_places(session)
        people = [make_account(session, f"{name}@example.org") for name in ("maya", "sam")]
        for person, handle in zip(people, ("maya", "sam"), strict=True):
            make_verified(session, person, handle)
        publish(session, "maya", "sam")
        ids = listing_ids(session, ("maya", "sam"))
        draft = drafting.Draft(content=content, names=(drafting.NameDraft(listing_id=ids["sam"]),))
        for _number in range(count):
            ready.put(drafting.begin(session, around, ids["maya"], draft).reference)
    return signed_in(app, people[0]), ready


class _Pace:
    """When one of the clients presses: at once, or at its own even moments of a rate."""

    def __init__(
        self, line: threading.Barrier, number: int, clients: int, rate: float | None
    ) -> None:
        self._line, self._number, self._clients, self._rate = line, number, clients, rate
        self._pressed = 0
        self.began = 0.0

    def begin(self) -> None:
        """Wait until all clients stand ready."""
        self._line.wait(timeout=ANSWERED_WITHIN)
        self.began = time.perf_counter()

    def wanted(self) -> float:
        """Wait for the next moment, and give the one at which it should have come."""
        if self._rate is None:
            return time.perf_counter()
        turn = self._number + self._pressed * self._clients
        moment = self.began + turn / self._rate
        self._pressed += 1
        time.sleep(max(0.0, moment - time.perf_counter()))
        return moment


def _send_on(
    port: int, member: MemberClient, ready: Ready, pace: _Pace
) -> tuple[float, list[Answer]]:
    answers: list[Answer] = []
    pace.begin()
    while True:
        try:
            path = f"/referrals/{ready.get_nowait()}/send"
        except Empty:
            return pace.began, answers
        moment = pace.wanted()
        status = _post(port, member, path)
        answers.append((time.perf_counter() - moment, status))


def _post(port: int, member: MemberClient, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        body = urlencode({"csrf_token": form_token(member.app)})
        connection.request("POST", path, body, headers_of(member))
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def _printed(run: dict[str, Any]) -> str:
    how = f"{run['rate_asked']:.0f} a second" if run["rate_asked"] else "as fast as it goes"
    return (
        f"{run['sent']} referrals by {run['clients']} clients, {how}: {run['per_second']} a second "
        f"(aim {AIM_PER_SECOND}), p50 {run['p50_ms']} ms, p99 {run['p99_ms']} ms "
        f"(aim {AIM_P99 * 1000:.0f}), {run['errors']} errors; "
        f"{run['cpus']} processors, load {run['load']}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
