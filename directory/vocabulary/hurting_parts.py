"""What is meant where a part of the body hurts, or where hands-on work is asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.vocabulary.grammar_words import PAIN_PAIRS, PAIN_WORDS
from directory.vocabulary.lexicon import Sort
from directory.vocabulary.standing import Mention, Standing
from directory.vocabulary.terms import Touch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from directory.vocabulary.terms import Vocabulary
    from directory.vocabulary.text import Text

PAIN_REACH = 6


def hurting_parts(
    mentions: Sequence[Mention], typed: Text, vocabulary: Vocabulary
) -> Iterator[Mention]:
    """The parts of the body that hurt, or that hands-on work is asked for."""
    asks_hands = any(_is_hands_on(mention, vocabulary) for mention in mentions)
    bodily = _bodily(vocabulary)
    for mention in mentions:
        if mention.sense.sort is not Sort.BODY_PART or mention.standing is not Standing.WISHED:
            continue
        if _is_part_of_flag(mention, mentions):
            continue
        if asks_hands or _hurts(mention, mentions, typed, bodily):
            yield mention


def _bodily(vocabulary: Vocabulary) -> frozenset[str]:
    parts = vocabulary.usage.body_parts if vocabulary.usage else ()
    return frozenset(part.issue for part in parts)


def _hurts(
    mention: Mention, mentions: Sequence[Mention], typed: Text, bodily: frozenset[str]
) -> bool:
    """Whether a word for pain stands near that does not belong to another kind of concern."""
    first, last = max(0, mention.start - PAIN_REACH), mention.end + PAIN_REACH
    near = typed.words[first:last]
    pairs = zip(near, (*near[1:], ""), strict=True)
    return any(
        (word in PAIN_WORDS or (word, following) in PAIN_PAIRS)
        and not _is_elsewhere(position, mentions, bodily)
        for position, (word, following) in enumerate(pairs, start=first)
    )


def _is_elsewhere(position: int, mentions: Sequence[Mention], bodily: frozenset[str]) -> bool:
    return any(
        other.sense.sort is Sort.ISSUE
        and other.start <= position < other.end
        and other.sense.slug not in bodily
        for other in mentions
    )


def _is_hands_on(mention: Mention, vocabulary: Vocabulary) -> bool:
    sense = mention.sense
    if sense.sort is Sort.PROFESSION:
        return vocabulary.professions[sense.slug].may_touch == "yes"
    if sense.sort is Sort.MODALITY:
        return vocabulary.modalities[sense.slug].touch is not Touch.NO
    return False


def _is_part_of_flag(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether the part of the body belongs to a warning sign ("my calf is hot and swollen")."""
    return any(
        other.sense.sort is Sort.FLAG and other.start <= mention.start < other.end
        for other in mentions
    )
