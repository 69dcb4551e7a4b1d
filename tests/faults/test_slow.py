"""H13: hundreds of connections that send a byte now and then hold up nobody."""

from __future__ import annotations

import resource
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from tests.faults.conftest import figure

if TYPE_CHECKING:
    from collections.abc import Iterator

SLOW = 1100
"""More than select() can wait for, which is 1,024 open files; the statement asks for 400."""
ORDINARY = 20
AS_MANY_AS_MOST_ALLOW = 1024
PATIENCE = 60.0
HEAD = b"GET /find HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
BODY = b"POST /find HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\nwords="


def test_slow_connections_hold_up_nobody(environment: dict[str, str]) -> None:
    with _served(environment) as port, _slow_connections(port) as slow:
        answers = []
        for _ordinary in range(ORDINARY):
            for one in slow:
                one.send(b"a")
            answers.append(_answered(port))
        still_open = sum(_is_open(one) for one in slow)

    assert [status for status, _seconds in answers] == [200] * ORDINARY
    assert still_open == len(slow), "the slow ones were turned away, so nothing was shown"
    slowest = max(seconds for _status, seconds in answers)
    figure(f"H13: {len(slow)} slow connections, {ORDINARY} answers, the slowest {slowest:.2f} s")


@contextmanager
def _served(environment: dict[str, str]) -> Iterator[int]:
    """`directory serve`, with no more open files allowed at first than most machines give."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = f"ulimit -S -n {AS_MANY_AS_MOST_ALLOW}; exec {sys.executable} -m directory.cli serve"
    process = subprocess.Popen(
        ["/bin/sh", "-c", f"{command} --port {port}"], env=environment, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            _answered(port)
        except OSError:
            assert time.monotonic() < until, "the site did not start"
            time.sleep(0.1)
        else:
            return


@contextmanager
def _slow_connections(port: int) -> Iterator[list[socket.socket]]:
    """Half of them stay within their headers, half within their body."""
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(limits[0], SLOW + 500), limits[1]))
    try:
        with ExitStack() as stack:
            slow = []
            for number in range(SLOW):
                one = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
                stack.enter_context(one)
                one.send(BODY if number % 2 else HEAD)
                slow.append(one)
            yield slow
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)


def _answered(port: int) -> tuple[int, float]:
    began = time.monotonic()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE) as answer:
        answer.read()
        return answer.status, time.monotonic() - began


def _is_open(one: socket.socket) -> bool:
    one.setblocking(False)  # noqa: FBT003 - the socket's own signature
    try:
        return one.recv(1) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False
