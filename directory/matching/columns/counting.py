"""Counts over those who could be shown: by profession, and three-valued for each filter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from directory.matching.answer import ThreeValuedCount
from directory.matching.columns.bits import WORD
from directory.matching.columns.growth import overlaid

if TYPE_CHECKING:
    import numpy.typing as npt

    from directory.matching.columns.bits import BitColumn, Flags, Rows, Words
    from directory.matching.columns.listings import Listings

BITS_OF_A_BYTE = 8


@dataclass(frozen=True)
class Sliced:
    """Every yes and no turned on its side: for each filter, which rows, as bits.

    A filter's count is then an AND and a population count over the words that hold a result.
    """

    names: tuple[str, ...]
    yes: Words
    """(filters, words of rows)."""
    no: Words
    professions: tuple[str, ...]
    by_profession: Words

    @classmethod
    def of(cls, listings: Listings, since: int = 0) -> Sliced:
        """The filters of an index, from a row on."""
        stated = listings.complete
        kinds = {
            "payer": stated.payers,
            "access": stated.access,
            "preference": stated.preferences,
            "population": stated.populations,
        }
        return cls(
            names=tuple(
                f"{kind}:{slug}" for kind, facts in kinds.items() for slug in facts.yes.numbers
            ),
            yes=np.concatenate([_sliced(facts.yes, since) for facts in kinds.values()]),
            no=np.concatenate(
                [_sliced(facts.no, since) & ~_sliced(facts.yes, since) for facts in kinds.values()]
            ),
            professions=tuple(listings.professions.numbers),
            by_profession=_sliced(listings.professions, since),
        )

    def grown(self, listings: Listings, since: int) -> Sliced:
        """The same with the rows of `listings` from `since` on; those before did not change."""
        word = since // WORD
        tail = Sliced.of(listings, word * WORD)
        if tail.names != self.names or tail.professions != self.professions:
            return Sliced.of(listings)
        return replace(
            self,
            yes=overlaid(self.yes, tail.yes, word),
            no=overlaid(self.no, tail.no, word),
            by_profession=overlaid(self.by_profession, tail.by_profession, word),
        )

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each filter."""
        return {name: number for number, name in enumerate(self.names)}

    def count(self, rows: Rows, size: int) -> tuple[dict[str, int], Mapping[str, ThreeValuedCount]]:
        """How many of these rows are of each profession, and how they answer each filter."""
        mask = np.zeros(size, dtype=np.bool_)
        mask[rows] = True
        packed = _packed(mask)
        touched = np.flatnonzero(packed)
        shown = packed[touched]
        total = len(rows)
        yes, no = (_counted(bits, touched, shown) for bits in (self.yes, self.no))
        professions = _counted(self.by_profession, touched, shown)
        return (
            {name: n for name, n in zip(self.professions, professions, strict=True) if n},
            Counts(self.numbers, yes, no, total),
        )


@dataclass(frozen=True, slots=True)
class Counts(Mapping[str, ThreeValuedCount]):
    """Three-valued counts by filter; those to which nobody answered are left out."""

    numbers: Mapping[str, int]
    yes: Sequence[int]
    no: Sequence[int]
    total: int

    def __getitem__(self, name: str) -> ThreeValuedCount:
        at = self.numbers[name]
        yes, no = self.yes[at], self.no[at]
        if not (yes or no):
            raise KeyError(name)
        return ThreeValuedCount(yes, no, self.total - yes - no)

    def __iter__(self) -> Iterator[str]:
        return (name for name, at in self.numbers.items() if self.yes[at] or self.no[at])

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _counted(bits: Words, touched: npt.NDArray[np.int64], shown: Words) -> list[int]:
    found: list[int] = (
        np.bitwise_count(bits[:, touched] & shown).sum(axis=1, dtype=np.int64).tolist()
    )
    return found


def _sliced(column: BitColumn, since: int) -> Words:
    """The bits of each number over the rows from `since` on, as words."""
    words = np.ascontiguousarray(column.words[:, since:].T)
    rows = len(words)
    bits = np.unpackbits(words.view(np.uint8), axis=1, bitorder="little")
    turned = np.zeros((len(column.numbers), -(-rows // WORD) * WORD), dtype=np.uint8)
    turned[:, :rows] = bits[:, : len(column.numbers)].T
    return np.packbits(turned, axis=1, bitorder="little").view(np.uint64)


def _packed(mask: Flags) -> Words:
    size = -(-len(mask) // WORD) * WORD
    padded = np.zeros(size, dtype=np.bool_)
    padded[: len(mask)] = mask
    return np.packbits(padded, bitorder="little").view(np.uint64)
