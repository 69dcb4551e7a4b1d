"""Read words that are written past a filter: "d1e", "su1cide", "r@pe", "k.m.s", "diiie"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHORTEST = 3
_LETTERS = (str.maketrans("013457@$", "oieastas"), str.maketrans("013457@$", "oleastas"))
_MIXED = re.compile(r"[a-z]+(?:[013457@$]+[a-z]+)+")
_HIDDEN = re.compile(r"\*+")
_STRETCHED = re.compile(r"([a-z])\1{2,}")


class Disguises:
    """Knows the words that may be meant."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(word for word in words if word.isalpha() and len(word) >= SHORTEST)

    def undone(self, word: str) -> str | None:
        """The word that digits, signs or dots inside stand for; None where it is as it is."""
        if word.isalpha() and _STRETCHED.search(word) is None:
            return None
        if "*" in word:
            return self._unhidden(word)
        return next((meant for meant in _meant(word) if meant in self._words), None)

    def _unhidden(self, word: str) -> str | None:
        pattern = re.compile(_HIDDEN.sub(lambda stars: f"[a-z]{{{len(stars[0])}}}", word))
        return min(filter(pattern.fullmatch, self._words), default=None)


def _meant(word: str) -> Iterator[str]:
    if "." in word:
        yield word.replace(".", "")
    if _MIXED.fullmatch(word):
        yield from (word.translate(letters) for letters in _LETTERS)
    # "diiie" is "die", and "killl" is "kill".
    yield _STRETCHED.sub(r"\1", word)
    yield _STRETCHED.sub(r"\1\1", word)
