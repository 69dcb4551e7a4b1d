"""Choose among overlapping phrases: the longest wins, and some may stand inside another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from directory.vocabulary.grammar_words import WORK_NOUNS
from directory.vocabulary.lexicon import INFLECTED, Match, Sense, Sort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.vocabulary.terms import Vocabulary


GROUPS_WITH_AGES = frozenset(
    {"children-and-teens", "neurodiversity", "identity-and-belonging", "relationships-and-family"}
)
"""Groups of issues whose phrases name the client too ("anxious teen", "autistic son")."""

AGES = frozenset({"infants", "children", "teens", "older-adults"})

DENIALS = frozenset({"no", "not", "without", "sin"})

PLAIN_WISHES = frozenset({"wellbeing", "stress"})
"""Issues that a method names without meaning them ("relaxation massage")."""

# A sort of phrase, and what may stand inside it and still be meant.
_INSIDE: dict[Sort, frozenset[Sort]] = {
    Sort.ISSUE: frozenset({Sort.FLAG, Sort.POPULATION, Sort.PROFESSION, Sort.IDENTITY}),
    Sort.MODALITY: frozenset({Sort.ISSUE, Sort.POPULATION, Sort.PROFESSION, Sort.IDENTITY}),
    Sort.PROFESSION: frozenset({Sort.ISSUE, Sort.POPULATION}),
    Sort.PREFERENCE: frozenset({Sort.PROFESSION, Sort.MODALITY}),
    Sort.FLAG: frozenset({Sort.ISSUE, Sort.POPULATION}),
    Sort.ACCESS: frozenset({Sort.PROFESSION, Sort.MODALITY, Sort.POPULATION}),
    Sort.POPULATION: frozenset({Sort.ISSUE}),
    Sort.PAYER: frozenset({Sort.PROFESSION}),
    Sort.WISH: frozenset({Sort.PROFESSION, Sort.MODALITY}),
}
_BONUS = {Sort.IDIOM: 1.5, Sort.REFUSAL: -0.5}
"""Words of length that an idiom gains, and a refusal loses, against other phrases."""


def select(matches: Sequence[Match], words: tuple[str, ...], vocabulary: Vocabulary) -> list[Match]:
    """The phrases that are meant, in the order of the text.

    Longer before shorter, right before misspelt, earlier before later; an idiom beats a phrase
    that is one word longer. A phrase inside a chosen one stays where `_INSIDE` allows it.
    """
    chosen: list[Match] = []
    seen: list[Match] = []
    for match in sorted(_without_guessed_work(matches), key=_rank):
        around = [other for other in seen if _overlap(match, other)]
        if all(_inside(match, other) for other in around):
            # What is left out inside another phrase still keeps smaller phrases in it out.
            seen.append(match)
        senses = tuple(
            sense
            for sense in _plainest(match.senses)
            if all(_may_stand(sense, match, other, words, vocabulary) for other in around)
        )
        if senses:
            chosen.append(replace(match, senses=senses))
    chosen.sort(key=lambda match: (match.start, -match.end))
    return [match for match in chosen if not _is_work_of_method(match, chosen, words, vocabulary)]


def _is_work_of_method(
    match: Match, chosen: list[Match], words: tuple[str, ...], vocabulary: Vocabulary
) -> bool:
    """Whether a work noun belongs to a method before it ("warm pool therapy")."""
    if words[match.start] not in WORK_NOUNS or match.senses[0].sort is not Sort.PROFESSION:
        return False
    return any(
        other.end == match.start
        and other.senses[0].sort is Sort.MODALITY
        and not vocabulary.may_offer(match.senses[0].slug, other.senses[0].slug)
        for other in chosen
    )


def _without_guessed_work(matches: Sequence[Match]) -> list[Match]:
    """Leave out a method read from its practitioner where the words before are a concern.

    "aquatic therapist" means aquatic therapy; "insomnia therapist" is a therapist for insomnia.
    """
    concerns = {
        (match.start, match.end)
        for match in matches
        if any(sense.sort is Sort.ISSUE for sense in match.senses)
    }
    return [
        match
        for match in matches
        if match.fit is not INFLECTED
        or match.senses[0].sort is not Sort.MODALITY
        or (match.start, match.end - 1) not in concerns
    ]


def _rank(match: Match) -> tuple[float, int, int]:
    bonus = _BONUS.get(match.senses[0].sort, 0.0)
    return -(match.length + bonus), match.fit, match.start


def _overlap(one: Match, other: Match) -> bool:
    return one.start < other.end and other.start < one.end


def _inside(match: Match, other: Match) -> bool:
    return other.start <= match.start and match.end <= other.end


_OVERRIDES: tuple[tuple[Sort, frozenset[Sort]], ...] = (
    (Sort.IDIOM, frozenset(Sort) - {Sort.IDIOM}),
    (Sort.IDENTITY, frozenset({Sort.POPULATION, Sort.PREFERENCE})),
    (Sort.ISSUE, frozenset({Sort.BODY_PART})),
)


def _plainest(senses: tuple[Sense, ...]) -> tuple[Sense, ...]:
    """Senses of one span, without those that a more telling sense of it replaces."""
    sorts = {sense.sort for sense in senses}
    dropped: set[Sort] = set()
    for sort, others in _OVERRIDES:
        if sort in sorts:
            dropped |= others
    kept = tuple(sense for sense in senses if sense.sort not in dropped)
    refusals = tuple(sense for sense in kept if sense.sort is not Sort.REFUSAL)
    return refusals or kept


def _may_stand(
    sense: Sense, match: Match, other: Match, words: tuple[str, ...], vocabulary: Vocabulary
) -> bool:
    if not _inside(match, other):
        return False
    if sense.sort is Sort.MODALITY and words[other.start] in DENIALS:
        # "no essential oils" wishes a room without them, and not the oils.
        return False
    return any(
        sense.sort in _INSIDE.get(outer.sort, frozenset())
        and _fits(outer, sense, words[match.end - 1], vocabulary)
        for outer in other.senses
    )


def _fits(outer: Sense, inner: Sense, last_word: str, vocabulary: Vocabulary) -> bool:
    """Whether a term inside another phrase is meant beside it."""
    if outer.sort in {Sort.PAYER, Sort.WISH}:
        return True
    if inner.sort is Sort.PROFESSION:
        is_person = last_word not in WORK_NOUNS
        is_method = outer.sort is Sort.MODALITY
        return is_person and (not is_method or vocabulary.may_offer(inner.slug, outer.slug))
    if inner.sort is Sort.POPULATION:
        return _fits_population(outer, inner, vocabulary)
    return inner.sort is not Sort.ISSUE or _fits_issue(outer, inner, vocabulary)


def _fits_population(outer: Sense, inner: Sense, vocabulary: Vocabulary) -> bool:
    """Tell "anxious teen", who is a teen, from "lost my son" and "bring my baby"."""
    if outer.sort is Sort.ISSUE:
        return not GROUPS_WITH_AGES.isdisjoint(vocabulary.issue_ancestors(outer.slug))
    return outer.sort is not Sort.ACCESS or inner.slug not in AGES


def _fits_issue(outer: Sense, inner: Sense, vocabulary: Vocabulary) -> bool:
    """A center or physician is named after what they treat; a method after what it is."""
    if outer.sort is Sort.PROFESSION:
        return vocabulary.professions[outer.slug].family in {"center", "medical"}
    return outer.sort is not Sort.MODALITY or inner.slug not in PLAIN_WISHES
