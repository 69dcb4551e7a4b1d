"""Tell who an identity word describes: the practitioner who is wished, or the client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.vocabulary.lexicon import Sort
from directory.vocabulary.standing import SEEKING, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.vocabulary.standing import Mention
    from directory.vocabulary.text import Text
    from directory.vocabulary.usage import Identity

PRACTITIONER_NOUNS = frozenset(
    "therapist therapists counselor counsellor provider practitioner clinician doctor psychologist "
    "specialist professional terapeuta psicologa psicologo doctora masajista consejera consejero "
    "lmt rmt pt clinicians providers counselors healer shrink someone somebody person".split()
)
CLIENT_NOUNS = frozenset(
    "client clients patient patients survivor survivors teen teenager son daughter kid child "
    "couple couples family people folks person adult adults youth student parent mom dad spouse "
    "community husband wife partner man woman cliente paciente hijo hija issues".split()
)
AFFIRMING = frozenset(
    "affirming friendly competent sensitive focused affirmative aware allied welcoming inclusive "
    "owned issues".split()
)
FOR_CLIENT = frozenset("for with im am being as other working treats sees para con soy who".split())
PREFERRING = frozenset(
    "prefer prefers prefiero rather only ideally preferably must want wants be by comfortable "
    "request see sea que please".split()
)
PREFERRED_AFTER = frozenset("preferred only please if provider preferably ideally prefer".split())
WINDOW = 5


def describes_practitioner(
    mention: Mention, mentions: Sequence[Mention], text: Text, identity: Identity
) -> bool:
    """Whether an identity word says who the practitioner should be.

    Decided by the nearest sign: what follows ("black therapist", "gay men", "trans affirming",
    "woman seeking"), then what precedes ("for", "I am", "prefer"), then the word's default.
    """
    following = _follows(mention, mentions, text, identity)
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
        if other is not None and other.sense.sort is Sort.PROFESSION:
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
        if word in CLIENT_NOUNS:
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
