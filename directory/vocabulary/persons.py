"""Tell who an identity word describes: the practitioner who is wished, or the client."""

from __future__ import annotations

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

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.vocabulary.standing import Mention
    from directory.vocabulary.text import Text
    from directory.vocabulary.usage import Identity

WINDOW = 5


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
    preceding = _precedes(mention, text)
    if preceding is not None:
        return preceding
    asks = any(
        other.sense.sort in {Sort.PROFESSION, Sort.MODALITY} and other.standing is Standing.WISHED
        for other in mentions
    )
    return identity.prefers and asks


def _follows(
    mention: Mention, mentions: Sequence[Mention], text: Text, identity: Identity
) -> bool | None:
    position = mention.end
    while position < min(mention.end + WINDOW, len(text.words)):
        token = text.tokens[position]
        if token.pause:
            return None
        word = token.word
        if word in AFFIRMING:
            return False
        if word in PREFERRED_AFTER:
            return True
        if word in SEEKING or word.isdigit() or word in {"with", "in", "and", "con"}:
            return _client_opening(mention, text) if word != "in" else None
        other = _at(position, mentions)
        if other is not None and _holds_profession(other, mentions):
            return True
        if word in PRACTITIONER_NOUNS:
            return True
        if word in CLIENT_NOUNS and not _is_identity(other):
            return False
        if other is None or not _may_stand_between(other, identity):
            return None
        position = other.end
    return None


def _client_opening(mention: Mention, text: Text) -> bool | None:
    """ "black woman seeking" speaks of the client; "woman and …" decides nothing."""
    word = text.words[mention.end]
    return False if word in SEEKING or word == "with" or word.isdigit() else None


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
    words = text.words
    for position in range(mention.start - 1, max(-1, mention.start - 5), -1):
        if text.tokens[position + 1].pause:
            return None
        word = words[position]
        if word == "who" or (word == "que" and words[position + 1] in {"sea", "es"}):
            return _who_is(position, text)
        if word in PREFERRING and word not in {"que", "be"}:
            return True
        if word in {"be", "sea"}:
            return True
        if word in FOR_CLIENT:
            return word == "with" and words[position - 1] in {"comfortable", "better", "work"}
        if word in {"is", "my", "mi", "our"}:
            continue
        if word in CLIENT_NOUNS and position == mention.start - 1:
            return False
    return None


def _who_is(position: int, text: Text) -> bool:
    """ "a therapist who is black" against "my son who is trans"."""
    for word in reversed(text.words[max(0, position - 3) : position]):
        if word in PRACTITIONER_NOUNS:
            return True
        if word in CLIENT_NOUNS:
            return False
    return True
