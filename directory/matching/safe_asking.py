"""What is not asked for while it could harm: couple work while there is violence at home.

MATCHING.md sections 3.0 and 7. Which methods must wait is data: the stop-level rules of
cautions.csv that say "avoid" (C11), and what couple work is stands in rule_terms.csv. A wish for
them must not lift anybody who offers them, so it is taken out of the need before anything is
ranked, and the answer says so. Whoever works with couples alone is left out, whatever else they
know.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from directory.matching.cautions import triggered
from directory.matching.need import NeedIssue
from directory.vocabulary.rule_terms import RuleTerm
from directory.vocabulary.terms import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from directory.matching.lexicon import Lexicon
    from directory.matching.listing import ListingFacts
    from directory.matching.need import Need
    from directory.vocabulary.terms import Vocabulary

SET_ASIDE = "set-aside:couples"
"""The notice that couple work was asked for and is left out for now."""


def safely_asked(
    need: Need, lexicon: Lexicon, listings: Iterable[ListingFacts]
) -> tuple[Need, tuple[str, ...]]:
    """The need without what must wait, and the notices that say what was set aside.

    Individual safety comes first: where nothing else is asked for, the need is for help with
    the violence itself, and for one person.
    """
    waits = _methods_to_avoid(need, lexicon)
    if waits.isdisjoint(lexicon.vocabulary.rule_terms[RuleTerm.COUPLE_METHODS]):
        return need, ()
    alone = replace(need, exclude=need.exclude | _only_with_couples(listings, lexicon.vocabulary))
    if not _asks_for_couple_work(need, waits, lexicon.vocabulary):
        return alone, ()
    return _for_one_person(alone, waits, lexicon.vocabulary), (SET_ASIDE,)


def _for_one_person(need: Need, waits: frozenset[str], vocabulary: Vocabulary) -> Need:
    issues = tuple(one for one in need.issues if not _is_couple_issue(one.slug, vocabulary))
    safety = vocabulary.rule_terms[RuleTerm.VIOLENCE_AT_HOME]
    couple = vocabulary.rule_terms[RuleTerm.COUPLE_GROUPS]
    alone = min(vocabulary.rule_terms[RuleTerm.ONE_OF_A_COUPLE])
    return replace(
        need,
        issues=issues or tuple(map(NeedIssue, sorted(safety))),
        modalities_must=_without(need.modalities_must, waits),
        modalities_prefer=_without(need.modalities_prefer, waits),
        modalities_avoid=(*need.modalities_avoid, *sorted(waits)),
        population=alone if need.population in {None, *couple} else need.population,
        populations_prefer=_without(need.populations_prefer, couple),
    )


def _only_with_couples(listings: Iterable[ListingFacts], vocabulary: Vocabulary) -> frozenset[str]:
    """Handles of people who state couples and nobody else, or couple concerns and no other."""
    return frozenset(one.id for one in listings if _sees_couples_alone(one, vocabulary))


def _sees_couples_alone(listing: ListingFacts, vocabulary: Vocabulary) -> bool:
    together = vocabulary.rule_terms[RuleTerm.SEEN_TOGETHER]
    if listing.populations and listing.populations <= together:
        return True
    issues = (*listing.specialties, *listing.also_treats, *listing.trained_in)
    return bool(issues) and all(_is_couple_issue(slug, vocabulary) for slug in issues)


def _methods_to_avoid(need: Need, lexicon: Lexicon) -> frozenset[str]:
    return frozenset(
        method
        for rule in triggered(need, lexicon)
        if rule.caution.severity is Severity.STOP and rule.caution.action == "avoid"
        for method in rule.applies_to.modalities
    )


def _asks_for_couple_work(need: Need, waits: frozenset[str], vocabulary: Vocabulary) -> bool:
    return (
        not waits.isdisjoint((*need.modalities_must, *need.modalities_prefer))
        or not vocabulary.rule_terms[RuleTerm.COUPLE_GROUPS].isdisjoint(
            (need.population, *need.populations_prefer)
        )
        or any(_is_couple_issue(issue.slug, vocabulary) for issue in need.issues)
    )


def _is_couple_issue(slug: str, vocabulary: Vocabulary) -> bool:
    if slug not in vocabulary.issues:
        return False
    couple = vocabulary.rule_terms[RuleTerm.COUPLE_ISSUES]
    return not couple.isdisjoint((slug, *vocabulary.issue_ancestors(slug)))


def _without(slugs: Iterable[str], waits: Iterable[str]) -> tuple[str, ...]:
    left_out = set(waits)
    return tuple(slug for slug in slugs if slug not in left_out)
