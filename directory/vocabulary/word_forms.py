"""The readings of a typed word: as written, in the other number, undisguised, corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.vocabulary.disguises import Disguises
from directory.vocabulary.grammar_words import FILLER, PAIN_WORDS, SPANISH
from directory.vocabulary.lexicon import (
    CORRECTED,
    EXACT,
    INFLECTED,
    Sense,
    Sort,
    entries_of,
    inflections,
)
from directory.vocabulary.spelling import Speller
from directory.vocabulary.text import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from directory.vocabulary.lexicon import Forms, Lexicon
    from directory.vocabulary.signs import SignReader
    from directory.vocabulary.terms import Vocabulary
    from directory.vocabulary.text import Text
    from directory.vocabulary.usage import Usage

SHORTEST_JOINED = 7
SURE_LENGTH = 8
"""An ambiguous word of so many letters is also read where it is misspelt ("assesment")."""


class WordForms:
    """Knows the words of a vocabulary, and what else a typed word may be."""

    def __init__(
        self, vocabulary: Vocabulary, usage: Usage, lexicon: Lexicon, signs: SignReader
    ) -> None:
        self.joined = _joined_words(vocabulary)
        self.speller = _speller(vocabulary, usage, lexicon, signs)
        self._slots = _slots_by_word(usage)
        self._disguises = Disguises((*signs.words, *lexicon.tokens))

    def of(self, typed: Text, is_town: Callable[[str], bool]) -> list[Forms]:
        """The readings of each token, in the order of the text; a town is never corrected."""
        return [self._of(word, is_town) for word in typed.words]

    def _of(self, word: str, is_town: Callable[[str], bool]) -> Forms:
        found: Forms = (
            *((form, EXACT if form == word else INFLECTED) for form in inflections(word)),
            *((slot, EXACT) for slot in self._slots_of(word)),
        )
        shown = self._disguises.undone(word)
        if shown is not None:
            return (*found, (shown, CORRECTED))
        if word in self.joined or any(self.speller.knows(form) for form, _ in found):
            return found
        if word.endswith("in") and self.speller.knows(spoken := word + "g"):
            # "drinkin", "feelin": written as it is spoken.
            return (*found, (spoken, INFLECTED), *((s, INFLECTED) for s in self._slots_of(spoken)))
        correction = None if is_town(word) else self.speller.correct(word)
        if correction is None:
            return found
        return (*found, *((form, CORRECTED) for form in inflections(correction)))

    def _slots_of(self, word: str) -> Sequence[str]:
        return self._slots.get(word, ())


def _speller(vocabulary: Vocabulary, usage: Usage, lexicon: Lexicon, signs: SignReader) -> Speller:
    ambiguous = {word for word in vocabulary.ambiguous_tokens if len(word) < SURE_LENGTH}
    ordinary = usage.ordinary_words | FILLER | PAIN_WORDS | SPANISH | signs.words
    return Speller(lexicon.tokens - ambiguous, ordinary | ambiguous)


def _joined_words(vocabulary: Vocabulary) -> dict[str, tuple[Sense, ...]]:
    """Two-word phrases written as one ("backpain", "deeptissue")."""
    found: dict[str, tuple[Sense, ...]] = {}
    for phrase, sense in entries_of(vocabulary, ()):
        words = words_of(phrase)
        joined = "".join(words)
        is_term = sense.sort not in {Sort.REFUSAL, Sort.IDIOM, Sort.BODY_PART, Sort.WISH}
        if len(words) == 2 and len(joined) >= SHORTEST_JOINED and is_term:  # noqa: PLR2004
            found[joined] = (*found.get(joined, ()), sense)
    return found


def _slots_by_word(usage: Usage) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for slot, words in (usage.slots or {}).items():
        for word in words:
            found.setdefault(word, []).append(f"{{{slot}}}")
    return found
