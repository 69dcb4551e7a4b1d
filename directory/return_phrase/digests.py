"""What we keep of a return phrase: a keyed hash, to find it by and not to read it from.

A phrase has 92 random bits, so a slow hash would add nothing; the key keeps a stolen copy of the
database from being tried against at all.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from directory.return_phrase.words import as_compared

if TYPE_CHECKING:
    from directory.keys.ring import KeyRing


def phrase_digest(keys: KeyRing, phrase: str, *, purpose: str) -> str:
    """64 hexadecimal digits to keep in a unique column; `purpose` names the feature."""
    return _digest(keys.key(f"return-phrase:{purpose}"), phrase)


def phrase_digests(keys: KeyRing, typed: str, *, purpose: str) -> tuple[str, ...]:
    """The digests under which a typed phrase may have been kept, with every known secret."""
    return tuple(_digest(key, typed) for key in keys.keys(f"return-phrase:{purpose}"))


def phrase_seed(keys: KeyRing, one_time_key: str, *, purpose: str) -> bytes:
    """64 bytes that belong to the key of one form: sent twice, it gives the same phrase.

    The key is 128 random bits that we keep as a hash alone, so nobody can make them again from
    the database.
    """
    return hmac.digest(
        keys.key(f"return-phrase-made:{purpose}"), one_time_key.encode(), hashlib.sha512
    )


def _digest(key: bytes, phrase: str) -> str:
    return hmac.new(key, as_compared(phrase).encode(), hashlib.sha256).hexdigest()
