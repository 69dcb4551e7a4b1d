"""How many referrals a second can be sent so that none is lost: a hundred clients at once.

Run: python -m benchmarks.sending [--clients N] [--referrals N] [--json]

The site runs as `directory serve` runs it (waitress, eight threads, SQLite with
synchronous=FULL) in a process of its own; the clients share the machine with it. Each sends
drafts that are ready, over HTTP, signed in; an answer of 303 means that it is on the disk.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
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
from tests.faults.conftest import launched
from tests.faults.sending import headers_of
from tests.support.databases import SECRET, migrate
from tests.support.drafts import publish
from tests.support.members import MemberClient, form_token, make_account, make_verified, signed_in
from tests.support.searching import add_places

if TYPE_CHECKING:
    from flask import Flask

AIM_PER_SECOND = 50
AIM_P99 = 0.5


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 where an answer was no acknowledgement."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sending", description=__doc__)
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--referrals", type=int, default=2000)
    parser.add_argument("--json", action="store_true", help="one JSON document")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="sending-") as folder:
        figures = _measured(Path(folder), chosen.clients, chosen.referrals)
    sys.stdout.write((json.dumps(figures) if chosen.json else _printed(figures)) + "\n")
    return 0 if figures["errors"] == 0 else 1


def _measured(folder: Path, clients: int, referrals: int) -> dict[str, Any]:
    environment = {
        "DIRECTORY_MODE": "test",
        "DIRECTORY_DATABASE_URL": f"sqlite:///{folder / 'sending.sqlite3'}",
        "DIRECTORY_INSTANCE_FOLDER": str(folder / "instance"),
        "DIRECTORY_SECRET_KEY": SECRET,
        "DIRECTORY_LIMITS_ON": "no",
    }
    migrate(environment["DIRECTORY_DATABASE_URL"])
    app = create_app(Settings.from_environment(environment))
    member, ready = _drafts(app, referrals)
    with launched("site", environment) as site:
        site.start()
        _post(site.port, member, "/referrals/none/send")  # Everything is loaded once.
        began = time.perf_counter()
        with ThreadPoolExecutor(clients) as pool:
            lines = threading.Barrier(clients)
            work = [pool.submit(_send, site.port, member, ready, lines) for _ in range(clients)]
            answers = [answer for done in work for answer in done.result()]
        seconds = time.perf_counter() - began
    app.extensions["database"].engine.dispose()
    took = sorted(one for one, status in answers if status == 303)
    return {
        "clients": clients,
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


def _send(
    port: int, member: MemberClient, ready: SimpleQueue[str], line: threading.Barrier
) -> list[tuple[float, int]]:
    answers: list[tuple[float, int]] = []
    line.wait(timeout=60)
    while True:
        try:
            path = f"/referrals/{ready.get_nowait()}/send"
        except Empty:
            return answers
        began = time.perf_counter()
        status = _post(port, member, path)
        answers.append((time.perf_counter() - began, status))


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


def _printed(figures: dict[str, Any]) -> str:
    return (
        f"{figures['sent']} referrals by {figures['clients']} at once: "
        f"{figures['per_second']} a second (aim {AIM_PER_SECOND}), p50 {figures['p50_ms']} ms, "
        f"p99 {figures['p99_ms']} ms (aim {AIM_P99 * 1000:.0f}), {figures['errors']} errors; "
        f"{figures['cpus']} processors, load {figures['load']}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
