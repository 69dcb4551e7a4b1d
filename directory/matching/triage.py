"""Safety before any ranking: which notices stand on top, and whether a list is shown at all.

MATCHING.md section 3.0 and rule 3.6.4. How each flag acts is data (triage.csv), and so is the
help line that belongs to it; every flag that has no row there acts through the cautions alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.vocabulary.rule_terms import Act

if TYPE_CHECKING:
    from collections.abc import Iterable

    from directory.matching.need import Need
    from directory.vocabulary.rule_terms import TriageRule
    from directory.vocabulary.terms import Vocabulary

EMERGENCY = "emergency:medical"
SAME_DAY = "urgent:medical"
EMPTY = "empty"
MOST_URGENT_LINE = "suicide"


@dataclass(frozen=True, slots=True)
class Triage:
    """The notices of a need, those for immediate danger first, and whether a list is shown."""

    notices: tuple[str, ...]
    shows_list: bool


def triage(need: Need, vocabulary: Vocabulary) -> Triage:
    """What has to be said before any name is given."""
    acting = acting_rules(need, vocabulary)
    emergency = any(rule.act is Act.EMERGENCY for rule in acting)
    crisis = _suicide_first(_lines(acting, Act.CRISIS, vocabulary))
    beside = [vocabulary.issues[issue.slug].crisis_resource_key for issue in need.issues]
    beside += _lines(acting, Act.SAME_DAY, vocabulary)
    notices = [EMERGENCY] if emergency else []
    notices += [f"crisis:{line}" for line in crisis]
    notices += [SAME_DAY] if not emergency and calls_for_a_physician(need, vocabulary) else []
    notices += [f"resource:{line}" for line in dict.fromkeys(beside) if line not in {None, *crisis}]
    return Triage(tuple(notices), shows_list=not emergency)


def acting_rules(need: Need, vocabulary: Vocabulary) -> tuple[TriageRule, ...]:
    """The rules of triage that a need calls up, in file order; each speaks of a flag."""
    if not need.flags:
        return ()
    return tuple(rule for rule in vocabulary.triage_rules if _acts(rule, need, vocabulary))


def calls_for_a_physician(need: Need, vocabulary: Vocabulary) -> bool:
    """Whether somebody has to be seen by a physician the same day."""
    return any(rule.act is Act.SAME_DAY for rule in acting_rules(need, vocabulary))


def _acts(rule: TriageRule, need: Need, vocabulary: Vocabulary) -> bool:
    if rule.flag not in need.flags:
        return False
    if not rule.populations and not rule.issues:
        return True
    issues = {
        name
        for issue in need.issues
        for name in (issue.slug, *vocabulary.issue_ancestors(issue.slug))
    }
    people = {need.population, *need.populations_prefer}
    return not (rule.populations.isdisjoint(people) and rule.issues.isdisjoint(issues))


def _lines(rules: Iterable[TriageRule], act: Act, vocabulary: Vocabulary) -> list[str]:
    """The help lines of the rules that act so: the rule's own, else that of its flag."""
    lines = (
        rule.line or vocabulary.flags[rule.flag].crisis_resource_key
        for rule in rules
        if rule.act is act
    )
    return [line for line in lines if line is not None]


def _suicide_first(lines: Iterable[str]) -> list[str]:
    return sorted(dict.fromkeys(lines), key=lambda line: (line != MOST_URGENT_LINE, line))
