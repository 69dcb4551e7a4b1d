"""Who could cover a need together, looked for among the best few of each kind.

The exact search of `teams` needs the scalar statement of everybody it may choose. So the list
is walked from the top, and somebody is looked at closely only while their kind of care is not
yet well covered; nothing is worked out before somebody reads it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, overload

import numpy as np

from directory.matching.answer import Team
from directory.matching.care_team import pairs_of, sides_of, team_candidate, team_need, team_of
from directory.matching.cover import COVERED
from directory.matching.need import Kind
from directory.matching.teams import SEARCHED, searched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from directory.matching.candidate import Candidate
    from directory.matching.columns.placing import Place, Placing
    from directory.matching.teams import Matrix, TeamCandidate, TeamNeed
    from directory.matching.telling import Telling
    from directory.vocabulary.terms import Facet, Vocabulary

WALKED = 400
"""So many of the best are passed by; few are looked at closely."""
OF_A_KIND = 12
"""Of those whose professions serve the same facets so many are looked at closely."""
ALIKE = 8
"""Of those who cover the very same cells so many are kept: a ninth adds nothing but distance."""
CENTERS = 6


@dataclass(frozen=True)
class Together:
    """The care team of one search, and the pairs and houses for issues that straddle."""

    telling: Telling
    placing: Placing

    @cached_property
    def team(self) -> Team | None:
        """The people, or the one center, that cover the need at the least cost."""
        return team_of(self._offered, self._need, self._between)

    @cached_property
    def pairs(self) -> tuple[Team, ...]:
        """Two people each, then one roof; empty where no issue belongs to mind and body alike."""
        asking = self.telling.asking
        # Whether an issue straddles is told by the vocabulary, so most searches end here.
        if not sides_of(self._need, asking):
            return ()
        return pairs_of(self._offered, self._need, asking, self._between)

    @cached_property
    def _need(self) -> TeamNeed:
        return team_need(self.telling.asking)

    @cached_property
    def _offered(self) -> tuple[TeamCandidate, ...]:
        listings = self.telling.index.listings
        return tuple(
            team_candidate(one, self.telling.asking, listings.get) for one in self._looked_at()
        )

    @cached_property
    def _between(self) -> Callable[[Sequence[str]], Matrix]:
        people = [one.id for one in searched(self._offered, self._need)]
        return Acquaintance(self.telling.asking.trust.between, people)

    def _looked_at(self) -> list[Candidate]:
        """The best of each kind among those who came without widening."""
        found: list[Candidate] = []
        seen: Counter[frozenset[Facet] | Kind] = Counter()
        alike: Counter[frozenset[object]] = Counter()
        for place in self.placing.first(WALKED):
            if place.tier > 0 or seen.total() >= 2 * SEARCHED:
                break
            kind = self._kind_of_care(place)
            if seen[kind] >= (CENTERS if kind is Kind.CENTER else OF_A_KIND):
                continue
            seen[kind] += 1
            offer = self.telling.offer(place)
            covers = frozenset(asked for asked, by in offer.covers.items() if by.value >= COVERED)
            alike[covers] += 1
            if alike[covers] <= ALIKE:
                found.append(self.telling.candidate(place))
        return found

    def _kind_of_care(self, place: Place) -> frozenset[Facet] | Kind:
        """What somebody's professions serve of what is asked, or that it is a house."""
        index, row = self.telling.index, self.telling.row(place)
        if index.columns.is_center[row]:
            return Kind.CENTER
        professions = index.listings[index.columns.ids[row]].professions
        if professions not in self._kinds:
            asking = self.telling.asking
            self._kinds[professions] = asking.question.facets & _facets(
                professions, asking.vocabulary
            )
        return self._kinds[professions]

    @cached_property
    def _kinds(self) -> dict[tuple[str, ...], frozenset[Facet]]:
        """The kinds of care of those who were passed by, by their professions."""
        return {}


class Pairs(Sequence[Team]):
    """Pairs and houses for issues of mind and body alike, sought when they are first read."""

    def __init__(self, together: Together) -> None:
        self._together = together

    def __len__(self) -> int:
        return len(self._together.pairs)

    @overload
    def __getitem__(self, at: int) -> Team: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Team, ...]: ...
    def __getitem__(self, at: int | slice) -> Team | tuple[Team, ...]:
        return self._together.pairs[at]


class Acquaintance:
    """How far some people trust each other, worked out once for all of them."""

    def __init__(self, between: Callable[[Sequence[str]], Matrix], people: Sequence[str]) -> None:
        self._asked = between
        self._people = people

    def __call__(self, people: Sequence[str]) -> Matrix:
        """The trust of each (row) in each other (column), nothing for who is not among them."""
        at = [self._number.get(one, len(self._number)) for one in people]
        return self._known[np.ix_(at, at)]

    @cached_property
    def _number(self) -> dict[str, int]:
        return {one: number for number, one in enumerate(self._people)}

    @cached_property
    def _known(self) -> Matrix:
        size = len(self._people)
        known = np.zeros((size + 1, size + 1))
        if size:
            known[:size, :size] = self._asked(self._people)
        return known


def _facets(professions: Iterable[str], vocabulary: Vocabulary) -> frozenset[Facet]:
    known = (slug for slug in professions if slug in vocabulary.professions)
    return frozenset().union(*(vocabulary.professions[slug].facets_in_scope for slug in known))
