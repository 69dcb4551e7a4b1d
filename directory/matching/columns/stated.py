"""What each listing states of itself in three values: yes, no, or nothing; and its languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from directory.matching import criteria
from directory.matching.columns.bits import Flags, Planes, end_to_end, numbering
from directory.matching.columns.growth import appended
from directory.matching.listing import LanguageLevel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from directory.matching.listing import ListingFacts
    from directory.vocabulary.terms import Vocabulary

LANGUAGE_VALUES = np.array([0.0, *(criteria.LANGUAGE[level] for level in LanguageLevel)])
_LEVELS = {level: number for number, level in enumerate(LanguageLevel, start=1)}

Small = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class ThreeValued:
    """A kind of fact with its yes and its no; in neither is not stated."""

    yes: Planes
    no: Planes

    @classmethod
    def of(
        cls,
        facts: Sequence[ListingFacts],
        yes: Callable[[ListingFacts], frozenset[str]],
        no: Callable[[ListingFacts], frozenset[str]],
        known: Mapping[str, object],
    ) -> ThreeValued:
        """The columns of a fact over all listings."""
        yeses, noes = [yes(one) for one in facts], [no(one) for one in facts]
        # Words that are not in the vocabulary come behind it.
        others = set[str]().union(*yeses, *noes) - known.keys()
        numbers = numbering(known, sorted(others))
        return cls(Planes.of(yeses, numbers), Planes.of(noes, numbers))


@dataclass(frozen=True, slots=True)
class Stated:
    """The three-valued facts, and the age groups that somebody states to see."""

    preferences: ThreeValued
    access: ThreeValued
    payers: ThreeValued
    populations: ThreeValued
    focus: Planes
    populations_stated: Flags
    languages: Mapping[str, Small]
    """The level of each language that anybody speaks, 0 where somebody does not list it."""
    languages_stated: Flags

    @classmethod
    def of(
        cls, facts: Sequence[ListingFacts], vocabulary: Vocabulary, after: Stated | None = None
    ) -> Stated:
        """The facts of some listings; what `after` numbers keeps its numbers."""
        known = _Known.of(vocabulary) if after is None else _Known.as_in(after)
        focus = [one.populations_focus for one in facts]
        return cls(
            preferences=ThreeValued.of(
                facts,
                lambda one: one.preferences,
                lambda one: one.preferences_no,
                known.preferences,
            ),
            access=ThreeValued.of(
                facts, criteria.stated_access, lambda one: one.access_no, known.access
            ),
            payers=ThreeValued.of(
                facts, lambda one: one.payers, lambda one: one.payers_no, known.payers
            ),
            populations=ThreeValued.of(
                facts,
                lambda one: one.populations or frozenset(),
                lambda one: one.populations_no,
                known.populations,
            ),
            focus=Planes.of(
                focus, numbering(known.focus, sorted(set[str]().union(*focus) - known.focus.keys()))
            ),
            populations_stated=np.array([bool(one.populations) for one in facts], dtype=np.bool_),
            languages=_languages(facts),
            languages_stated=np.array(
                [bool(criteria.spoken(one)) for one in facts], dtype=np.bool_
            ),
        )

    def then(self, other: Stated) -> Stated:
        """These facts with another's rows after them."""
        codes = dict.fromkeys((*self.languages, *other.languages))
        none, no_other = (
            np.zeros(len(one.languages_stated), dtype=np.int8) for one in (self, other)
        )
        languages = {
            code: appended(self.languages.get(code, none), other.languages.get(code, no_other))
            for code in codes
        }
        return end_to_end(self, other, languages=languages)


@dataclass(frozen=True, slots=True)
class _Known:
    """The words that have numbers already."""

    preferences: Mapping[str, object]
    access: Mapping[str, object]
    payers: Mapping[str, object]
    populations: Mapping[str, object]
    focus: Mapping[str, object]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> _Known:
        return cls(
            vocabulary.preferences,
            vocabulary.access_needs,
            vocabulary.payers,
            vocabulary.populations,
            vocabulary.populations,
        )

    @classmethod
    def as_in(cls, stated: Stated) -> _Known:
        return cls(
            stated.preferences.yes.numbers,
            stated.access.yes.numbers,
            stated.payers.yes.numbers,
            stated.populations.yes.numbers,
            stated.focus.numbers,
        )


def _languages(facts: Sequence[ListingFacts]) -> dict[str, Small]:
    found: dict[str, Small] = {}
    for row, one in enumerate(facts):
        for code, level in criteria.spoken(one).items():
            column = found.setdefault(code, np.zeros(len(facts), dtype=np.int8))
            column[row] = _LEVELS[level]
    return found
