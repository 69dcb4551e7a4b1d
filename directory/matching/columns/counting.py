"""Counts over those who could be shown: by profession, and three-valued for each filter."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from directory.matching.answer import ThreeValuedCount
from directory.matching.columns.bits import Planes, packed, planes

if TYPE_CHECKING:
    from directory.matching.columns.bits import BitColumn, Rows, Words
    from directory.matching.columns.compiled import Loops
    from directory.matching.columns.listings import Listings
    from directory.matching.columns.stated import ThreeValued


@dataclass(frozen=True)
class Counting:
    """Counts over what listings state: for each filter a plane of bits, and one a profession."""

    listings: Listings
    by_profession: Planes

    @classmethod
    def of(cls, listings: Listings) -> Counting:
        """The counts of an index."""
        return cls(listings, _planes_of(listings.professions, 0))

    def grown(self, listings: Listings) -> Counting:
        """The same with the rows that `listings` gained."""
        more = _planes_of(listings.professions, self.by_profession.rows)
        return Counting(listings, self.by_profession.then(more))

    @cached_property
    def kinds(self) -> Mapping[str, ThreeValued]:
        """The facts that are counted, by the name of their kind."""
        stated = self.listings.complete
        return {
            "payer": stated.payers,
            "access": stated.access,
            "preference": stated.preferences,
            "population": stated.populations,
        }

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each filter."""
        names = (
            f"{kind}:{slug}" for kind, facts in self.kinds.items() for slug in facts.yes.numbers
        )
        return {name: number for number, name in enumerate(names)}

    @property
    def names(self) -> tuple[str, ...]:
        """The filters in order."""
        return tuple(self.numbers)

    def count(
        self, rows: Rows, loops: Loops | None = None
    ) -> tuple[dict[str, int], Mapping[str, ThreeValuedCount]]:
        """How many of these rows are of each profession, and how they answer each filter."""
        yes: list[int] = []
        no: list[int] = []
        if loops is not None:
            touched, shown = loops.touched_words(rows, len(self.by_profession.words[0]))
            professions = loops.count_plain(self.by_profession.words, touched, shown).tolist()
            for facts in self.kinds.values():
                agreed, refused = loops.count_three_valued(
                    facts.yes.words, facts.no.words, touched, shown
                )
                yes += agreed.tolist()
                no += refused.tolist()
        else:
            touched, shown = _touched(rows, len(self.listings))
            professions = _counted(self.by_profession.words[:, touched] & shown)
            for facts in self.kinds.values():
                says = facts.yes.words[:, touched] & shown
                yes += _counted(says)
                # Whoever says both says yes.
                no += _counted(facts.no.words[:, touched] & shown & ~says)
        return (
            {name: n for name, n in zip(self.by_profession.numbers, professions, strict=True) if n},
            Counts(self.numbers, yes, no, len(rows)),
        )


@dataclass(frozen=True)
class Counts(Mapping[str, ThreeValuedCount]):
    """Three-valued counts by filter; those to which nobody answered are left out."""

    numbers: Mapping[str, int]
    yes: Sequence[int]
    no: Sequence[int]
    total: int

    @cached_property
    def _made(self) -> dict[str, ThreeValuedCount]:
        answers = zip(self.numbers, self.yes, self.no, strict=True)
        total = self.total
        return {
            name: ThreeValuedCount(yes, no, total - yes - no)
            for name, yes, no in answers
            if yes or no
        }

    def __getitem__(self, name: str) -> ThreeValuedCount:
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)

    def items(self) -> ItemsView[str, ThreeValuedCount]:
        """Each filter with its counts."""
        return self._made.items()


def _touched(rows: Rows, size: int) -> tuple[Rows, Words]:
    """The words in which some rows stand, and their bits."""
    mask = np.zeros(size, dtype=np.bool_)
    mask[rows] = True
    bits = packed(mask)
    touched = np.flatnonzero(bits)
    return touched, bits[touched]


def _counted(bits: Words) -> list[int]:
    found: list[int] = np.bitwise_count(bits).sum(axis=1, dtype=np.int64).tolist()
    return found


def _planes_of(column: BitColumn, since: int) -> Planes:
    """A column of sets turned on its side, from a row on."""
    words = np.ascontiguousarray(column.words[:, since:].T)
    bits = np.unpackbits(words.view(np.uint8), axis=1, bitorder="little")
    row, slug = np.nonzero(bits[:, : len(column.numbers)])
    made = planes(slug, row, len(column.numbers), len(words))
    return Planes(column.numbers, made, len(words))
