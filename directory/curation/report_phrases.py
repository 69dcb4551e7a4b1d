"""Return phrases of reports: made from the key of a form, found by hash, never stored."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from directory import resources
from directory.return_phrase.digests import phrase_digest, phrase_seed
from directory.return_phrase.words import as_compared, load_phrase_words
from directory.rotation.queries import digests

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.keys.ring import KeyRing
    from directory.return_phrase.words import PhraseWords

FEATURE = "report"
PHRASE_PURPOSE = f"return-phrase:{FEATURE}"
"""Under which the keys of the hashes are kept when a secret is changed."""


def phrase_for(keys: KeyRing, one_time_key: str) -> str:
    """The phrase that belongs to the key of one form: a form sent twice shows the same."""
    return _words().phrase_of(phrase_seed(keys, one_time_key, purpose=FEATURE))


def kept_hash(keys: KeyRing, phrase: str) -> str:
    """What is kept of a phrase."""
    return phrase_digest(keys, phrase, purpose=FEATURE)


def typed_hashes(session: Session, keys: KeyRing, typed: str) -> tuple[str, ...]:
    """The hashes under which a typed phrase may be kept, also after a change of secret."""
    return digests(session, keys, as_compared(typed), purpose=PHRASE_PURPOSE)


@cache
def _words() -> PhraseWords:
    return load_phrase_words(resources.seed_data() / "return_phrase")
