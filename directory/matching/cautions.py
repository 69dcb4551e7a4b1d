"""Cautions that bear on a match: which rules a need triggers, whom they concern, how they act.

They coordinate, they do not diagnose: a stop leaves somebody out, a hold puts other care first,
the rest is a sentence to clear before starting (MATCHING.md section 7).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from directory.matching.answer import ShownCaution
from directory.vocabulary.caution_grammar import Circumstance, Group
from directory.vocabulary.rule_terms import RuleTerm
from directory.vocabulary.terms import Facet, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from directory.matching.lexicon import Lexicon
    from directory.matching.need import Need
    from directory.matching.practice import Practice
    from directory.vocabulary.caution_grammar import CautionRule
    from directory.vocabulary.terms import Vocabulary

NO_TOUCH = "no-touch"
MINOR = "minor"

NO_CONVERSION = "no-conversion"
"""Leaves out conversion practices alone, which are never shown anyway (3.1)."""
ASKED_NOT_TO = "exclude"
"""The client's own wish: what can be done without touch stays (eligibility sees to that)."""
WORK_CHANGES = frozenset({"adapt", "gentle-first", "avoid-local", "refer-specialist"})
"""Actions that ask for another form of the work itself (3.6, rule 6)."""

MIND_OR_MEDICINE = frozenset({Facet.MIND, Facet.MEDICAL})


class Concern(IntEnum):
    """How far a rule concerns what somebody does."""

    NOT = 0
    PARTLY = 1
    """Some of their methods; others remain."""
    FULLY = 2


@dataclass(frozen=True, slots=True)
class Bearing:
    """The rules that bear on one person's work, and what they do to the offer."""

    rules: tuple[CautionRule, ...] = ()
    stopped_by: str | None = None
    holds: bool = False
    adapts_all: bool = False
    """Whether every method that they list would have to change."""


def stated_flags(need: Need, vocabulary: Vocabulary) -> frozenset[str]:
    """The flags of a need with those that its other words imply."""
    implied = set(need.flags)
    if need.no_touch:
        implied.add(NO_TOUCH)
    if need.population in vocabulary.rule_terms[RuleTerm.UNDER_AGE]:
        implied.add(MINOR)
    return frozenset(implied)


def wants_no_touch(need: Need) -> bool:
    """Whether the client does not want to be touched."""
    return need.no_touch or NO_TOUCH in need.flags


def triggered(need: Need, lexicon: Lexicon) -> tuple[CautionRule, ...]:
    """The rules that a need triggers, in file order; an issue brings its wider terms with it."""
    flags = stated_flags(need, lexicon.vocabulary)
    slugs = [issue.slug for issue in need.issues]
    if flags:
        slugs += [
            rule.says_issue
            for rule in lexicon.vocabulary.triage_rules
            if rule.says_issue is not None and rule.flag in flags
        ]
    issues = {
        name
        for slug in slugs
        if slug in lexicon.vocabulary.issues
        for name in lexicon.with_ancestors(slug)
    }
    circumstances = {item for item in Circumstance if item in flags} if flags else set()
    return tuple(
        rule
        for rule in lexicon.rules_about(flags | issues)
        if rule.caution.action != NO_CONVERSION
        and rule.trigger.holds(issues=issues, flags=flags, circumstances=circumstances)
    )


def bearing(
    rules: Iterable[CautionRule],
    work: Practice,
    *,
    wished: frozenset[str],
    vocabulary: Vocabulary,
) -> Bearing:
    """What the triggered rules mean for somebody's work; `wished` are the methods asked for."""
    concerns = [
        (rule, concern)
        for rule in rules
        if (concern := _concern(rule, work, wished, vocabulary)) is not Concern.NOT
    ]
    full = [rule for rule, concern in concerns if concern is Concern.FULLY]
    stops = [rule.caution.identifier for rule in full if leaves_out(rule)]
    return Bearing(
        rules=tuple(rule for rule, _ in concerns),
        stopped_by=stops[0] if stops else None,
        holds=any(rule.caution.severity is Severity.HOLD for rule in full),
        adapts_all=any(changes_the_work(rule) for rule in full),
    )


def of_other_methods(
    rules: Iterable[CautionRule], doings: Iterable[Practice]
) -> tuple[CautionRule, ...]:
    """The rules about methods of somebody who lists none for what is asked.

    They say and do no more: the rank rests on the methods that serve. A chiropractor who lists
    manipulation alone is told of fragile bones also where exercise is what the bones need.
    """
    listed = frozenset[str]().union(*(doing.offers for doing in doings if not doing.methods))
    return tuple(
        rule
        for rule in rules
        if rule.caution.severity is Severity.CAUTION
        and not listed.isdisjoint(rule.applies_to.modalities)
    )


def acts_on_rank(rule: CautionRule) -> bool:
    """Whether a rule does more than say something: leaves out, holds, or changes the work."""
    return leaves_out(rule) or rule.caution.severity is Severity.HOLD or changes_the_work(rule)


def leaves_out(rule: CautionRule) -> bool:
    """Whether a rule leaves out everybody whom it fully concerns."""
    return (
        rule.caution.severity is Severity.STOP
        and Group.ANY not in rule.applies_to.groups
        and rule.caution.action != ASKED_NOT_TO
    )


def changes_the_work(rule: CautionRule) -> bool:
    """Whether a rule asks for another form of the work itself."""
    return (
        rule.caution.action in WORK_CHANGES
        and rule.caution.severity in {Severity.CAUTION, Severity.HOLD}
        and bool(rule.applies_to.modalities)
    )


def _concern(
    rule: CautionRule, work: Practice, wished: frozenset[str], vocabulary: Vocabulary
) -> Concern:
    whom = rule.applies_to
    if (
        _concerns_group(whom.groups, work, vocabulary)
        or (whom.touch and work.works_by_touch)
        or not whom.professions.isdisjoint(work.professions)
    ):
        return Concern.FULLY
    named = whom.modalities.intersection(work.methods)
    if not named:
        return Concern.NOT
    if named == set(work.methods) or named & wished:
        return Concern.FULLY
    return Concern.PARTLY


def _concerns_group(groups: frozenset[Group], work: Practice, vocabulary: Vocabulary) -> bool:
    return any(_is_of_group(group, work, vocabulary) for group in groups)


def _is_of_group(group: Group, work: Practice, vocabulary: Vocabulary) -> bool:
    match group:
        case Group.ANY:
            return True
        case Group.ANY_THERAPIST:
            return Facet.MIND in work.facets
        case Group.ANY_NON_MEDICAL:
            families = {vocabulary.professions[name].family for name in work.professions}
            return families != {"medical"}
        case Group.BODYWORK_ONLY:
            return work.facets.isdisjoint(MIND_OR_MEDICINE)


def shown(rules: Iterable[CautionRule]) -> tuple[ShownCaution, ...]:
    """Cautions as an answer shows them: each once, the strongest first, else in file order."""
    strength = list(Severity)
    unique = {rule.caution.identifier: rule.caution for rule in rules}
    ordered = sorted(unique.values(), key=lambda caution: strength.index(caution.severity))
    return tuple(
        ShownCaution(
            id=caution.identifier,
            severity=caution.severity,
            text_for_clinician=caution.text_for_clinician,
            text_for_client=caution.text_for_client,
            cleared_by=caution.cleared_by,
        )
        for caution in ordered
    )
