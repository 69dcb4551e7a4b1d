"""Sets of slugs as bits: one row of 64-bit words for each listing."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import numpy.typing as npt

from directory.matching.columns.growth import appended, overlaid

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

Rows = npt.NDArray[np.signedinteger[Any]]
"""Numbers of rows or of whatever stands in a row; kept in four bytes or fewer where they stay."""
Flags = npt.NDArray[np.bool_]
Values = npt.NDArray[np.float64]
Words = npt.NDArray[np.uint64]

Table = TypeVar("Table")

WORD = 64
WORD_BITS = 6


def numbering(*slugs: Iterable[str]) -> dict[str, int]:
    """A number for each slug, in the order in which they come."""
    found: dict[str, int] = {}
    for some in slugs:
        for slug in some:
            found.setdefault(slug, len(found))
    return found


@dataclass(frozen=True, slots=True)
class BitColumn:
    """Which of the numbered slugs each row has; `words` is (words, rows)."""

    numbers: Mapping[str, int]
    words: Words

    @classmethod
    def of(cls, sets: Sequence[Collection[str]], numbers: Mapping[str, int]) -> BitColumn:
        """The bits of each row's set."""
        bits = {slug: 1 << number for slug, number in numbers.items()}
        masks = [sum(bits[slug] for slug in frozenset(slugs)) for slugs in sets]
        return cls(numbers, in_words(masks, numbers))

    def then(self, other: BitColumn) -> BitColumn:
        """The column with another's rows after it; the other's numbers go on from this one's."""
        height = max(len(self.words), len(other.words))
        return BitColumn(
            other.numbers, appended(_high(self.words, height), _high(other.words, height))
        )

    def has(self, rows: Rows, slug: str) -> Flags:
        """Which rows have a slug; a slug that nobody ever stated is nobody's."""
        number = self.numbers.get(slug)
        if number is None:
            return np.zeros(len(rows), dtype=np.bool_)
        word, bit = divmod(number, WORD)
        found: Flags = (self.words[word][rows] & np.uint64(1 << bit)) != 0
        return found

    def has_any(self, rows: Rows, mask: Words) -> Flags:
        """Which rows have any slug of a mask."""
        found = np.zeros(len(rows), dtype=np.bool_)
        for word, bits in enumerate(mask):
            if bits:
                found |= (self.words[word][rows] & bits) != 0
        return found

    def mask(self, slugs: Iterable[str]) -> Words:
        """A set of slugs as words; unknown ones are left out."""
        return mask_of((self.numbers[slug] for slug in slugs if slug in self.numbers), self.numbers)


@dataclass(frozen=True, slots=True)
class Planes:
    """Which rows have each of the numbered slugs: for each slug one bit a row.

    To count is then an AND and a population count over the words that hold a result.
    """

    numbers: Mapping[str, int]
    words: Words
    """(slugs, words of rows)."""
    rows: int

    @classmethod
    def of(cls, sets: Sequence[Collection[str]], numbers: Mapping[str, int]) -> Planes:
        """The planes of each row's set."""
        spots = [(numbers[slug], row) for row, slugs in enumerate(sets) for slug in slugs]
        slug, row = np.array(spots, dtype=np.int64).reshape(-1, 2).T
        return cls(numbers, planes(slug, row, len(numbers), len(sets)), len(sets))

    def then(self, other: Planes) -> Planes:
        """The planes with another's rows after them; the other's numbers go on from these."""
        slug, row = other._spots()
        full, begun = divmod(self.rows, WORD)
        more = planes(slug, row + begun, len(other.numbers), begun + other.rows)
        mine = _high(self.words, len(other.numbers))
        if begun:
            more[:, 0] |= mine[:, full]
        # In place, the last word only gains rows that nobody who holds these planes has.
        words = overlaid(mine, more, full) if more.shape[1] else mine
        return Planes(other.numbers, words, self.rows + other.rows)

    def has(self, rows: Rows, slug: str) -> Flags:
        """Which rows have a slug; a slug that nobody ever stated is nobody's."""
        number = self.numbers.get(slug)
        if number is None:
            return np.zeros(len(rows), dtype=np.bool_)
        return in_plane(self.words[number], rows)

    def plane(self, slug: str) -> Words:
        """Who has a slug, as one bit a row; what stands beyond the last row says nothing."""
        number = self.numbers.get(slug)
        return np.zeros_like(self.words[0]) if number is None else self.words[number]

    def has_any(self, rows: Rows, slugs: Iterable[str]) -> Flags:
        """Which rows have any of some slugs."""
        found = np.zeros(len(rows), dtype=np.bool_)
        for slug in slugs:
            found |= self.has(rows, slug)
        return found

    def _spots(self) -> tuple[Rows, Rows]:
        """Every (slug, row) that is set."""
        bits = np.unpackbits(
            np.ascontiguousarray(self.words).view(np.uint8), axis=1, bitorder="little"
        )
        slug, row = np.nonzero(bits[:, : self.rows])
        return slug, row


