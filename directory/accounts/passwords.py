"""Passwords: which are refused and why, and how they are kept (argon2id).

Twelve characters or more, any characters, no rules about kinds of characters (ASVS 5.0, 6.2).
What many people use, and what belongs to this site or to the person, is refused.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from flask_babel import gettext as _
from zxcvbn.frequency_lists import FREQUENCY_LISTS

if TYPE_CHECKING:
    from collections.abc import Iterable

LENGTH_AT_LEAST = 12
LENGTH_AT_MOST = 256
_KINDS_AT_LEAST = 4
_WORD_AT_LEAST = 4
SITE_WORDS = (
    "directory",
    "practitioner",
    "therapist",
    "psychotherapist",
    "massage",
    "bodywork",
    "physicaltherapy",
    "integrative",
    "welcome",
)

# 19 MiB, two passes, one lane: the first choice of OWASP's password storage cheat sheet (2025).
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def why_refused(password: str, own_words: Iterable[str]) -> str | None:
    """A sentence that says what is wrong with a new password, or None where it is good.

    `own_words` are the site's name and host and the person's name and address: anybody who
    wants in tries them first.
    """
    if len(password) < LENGTH_AT_LEAST:
        return _(
            "Use at least %(count)s characters. A few words in a row are easy to remember.",
            count=LENGTH_AT_LEAST,
        )
    if len(password) > LENGTH_AT_MOST:
        return _("Use at most %(count)s characters.", count=LENGTH_AT_MOST)
    if _is_common(password):
        return _("Many people use this password, so it is tried first. Choose another one.")
    if _is_made_of(password, own_words):
        return _("This is made of names that others can guess. Choose words of your own.")
    return None


def hashed(password: str) -> str:
    """The password as it is kept."""
    return _hasher.hash(_normal(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether this is the password; takes as long where nobody has an account."""
    try:
        _hasher.verify(kept or _nobodys_hash(), _normal(password)[:LENGTH_AT_MOST])
    except (Argon2Error, InvalidHashError):
        return False
    return kept is not None


def _normal(password: str) -> str:
    # The same sign can be typed in two ways on two keyboards (NIST SP 800-63B, 3.1.1.2).
    return unicodedata.normalize("NFKC", password)


def _is_common(password: str) -> bool:
    plain = _normal(password).casefold()
    letters = _without_ends(plain)
    too_plain = plain.isascii() and len(set(plain)) < _KINDS_AT_LEAST
    return too_plain or plain in _common() or (len(letters) > 1 and letters in _common())


def _is_made_of(password: str, own_words: Iterable[str]) -> bool:
    words = {piece for word in (*own_words, *SITE_WORDS) for piece in _pieces(word)}
    left = _letters(password)
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word, "")
    has_own_word = left != _letters(password)
    return has_own_word and len(left) < _WORD_AT_LEAST


def _pieces(word: str) -> Iterable[str]:
    parts = [_letters(part) for part in re.split(r"[\W_]+", word)]
    return {part for part in (*parts, _letters(word)) if len(part) >= _WORD_AT_LEAST}


def _letters(text: str) -> str:
    return "".join(sign for sign in _normal(text).casefold() if sign.isalpha())


def _without_ends(plain: str) -> str:
    # What people add to a common word: digits and signs before and after.
    return re.sub(r"^[\d\W_]+|[\d\W_]+$", "", plain) if plain.isascii() else plain


@cache
def _common() -> frozenset[str]:
    return frozenset(FREQUENCY_LISTS["passwords"])


@cache
def _nobodys_hash() -> str:
    return _hasher.hash("the password of nobody")
