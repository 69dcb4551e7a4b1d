"""Recognize what is said in ever other words: groups of words that stand close together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from directory.vocabulary.lexicon import INFLECTED, Match, Sense, Sort
from directory.vocabulary.text import Pause, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from directory.vocabulary.lexicon import Forms
    from directory.vocabulary.text import Text
    from directory.vocabulary.usage import Sign, Usage

AROUND = 3
"""How many words before and after a sign its `unless` words are looked for."""

NEGATIONS = frozenset({"no", "not", "never", "without", "denies", "denied", "dont", "doesnt"})
"""Words of `unless` that count only before the end of the stretch: they deny what follows."""

ANY_NUMBER = "9"
"""What every number of a text also counts as, so that "9 days ago" stands for "3 days ago"."""
ANY_YEAR = "1999"
"""What every number that reads as a year counts as."""

Spot = tuple[int, int]
"""Where a word or phrase stands: its first token and the token after its last."""


@dataclass(frozen=True, slots=True)
class _Reader:
    """A sign with its words folded and its slots spelled out."""

    sense: Sense
    groups: tuple[frozenset[str], ...]
    is_ordered: bool
    within: int
    unless: frozenset[str]


class PhraseFinder:
    """Finds the words and phrases of a fixed set in a text, numbers standing for each other."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = frozenset(phrases)
        self._longest = max((phrase.count(" ") + 1 for phrase in self._phrases), default=0)

    def spots(self, text: Text, forms: Sequence[Forms]) -> dict[str, list[Spot]]:
        """Where each phrase of the set stands in the text, in the order of the text."""
        found: dict[str, list[Spot]] = defaultdict(list)
        numbered = [_as_number(word) for word in text.words]
        for start, word in enumerate(text.words):
            for form in _readings(word, numbered[start], forms[start]):
                if form in self._phrases:
                    found[form].append((start, start + 1))
            for end in range(start + 2, min(start + self._longest, len(text.words)) + 1):
                phrases = {" ".join(text.words[start:end]), " ".join(numbered[start:end])}
                for phrase in phrases & self._phrases:
                    found[phrase].append((start, end))
        return found


class SignReader:
    """The signs of a vocabulary, ready to be looked for."""

    def __init__(self, usage: Usage) -> None:
        slots = usage.slots or {}
        self._signs = [_reader(sign, slots) for sign in usage.signs]
        self.words = frozenset(
            word for sign in self._signs for group in (*sign.groups, sign.unless) for word in group
        )
        self._finder = PhraseFinder(self.words)
        self._groups: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, sign in enumerate(self._signs):
            for position, group in enumerate(sign.groups):
                for word in group:
                    self._groups[word].append((number, position))

    def matches(
        self, text: Text, forms: Sequence[Forms], closed: Collection[int]
    ) -> Iterator[Match]:
        """Each sign that the text shows; tokens in `closed` (idioms) are not read."""
        present = self._finder.spots(text, forms)
        for number, spots in self._candidates(present, closed):
            sign = self._signs[number]
            found = _closest(spots, sign, text)
            if found is not None and not _is_excepted(sign, present, found):
                yield Match(*found, (sign.sense,))

    def _candidates(
        self, present: Mapping[str, Sequence[Spot]], closed: Collection[int]
    ) -> Iterator[tuple[int, list[list[Spot]]]]:
        """The signs of which every group has a word in the text, with the spots of each group."""
        found: dict[int, dict[int, list[Spot]]] = defaultdict(lambda: defaultdict(list))
        for word, spots in present.items():
            for number, position in self._groups.get(word, ()):
                found[number][position] += spots
        for number in sorted(found):
            groups = found[number]
            if len(groups) == len(self._signs[number].groups):
                readable = [_open(groups[part], closed) for part in range(len(groups))]
                if all(readable):
                    yield number, readable


def spelled_out(phrase: str, slots: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """A phrase with each of its slots, and the slots within them, replaced by every filling."""
    parts = [
        [filled for word in slots[part[1:-1]] for filled in spelled_out(word, slots)]
        if part.startswith("{")
        else [part]
        for part in words_of(phrase)
    ]
    for words in product(*parts):
        yield " ".join(words)


def _reader(sign: Sign, slots: Mapping[str, frozenset[str]]) -> _Reader:
    return _Reader(
        sense=Sense(Sort(sign.kind), sign.slug),
        groups=tuple(_all_spelled_out(group, slots) for group in sign.groups),
        is_ordered=sign.is_ordered,
        within=sign.within,
        unless=_all_spelled_out(sign.unless, slots),
    )


def _all_spelled_out(phrases: Iterable[str], slots: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset(filled for phrase in phrases for filled in spelled_out(phrase, slots))


def _as_number(word: str) -> str:
    if not word.isdigit():
        return word
    return ANY_YEAR if len(word) == len(ANY_YEAR) and word[:2] in {"19", "20"} else ANY_NUMBER


def _readings(word: str, number: str, forms: Forms) -> set[str]:
    """A word as typed and, where it is misspelt, as corrected; never in another number."""
    return {word, number, *(form for form, fit in forms if fit != INFLECTED)}


def _open(spots: Iterable[Spot], closed: Collection[int]) -> list[Spot]:
    """The spots that say more than an idiom: "alone all night" is not only a time."""
    return sorted(
        spot for spot in spots if not all(position in closed for position in range(*spot))
    )


def _closest(spots: Sequence[Sequence[Spot]], sign: _Reader, text: Text) -> Spot | None:
    """The first stretch of at most `within` words, without a stop, that has every group."""
    opening = spots[:1] if sign.is_ordered else spots
    starts = {start for group in opening for start, _ in group}
    for start in sorted(starts):
        chosen = _in_order(spots, start) if sign.is_ordered else _in_any_order(spots, start)
        if chosen is None:
            continue
        end = max(chosen)
        if end - start <= sign.within and not _has_stop(text, start, end):
            return start, end
    return None


def _in_order(spots: Sequence[Sequence[Spot]], start: int) -> list[int] | None:
    """Where each group ends, one after the other, the first from `start` on."""
    ends: list[int] = []
    for group in spots:
        least = ends[-1] if ends else start
        end = next((end for begin, end in group if begin >= least), None)
        if end is None:
            return None
        ends.append(end)
    return ends


def _in_any_order(spots: Sequence[Sequence[Spot]], start: int) -> list[int] | None:
    """Where each group ends, from `start` on, no word standing for two groups."""
    taken: set[int] = set()
    ends: list[int] = []
    for group in sorted(spots, key=len):
        free = (spot for spot in group if spot[0] >= start and taken.isdisjoint(range(*spot)))
        spot = next(free, None)
        if spot is None:
            return None
        taken.update(range(*spot))
        ends.append(spot[1])
    return ends


def _has_stop(text: Text, start: int, end: int) -> bool:
    return any(text.tokens[position].pause is Pause.STOP for position in range(start + 1, end))


def _is_excepted(sign: _Reader, present: Mapping[str, Sequence[Spot]], found: Spot) -> bool:
    first, last = found[0] - AROUND, found[1] + AROUND
    return any(
        first <= start and end <= (found[1] if word in NEGATIONS else last)
        for word in sign.unless & present.keys()
        for start, end in present[word]
    )
