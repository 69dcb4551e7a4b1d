"""Listings that somebody asked for by name, typed roughly: "ingrid solie", "Juniper House"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from directory.matching.names import Names, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from directory.profiles.listing import PublishedListing
    from directory.search.outlines import Outline

MOST = 5
ALIKE = 85.0
"""Of 100, by letters: one slip in a name of eight."""
LEAST_LETTERS = 4
MOST_WORDS = 6
"""A longer text is a concern and no name."""
TITLES = frozenset({"dr", "doctor", "mr", "mrs", "ms", "mx", "dra", "sra", "sr", "prof"})


class NameBook:
    """The names of all who are shown; immutable, one for each revision of the network."""

    def __init__(self, listings: Mapping[str, PublishedListing | Outline]) -> None:
        self._handles = sorted(listings)
        self._names = Names.of([listings[handle].name for handle in self._handles])

    def find(self, words: str, not_understood: Iterable[str], name: str = "") -> tuple[str, ...]:
        """Handles of those who may be meant, the likest first.

        `words` is the whole text, which has to be nearly the whole name; of what was not
        understood each word has to be a word of the name. `name` is what the text itself
        calls one.
        """
        whole = self._near(words, _is_whole, whole_from=ALIKE)
        rest = name or " ".join(not_understood)
        parts = self._near(rest, _has_each_word)
        return tuple(dict.fromkeys([*whole, *parts]))[:MOST]

    def _near(
        self, text: str, fits: Callable[[str, str], bool], *, whole_from: float = 0.0
    ) -> list[str]:
        words = [word for word in folded(text).split() if word not in TITLES]
        if not 1 <= len(words) <= MOST_WORDS or max(map(len, words)) < LEAST_LETTERS:
            return []
        typed = " ".join(words)
        return [
            self._handles[row]
            for row, _ in self._names.nearest(typed, limit=4 * MOST, whole_from=whole_from)
            if fits(typed, self._names.folded[row])
        ]


def _is_whole(typed: str, known: str) -> bool:
    """Whether the text is nearly the whole name, in any order of its words."""
    return fuzz.token_sort_ratio(typed, known) >= ALIKE


def _has_each_word(typed: str, known: str) -> bool:
    """Whether every typed word is a word of the name, give or take a letter."""
    return all(
        any(fuzz.ratio(word, part) >= ALIKE for part in known.split()) for word in typed.split()
    )
