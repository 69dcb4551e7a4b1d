"""Pages under load: processes that serve one app on loopback, and connections that ask.

Each process has a port of its own, as two `directory serve` behind a proxy have, and connections
are dealt out to them in turn. On one socket for both, whichever process was quicker to accept
took nearly all of sixteen connections in every other run, and the other core stood idle.
"""

from __future__ import annotations

import http.client
import itertools
import os
import signal
import socket
import threading
import time
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from waitress.server import create_server

from benchmarks.measuring import percentile, settled

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from flask import Flask

    from directory.search.request import SearchRequest

HOST = "127.0.0.1"
PROCESSES = 2
THREADS = 8
"""As `directory serve` has without further words."""
CONNECTIONS = (1, 16)
SECONDS = 10.0
FOUND = 303
SHOWN = 200


@dataclass(frozen=True)
class Load:
    """What so many connections at once got; milliseconds of wall time."""

    connections: int
    processes: int
    per_second: float
    p50: float
    p95: float
    p99: float


def loaded(app: Flask, questions: tuple[SearchRequest, ...]) -> tuple[Load, ...]:
    """The pages of these questions from two processes; each connection asks all of them in turn."""
    doors = [socket.create_server((HOST, 0), backlog=128) for _ in range(PROCESSES)]
    settled()
    app.extensions["search"]._holder.wait()  # noqa: SLF001  # nothing may run beside a fork
    app.extensions["database"].engine.dispose()
    workers = [_started(app, door) for door in doors]
    ports = tuple(door.getsockname()[1] for door in doors)
    for door in doors:
        door.close()
    try:
        return tuple(_asked_apart(ports, questions, connections) for connections in CONNECTIONS)
    finally:
        for worker in workers:
            os.kill(worker, signal.SIGTERM)
            os.waitpid(worker, 0)


def _started(app: Flask, listening: socket.socket) -> int:
    """The number of a process that serves the app; it shares the memory of what is held."""
    worker = os.fork()
    if worker:
        return worker
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    create_server(app, sockets=[listening], threads=THREADS, ident=None).run()
    os._exit(0)


def _asked_apart(
    ports: tuple[int, ...], questions: tuple[SearchRequest, ...], connections: int
) -> Load:
    """Asked by a process of its own, so that neither waits for the other's interpreter."""
    context = get_context("fork")
    here, there = context.Pipe()
    asking = context.Process(target=_ask, args=(there, ports, questions, connections))
    asking.start()
    times, seconds = here.recv()
    asking.join()
    return Load(
        connections,
        PROCESSES,
        len(times) / seconds,
        percentile(times, 50),
        percentile(times, 95),
        percentile(times, 99),
    )


def _ask(
    answer: Connection,
    ports: tuple[int, ...],
    questions: tuple[SearchRequest, ...],
    connections: int,
) -> None:
    browsers = [Browser(ports[number % len(ports)], questions) for number in range(connections)]
    for number, browser in enumerate(browsers):
        browser.find_links(first=number)
    start = time.perf_counter()
    threads = [threading.Thread(target=one.read, args=(start + SECONDS,)) for one in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    answer.send(([took for one in browsers for took in one.times], seconds))


class Browser:
    """One connection with a cookie of its own, so with sealed links of its own."""

    def __init__(self, port: int, questions: tuple[SearchRequest, ...]) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=60)
        self._headers = {"Accept-Encoding": "gzip", "Origin": f"http://{HOST}:{port}"}
        self._questions = questions
        self._links: list[str] = []
        self.times: list[float] = []

    def find_links(self, *, first: int) -> None:
        """Send the form for each question, beginning elsewhere than the other connections."""
        self._headers["Cookie"] = self._get("/find").split(";")[0]
        start = first * 17 % len(self._questions)
        for asked in self._questions[start:] + self._questions[:start]:
            form = {"words": asked.words, "place": asked.place, "within": str(asked.within)}
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            self._connection.request("POST", "/find", urlencode(form), self._headers | kind)
            answer = self._connection.getresponse()
            answer.read()
            if answer.status != FOUND:
                raise RuntimeError(f"the form was answered with {answer.status}")
            self._links.append(str(answer.headers["Location"]))

    def read(self, until: float) -> None:
        """Read one page of results after the other until then."""
        for link in itertools.cycle(self._links):
            start = time.perf_counter()
            if start >= until:
                return
            self._get(link)
            self.times.append((time.perf_counter() - start) * 1000)

    def _get(self, address: str) -> str:
        """Read a page; what it set as a cookie."""
        self._connection.request("GET", address, headers=self._headers)
        answer = self._connection.getresponse()
        answer.read()
        if answer.status != SHOWN:
            raise RuntimeError(f"{address[:12]} was answered with {answer.status}")
        return answer.headers["Set-Cookie"] or ""
