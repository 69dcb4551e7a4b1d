"""Clients that send referrals over HTTP, and go on with the same one-time key after a fault."""

from __future__ import annotations

import http.client
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from directory.web.one_time_keys import new_key
from tests.support.members import form_token

if TYPE_CHECKING:
    from tests.support.members import MemberClient

ASKED = {"name_1": "Sam", "profession": "professional-counselor", "issues": "grief", "visits": "6"}
PATIENCE = 600.0
"""Seconds after which a client that gets no answer gives up."""


def headers_of(member: MemberClient) -> dict[str, str]:
    """The cookie of a signed-in browser, for a client over HTTP."""
    name = str(member.app.config["SESSION_COOKIE_NAME"])
    cookie = member.client.get_cookie(name)
    assert cookie is not None
    return {
        "Cookie": f"{name}={cookie.value}",
        "Content-Type": "application/x-www-form-urlencoded",
    }


@dataclass
class Senders:
    """Several clients that send until they are told to stop."""

    port: int
    member: MemberClient
    threads: int = 8
    acknowledged: list[str] = field(default_factory=list)
    drafted: dict[str, set[str]] = field(default_factory=dict)
    """References by one-time key: more than one of a key would be a double."""
    took: list[float] = field(default_factory=list)
    """Seconds from pressing “Send” to the answer, where no fault lay between."""
    refused: list[int] = field(default_factory=list)
    retries: int = 0
    answers: int = 0
    _stop: threading.Event = field(default_factory=threading.Event)
    _running: deque[threading.Thread] = field(default_factory=deque)

    def start(self) -> None:
        """Begin to send."""
        for _number in range(self.threads):
            thread = threading.Thread(target=self._send_on, daemon=True)
            thread.start()
            self._running.append(thread)

    def await_answers(self, count: int) -> None:
        """Until so many more answers have come."""
        aim, until = self.answers + count, time.monotonic() + PATIENCE
        while self.answers < aim:
            assert time.monotonic() < until
            time.sleep(0.005)

    def finish(self) -> None:
        """Let each client bring to its end what it has begun."""
        self._stop.set()
        for thread in self._running:
            thread.join(timeout=60)
            assert not thread.is_alive()

    def _send_on(self) -> None:
        while not self._stop.is_set():
            self._send_one()

    def _send_one(self) -> None:
        key = new_key()
        form = ASKED | {"one_time_key": key}
        made = self._insist("/referrals/new", form)
        reference = made.split("/")[2]
        self.drafted.setdefault(key, set()).add(reference)
        path = f"/referrals/{reference}"
        self._insist(f"{path}/readiness", {"flags": "none"})
        began, before = time.perf_counter(), self.retries
        if self._insist(f"{path}/send", {}) == path:
            self.acknowledged.append(reference)
            if before == self.retries:
                self.took.append(time.perf_counter() - began)

    def _insist(self, path: str, form: dict[str, str]) -> str:
        """Where the answer leads; after a fault the same form is sent once more."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                status, location = self._post(path, form)
            except (OSError, http.client.HTTPException):
                self.retries += 1
                time.sleep(0.02)
                continue
            self.answers += 1
            if status == 303:
                return location
            self.refused.append(status)
        raise AssertionError(f"{path} was not answered: {self.refused[-3:]}")

    def _post(self, path: str, form: dict[str, str]) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            body = urlencode({"csrf_token": form_token(self.member.app)} | form)
            connection.request("POST", path, body, headers_of(self.member))
            answer = connection.getresponse()
            answer.read()
            return answer.status, answer.headers.get("Location", "")
        finally:
            connection.close()
