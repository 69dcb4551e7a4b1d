"""Links in our mails that stand for one act: sealed, for one purpose, until they expire.

Opening one changes nothing; it leads to a page that asks.
"""

from __future__ import annotations

import base64
import binascii
import json
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from directory import clock
from directory.keys.fields import FieldNotReadableError, decrypt_field, encrypt_field

if TYPE_CHECKING:
    from directory.keys.ring import KeyRing

CLOCKS_APART = timedelta(minutes=5)


class LinkFor(StrEnum):
    """What a link may be used for, and nothing else."""

    CONFIRMING = "still-true"
    ANSWERING = "answer-report"
    REMOVING = "remove-me"
    RENEWING = "renew-notice"


class LinkGoneError(ValueError):
    """The link was never made here, or for something else, or its time is over."""


def make_link(keys: KeyRing, purpose: LinkFor, *subject: str, lasts: timedelta) -> str:
    """A URL-safe text that holds what it is about, readable by us alone."""
    now = clock.now()
    text = json.dumps([now.timestamp(), (now + lasts).timestamp(), *subject])
    sealed = encrypt_field(keys, text, purpose=f"link:{purpose}", place="")
    return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()


def open_link(keys: KeyRing, purpose: LinkFor, link: str) -> tuple[str, ...]:
    """What the link is about. Raises LinkGoneError."""
    try:
        sealed = base64.b64decode(link + "=" * (-len(link) % 4), altchars=b"-_", validate=True)
        text = decrypt_field(keys, sealed, purpose=f"link:{purpose}", place="")
    except (binascii.Error, ValueError, FieldNotReadableError):
        raise LinkGoneError("the link was not made here for this") from None
    made, ends, *subject = json.loads(text)
    now = clock.now()
    if (
        not datetime.fromtimestamp(made, UTC) - CLOCKS_APART
        <= now
        < datetime.fromtimestamp(ends, UTC)
    ):
        raise LinkGoneError("the link has expired")
    return tuple(subject)
