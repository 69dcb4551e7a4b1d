"""Who may practise where, worked out once a day: people in jurisdictions, scope and methods."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from directory.matching.columns.bits import (
    WORD,
    BitColumn,
    Lists,
    Rows,
    Words,
    end_to_end,
)
from directory.matching.columns.growth import appended
from directory.matching.listing import ModalityLevel
from directory.matching.practice import (
    HANDS_ON,
    TOUCH_FACETS,
    facets_of,
    in_scope,
    licensed_professions,
)
from directory.vocabulary.terms import Facet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from directory.matching.lexicon import Lexicon
    from directory.matching.listing import ListingFacts
    from directory.vocabulary.terms import Vocabulary

FacetBits = npt.NDArray[np.uint8]

FACET_BIT: Mapping[Facet, int] = {facet: 1 << number for number, facet in enumerate(Facet)}
LEVELS = list(ModalityLevel)
MEDICAL = "medical"


def facet_bits(facets: Iterable[Facet]) -> int:
    """Facets of care as bits."""
    return sum(FACET_BIT[facet] for facet in set(facets))


@dataclass(frozen=True, slots=True)
class Posts:
    """People in jurisdictions where they hold a licence (or need none); rows are sorted."""

    row: Rows
    region: Rows
    key: Rows
    """row x regions + region, ascending: how a post is found."""
    regions: int
    facets: FacetBits
    facets_hands_off: FacetBits
    hands_on: FacetBits
    """Facets of body and movement that their hands-on professions serve."""
    all_medical: npt.NDArray[np.bool_]
    """Whether every profession here is medical."""
    professions: BitColumn
    methods: Lists
    """Numbers of the methods in scope."""
    method_level: npt.NDArray[np.int8]
    """The position in ModalityLevel, beside `methods.values`."""

    def find(self, rows: Rows, region: int) -> Rows:
        """The post of each person in a jurisdiction, -1 where there is none."""
        if region < 0:
            # A jurisdiction that nothing names; its key would be another's.
            return np.full(len(rows), -1)
        # In the keys' own type, as otherwise all of them would be converted to look for a few.
        wanted = rows.astype(self.key.dtype) * self.key.dtype.type(self.regions) + region
        at = np.searchsorted(self.key, wanted)
        at[at == len(self.key)] = 0
        found = self.key[at] == wanted if len(self.key) else np.zeros(len(rows), dtype=np.bool_)
        return np.where(found, at, -1)

    def then(self, other: Posts, rows: int) -> Posts:
        """These posts with another's after them, whose rows begin at `rows`."""
        row, region = appended(self.row, other.row + rows), appended(self.region, other.region)
        keys = (other.row + rows) * np.int32(other.regions) + other.region
        if other.regions == self.regions:
            key = appended(self.key, keys)
        else:
            key = row * np.int32(other.regions) + region
        return end_to_end(self, other, row=row, region=region, key=key, regions=other.regions)


def posts(
    people: Sequence[ListingFacts],
    regions_of: Sequence[Iterable[int]],
    regions: Mapping[str | None, int],
    *,
    lexicon: Lexicon,
    today: date,
) -> Posts:
    """The posts of people (by row) in the jurisdictions that matter for each."""
    names = {number: region for region, number in regions.items()}
    found = [
        (row, region, professions)
        for row, person in enumerate(people)
        for region in sorted(set(regions_of[row]))
        if (
            professions := licensed_professions(person, names[region], lexicon=lexicon, today=today)
        )
    ]
    vocabulary = lexicon.vocabulary
    scopes = _Scopes(vocabulary)
    held = [scopes.of(professions) for _, _, professions in found]
    numbers = {slug: number for number, slug in enumerate(vocabulary.modalities)}
    methods = [
        [one for one in people[row].modalities.items() if one[0] in scope.methods]
        for (row, _, _), scope in zip(found, held, strict=True)
    ]
    row = np.array([entry[0] for entry in found], dtype=np.int32)
    region = np.array([entry[1] for entry in found], dtype=np.int16)
    return Posts(
        row=row,
        region=region,
        key=row * np.int32(len(regions)) + region,
        regions=len(regions),
        facets=np.array([one.facets for one in held], dtype=np.uint8),
        facets_hands_off=np.array([one.facets_hands_off for one in held], dtype=np.uint8),
        hands_on=np.array([one.hands_on for one in held], dtype=np.uint8),
        all_medical=np.array([one.all_medical for one in held], dtype=np.bool_),
        professions=BitColumn.of(
            [professions for _, _, professions in found],
            {slug: number for number, slug in enumerate(vocabulary.professions)},
        ),
        methods=Lists.of([[numbers[method] for method, _ in one] for one in methods], np.int16),
        method_level=np.array(
            [LEVELS.index(level) for one in methods for _, level in one], dtype=np.int8
        ),
    )


