"""The file from which a cold start takes the network: written beside the database, and mapped.

DESIGN.md decision 10. Layout: MAGIC, the length of the head, the head (JSON: what the file fits),
the sealed part, the pages. The pages hold published listings and nothing else, one after the
other, each sealed by itself, and are opened when somebody looks at a listing. The sealed part
holds the columns, trust, private wishes and the key of the pages. It is encrypted with a key of
the ring that also vouches for head and pages: without our secret nobody can read anything of the
file, and nobody can write one that we would read.

A file that does not fit in every respect is as good as none.
"""

from __future__ import annotations

import hashlib
import json
import logging
import mmap
import os
import pickle
import secrets
import struct
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from directory.search.stored import read, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from directory.keys.ring import KeyRing

log = logging.getLogger(__name__)

NAME = "network.snapshot"
MAGIC = b"better-together network 1\n"
_LENGTH = struct.Struct("<I")
_NONCE = 12
_LONGEST_HEAD = 10_000
_PURPOSE = "network-file"
_UNFINISHED = f".{NAME}-"
FORGOTTEN_SECONDS = 3600
"""A file that was begun so long ago is written by nobody any more."""


class DoesNotFitError(ValueError):
    """The file is of another network, vocabulary or software, or damaged; the message says so."""


@dataclass(frozen=True, slots=True)
class NetworkFile:
    """The file of one instance folder."""

    folder: Path
    keys: KeyRing

    @property
    def path(self) -> Path:
        """Where it stands."""
        return self.folder / NAME

    def read(self, fits: Mapping[str, str]) -> tuple[Any, memoryview] | None:
        """The sealed value and the pages, None where there is no file that fits.

        `fits` names what must be the same as when the file was written.
        """
        try:
            return self._read(fits)
        except FileNotFoundError:
            return None
        except (OSError, DoesNotFitError, pickle.UnpicklingError) as problem:
            log.warning("The network is read from the database: %s", problem)
            return None

    def write(self, sealed: object, pages: bytes, fits: Mapping[str, str]) -> None:
        """Put a new file in the place of the old one, all at once; only its owner can read it.

        Raises OSError where it cannot be written; then the old one stays.
        """
        head = json.dumps(
            {**fits, "pages": hashlib.sha256(pages).hexdigest()}, sort_keys=True
        ).encode()
        nonce = secrets.token_bytes(_NONCE)
        closed = nonce + self._cipher().encrypt(nonce, written(sealed), head)
        self._forget_unfinished()
        handle, name = tempfile.mkstemp(prefix=_UNFINISHED, dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as file:
                for part in (MAGIC, *_with_length(head), *_with_length(closed), pages):
                    file.write(part)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self.path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def remove(self) -> None:
        """Leave no file, as somebody who stands in it left."""
        self.path.unlink(missing_ok=True)

    def _read(self, fits: Mapping[str, str]) -> tuple[Any, memoryview]:
        with self.path.open("rb") as file:
            if os.fstat(file.fileno()).st_size < len(MAGIC):
                raise DoesNotFitError("its file is cut short")
            data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        if data[: len(MAGIC)] != MAGIC:
            raise DoesNotFitError("its file has another layout")
        head, rest = _part(data[len(MAGIC) :], most=_LONGEST_HEAD)
        closed, pages = _part(rest)
        self._check(bytes(head), fits)
        try:
            opened = self._cipher().decrypt(bytes(closed[:_NONCE]), closed[_NONCE:], head)
        except InvalidTag:
            raise DoesNotFitError("its file was altered, or sealed with another secret") from None
        if hashlib.sha256(pages).hexdigest() != json.loads(bytes(head))["pages"]:
            raise DoesNotFitError("its file was altered")
        return read(opened), pages

    @staticmethod
    def _check(head: bytes, fits: Mapping[str, str]) -> None:
        try:
            said = dict(json.loads(head))
        except (ValueError, TypeError):
            raise DoesNotFitError("its file is damaged") from None
        for what, value in fits.items():
            if said.get(what) != value:
                raise DoesNotFitError(f"its file was written for another {what}")

    def _cipher(self) -> ChaCha20Poly1305:
        return ChaCha20Poly1305(self.keys.key(_PURPOSE))

    def _forget_unfinished(self) -> None:
        """Remove what processes began that were stopped while they wrote."""
        for left in self.folder.glob(f"{_UNFINISHED}*"):
            if time.time() - left.stat().st_mtime > FORGOTTEN_SECONDS:
                left.unlink(missing_ok=True)


def _with_length(part: bytes) -> Iterator[bytes]:
    yield _LENGTH.pack(len(part))
    yield part


def _part(data: memoryview, most: int | None = None) -> tuple[memoryview, memoryview]:
    """The part at the beginning, and what comes after it."""
    if len(data) < _LENGTH.size:
        raise DoesNotFitError("its file is cut short")
    [length] = _LENGTH.unpack(data[: _LENGTH.size])
    end = _LENGTH.size + length
    if end > len(data) or (most is not None and length > most):
        raise DoesNotFitError("its file is cut short")
    return data[_LENGTH.size : end], data[end:]
