"""Random tokens and their digests: what a browser or a mail holds, and what we keep of it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from directory.keys.ring import KeyRing

TOKEN_BYTES = 32
REFERENCE_BYTES = 16


def new_token() -> str:
    """256 random bits for a cookie or a link."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def new_reference() -> str:
    """128 random bits that name a row in an address or in the log."""
    return secrets.token_urlsafe(REFERENCE_BYTES)


def digest(token: str) -> str:
    """What we keep of a token: its bits are too many to be guessed from this."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_digest(keys: KeyRing, text: str, *, purpose: str) -> str:
    """What we keep of something short enough to be guessed, such as an address or a code."""
    return hmac.new(keys.key(purpose), text.encode(), hashlib.sha256).hexdigest()