def planes(slug: Rows, row: Rows, slugs: int, rows: int) -> Words:
    """Every (slug, row) as a bit, (slugs, words of rows)."""
    bits = np.zeros((slugs, -(-rows // WORD) * WORD), dtype=np.uint8)
    bits[slug, row] = 1
    return np.packbits(bits, axis=1, bitorder="little").view(np.uint64)


def in_words(masks: Sequence[int], known: Collection[object]) -> Words:
    """Whole numbers of any size as columns of words, (words, numbers)."""
    size = word_count(known)
    if len(known) <= WORD // 2:
        # Half a word is enough, and columns are what an index mostly is.
        return np.array(masks, dtype=np.uint32).reshape(1, -1)  # type: ignore[return-value]
    low = (1 << WORD) - 1
    rows = [[mask >> WORD * word & low for mask in masks] for word in range(size)]
    return np.array(rows, dtype=np.uint64).reshape(size, -1)


def _high(words: Words, height: int) -> Words:
    missing = height - len(words)
    return np.pad(words, ((0, missing), (0, 0))) if missing else words


def packed(mask: Flags) -> Words:
    """Flags of rows as one bit a row."""
    size = -(-len(mask) // WORD) * WORD
    padded = np.zeros(size, dtype=np.bool_)
    padded[: len(mask)] = mask
    return np.packbits(padded, bitorder="little").view(np.uint64)


def with_more(plane: Words, more: Flags, since: int) -> Words:
    """A plane of the first `since` rows with the flags of the rows behind them."""
    full, begun = divmod(since, WORD)
    behind = packed(np.concatenate([np.zeros(begun, dtype=np.bool_), more]))
    if begun:
        behind[0] |= plane[full] & np.uint64((1 << begun) - 1)
    return np.concatenate([plane[:full], behind])


def in_plane(plane: Words, rows: Rows) -> Flags:
    """Which rows have their bit in a plane."""
    bit = (rows & (WORD - 1)).astype(np.uint64)
    found: Flags = (plane[rows >> WORD_BITS] >> bit & np.uint64(1)) != 0
    return found


def without(plane: Words, rows: Rows) -> Words:
    """A plane after the bits of some rows were taken out."""
    left = plane.copy()
    bits = np.uint64(1) << (rows & (WORD - 1)).astype(np.uint64)
    np.bitwise_and.at(left, rows >> WORD_BITS, ~bits)
    return left


def in_turn(lines: Values) -> Values:
    """The sum over the first axis, added up line by line.

    Not by a matrix product nor by `sum`, whose last digit depends on how many columns there are.
    """
    found: Values = np.zeros(lines.shape[1])
    for line in lines:
        found += line
    return found


def mask_of(numbers: Iterable[int], known: Collection[object]) -> Words:
    """Numbers as words."""
    words = [0] * word_count(known)
    for number in numbers:
        word, bit = divmod(number, WORD)
        words[word] |= 1 << bit
    return np.array(words, dtype=np.uint64)


def word_count(known: Collection[object]) -> int:
    """How many words hold a bit for each."""
    return max(1, -(-len(known) // WORD))


def among(rows: Rows, some: Rows) -> Flags:
    """Which rows are among some others, which are ascending and not none."""
    at = np.searchsorted(some, rows)
    at[at == len(some)] = 0
    found: Flags = some[at] == rows
    return found


def _one_nan(number: float) -> float:
    return math.nan if math.isnan(number) else number


MANY = 60_000
"""With more different values than this, two bytes would soon be too few."""


@dataclass(frozen=True, slots=True)
class Coded:
    """Numbers of which few are different, each as its place in a table."""

    codes: npt.NDArray[np.unsignedinteger[Any]]
    table: Values

    @classmethod
    def of(cls, numbers: Sequence[float], after: Coded | None = None) -> Coded:
        """The numbers of all rows; those that `after` knows keep their places."""
        known = [] if after is None else after.table.tolist()
        # One "not a number" is as good as another, and does not equal itself.
        places = {_one_nan(number): place for place, number in enumerate(known)}
        codes = [places.setdefault(_one_nan(number), len(places)) for number in numbers]
        wide = np.uint32 if len(places) > MANY else np.uint16
        return cls(np.array(codes, dtype=wide), np.array(list(places), dtype=np.float64))

    def then(self, other: Coded) -> Coded:
        """These numbers with another's after them, whose table goes on from this one's."""
        return Coded(appended(self.codes, other.codes), other.table)

    def at(self, rows: Rows) -> Values:
        """The numbers of some rows."""
        found: Values = self.table[self.codes[rows]]
        return found


@dataclass(frozen=True, slots=True)
class Lists:
    """A list of numbers for each row, end to end: row r has `values[start[r]:start[r + 1]]`."""

    start: Rows
    values: Rows

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]], dtype: npt.DTypeLike = np.int32) -> Lists:
        """The lists of all rows."""
        start = np.zeros(len(lists) + 1, dtype=np.int32)
        np.cumsum([len(one) for one in lists], out=start[1:])
        flat = [value for one in lists for value in one]
        return cls(start, np.array(flat, dtype=dtype))

    def then(self, other: Lists, shift: int = 0) -> Lists:
        """These lists with another's after them, whose numbers are moved on by `shift`."""
        values = other.values + shift if shift else other.values
        return Lists(
            appended(self.start, other.start[1:] + self.start[-1]),
            appended(self.values, values),
        )

    def spread(self, rows: Rows) -> Spread:
        """The list entries of some rows, one after the other."""
        first = self.start[rows]
        return spread(first, self.start[rows + 1] - first)


@dataclass(frozen=True, slots=True)
class Spread:
    """Entries of several lists: where each stands, and whose it is (a position, not a row)."""

    at: Rows
    owner: Rows
    owners: int
    with_any: Rows
    """The owners who have entries, and where the entries of each begin."""
    begins: Rows

    def any(self, flags: Flags) -> Flags:
        """Which owners have an entry of which something holds."""
        found = np.zeros(self.owners, dtype=np.bool_)
        if len(flags):
            found[self.with_any] = np.logical_or.reduceat(flags, self.begins)
        return found

    def of(self, chosen: Flags) -> Spread:
        """The entries of some of the owners."""
        count = np.bincount(self.owner, minlength=self.owners)[chosen]
        kept = chosen[self.owner]
        return replace(spread(np.zeros(len(count), dtype=np.int64), count), at=self.at[kept])

    def most(self, values: Values) -> Values:
        """The largest value of each owner, 0 for owners without entries."""
        found = np.zeros(self.owners)
        if len(values):
            found[self.with_any] = np.maximum.reduceat(values, self.begins)
        return found


def spread(first: Rows, count: Rows) -> Spread:
    """Entries of lists that begin at `first` and are `count` long."""
    owner = np.arange(len(first)).repeat(count)
    starts = count.cumsum() - count
    at = np.arange(len(owner)) + (first - starts)[owner]
    with_any = count.nonzero()[0]
    return Spread(at, owner, len(first), with_any, starts[with_any])


def end_to_end(one: Table, other: Table, **given: object) -> Table:
    """A table of columns with another's rows after its own.

    Arrays, bits, lists and tables within are joined; `given` are the fields that are none.
    """
    made: dict[str, Any] = dict(given)
    for field in fields(one):  # type: ignore[arg-type]  # every table is a dataclass
        if field.name not in made:
            made[field.name] = _joined(getattr(one, field.name), getattr(other, field.name))
    return replace(one, **made)  # type: ignore[type-var]


def _joined(one: Any, other: Any) -> Any:  # noqa: ANN401  # whatever a table holds
    if isinstance(one, np.ndarray):
        return appended(one, other)
    if isinstance(one, (BitColumn, Coded, Lists, Planes)):
        return one.then(other)
    return end_to_end(one, other)
