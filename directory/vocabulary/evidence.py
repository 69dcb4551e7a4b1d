"""What may be claimed for a modality with an issue, as a number for ranking and as words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.vocabulary.terms import EvidenceLevel

if TYPE_CHECKING:
    from directory.vocabulary.terms import Evidence, Vocabulary

LEVEL_VALUES: dict[EvidenceLevel, float] = {
    EvidenceLevel.A: 1.0,
    EvidenceLevel.B: 0.75,
    EvidenceLevel.C: 0.40,
}
OFFERED_VALUE = 0.25
"""A pair that the table lists without a letter: offered, with no evidence to cite."""

PARENT_FACTOR = 0.7
"""Evidence that was found for the wider issue counts this much for a narrower one."""

LEVEL_WORDS: dict[EvidenceLevel | None, str] = {
    EvidenceLevel.A: "recommended in guidelines",
    EvidenceLevel.B: "supported by trials",
    EvidenceLevel.C: "early evidence or tradition",
    None: "offered; we have no evidence to cite",
}
"""The message of each letter, to be translated where it is shown."""


@dataclass(frozen=True, slots=True)
class EvidenceFound:
    """The strongest entry for a pair, its value in [0, 1], and for which issue it was found."""

    entry: Evidence
    value: float
    for_parent: bool

    @property
    def words(self) -> str:
        """The untranslated phrase that states the level."""
        return LEVEL_WORDS[self.entry.level]


def find_evidence(vocabulary: Vocabulary, modality: str, issue: str) -> EvidenceFound | None:
    """The evidence for a modality with an issue, or for a wider issue at 0.7 of its value.

    The stronger of both is taken; top groups carry no evidence; None where nothing is listed.
    """
    steps = (issue, *vocabulary.issue_ancestors(issue))
    found = [
        EvidenceFound(
            entry, _value(entry) * (1.0 if step == issue else PARENT_FACTOR), step != issue
        )
        for step in steps
        if (entry := vocabulary.evidence.get((modality, step))) is not None
    ]
    return max(found, key=lambda evidence: evidence.value, default=None)


def _value(entry: Evidence) -> float:
    return OFFERED_VALUE if entry.level is None else LEVEL_VALUES[entry.level]
