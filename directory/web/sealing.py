"""Sealed links: an encrypted, expiring text in an address, bound to one browser session.

A sealed link found in a history later opens nothing: part of its key is in a session cookie.
Layout: version, expiry, nonce and ciphertext (ChaCha20-Poly1305, RFC 8439), then an HMAC-SHA256
over all of it, so that a forged link, an expired one and somebody else's can be told apart.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import struct
import zlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

if TYPE_CHECKING:
    from directory.keys.ring import KeyRing

LIFETIME = timedelta(hours=2)
OPENED_BYTES_AT_MOST = 64 * 1024

_VERSION = 1
_HEADER = struct.Struct(">BQ")
_NONCE_LENGTH = 12
_MAC_LENGTH = 16
_BLOCK = 64  # Texts are padded to this many bytes, so that a link's length tells little.


class SealError(ValueError):
    """The link does not open; the subclasses say why, the page need not."""


class ForgedSealError(SealError):
    """The link was never made here, or was altered."""


class ExpiredSealError(SealError):
    """The link is older than its lifetime, or comes from the future."""


class OtherVisitorSealError(SealError):
    """The link belongs to another browser session."""


def seal(
    keys: KeyRing,
    text: str,
    *,
    purpose: str,
    visitor: str,
    now: datetime,
    lifetime: timedelta = LIFETIME,
) -> str:
    """A URL-safe link text that opens for this purpose and visitor for `lifetime` from `now`.

    `visitor` is the value of the visitor's session cookie; `now` is an aware moment.
    """
    header = _HEADER.pack(_VERSION, int((now + lifetime).timestamp()))
    nonce = secrets.token_bytes(_NONCE_LENGTH)
    cipher = ChaCha20Poly1305(_visitor_key(keys.key(f"seal:{purpose}"), visitor))
    body = header + nonce + cipher.encrypt(nonce, _padded(text), header)
    return _written(body + _mac(keys.key(f"seal-mac:{purpose}"), body))


def open_seal(
    keys: KeyRing,
    link: str,
    *,
    purpose: str,
    visitor: str | None,
    now: datetime,
    lifetime: timedelta = LIFETIME,
) -> str:
    """The text in the link; `lifetime` is that of its purpose.

    Raises ForgedSealError, ExpiredSealError or OtherVisitorSealError (also for no cookie).
    """
    body, mac = _split(link)
    ring = zip(keys.keys(f"seal:{purpose}"), keys.keys(f"seal-mac:{purpose}"), strict=True)
    for key, mac_key in ring:
        if hmac.compare_digest(mac, _mac(mac_key, body)):
            _refuse_expired(body, now, lifetime)
            return _opened(key, body, visitor)
    raise ForgedSealError("the link was not made here")


def _refuse_expired(body: bytes, now: datetime, lifetime: timedelta) -> None:
    _version, expires = _HEADER.unpack_from(body)
    expiry = datetime.fromtimestamp(expires, UTC)
    if not now < expiry <= now + lifetime + timedelta(minutes=5):
        raise ExpiredSealError("the link has expired")


def _opened(key: bytes, body: bytes, visitor: str | None) -> str:
    if not visitor:
        raise OtherVisitorSealError("the browser sent no session cookie")
    header, rest = body[: _HEADER.size], body[_HEADER.size :]
    nonce, sealed = rest[:_NONCE_LENGTH], rest[_NONCE_LENGTH:]
    try:
        padded = ChaCha20Poly1305(_visitor_key(key, visitor)).decrypt(nonce, sealed, header)
    except InvalidTag:
        raise OtherVisitorSealError("the link belongs to another browser session") from None
    return _unpadded(padded)


def _visitor_key(key: bytes, visitor: str) -> bytes:
    return hmac.digest(key, visitor.encode(), hashlib.sha256)


def _mac(key: bytes, body: bytes) -> bytes:
    return hmac.digest(key, body, hashlib.sha256)[:_MAC_LENGTH]


def _padded(text: str) -> bytes:
    packed = zlib.compress(text.encode(), level=9)
    return packed + bytes(-len(packed) % _BLOCK)


def _unpadded(padded: bytes) -> str:
    # The decompressor knows where its stream ends, so the padding needs no length of its own.
    return zlib.decompressobj().decompress(padded, OPENED_BYTES_AT_MOST).decode()


def _written(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _split(link: str) -> tuple[bytes, bytes]:
    try:
        data = base64.b64decode(link + "=" * (-len(link) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise ForgedSealError("the link is not readable") from None
    if len(data) <= _HEADER.size + _NONCE_LENGTH + _MAC_LENGTH or _written(data) != link:
        raise ForgedSealError("the link is not complete")
    return data[:-_MAC_LENGTH], data[-_MAC_LENGTH:]
