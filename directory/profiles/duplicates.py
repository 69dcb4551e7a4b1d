"""Are two listings one person, or two licences one? Names, numbers, telephones compared; pure."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz import fuzz

NEAR = 88
"""How alike two names must be, of 100: one letter of ten changed, or two swapped."""
TELEPHONE_DIGITS = 10
_FEWEST_DIGITS = 7
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


def plain_name(name: str) -> str:
    """A name without accents, capitals and marks, its words in order."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return " ".join(sorted(word for word in _NOT_LETTERS.split(kept) if word))


def are_near_names(one: str, other: str) -> bool:
    """Whether two names may be one person's: spelled nearly alike, words in any order."""
    return fuzz.ratio(plain_name(one), plain_name(other)) >= NEAR


def telephone_digits(number: str) -> str:
    """The digits by which a telephone is known anywhere; empty where there are too few."""
    digits = "".join(sign for sign in number if sign.isdigit())
    return digits[-TELEPHONE_DIGITS:] if len(digits) >= _FEWEST_DIGITS else ""


def licence_number(number: str, title: str = "") -> str:
    """A licence's number as a register would compare it: “LPC.0012-345” is 12345."""
    plain = _NOT_LETTERS.sub("", number.casefold())
    prefix = _NOT_LETTERS.sub("", title.casefold())
    return (plain.removeprefix(prefix) or plain).lstrip("0") or plain
