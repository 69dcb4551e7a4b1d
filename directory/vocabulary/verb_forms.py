"""The forms of a verb, so that data names it once: `shoot~` is shoot, shoots, shot and shooting."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MARK = "~"
"""Stands after a verb in a slot: all its forms are meant."""

_VOWELS = "aeiou"
_HISSING = ("s", "x", "z", "ch", "sh", "o")
_ENDINGS_AR = (
    *("o", "as", "a", "an", "amos", "e", "aste", "aron", "aba", "aban", "ando", "ado", "ada"),
    *("ara", "aran", "aria", "ar", "arme", "arse", "arle", "arla", "arlo", "andome", "andole"),
)
_ENDINGS_ER_IR = (
    *("o", "es", "e", "en", "emos", "imos", "i", "io", "iste", "ieron", "ia", "ian", "iendo"),
    *("ido", "ida", "a", "an"),
)
_CLITICS = ("", "me", "se", "le", "la", "lo")
_SHORTEST_SPANISH = 4


def spread(phrase: str, irregular: Mapping[str, frozenset[str]], *, spanish: bool) -> Iterator[str]:
    """A phrase with each marked verb in all its forms; a phrase without a mark as it is."""
    words = phrase.split()
    forms = [
        sorted(forms_of(word[:-1], irregular, spanish=spanish)) if word.endswith(MARK) else [word]
        for word in words
    ]
    for chosen in product(*forms):
        yield " ".join(chosen)


def forms_of(
    verb: str, irregular: Mapping[str, frozenset[str]], *, spanish: bool
) -> frozenset[str]:
    """All forms of an infinitive, folded; the irregular ones are those that the data lists."""
    if verb in irregular:
        return irregular[verb] | {verb}
    return _spanish(verb) if spanish else _english(verb)


def _english(verb: str) -> frozenset[str]:
    stem = verb
    if verb.endswith("e"):
        stem = verb[:-1]
    elif _doubles(verb):
        stem = verb + verb[-1]
    past = "ied" if _ends_in_y(verb) else "ed"
    base = verb[:-1] if _ends_in_y(verb) else stem
    return frozenset({verb, _third(verb), base + past, stem + "ing", stem + "in"})


def _third(verb: str) -> str:
    if _ends_in_y(verb):
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(_HISSING) else "s")


def _ends_in_y(verb: str) -> bool:
    return verb.endswith("y") and verb[-2:-1] not in _VOWELS


def _doubles(verb: str) -> bool:
    """Whether the last letter is doubled: one syllable that ends vowel, consonant ("stab")."""
    if verb[-1] in "wxy" + _VOWELS or len(verb) < 3:  # noqa: PLR2004 - "go" has nothing to double
        return False
    return verb[-2] in _VOWELS and sum(letter in _VOWELS for letter in verb) == 1


def _spanish(verb: str) -> frozenset[str]:
    if len(verb) < _SHORTEST_SPANISH or verb[-2:] not in {"ar", "er", "ir"}:
        return frozenset({verb})
    stem = verb[:-2]
    if verb.endswith("ar"):
        return frozenset(stem + ending for ending in _ENDINGS_AR)
    joined = (verb + clitic for clitic in _CLITICS)
    return frozenset((*(stem + ending for ending in _ENDINGS_ER_IR), *joined))
