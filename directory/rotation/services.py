"""Keep the keys of earlier secrets for hashes, so that the secrets themselves can be forgotten."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import clock
from directory.keys.fields import encrypt_field
from directory.rotation.models import RetiredKey
from directory.rotation.queries import FIELD, opened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from directory.keys.ring import KeyRing


def retire_keys(session: Session, keys: KeyRing, purposes: Iterable[str]) -> int:
    """Keep the keys that earlier secrets give for these purposes; how many were new. Flushes."""
    known = set(session.scalars(select(RetiredKey.fingerprint)))
    added = 0
    for purpose in purposes:
        for key in keys.keys(purpose)[1:]:
            fingerprint = hashlib.sha256(purpose.encode() + b"\0" + key).hexdigest()
            if fingerprint not in known:
                session.add(_row(keys, purpose, fingerprint, key))
                known.add(fingerprint)
                added += 1
    session.flush()
    return added


def renew(session: Session, keys: KeyRing) -> int:
    """Encrypt the kept keys anew with the present secret; how many. Flushes."""
    rows = session.scalars(select(RetiredKey)).all()
    for row in rows:
        text = opened(keys, row).hex()
        row.sealed = encrypt_field(keys, text, purpose=FIELD, place=row.fingerprint)
    session.flush()
    return len(rows)


def _row(keys: KeyRing, purpose: str, fingerprint: str, key: bytes) -> RetiredKey:
    return RetiredKey(
        purpose=purpose,
        fingerprint=fingerprint,
        sealed=encrypt_field(keys, key.hex(), purpose=FIELD, place=fingerprint),
        retired_at=clock.now(),
    )
