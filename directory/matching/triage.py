"""Safety before any ranking: which notices stand on top, and whether a list is shown at all.

MATCHING.md section 3.0 and rule 3.6.4. Which help line belongs to a flag is data (the column
`crisis_resource_key` of flags.csv and issues.csv); what is stated here is how each flag acts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from directory.matching.need import Need
    from directory.vocabulary.terms import Vocabulary

EMERGENCY = "emergency:medical"
SAME_DAY = "urgent:medical"
EMPTY = "empty"

PSYCHOSIS = "psychosis-active"
MATERNAL = "maternal"
PERINATAL = "perinatal-and-reproductive"
PERINATAL_PEOPLE = frozenset({"pregnant-postpartum", "new-parents"})


class Act(StrEnum):
    """How a flag acts before anything is ranked."""

    EMERGENCY = "emergency"
    """Emergency notice and no list: a list would cost time that the person may not have."""
    CRISIS = "crisis"
    """The help line on top, the list below it."""
    SAME_DAY = "same-day"
    """Same-day medical notice, the list below it."""


ACTS: Mapping[str, Act] = {
    "medical-emergency": Act.EMERGENCY,
    "spine-red-flags": Act.EMERGENCY,
    "head-red-flags": Act.EMERGENCY,
    "concussion-acute": Act.EMERGENCY,
    "suicide-risk-now": Act.CRISIS,
    "harm-others-risk": Act.CRISIS,
    "abuse-ongoing": Act.CRISIS,
    "child-at-risk": Act.CRISIS,
    "recent-assault": Act.CRISIS,
    "dvt-suspected": Act.SAME_DAY,
    "medically-unstable-ed": Act.SAME_DAY,
    "severe-anorexia-bp": Act.SAME_DAY,
}
"""Every other flag of flags.csv acts through the caution rules alone."""


@dataclass(frozen=True, slots=True)
class Triage:
    """The notices of a need, those for immediate danger first, and whether a list is shown."""

    notices: tuple[str, ...]
    shows_list: bool


def triage(need: Need, vocabulary: Vocabulary) -> Triage:
    """What has to be said before any name is given."""
    acts = {flag: ACTS[flag] for flag in sorted(need.flags) if flag in ACTS}
    emergency = Act.EMERGENCY in acts.values()
    crisis = [
        line
        for flag, act in acts.items()
        if act is Act.CRISIS and (line := vocabulary.flags[flag].crisis_resource_key)
    ]
    same_day = Act.SAME_DAY in acts.values()
    if _psychosis_around_birth(need, vocabulary):
        crisis.append(MATERNAL)
        same_day = True
    notices = [EMERGENCY] if emergency else []
    notices += [f"crisis:{line}" for line in _suicide_first(crisis)]
    notices += [SAME_DAY] if same_day and not emergency else []
    notices += [f"resource:{line}" for line in _quiet_lines(need, acts, vocabulary, shown=crisis)]
    return Triage(tuple(notices), shows_list=not emergency)


def _suicide_first(lines: Iterable[str]) -> list[str]:
    return sorted(dict.fromkeys(lines), key=lambda line: (line != "suicide", line))


def _quiet_lines(
    need: Need, acts: Mapping[str, Act], vocabulary: Vocabulary, *, shown: list[str]
) -> list[str]:
    """Lines that stand quietly beside results: those of the issues, and of same-day flags."""
    lines = [vocabulary.issues[issue.slug].crisis_resource_key for issue in need.issues]
    lines += [
        vocabulary.flags[flag].crisis_resource_key
        for flag, act in acts.items()
        if act is Act.SAME_DAY
    ]
    return [line for line in dict.fromkeys(lines) if line is not None and line not in shown]


def _psychosis_around_birth(need: Need, vocabulary: Vocabulary) -> bool:
    """Active psychosis after a birth is an emergency of its own (NICE CG192)."""
    if PSYCHOSIS not in need.flags:
        return False
    people = {need.population, *need.populations_prefer}
    return bool(people & PERINATAL_PEOPLE) or any(
        vocabulary.issues[issue.slug].crisis_resource_key == MATERNAL
        or PERINATAL in vocabulary.issue_ancestors(issue.slug)
        for issue in need.issues
    )
