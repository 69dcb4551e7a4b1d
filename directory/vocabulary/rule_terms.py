"""What the rules of safety and of asking mean by a word: who is under age, what acts how.

triage.csv says how each flag acts before anything is ranked; rule_terms.csv names the terms
that a rule of `directory.matching` speaks of, so that the code holds no clinical fact.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from directory.vocabulary.entries import ISO_DATE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.vocabulary.rows import Row
    from directory.vocabulary.terms import Vocabulary

TRIAGE_FILE, RULE_TERMS_FILE = "triage.csv", "rule_terms.csv"
FAMILY = "family"
"""A kind of rule term besides those of the vocabulary: a family of professions."""


class Act(StrEnum):
    """How a flag acts before anything is ranked."""

    EMERGENCY = "emergency"
    """Emergency notice and no list: a list would cost time that the person may not have."""
    CRISIS = "crisis"
    """The help line on top, the list below it."""
    SAME_DAY = "same-day"
    """Same-day medical notice, the list below it."""


@dataclass(frozen=True, slots=True)
class TriageRule:
    """How one flag acts, always or only beside one of some populations or issues."""

    flag: str
    act: Act
    populations: frozenset[str]
    issues: frozenset[str]
    """Terms below these count too. Both empty: the flag acts by itself."""
    line: str | None
    """The help line; None for that of the flag."""
    says_issue: str | None
    """An issue that the flag states as well, whose caution rules then hold too."""
    source: str
    source_check: str
    as_of: str


class RuleTerm(StrEnum):
    """The words that rules use and rule_terms.csv explains."""

    UNDER_AGE = "under-age"
    """Age groups below the age of majority."""
    COUPLE_METHODS = "couple-methods"
    """Work that brings partners into one room."""
    COUPLE_ISSUES = "couple-issues"
    COUPLE_GROUPS = "couple-groups"
    ONE_OF_A_COUPLE = "one-of-a-couple"
    """The age group of somebody who comes without their partner."""
    SEEN_TOGETHER = "seen-together"
    """Groups that come together: who states nothing else sees nobody alone."""
    VIOLENCE_AT_HOME = "violence-at-home"
    """What help is for where couple work was asked for and has to wait."""
    NEEDED_TO_COME = "needed-to-come"
    """Access without which somebody cannot come: whoever says no to it is left out."""
    SPOKEN_WITH = "spoken-with"
    """Access that is a language: asked for in words it is a must, as other languages are."""
    MASSAGE_METHODS = "massage-methods"
    """Methods that, said alone, name whoever does the work…"""
    MASSAGE_PEOPLE = "massage-people"
    """…and the professions that are meant."""
    ANY_BODYWORKER = "any-bodyworker"
    """A name that the public has for all massage people."""
    ACUPUNCTURE_METHODS = "acupuncture-methods"
    ACUPUNCTURE_PEOPLE = "acupuncture-people"
    CARE_MIND = "care-mind"
    """From here on: the families of professions that a kind of care means by itself."""
    CARE_BODY = "care-body"
    CARE_MOVEMENT = "care-movement"
    CARE_NUTRITION = "care-nutrition"
    CARE_MEDICAL = "care-medical"
    CARE_SPIRIT = "care-spirit"
    CARE_PRACTICAL = "care-practical"


def triage_rule(row: Row) -> TriageRule:
    """One row of triage.csv."""
    return TriageRule(
        flag=row.required("flag"),
        act=row.choice("act", Act),
        populations=frozenset(row.words("populations")),
        issues=frozenset(row.words("issues")),
        line=row.text("line") or None,
        says_issue=row.text("says_issue") or None,
        source=row.required("source"),
        source_check=row.required("source_check"),
        as_of=_date(row),
    )


def rule_terms(rows: list[Row]) -> dict[RuleTerm, frozenset[str]]:
    """The terms of each word; a word that is explained twice is refused."""
    found: dict[RuleTerm, frozenset[str]] = {}
    for row in rows:
        word = row.choice("word", RuleTerm)
        if word in found:
            raise row.error("The word stands twice.", "Merge the rows.")
        row.required("terms")
        row.required("source")
        _date(row)
        found[word] = frozenset(row.words("terms"))
    return found


def check_rule_terms(vocabulary: Vocabulary, rows: Mapping[str, list[Row]]) -> None:
    """Raise VocabularyError where a rule names what is not there, or a word is unexplained."""
    lines = {line.key for line in vocabulary.crisis_resources}
    for row in rows[TRIAGE_FILE]:
        row.known("flag", vocabulary.flags, [row.text("flag")])
        row.known("populations", vocabulary.populations, row.words("populations"))
        row.known("issues", vocabulary.issues, row.words("issues"))
        row.known("says_issue", vocabulary.issues, row.words("says_issue"))
        row.known("line", lines, row.words("line"))
        own = vocabulary.flags[row.text("flag")].crisis_resource_key
        if row.text("act") == Act.CRISIS and not (row.text("line") or own):
            raise row.error("The act is crisis and no help line is named.", "Name one in line.")
    known = _slugs_by_kind(vocabulary)
    for row in rows[RULE_TERMS_FILE]:
        kind = row.text("kind")
        row.known("kind", known, [kind])
        row.known("terms", known[kind], row.words("terms"))
    _check_all_explained(vocabulary, rows[RULE_TERMS_FILE])


def _slugs_by_kind(vocabulary: Vocabulary) -> dict[str, set[str]]:
    return {
        "population": set(vocabulary.populations),
        "issue": set(vocabulary.issues),
        "modality": set(vocabulary.modalities),
        "access": set(vocabulary.access_needs),
        "profession": set(vocabulary.professions),
        FAMILY: {profession.family for profession in vocabulary.professions.values()},
    }


def _check_all_explained(vocabulary: Vocabulary, rows: list[Row]) -> None:
    missing = sorted(word for word in RuleTerm if word not in vocabulary.rule_terms)
    if missing and rows:
        raise rows[-1].error(f"No row explains {missing[0].value!r}.", "Add a row for it.")


def _date(row: Row) -> str:
    value = row.required("as_of")
    if not ISO_DATE.fullmatch(value):
        raise row.error(f"as_of is {value!r}.", "Write a date as 2026-01-31.")
    return value
