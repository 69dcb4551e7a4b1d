"""Names for rows in addresses: random, so that nobody counts them up or guesses one."""

from __future__ import annotations

import secrets

_BYTES = 16


def new_reference() -> str:
    """128 random bits in 22 signs that an address may hold."""
    return secrets.token_urlsafe(_BYTES)
