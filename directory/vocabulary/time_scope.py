"""Tell what is said of now from what is over: "raped last night" and "raped ten years ago"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from directory.vocabulary.lexicon import Sort
from directory.vocabulary.signs import PhraseFinder, spelled_out
from directory.vocabulary.standing import Standing
from directory.vocabulary.text import Pause

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from directory.vocabulary.lexicon import Forms
    from directory.vocabulary.signs import Spot
    from directory.vocabulary.standing import Mention
    from directory.vocabulary.terms import Vocabulary
    from directory.vocabulary.text import Text

LONG_AGO, DENIED, RETURNS, FRESH = "longago", "denied", "returns", "fresh"
"""Slots of slots.csv: the words for what is over, is not there, is back, is of these days."""
REACH = 6
"""How many words before or after a danger its time or denial is looked for."""
DENIED_REACH = 3
CONCERNS = frozenset({Sort.FLAG, Sort.LINE})


class TimeScope:
    """The words for time of a vocabulary, ready to be looked for."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        slots = (vocabulary.usage.slots if vocabulary.usage else None) or {}
        self._phrases = {
            slot: frozenset(
                filled for phrase in slots.get(slot, ()) for filled in spelled_out(phrase, slots)
            )
            for slot in (LONG_AGO, DENIED, RETURNS, FRESH)
        }
        self._finder = PhraseFinder(
            phrase for slot in (LONG_AGO, DENIED, RETURNS) for phrase in self._phrases[slot]
        )
        self._fading = frozenset(slug for slug, flag in vocabulary.flags.items() if flag.fades)

    def is_time(self, phrase: str) -> bool:
        """Whether the words only say when ("last night")."""
        return phrase in self._phrases[FRESH] or phrase in self._phrases[LONG_AGO]

    def without_past(
        self, mentions: Sequence[Mention], text: Text, forms: Sequence[Forms]
    ) -> tuple[Mention, ...]:
        """The mentions; flags that speak of now are dropped where the words place them long ago.

        A danger that is denied after it was named ("clot ruled out") is dropped too.
        """
        present = self._finder.spots(text, forms)
        if not present:
            return tuple(mentions)
        over = () if self._any(RETURNS, present) else tuple(self._spots(LONG_AGO, present))
        denied = tuple(self._spots(DENIED, present))
        return tuple(
            replace(mention, standing=Standing.DROPPED)
            if self._is_over(mention, over, text) or _is_denied(mention, denied, text)
            else mention
            for mention in mentions
        )

    def _is_over(self, mention: Mention, over: Iterable[Spot], text: Text) -> bool:
        return (
            mention.sense.sort is Sort.FLAG
            and mention.sense.slug in self._fading
            and any(_gap(mention, spot) <= REACH and _joined(mention, spot, text) for spot in over)
        )

    def _any(self, slot: str, present: Mapping[str, object]) -> bool:
        return not self._phrases[slot].isdisjoint(present)

    def _spots(self, slot: str, present: Mapping[str, Sequence[Spot]]) -> Iterable[Spot]:
        for phrase in self._phrases[slot] & present.keys():
            yield from present[phrase]


def _is_denied(mention: Mention, denied: Iterable[Spot], text: Text) -> bool:
    return mention.sense.sort in CONCERNS and any(
        0 <= spot[0] - mention.end <= DENIED_REACH and _joined(mention, spot, text)
        for spot in denied
    )


def _gap(mention: Mention, spot: Spot) -> int:
    """How many words lie between; 0 where they touch or overlap."""
    return max(spot[0] - mention.end, mention.start - spot[1], 0)


def _joined(mention: Mention, spot: Spot, text: Text) -> bool:
    """Whether no end of a sentence lies between."""
    start, end = min(mention.end, spot[1]), max(mention.start, spot[0])
    return not any(text.tokens[position].pause is Pause.STOP for position in range(start, end + 1))
