"""The vouches of a whole network as columns, with the changed vouchers laid over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from directory.matching.trust.vouches import VouchFact, current_vouches, is_private

if TYPE_CHECKING:
    from directory.vocabulary.terms import VouchBasis

Numbers = npt.NDArray[np.int64]
Named = Mapping[tuple[int, int], tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class VouchRows:
    """Vouches sorted by voucher and practitioner, one row each: 10 bytes.

    `practitioner` holds member numbers, `day` proleptic ordinals, `basis` positions in the
    vocabulary; `hidden` tells whose basis is counted and not named.
    """

    practitioner: npt.NDArray[np.int32]
    day: npt.NDArray[np.int32]
    basis: npt.NDArray[np.uint8]
    hidden: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.practitioner)

    def at(self, positions: Numbers | slice) -> VouchRows:
        """The rows at some positions."""
        return VouchRows(
            self.practitioner[positions],
            self.day[positions],
            self.basis[positions],
            self.hidden[positions],
        )

    @classmethod
    def joined(cls, parts: Sequence[VouchRows]) -> VouchRows:
        """Several runs of rows, one after another."""
        return cls(
            np.concatenate([part.practitioner for part in parts]),
            np.concatenate([part.day for part in parts]),
            np.concatenate([part.basis for part in parts]),
            np.concatenate([part.hidden for part in parts]),
        )


@dataclass(frozen=True, slots=True, eq=False)
class VouchColumns:
    """Who vouches for whom: rows by voucher, vouchers by practitioner, and what changed since.

    `first[v]:first[v + 1]` are the rows of voucher v. `changed` replaces all rows of a voucher;
    it is small, and `compacted` works it in.
    """

    rows: VouchRows
    first: Numbers
    voucher_into: npt.NDArray[np.int32]
    """Vouchers sorted by practitioner; `first_into` delimits them like `first`."""
    first_into: Numbers
    named: Named = field(default_factory=dict)
    changed: Mapping[int, VouchRows] = field(default_factory=dict)
    changed_named: Named = field(default_factory=dict)

    @classmethod
    def of(cls, voucher: npt.NDArray[np.int32], rows: VouchRows, size: int) -> VouchColumns:
        """Columns of a network of `size` members from rows in any order."""
        order = np.lexsort((rows.basis, rows.practitioner, voucher))
        rows = rows.at(order)
        voucher = voucher[order]
        into = np.argsort(rows.practitioner, kind="stable")
        return cls(
            rows=rows,
            first=_delimiters(voucher, size),
            voucher_into=voucher[into],
            first_into=_delimiters(rows.practitioner, size),
        )

    def of_vouchers(self, vouchers: Numbers) -> tuple[Numbers, VouchRows]:
        """The rows of some distinct vouchers, and for each row whose it is by position."""
        known = np.minimum(vouchers, len(self.first) - 2)
        starts = self.first[known]
        lengths = self.first[known + 1] - starts
        lengths[vouchers != known] = 0
        altered = self._altered(vouchers)
        lengths[altered] = 0
        origin, rows = spread(lengths), self.rows.at(runs(starts, lengths))
        if not altered:
            return origin, rows
        return self._with_altered(vouchers, altered, origin, rows)

    def _altered(self, vouchers: Numbers) -> list[int]:
        if not self.changed:
            return []
        return [at for at, voucher in enumerate(vouchers.tolist()) if voucher in self.changed]

    def _with_altered(
        self, vouchers: Numbers, altered: list[int], origin: Numbers, rows: VouchRows
    ) -> tuple[Numbers, VouchRows]:
        laid_over = [self.changed[int(vouchers[at])] for at in altered]
        origin = np.concatenate(
            [origin, np.repeat(np.array(altered), [len(part) for part in laid_over])]
        )
        order = np.argsort(origin, kind="stable")
        return origin[order], VouchRows.joined([rows, *laid_over]).at(order)

    def between(self, voucher: int, practitioner: int) -> VouchRows:
        """The rows between two people."""
        rows, low, high = self.changed.get(voucher), 0, 0
        if rows is not None:
            high = len(rows)
        elif voucher < len(self.first) - 1:
            rows, low, high = self.rows, int(self.first[voucher]), int(self.first[voucher + 1])
        else:
            rows = self.rows
        run = rows.practitioner[low:high]
        start = low + int(np.searchsorted(run, practitioner))
        return rows.at(slice(start, low + int(np.searchsorted(run, practitioner, "right"))))

    def may_vouch_for(self, practitioners: Numbers) -> Numbers:
        """Everybody who vouches for one of these, and perhaps some who lately changed."""
        practitioners = practitioners[practitioners < len(self.first_into) - 1]
        starts = self.first_into[practitioners]
        lengths = self.first_into[practitioners + 1] - starts
        before = self.voucher_into[runs(starts, lengths)].astype(np.int64)
        return np.unique(np.concatenate([before, np.fromiter(self.changed, dtype=np.int64)]))

    def named_by(self, voucher: int, practitioner: int) -> tuple[str, ...]:
        """The issues and modalities that the vouches between two people name."""
        named = self.changed_named if voucher in self.changed else self.named
        return named.get((voucher, practitioner), ())

    def with_rows_of(self, voucher: int, rows: VouchRows, named: Named) -> VouchColumns:
        """The same columns with other rows for one voucher."""
        kept = {pair: terms for pair, terms in self.changed_named.items() if pair[0] != voucher}
        in_order = rows.at(np.argsort(rows.practitioner, kind="stable"))
        return replace(
            self, changed={**self.changed, voucher: in_order}, changed_named={**kept, **named}
        )

    def compacted(self, size: int) -> VouchColumns:
        """The same vouches with every change worked in, for a network of `size` members."""
        origin, rows = self.of_vouchers(np.arange(size))
        kept = {pair: terms for pair, terms in self.named.items() if pair[0] not in self.changed}
        return replace(
            VouchColumns.of(origin.astype(np.int32), rows, size),
            named={**kept, **self.changed_named},
        )


@dataclass(frozen=True, slots=True, eq=False)
class BasisTable:
    """The vouch bases as arrays, by position in the vocabulary."""

    bases: Mapping[str, VouchBasis]
    slugs: tuple[str, ...]
    weight: npt.NDArray[np.float64]
    half_life_days: npt.NDArray[np.float64]
    extends: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, bases: Mapping[str, VouchBasis]) -> BasisTable:
        """The table of the bases of a vocabulary, in its order."""
        return cls(
            bases=bases,
            slugs=tuple(bases),
            weight=np.array([basis.weight for basis in bases.values()]),
            half_life_days=np.array([basis.half_life_days for basis in bases.values()]),
            extends=np.array([basis.extends for basis in bases.values()], dtype=np.bool_),
        )

    def rows_of(
        self, vouches: Iterable[VouchFact], number: Mapping[str, int]
    ) -> tuple[npt.NDArray[np.int32], VouchRows, Named]:
        """Vouchers, rows and named terms of the vouches that stand.

        Raises:
            ValueError: a vouch has a basis that the vocabulary does not have.

        """
        standing = current_vouches(vouches, self.bases)
        position = {slug: at for at, slug in enumerate(self.slugs)}
        hidden = [is_private(vouch, self.bases[vouch.basis]) for vouch in standing]
        rows = VouchRows(
            np.array([number[vouch.practitioner] for vouch in standing], dtype=np.int32),
            np.array([vouch.given_on.toordinal() for vouch in standing], dtype=np.int32),
            np.array([position[vouch.basis] for vouch in standing], dtype=np.uint8),
            np.array(hidden, dtype=np.bool_),
        )
        vouchers = np.array([number[vouch.voucher] for vouch in standing], dtype=np.int32)
        return vouchers, rows, _named(standing, hidden, number)

    def facts(self, voucher: str, practitioner: str, rows: VouchRows) -> list[VouchFact]:
        """Rows between two people as the vouches that they were."""
        return [
            VouchFact(
                voucher=voucher,
                practitioner=practitioner,
                basis=self.slugs[rows.basis[at]],
                given_on=date.fromordinal(int(rows.day[at])),
                is_private=bool(rows.hidden[at]),
            )
            for at in range(len(rows))
        ]


def spread(lengths: Numbers) -> Numbers:
    """0 repeated lengths[0] times, 1 repeated lengths[1] times, and so on."""
    return np.repeat(np.arange(len(lengths)), lengths)


def runs(starts: Numbers, lengths: Numbers) -> Numbers:
    """The positions of several runs, one run after another."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    positions: Numbers = np.arange(total) + np.repeat(starts - (ends - lengths), lengths)
    return positions


def _delimiters(sorted_members: npt.NDArray[np.int32], size: int) -> Numbers:
    return np.concatenate([[0], np.cumsum(np.bincount(sorted_members, minlength=size))])


def _named(
    vouches: Sequence[VouchFact], hidden: Sequence[bool], number: Mapping[str, int]
) -> Named:
    """What the vouches that may be named speak of, by pair."""
    named: dict[tuple[int, int], tuple[str, ...]] = {}
    for vouch, is_hidden in zip(vouches, hidden, strict=True):
        terms = (*vouch.issues, *vouch.modalities)
        if terms and not is_hidden:
            pair = (number[vouch.voucher], number[vouch.practitioner])
            named[pair] = tuple(dict.fromkeys((*named.get(pair, ()), *terms)))
    return named
