"""Scope of practice: which facets of care somebody may serve, and whether they may touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.vocabulary.terms import Facet, Touch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from directory.vocabulary.terms import Profession, Vocabulary

HANDS_ON = frozenset({"yes", "feet-hands"})
"""Values of may_touch that make touch the work itself; the others need a recorded training."""


def facets_of(vocabulary: Vocabulary, profession: str) -> frozenset[Facet]:
    """The facets a profession may serve; empty for an organization, whose roster decides.

    A profession without facets of its own takes those of the umbrella above it.
    Raises KeyError for an unknown slug.
    """
    entry = vocabulary.professions[profession]
    if entry.facets_in_scope or entry.scope_by_roster:
        return entry.facets_in_scope
    for umbrella in vocabulary.profession_ancestors(profession):
        above = vocabulary.professions[umbrella].facets_in_scope
        if above:
            return above
    return frozenset()


def facets_of_all(vocabulary: Vocabulary, professions: Iterable[str]) -> frozenset[Facet]:
    """The union over a roster, or over the several professions of one person."""
    return frozenset[Facet]().union(*(facets_of(vocabulary, slug) for slug in professions))


def may_touch(profession: Profession) -> bool:
    """Whether hands-on work is inside the scope without a further credential."""
    return profession.may_touch in HANDS_ON


def may_offer_touch(vocabulary: Vocabulary, profession: str, modality: str) -> bool:
    """Whether a profession may offer a modality that works by touch, as the scope table says."""
    works_by_touch = vocabulary.modalities[modality].touch is not Touch.NO
    return (
        works_by_touch
        and vocabulary.may_offer(profession, modality)
        and may_touch(vocabulary.professions[profession])
    )


def served_through(vocabulary: Vocabulary, profession: str, modality: str) -> frozenset[Facet]:
    """The facets that somebody of a profession serves by offering a modality; empty outside scope.

    A modality never widens a scope: only facets that both of them have remain.
    """
    if not vocabulary.may_offer(profession, modality):
        return frozenset()
    served = frozenset(vocabulary.modalities[modality].facets_served)
    return served & facets_of(vocabulary, profession)
