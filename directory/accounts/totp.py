"""Time-based one-time codes (RFC 6238 over RFC 4226: SHA-1, six digits, 30 seconds)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from datetime import datetime

SECRET_BYTES = 20
STEP_SECONDS = 30
DIGITS = 6
STEPS_BESIDE = 1
"""A clock that is half a minute off still signs in."""


def secret_text(secret: bytes) -> str:
    """The secret as an authenticator app takes it: base32 without padding."""
    return base64.b32encode(secret).decode().rstrip("=")


def step_at(moment: datetime) -> int:
    """The number of the 30-second step that a moment is in."""
    return int(moment.timestamp()) // STEP_SECONDS


def code_at(secret: str, step: int) -> str:
    """The six digits of a step (RFC 4226, section 5.3)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = struct.unpack_from(">I", digest, offset)[0] & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def matching_step(secret: str, code: str, moment: datetime, *, after: int | None) -> int | None:
    """The step whose code this is, among those now valid; None where there is none.

    Only steps later than `after`, the last one that was used, count: a code works once.
    """
    present = step_at(moment)
    found = None
    for step in range(present - STEPS_BESIDE, present + STEPS_BESIDE + 1):
        # Every step is compared, so that the time taken tells nothing.
        if hmac.compare_digest(code_at(secret, step), code) and (after is None or step > after):
            found = step
    return found


def enrolment_address(secret: str, *, issuer: str, account: str) -> str:
    """The otpauth:// address that an authenticator app reads from a QR code."""
    label = quote(f"{issuer}:{account}")
    parameters = urlencode({"secret": secret, "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{label}?{parameters}"
