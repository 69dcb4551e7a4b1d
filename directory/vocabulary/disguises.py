"""Read words that are written past a filter: "d1e", "su1cide", "r*pe"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORTEST = 3
_LETTERS = (str.maketrans("013457", "oieast"), str.maketrans("013457", "oleast"))
_MIXED = re.compile(r"[a-z]+[013457]+[a-z]+")
_HIDDEN = re.compile(r"\*+")


class Disguises:
    """Knows the words that may be meant."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(word for word in words if word.isalpha() and len(word) >= SHORTEST)

    def undone(self, word: str) -> str | None:
        """The word that digits or asterisks inside stand for; None where the word is as it is."""
        if "*" in word:
            return self._unhidden(word)
        if not _MIXED.fullmatch(word):
            return None
        meant = (word.translate(letters) for letters in _LETTERS)
        return next((letters for letters in meant if letters in self._words), None)

    def _unhidden(self, word: str) -> str | None:
        pattern = re.compile(_HIDDEN.sub(lambda stars: f"[a-z]{{{len(stars[0])}}}", word))
        return min(filter(pattern.fullmatch, self._words), default=None)
