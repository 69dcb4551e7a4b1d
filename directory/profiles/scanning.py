"""Ask a virus scanner (clamd) about a file: off unless the operator names one, and then strict.

Where the scanner does not answer, or answers something else than that the file is clean, the
file is refused: an upload that nobody looked at is not kept.
"""

from __future__ import annotations

import socket
import struct
from enum import StrEnum
from pathlib import Path

_CHUNK = 64 * 1024
_SECONDS = 10
_CLEAN = b"stream: OK"
_ANSWER_AT_MOST = 4096


class Verdict(StrEnum):
    """What came of asking."""

    CLEAN = "clean"
    REFUSED = "refused"
    NO_ANSWER = "no-answer"


def scanned(content: bytes, address: str) -> Verdict:
    """What the scanner at `address` says; clean where no address is given.

    `address` is `host:port`, or the path of a socket that begins with a slash.
    """
    if not address:
        return Verdict.CLEAN
    try:
        answer = _ask(content, address)
    except (OSError, ValueError):
        return Verdict.NO_ANSWER
    if not answer:
        return Verdict.NO_ANSWER
    return Verdict.CLEAN if answer.rstrip(b"\0\n") == _CLEAN else Verdict.REFUSED


def _ask(content: bytes, address: str) -> bytes:
    with _connected(address) as scanner:
        scanner.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), _CHUNK):
            part = content[start : start + _CHUNK]
            scanner.sendall(struct.pack("!L", len(part)) + part)
        scanner.sendall(struct.pack("!L", 0))
        return scanner.recv(_ANSWER_AT_MOST)


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        scanner = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        scanner.settimeout(_SECONDS)
        try:
            scanner.connect(str(Path(address)))
        except OSError:
            scanner.close()
            raise
        return scanner
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_SECONDS)
