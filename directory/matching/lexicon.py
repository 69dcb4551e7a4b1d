"""The look-ups of a vocabulary that ranking makes again and again, made once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from directory.matching.expertise import kinship
from directory.matching.licences import LicenceRules, licence_rules
from directory.vocabulary.caution_grammar import CautionRule, parse_rules

if TYPE_CHECKING:
    from directory.vocabulary.terms import Vocabulary


@dataclass(frozen=True)
class Lexicon:
    """A vocabulary with its parsed caution rules, licence rules and kinship of issues."""

    vocabulary: Vocabulary

    @cached_property
    def caution_rules(self) -> tuple[CautionRule, ...]:
        """Every caution with its grammar parsed, in file order."""
        return parse_rules(self.vocabulary)

    @cached_property
    def licence_rules(self) -> LicenceRules:
        """Which professions need a licence where."""
        return licence_rules(self.vocabulary)

    @cached_property
    def _kin(self) -> dict[str, dict[str, float]]:
        return {slug: kinship(self.vocabulary, slug) for slug in self.vocabulary.issues}

    def kin(self, issue: str) -> dict[str, float]:
        """How much each listed issue says about the issue asked for."""
        return self._kin[issue]

    def with_ancestors(self, issue: str) -> tuple[str, ...]:
        """An issue and what it belongs to, nearest first."""
        return (issue, *self.vocabulary.issue_ancestors(issue))