def posts_without(held: Posts, refused: Words, vocabulary: Vocabulary) -> Posts:
    """The same posts without some professions; whoever has no other one there has no scope."""
    words = held.professions.words
    left = words & ~refused.astype(words.dtype)[:, None]
    affected = np.flatnonzero((words != left).any(axis=0))
    facets, hands_off = held.facets.copy(), held.facets_hands_off.copy()
    hands_on, medical = held.hands_on.copy(), held.all_medical.copy()
    scopes, names = _Scopes(vocabulary), tuple(vocabulary.professions)
    mixes, of_post = np.unique(left[:, affected], axis=1, return_inverse=True)
    may_offer = np.ones((mixes.shape[1] + 1, len(vocabulary.modalities)), dtype=np.bool_)
    mix_of = np.full(len(held.row), mixes.shape[1])
    mix_of[affected] = of_post
    for mix in range(mixes.shape[1]):
        at = affected[of_post == mix]
        scope = scopes.of(tuple(names[number] for number in _numbers(mixes[:, mix])))
        facets[at], hands_off[at] = scope.facets, scope.facets_hands_off
        hands_on[at], medical[at] = scope.hands_on, scope.all_medical
        may_offer[mix] = [method in scope.methods for method in vocabulary.modalities]
    lists = held.methods
    owner = np.repeat(mix_of, np.diff(lists.start))
    kept = may_offer[owner, lists.values]
    start = np.concatenate([[0], np.cumsum(kept)]).astype(lists.start.dtype)[lists.start]
    return replace(
        held,
        facets=facets,
        facets_hands_off=hands_off,
        hands_on=hands_on,
        all_medical=medical,
        professions=BitColumn(held.professions.numbers, left),
        methods=Lists(start, lists.values[kept]),
        method_level=held.method_level[kept],
    )


def _numbers(words: Words) -> list[int]:
    return [
        WORD * word + bit
        for word, value in enumerate(words.tolist())
        for bit in range(WORD)
        if value >> bit & 1
    ]


@dataclass(frozen=True, slots=True)
class _Scope:
    facets: int
    facets_hands_off: int
    hands_on: int
    all_medical: bool
    methods: frozenset[str]


class _Scopes:
    """The scope of each combination of professions, worked out once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._known: dict[tuple[str, ...], _Scope] = {}

    def of(self, professions: tuple[str, ...]) -> _Scope:
        """The scope of somebody with these professions."""
        if professions not in self._known:
            self._known[professions] = self._worked_out(professions)
        return self._known[professions]

    def _worked_out(self, professions: tuple[str, ...]) -> _Scope:
        entries = [self._vocabulary.professions[profession] for profession in professions]
        hands_on = [one.facets_in_scope for one in entries if one.may_touch in HANDS_ON]
        return _Scope(
            facets=facet_bits(facet for one in entries for facet in one.facets_in_scope),
            facets_hands_off=facet_bits(
                facet
                for profession in professions
                for facet in facets_of(profession, self._vocabulary, hands_off=True)
            ),
            hands_on=facet_bits(facet for one in hands_on for facet in one & TOUCH_FACETS),
            all_medical={one.family for one in entries} == {MEDICAL},
            methods=frozenset(
                method
                for method in self._vocabulary.modalities
                if in_scope(method, professions, self._vocabulary)
            ),
        )
