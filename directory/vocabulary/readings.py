"""Decide which reading of an ambiguous word or abbreviation its neighbours call for."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from directory.vocabulary.grammar_words import BEFORE_A_PATIENT, PATIENT_SIGNS
from directory.vocabulary.lexicon import Sense, Sort, inflections
from directory.vocabulary.text import words_of

if TYPE_CHECKING:
    from directory.vocabulary.terms import Meaning, Vocabulary
    from directory.vocabulary.text import Text


class Readings:
    """The readings of every ambiguous token with their cues folded, built once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._readings = {
            token: [(meaning, self._cues(meaning)) for meaning in entry.meanings]
            for token, entry in vocabulary.ambiguous_tokens.items()
        }

    @staticmethod
    def _cues(meaning: Meaning) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for cue in meaning.cues:
            words = words_of(cue)
            forms = inflections(words[0]) if len(words) == 1 else (" ".join(words),)
            found |= dict.fromkeys(forms)
        return tuple(found)

    def senses(self, token: str, text: Text) -> tuple[Sense, ...]:
        """What the token means in this text; empty where it means no term, or nothing says."""
        scored = [
            (sum(text.has(cue) for cue in cues if cue != token), meaning)
            for meaning, cues in self._readings[token]
        ]
        best = max((score for score, _ in scored), default=0)
        if best:
            winners = [meaning for score, meaning in scored if score == best][:1]
        else:
            winners = [meaning for _, meaning in scored if meaning.is_default]
        return tuple(Sense(Sort(meaning.kind), meaning.slug) for meaning in winners if meaning.kind)


PHYSICAL_THERAPISTS = frozenset({"physio", "physiotherapist", "dpt"})
SEEKS = frozenset({"here", "looking", "seeking", "wanting", "trying", "referring"})


def _is_physical_therapist(words: tuple[str, ...], position: int) -> bool:
    """Whether the writer opens as one, so that a later "pt" is no colleague of theirs."""
    opening = words[: min(position, 4)]
    pairs = set(pairwise(words[: min(position + 1, 5)]))
    return ("physical", "therapist") in pairs or (
        not PHYSICAL_THERAPISTS.isdisjoint(opening)
        or (words[:1] == ("pt",) and position > 1 and words[1] in SEEKS)
    )


def means_patient(text: Text, position: int) -> bool:
    """Whether "pt" is a clinician's short form of patient ("pt is 34F", "my pt needs")."""
    words = text.words
    if _is_physical_therapist(words, position):
        return True
    following = words[position + 1] if position + 1 < len(words) else ""
    before = words[position - 1] if position else ""
    has_patient = text.has("patient") or text.has("client")
    if following in PATIENT_SIGNS and following != "who":
        return not (has_patient and position == 0)
    if following == "who":
        return position == 0
    if following[:2].isdigit() or following in {"c", "s", "p", "yo", "age", "aged"}:
        return True
    return before in BEFORE_A_PATIENT and before != "for" and following not in {"for", "here", ""}
