"""Correct a misspelt word to one of the vocabulary, and never a word that is right as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Collection

SHORTEST = 5
"""Words of fewer letters are never corrected."""
LIKELY = 88.0
"""rapidfuzz ratio from which a word is a misspelling."""
PLAUSIBLE = 76.0
SUGGESTED = 80.0
SHORTEST_SWAPPED = 5
SHORTEST_CHANGED = 6


class Speller:
    """Knows the words of the vocabulary and the ordinary words that look like them."""

    def __init__(self, words: Collection[str], ordinary: Collection[str]) -> None:
        self._ordinary = frozenset(ordinary)
        self._known = frozenset(words)
        offered = sorted(word for word in words if len(word) >= SHORTEST and word.isalpha())
        longest = max(map(len, offered), default=0)
        # Two letters more or less is the most that the scores below let pass.
        self._near = [
            [word for word in offered if abs(len(word) - length) <= 2]  # noqa: PLR2004
            for length in range(longest + 3)
        ]

    def knows(self, word: str) -> bool:
        """Whether a word is right as it is."""
        return word in self._known or word in self._ordinary

    def correct(self, word: str) -> str | None:
        """The word of the vocabulary that this one misspells, or None.

        Taken at a rapidfuzz ratio of 88 or more. Two swapped letters cost the ratio twice and
        one changed letter too, so those are taken by their edit distance of one instead.
        """
        if len(word) < SHORTEST or not word.isalpha() or len(word) >= len(self._near):
            return None
        offered = process.extract(
            word, self._near[len(word)], scorer=fuzz.ratio, score_cutoff=PLAUSIBLE, limit=6
        )
        scored = [
            (score, _common_start(word, other), other)
            for other, ratio, _ in offered
            if (score := _score(word, other, ratio)) >= LIKELY
        ]
        return max(scored)[2] if scored else None

    def suggest(self, word: str) -> str | None:
        """A word of the vocabulary that is merely near; only for asking back, never for use."""
        if self.knows(word) or len(word) < SHORTEST or len(word) >= len(self._near):
            return None
        found = process.extractOne(
            word, self._near[len(word)], scorer=fuzz.ratio, score_cutoff=SUGGESTED
        )
        return None if found is None else found[0]


def _score(word: str, other: str, ratio: float) -> float:
    if ratio >= LIKELY:
        return ratio
    if OSA.distance(word, other, score_cutoff=1) > 1:
        return 0.0
    swapped = sorted(word) == sorted(other)
    least = SHORTEST_SWAPPED if swapped else SHORTEST_CHANGED
    return LIKELY if len(word) >= least and word[0] == other[0] else 0.0


def _common_start(word: str, other: str) -> int:
    count = 0
    for one, two in zip(word, other, strict=False):
        if one != two:
            break
        count += 1
    return count
