"""Tell who an identity word describes: the practitioner who is wished, or the client."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from directory.vocabulary.grammar_words import (
    AFFIRMING,
    CLIENT_NOUNS,
    FOR_CLIENT,
    PRACTITIONER_NOUNS,
    PREFERRED_AFTER,
    PREFERRING,
    SEEKING,
)
from directory.vocabulary.lexicon import Sort
from directory.vocabulary.standing import Standing
from directory.vocabulary.text import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.vocabulary.standing import Mention
    from directory.vocabulary.text import Text
    from directory.vocabulary.usage import Identity

WINDOW = 5
LEFT_REACH = 3
LEFT_FAITH = frozenset(
    {"ex", "former", "formerly", "left", "leaving", "recovering", "raised", "quit", "escaped"}
)
"""Before a faith: the one that somebody was part of."""


def describes_practitioner(
    mention: Mention, mentions: Sequence[Mention], text: Text, identity: Identity
) -> bool:
    """Whether an identity word says who the practitioner should be.

    Decided by the nearest sign: what follows ("black therapist", "gay men", "trans affirming",
    "woman seeking"), then what precedes ("for", "I am", "prefer"), then the word's default.
    """
    following = None if identity.only_client else _follows(mention, mentions, text, identity)
    if following is not None:
        return following
    if _follows_practitioner(mention, mentions, text, identity):
        return True
    preceding = _precedes(mention, text)
    if preceding is not None:
        return preceding
    asks = any(
        other.sense.sort in {Sort.PROFESSION, Sort.MODALITY} and other.standing is Standing.WISHED
        for other in mentions
    )
    return identity.prefers and asks


def is_left_behind(mention: Mention, text: Text, identity: Identity) -> bool:
    """Whether it is a faith that somebody left ("ex mormon", "left the catholic church")."""
    if not identity.preference.startswith("faith-"):
        return False
    before = text.words[max(0, mention.start - LEFT_REACH) : mention.start]
    return not LEFT_FAITH.isdisjoint(before)


def without_practitioners_own(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions without concerns that only say who the practitioner is ("trans therapist")."""
    described = {
        (mention.start, mention.end)
        for mention in mentions
        if mention.sense.sort is Sort.PREFERENCE and mention.standing is Standing.WISHED
    }
    return tuple(
        mention
        for mention in mentions
        if mention.sense.sort is not Sort.ISSUE or (mention.start, mention.end) not in described
    )


def _follows(
    mention: Mention, mentions: Sequence[Mention], text: Text, identity: Identity
) -> bool | None:
    position = mention.end
    while position < min(mention.end + WINDOW, len(text.words)):
        if text.tokens[position].pause:
            return None
        other = _at(position, mentions)
        sign = _sign(text, position, mention)
        if sign is not Sign.SILENT:
            return sign.decides
        if _names_practitioner(text, position, other, mentions):
            return True
        if text.words[position] in CLIENT_NOUNS and not _is_identity(other):
            return False
        if other is None or not _may_stand_between(other, identity):
            return None
        position = other.end
    return None


def _follows_practitioner(
    mention: Mention, mentions: Sequence[Mention], text: Text, identity: Identity
) -> bool:
    """Whether a Spanish adjective stands behind its practitioner ("terapeuta latina")."""
    said = text.words[mention.start : mention.end]
    is_spanish = " ".join(said) in {" ".join(words_of(word)) for word in identity.words_es}
    return is_spanish and any(
        other.sense.sort is Sort.PROFESSION
        and other.end == mention.start
        and not text.tokens[mention.start].pause
        for other in mentions
    )


class Sign(Enum):
    """What a word after an identity says about whom it describes."""

    PRACTITIONER = True
    CLIENT = False
    NOBODY = None
    SILENT = "silent"

    @property
    def decides(self) -> bool | None:
        """True for the practitioner, False for the client, None where nothing will decide."""
        return None if self is Sign.SILENT else self.value


def _sign(text: Text, position: int, mention: Mention) -> Sign:
    word = text.words[position]
    if word in AFFIRMING:
        return Sign.CLIENT
    if word in PREFERRED_AFTER:
        return Sign.PRACTITIONER
    if word in SEEKING or word.isdigit() or word in {"with", "and", "con"}:
        # "black woman seeking" speaks of the client; "a woman and …" decides nothing.
        next_word = text.words[mention.end]
        is_client = next_word in SEEKING or next_word == "with" or next_word.isdigit()
        return Sign.CLIENT if is_client else Sign.NOBODY
    return Sign.NOBODY if word == "in" else Sign.SILENT


def _names_practitioner(
    text: Text, position: int, other: Mention | None, mentions: Sequence[Mention]
) -> bool:
    return text.words[position] in PRACTITIONER_NOUNS or (
        other is not None and _holds_profession(other, mentions)
    )


def _may_stand_between(other: Mention, identity: Identity) -> bool:
    """Words between an identity and its noun ("black woman emdr therapist").

    A word that is a client's first ("veteran ptsd therapist") does not reach over the concern.
    """
    if other.sense.sort is Sort.IDENTITY:
        return True
    near = {Sort.MODALITY, Sort.PREFERENCE, Sort.LANGUAGE}
    if identity.prefers:
        near |= {Sort.ISSUE, Sort.POPULATION}
    return other.sense.sort in near


def _is_identity(other: Mention | None) -> bool:
    return other is not None and other.sense.sort is Sort.IDENTITY


def _holds_profession(other: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a phrase is a profession or has one inside ("marriage counselor")."""
    return any(
        inner.sense.sort is Sort.PROFESSION and other.start <= inner.start < other.end
        for inner in mentions
    )


def _at(position: int, mentions: Sequence[Mention]) -> Mention | None:
    return next((other for other in mentions if other.start == position), None)


def _precedes(mention: Mention, text: Text) -> bool | None:
    for position in range(mention.start - 1, max(-1, mention.start - 5), -1):
        if text.tokens[position + 1].pause:
            return None
        sign = _sign_before(text, position, is_next=position == mention.start - 1)
        if sign is not Sign.SILENT:
            return sign.decides
    return None


def _sign_before(text: Text, position: int, *, is_next: bool) -> Sign:
    words = text.words
    word = words[position]
    if word == "who" or (word == "que" and words[position + 1] in {"sea", "es"}):
        return _who_is(position, text)
    if word in PREFERRING:
        return Sign.PRACTITIONER
    if word == "old" or word.isdigit():
        return Sign.CLIENT
    if word in FOR_CLIENT:
        prefers = word == "with" and words[position - 1] in {"comfortable", "better", "work"}
        return Sign.PRACTITIONER if prefers else Sign.CLIENT
    return Sign.CLIENT if word in CLIENT_NOUNS and is_next else Sign.SILENT


def _who_is(position: int, text: Text) -> Sign:
    """Tell "a therapist who is black" from "my son who is trans"."""
    for word in reversed(text.words[max(0, position - 3) : position]):
        if word in PRACTITIONER_NOUNS:
            return Sign.PRACTITIONER
        if word in CLIENT_NOUNS:
            return Sign.CLIENT
    return Sign.PRACTITIONER
