"""H14: many mixed requests, and the site grows by nothing: no memory, no open file, no fault."""

from __future__ import annotations

import http.client
import itertools
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import pytest

from tests.faults.conftest import figure, times

if TYPE_CHECKING:
    from collections.abc import Iterator

CLIENTS = 4
WARM_SHARE = 0.25
"""The part of the requests after which everything that is kept once has been kept."""
GROWTH = times(1.5, 1.10)
"""The memory at the end, as a share of the memory when warm: the statement's 10 % in the full form.

In the short one much of what is kept once is met for the first time after the warming.
"""
PATIENCE = 60.0
WORDS = (
    "grief",
    "rape recovery",
    "bulemia therapist medicaid",
    "gentle massage after trauma",
    "chronic pain, online",
    "dolor de espalda",
    "an integrative center for eating disorders",
    "💜 \u200f سلام",
    "x" * 2000,
)
TOWNS = ("Lakewood, CO", "Denver, CO", "80226", "Nowhere at all", "")
PAGES = (
    "/",
    "/find",
    "/centers",
    "/practitioners",
    "/help-now",
    "/safety",
    "/board",
    "/healthz",
    "/readyz",
    "/no-such-page",
    "/practitioners/nobody-of-that-name",
    "/find/r/forged-link",
    "/sitemap.xml",
    "/curate",
)


@pytest.mark.demo_network
@pytest.mark.sqlite
def test_many_requests_leave_nothing_behind(environment: dict[str, str]) -> None:
    asked = times(240, 200_000)
    with _served(environment) as site:
        warm = _asked(site.port, int(asked * WARM_SHARE))
        before = site.holds()
        rest = _asked(site.port, asked - int(asked * WARM_SHARE))
        after = site.holds()

    statuses = warm + rest
    figure(
        f"H14: {statuses.total()} requests, memory {before.megabytes} to {after.megabytes} MB, "
        f"open files {before.files} to {after.files}, {dict(sorted(statuses.items()))}"
    )
    assert {status for status in statuses if status >= 500} == set()
    assert statuses[200] > asked / 2, statuses
    assert after.files <= before.files + CLIENTS
    assert after.megabytes <= before.megabytes * GROWTH


@dataclass(frozen=True, slots=True)
class Holds:
    """What a process holds: resident memory, open files."""

    megabytes: int
    files: int


@dataclass(frozen=True, slots=True)
class Site:
    """A served copy."""

    port: int
    process: int

    def holds(self) -> Holds:
        """What it holds now; the connections of clients are closed by then."""
        folder = Path("/proc") / str(self.process)
        [line] = [
            line
            for line in (folder / "status").read_text().splitlines()
            if line.startswith("VmRSS:")
        ]
        return Holds(int(line.split()[1]) // 1024, len(list((folder / "fd").iterdir())))


@contextmanager
def _served(environment: dict[str, str]) -> Iterator[Site]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "directory.cli", "serve", "--port", str(port)],
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                assert time.monotonic() < until, "the site did not start"
                time.sleep(0.1)
        yield Site(port, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _asked(port: int, count: int) -> Counter[int]:
    """So many requests by several clients at once, and how they were answered."""
    clients = [Client(port, range(one, count, CLIENTS)) for one in range(CLIENTS)]
    threads = [threading.Thread(target=client.run) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum((client.statuses for client in clients), Counter())


@dataclass
class Client:
    """One visitor, whose requests are numbered so that each run asks the same."""

    port: int
    numbers: range
    statuses: Counter[int] = field(default_factory=Counter)

    def run(self) -> None:
        """Ask everything; a searcher follows where the answer leads."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        for number in self.numbers:
            if number % 3 == 0:
                self._search(connection, number)
            else:
                self._ask(connection, "GET", PAGES[number % len(PAGES)])
        connection.close()

    def _search(self, connection: http.client.HTTPConnection, number: int) -> None:
        words, town = next(itertools.islice(itertools.product(WORDS, TOWNS), number % 45, None))
        form = urlencode({"words": words, "place": town})
        leads_to = self._ask(connection, "POST", "/find", form)
        if leads_to:
            self._ask(connection, "GET", urlsplit(leads_to).path)

    def _ask(
        self, connection: http.client.HTTPConnection, method: str, path: str, form: str = ""
    ) -> str:
        headers = {"Sec-Fetch-Site": "same-origin"}
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, form or None, headers)
        answer = connection.getresponse()
        answer.read()
        self.statuses[answer.status] += 1
        return answer.getheader("Location", "") or ""
