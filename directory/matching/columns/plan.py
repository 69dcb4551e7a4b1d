"""A need made ready for columns: masks and tables that are the same for every listing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from directory.matching import criteria
from directory.matching.cautions import acts_on_rank
from directory.matching.columns.bits import Flags, Values, Words, mask_of
from directory.matching.columns.posts import FACET_BIT, facet_bits
from directory.matching.cover import LEVEL
from directory.matching.listing import ModalityLevel
from directory.vocabulary.terms import Facet, Touch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from directory.matching.cells import AskedCell
    from directory.matching.lexicon import Lexicon
    from directory.matching.situation import Situation
    from directory.vocabulary.caution_grammar import CautionRule

LEVEL_VALUES = np.array([LEVEL[level] for level in ModalityLevel])


class Tables:
    """Numbers of methods, professions and issues, and the tables that needs look up; kept."""

    def __init__(self, lexicon: Lexicon) -> None:
        vocabulary = lexicon.vocabulary
        self.lexicon = lexicon
        self.methods: Mapping[str, int] = {m: n for n, m in enumerate(vocabulary.modalities)}
        self.professions: Mapping[str, int] = {p: n for n, p in enumerate(vocabulary.professions)}
        self.method_facets = np.array(
            [facet_bits(one.facets_served) for one in vocabulary.modalities.values()],
            dtype=np.uint8,
        )
        self.touch_yes = self._by_touch(Touch.YES)
        self.touch_optional = self._by_touch(Touch.OPTIONAL)
        self.all_methods = np.ones(len(self.methods), dtype=np.bool_)
        self._masks: dict[str, Words] = {}
        self._flags: dict[tuple[str, str], Flags] = {}
        self._kin: dict[str, Values] = {}
        self._evidence: dict[str, Values] = {}
        self._above: dict[str, Values] = {}
        self._support: dict[tuple[str, Facet], Values] = {}

    def method_flags(self, methods: Iterable[str]) -> Flags:
        """Which methods, by number, are among some."""
        found = np.zeros(len(self.methods), dtype=np.bool_)
        found[[self.methods[method] for method in methods]] = True
        return found

    def profession_mask(self, wanted: tuple[str, ...]) -> Words:
        """Every profession that is one of these, or stands below one, as words."""
        key = "|".join(wanted)
        if key not in self._masks:
            self._masks[key] = self._professions_below(wanted)
        return self._masks[key]

    def family(self, method: str) -> Flags:
        """Every method of the same family."""
        return self._kept("family", method, self._family_of)

    def serving(self, facets: int) -> Flags:
        """The methods that serve any of these facets; all methods where none is asked."""
        return self._kept("serving", str(facets), self._serving)

    def _kept(self, what: str, key: str, make: Callable[[str], Flags]) -> Flags:
        if (what, key) not in self._flags:
            self._flags[what, key] = make(key)
        return self._flags[what, key]

    def _professions_below(self, wanted: tuple[str, ...]) -> Words:
        vocabulary = self.lexicon.vocabulary
        return mask_of(
            (
                number
                for profession, number in self.professions.items()
                if any(vocabulary.is_profession(profession, name) for name in wanted)
            ),
            self.professions,
        )

    def _family_of(self, method: str) -> Flags:
        modalities = self.lexicon.vocabulary.modalities
        family = modalities[method].family
        return self.method_flags(slug for slug, one in modalities.items() if one.family == family)

    def _serving(self, facets: str) -> Flags:
        bits = int(facets)
        return (self.method_facets & bits) != 0 if bits else self.all_methods

    def kin(self, issue: str) -> Values:
        """How much each issue, by number, says about the issue asked for."""
        if issue not in self._kin:
            related = self.lexicon.kin(issue)
            issues = self.lexicon.vocabulary.issues
            self._kin[issue] = np.array([related.get(slug, 0.0) for slug in issues])
        return self._kin[issue]

    def above(self, issue: str) -> Values:
        """1 for the issue and what it belongs to, by number, 0 for all others."""
        if issue not in self._above:
            names = frozenset(self.lexicon.with_ancestors(issue))
            issues = self.lexicon.vocabulary.issues
            self._above[issue] = np.array([float(slug in names) for slug in issues])
        return self._above[issue]

    def evidence(self, issue: str) -> Values:
        """E(m, i) of every method, by number."""
        if issue not in self._evidence:
            vocabulary = self.lexicon.vocabulary
            self._evidence[issue] = np.array(
                [self.lexicon.evidence(method, issue) for method in vocabulary.modalities]
            )
        return self._evidence[issue]

    def support(self, issue: str, facet: Facet) -> Values:
        """E(m, i) of every method that serves a facet, by number; 0 for the others."""
        key = issue, facet
        if key not in self._support:
            serves = (self.method_facets & FACET_BIT[facet]) != 0
            self._support[key] = np.where(serves, self.evidence(issue), 0.0)
        return self._support[key]

    def _by_touch(self, touch: Touch) -> Flags:
        modalities = self.lexicon.vocabulary.modalities
        return self.method_flags(slug for slug, one in modalities.items() if one.touch is touch)


@dataclass(frozen=True, slots=True)
class PlannedCell:
    """An asked cell with its facet as a bit, and what each method adds for it."""

    asked: AskedCell
    facet: int
    support: Values
    """Evidence by method, 0 where a method does not serve the facet."""


@dataclass(frozen=True, slots=True)
class PlannedRule:
    """A caution rule that may leave somebody out, hold, or ask for another form of work."""

    rule: CautionRule
    methods: Flags
    professions: Words


@dataclass(frozen=True)
class Plan:
    """A need for columns."""

    asking: Situation
    tables: Tables

    @cached_property
    def asked(self) -> int:
        """The asked facets as bits."""
        return facet_bits(self.asking.question.facets)

    @cached_property
    def cells(self) -> tuple[PlannedCell, ...]:
        """The asked cells."""
        return tuple(
            PlannedCell(
                asked,
                FACET_BIT[asked.cell.facet],
                self.tables.support(asked.cell.issue, asked.cell.facet),
            )
            for asked in self.asking.question.asked
        )

    @cached_property
    def relevant(self) -> Flags:
        """The methods that serve what is asked."""
        return self.tables.serving(self.asked)

    @cached_property
    def rules(self) -> tuple[PlannedRule, ...]:
        """The triggered rules that act on the order or leave somebody out."""
        return tuple(
            PlannedRule(
                rule,
                self.tables.method_flags(rule.applies_to.modalities),
                mask_of(
                    (self.tables.professions[slug] for slug in rule.applies_to.professions),
                    self.tables.professions,
                ),
            )
            for rule in self.asking.rules
            if acts_on_rank(rule)
        )

    @cached_property
    def wished(self) -> Flags:
        """The methods asked for by name."""
        return self.tables.method_flags(self.asking.wished)

    @cached_property
    def refused(self) -> Flags:
        """The methods that the client refuses."""
        return self.tables.method_flags(self.asking.need.modalities_avoid)

    @property
    def suits_loops(self) -> bool:
        """Whether the compiled loops know all that this need asks for; else numpy has to do.

        Cautions that act, methods and professions that must be, needs without an issue: these
        are rare, and stated in one place only.
        """
        need = self.asking.need
        named = bool(need.professions_must or need.modalities_must)
        return self.asking.question.has_cells and not self.rules and not named

    @cached_property
    def need_refuses(self) -> bool:
        """Whether the client refuses any method."""
        return bool(self.asking.need.modalities_avoid)

    @cached_property
    def words_of_issues(self) -> frozenset[str]:
        """The issues of the need with what they belong to."""
        lexicon = self.asking.lexicon
        return frozenset(
            name for issue in self.asking.need.issues for name in lexicon.with_ancestors(issue.slug)
        )

    @cached_property
    def wishes(self) -> tuple[tuple[str, str], ...]:
        """The explicit wishes that are not musts."""
        return criteria.wishes(self.asking.need)

    def allowed(self, *, hands_off: bool) -> Flags:
        """The methods that may be used: none that is refused, and hands off none by touch."""
        barred = self.refused | self.tables.touch_yes if hands_off else self.refused
        return ~barred
