"""Readiness: which cautions bear on the care that is asked for, put as questions.

They coordinate, they do not diagnose; each must be answered before sending, and read before
accepting (MATCHING.md section 7).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from directory.vocabulary.caution_grammar import Group, parse_rules
from directory.vocabulary.terms import Facet, Severity, Touch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from directory.referrals.content import Content, Wanted
    from directory.vocabulary.caution_grammar import AppliesTo, CautionRule
    from directory.vocabulary.terms import Flag, Vocabulary

NOT_ASKED_HERE = frozenset({"no-conversion"})
"""Actions that leave listings out of a search; nobody can answer them for a client."""


class Answer(StrEnum):
    """How a caution was answered."""

    CLEARED = "cleared"
    WILL_BE = "will-be"
    DOES_NOT_APPLY = "does-not-apply"
    STOP = "stop"


def answers_for(severity: Severity) -> tuple[Answer, ...]:
    """What can be answered: a stop cannot be put off until later."""
    if severity is Severity.STOP:
        return (Answer.CLEARED, Answer.DOES_NOT_APPLY, Answer.STOP)
    return tuple(Answer)


def is_touch(wanted: Wanted, vocabulary: Vocabulary) -> bool:
    """Whether the care that is asked for works by touch."""
    profession = vocabulary.professions.get(wanted.profession)
    by_profession = profession is not None and profession.may_touch in {"yes", "feet-hands"}
    return by_profession or any(
        vocabulary.modalities[slug].touch is Touch.YES
        for slug in wanted.modalities
        if slug in vocabulary.modalities
    )


def relevant_rules(wanted: Wanted, vocabulary: Vocabulary) -> tuple[CautionRule, ...]:
    """The rules that concern the care that is asked for, in file order."""
    asked = _Asked(wanted, vocabulary)
    return tuple(
        rule
        for rule in _rules(vocabulary)
        if rule.caution.action not in NOT_ASKED_HERE and asked.concerns(rule.applies_to)
    )


def relevant_flags(wanted: Wanted, vocabulary: Vocabulary) -> tuple[Flag, ...]:
    """The circumstances that one of these rules asks about."""
    named = {
        flag
        for rule in relevant_rules(wanted, vocabulary)
        for together in rule.trigger.alternatives
        for condition in together
        for flag in condition.flags
    }
    return tuple(flag for flag in vocabulary.flags.values() if flag.slug in named)


def cautions_for(content: Content, vocabulary: Vocabulary) -> tuple[CautionRule, ...]:
    """The rules that the issues asked for and the circumstances ticked bring up."""
    issues = set(content.wanted.issues)
    for slug in content.wanted.issues:
        issues.update(vocabulary.issue_ancestors(slug))
    return tuple(
        rule
        for rule in relevant_rules(content.wanted, vocabulary)
        if rule.trigger.holds(issues=issues, flags=content.flags or ())
    )


def unanswered(content: Content, vocabulary: Vocabulary) -> tuple[CautionRule, ...]:
    """The rules that are not answered yet."""
    return _unanswered(content, cautions_for(content, vocabulary))


def _unanswered(content: Content, rules: Iterable[CautionRule]) -> tuple[CautionRule, ...]:
    answers = dict(content.cautions)
    return tuple(
        rule
        for rule in rules
        if answers.get(rule.caution.identifier)
        not in {answer.value for answer in answers_for(rule.caution.severity)}
    )


def stopped(content: Content, vocabulary: Vocabulary) -> tuple[CautionRule, ...]:
    """The rules that were answered with stop: the care waits, and the referral is not sent."""
    return _stopped(content, cautions_for(content, vocabulary))


def _stopped(content: Content, rules: Iterable[CautionRule]) -> tuple[CautionRule, ...]:
    answers = dict(content.cautions)
    return tuple(rule for rule in rules if answers.get(rule.caution.identifier) == Answer.STOP)


def holds_touch(content: Content, vocabulary: Vocabulary) -> bool:
    """Whether a hold stands that nobody has cleared: then talk comes before touch."""
    answers = dict(content.cautions)
    return any(
        rule.caution.severity is Severity.HOLD
        and answers.get(rule.caution.identifier) == Answer.WILL_BE
        for rule in cautions_for(content, vocabulary)
    )


def is_ready(content: Content, vocabulary: Vocabulary) -> bool:
    """Whether everything was answered, and nothing with stop."""
    rules = cautions_for(content, vocabulary)
    return (
        content.flags is not None
        and not _unanswered(content, rules)
        and not _stopped(content, rules)
    )


def answered(form: Mapping[str, str], rules: Iterable[CautionRule]) -> tuple[tuple[str, str], ...]:
    """The answers that a form gives to these rules; anything else in it is left out."""
    found = []
    for rule in rules:
        answer = form.get(f"caution-{rule.caution.identifier}", "")
        if answer in {one.value for one in answers_for(rule.caution.severity)}:
            found.append((rule.caution.identifier, answer))
    return tuple(found)


class _Asked:
    """The care that is asked for, looked up once for all rules."""

    def __init__(self, wanted: Wanted, vocabulary: Vocabulary) -> None:
        self._wanted = wanted
        self._touch = is_touch(wanted, vocabulary)
        profession = vocabulary.professions.get(wanted.profession)
        facets = profession.facets_in_scope if profession else frozenset()
        stands = {
            Group.ANY: True,
            Group.ANY_THERAPIST: Facet.MIND in facets,
            Group.ANY_NON_MEDICAL: Facet.MEDICAL not in facets,
            Group.BODYWORK_ONLY: self._touch and Facet.MIND not in facets,
        }
        self._groups = frozenset(group for group, is_so in stands.items() if is_so)

    def concerns(self, applies_to: AppliesTo) -> bool:
        """Whether a rule with this reach bears on it."""
        return (
            not self._groups.isdisjoint(applies_to.groups)
            or (applies_to.touch and self._touch)
            or self._wanted.profession in applies_to.professions
            or not applies_to.modalities.isdisjoint(self._wanted.modalities)
        )


def _rules(vocabulary: Vocabulary) -> tuple[CautionRule, ...]:
    # Reading the rules took a quarter of a sending; the vocabulary stays the same object until a
    # curator changes it, so the latest answer is kept.
    for known, rules in _LATEST:
        if known is vocabulary:
            return rules
    found = parse_rules(vocabulary)
    _LATEST[:] = [(vocabulary, found)]
    return found


_LATEST: list[tuple[Vocabulary, tuple[CautionRule, ...]]] = []
