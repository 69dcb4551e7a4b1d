"""The look-ups of a vocabulary that ranking makes again and again, made once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from directory.matching.cover import evidence
from directory.matching.expertise import kinship
from directory.matching.licences import LicenceRules, licence_rules
from directory.vocabulary.caution_grammar import CautionRule, parse_rules
from directory.vocabulary.terms import Touch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from directory.vocabulary.caution_grammar import Condition
    from directory.vocabulary.terms import Facet, Vocabulary


@dataclass(frozen=True)
class Lexicon:
    """A vocabulary with its parsed caution rules, licence rules and kinship of issues."""

    vocabulary: Vocabulary

    @cached_property
    def caution_rules(self) -> tuple[CautionRule, ...]:
        """Every caution with its grammar parsed, in file order."""
        return parse_rules(self.vocabulary)

    @cached_property
    def _rules_by_word(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, rule in enumerate(self.caution_rules):
            conditions = [one for together in rule.trigger.alternatives for one in together]
            words = {word for one in conditions for word in _words(one)}
            for word in words:
                found.setdefault(word, []).append(number)
        return found

    def rules_about(self, words: Iterable[str]) -> list[CautionRule]:
        """The rules whose trigger speaks of any of these flags or issues, in file order."""
        numbers = {number for word in words for number in self._rules_by_word.get(word, ())}
        return [self.caution_rules[number] for number in sorted(numbers)]

    @cached_property
    def licence_rules(self) -> LicenceRules:
        """Which professions need a licence where."""
        return licence_rules(self.vocabulary)

    @cached_property
    def _kin(self) -> dict[str, dict[str, float]]:
        return {slug: kinship(self.vocabulary, slug) for slug in self.vocabulary.issues}

    @cached_property
    def _evidence(self) -> dict[tuple[str, str], float]:
        return {}

    def evidence(self, modality: str, issue: str) -> float:
        """E(m, i), worked out once for each pair that is asked for."""
        key = modality, issue
        if key not in self._evidence:
            self._evidence[key] = evidence(self.vocabulary, modality, issue)
        return self._evidence[key]

    def kin(self, issue: str) -> dict[str, float]:
        """How much each listed issue says about the issue asked for."""
        return self._kin[issue]

    def with_ancestors(self, issue: str) -> tuple[str, ...]:
        """An issue and what it belongs to, nearest first."""
        return self._with_ancestors(issue)

    @cached_property
    def _with_ancestors(self) -> Callable[[str], tuple[str, ...]]:
        return cache(lambda issue: (issue, *self.vocabulary.issue_ancestors(issue)))

    def methods_of(self, professions: tuple[str, ...]) -> frozenset[str]:
        """The methods in the scope of one of these professions."""
        return self._methods_of(professions)

    @cached_property
    def _methods_of(self) -> Callable[[tuple[str, ...]], frozenset[str]]:
        return cache(
            lambda professions: frozenset(
                method
                for method in self.vocabulary.modalities
                if any(self.vocabulary.may_offer(one, method) for one in professions)
            )
        )

    def methods_serving(self, facets: frozenset[Facet]) -> frozenset[str]:
        """The methods that serve one of these facets of care."""
        return self._methods_serving(facets)

    @cached_property
    def _methods_serving(self) -> Callable[[frozenset[Facet]], frozenset[str]]:
        return cache(
            lambda facets: frozenset(
                slug
                for slug, method in self.vocabulary.modalities.items()
                if facets.intersection(method.facets_served)
            )
        )

    @cached_property
    def methods_by_touch(self) -> frozenset[str]:
        """The methods that cannot be done without touch."""
        modalities = self.vocabulary.modalities.items()
        return frozenset(slug for slug, method in modalities if method.touch is Touch.YES)


def _words(condition: Condition) -> frozenset[str]:
    return condition.flags | condition.issues | condition.circumstances
