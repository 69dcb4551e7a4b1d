"""Recognize what is said in ever other words: groups of words that stand close together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.vocabulary.lexicon import Match, Sense, Sort
from directory.vocabulary.text import Pause, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from directory.vocabulary.text import Text
    from directory.vocabulary.usage import Usage

AROUND = 3
"""How many words before and after a sign its `unless` words are looked for."""


@dataclass(frozen=True, slots=True)
class _Reader:
    """A sign with its words folded; each group as single words and as phrases."""

    sense: Sense
    groups: tuple[frozenset[str], ...]
    within: int
    unless: tuple[str, ...]


class SignReader:
    """The signs of a vocabulary, ready to be looked for."""

    def __init__(self, usage: Usage) -> None:
        slots = usage.slots or {}
        self._signs = [
            _Reader(
                Sense(Sort(sign.kind), sign.slug),
                tuple(frozenset(_spelled_out(group, slots)) for group in sign.groups),
                sign.within,
                tuple(" ".join(words_of(word)) for word in sign.unless),
            )
            for sign in usage.signs
        ]

    def matches(self, text: Text, closed: Collection[int]) -> Iterator[Match]:
        """Each sign that the text shows; tokens in `closed` (idioms) are not read."""
        present = _present(text, closed)
        for sign in self._signs:
            spots = [
                sorted(spot for word in group.intersection(present) for spot in present[word])
                for group in sign.groups
            ]
            if all(spots) and (found := _closest(spots, sign.within, text)) is not None:
                start, end = found
                if not _is_excepted(sign, text, start, end):
                    yield Match(start, end, (sign.sense,))


def _spelled_out(group: Sequence[str], slots: dict[str, frozenset[str]] | object) -> Iterator[str]:
    for word in group:
        if word.startswith("{") and isinstance(slots, dict):
            yield from slots[word[1:-1]]
        else:
            yield " ".join(words_of(word))


def _present(text: Text, closed: Collection[int]) -> dict[str, list[int]]:
    """Where each word, and each pair of words, of the text stands."""
    present: dict[str, list[int]] = {}
    for position, word in enumerate(text.words):
        if position in closed:
            continue
        present.setdefault(word, []).append(position)
        if position + 1 < len(text.words):
            present.setdefault(f"{word} {text.words[position + 1]}", []).append(position)
    return present


def _closest(spots: Sequence[Sequence[int]], within: int, text: Text) -> tuple[int, int] | None:
    """The first stretch of at most `within` words, without a stop, that has every group."""
    for start in sorted({spot for group in spots for spot in group}):
        chosen = _chosen(spots, start, within)
        if chosen is not None:
            last = max(chosen)
            if not any(
                text.tokens[position].pause is Pause.STOP for position in range(start + 1, last + 1)
            ):
                return start, last + 1
    return None


def _chosen(spots: Sequence[Sequence[int]], start: int, within: int) -> set[int] | None:
    """One place for each group, from `start` on, no word standing for two groups."""
    chosen: set[int] = set()
    for group in sorted(spots, key=len):
        free = (spot for spot in group if start <= spot < start + within and spot not in chosen)
        spot = next(free, None)
        if spot is None:
            return None
        chosen.add(spot)
    return chosen


def _is_excepted(sign: _Reader, text: Text, start: int, end: int) -> bool:
    nearby = f" {' '.join(text.words[max(0, start - AROUND) : end + AROUND])} "
    return any(f" {word} " in nearby for word in sign.unless)
