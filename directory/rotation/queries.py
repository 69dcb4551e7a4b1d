"""Hashes with a key, comparable also after the secret was changed."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.keys.fields import decrypt_field
from directory.rotation.models import RetiredKey

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.keys.ring import KeyRing

FIELD = "retired-key"


def keys_of_purpose(session: Session, keys: KeyRing, purpose: str) -> tuple[bytes, ...]:
    """Every key with which something of this purpose may have been hashed, newest first."""
    retired = session.scalars(
        select(RetiredKey).where(RetiredKey.purpose == purpose).order_by(RetiredKey.id.desc())
    )
    kept = tuple(opened(keys, row) for row in retired)
    return tuple(dict.fromkeys((*keys.keys(purpose), *kept)))


def digests(session: Session, keys: KeyRing, text: str, *, purpose: str) -> tuple[str, ...]:
    """The hashes under which this text may be kept, that of the present key first."""
    return tuple(
        hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
        for key in keys_of_purpose(session, keys, purpose)
    )


def opened(keys: KeyRing, row: RetiredKey) -> bytes:
    """The key itself. Raises FieldNotReadableError."""
    return bytes.fromhex(decrypt_field(keys, row.sealed, purpose=FIELD, place=row.fingerprint))
