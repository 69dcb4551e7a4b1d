"""What some vouchers' words are worth on one day: decayed, combined, within their budgets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from datetime import date

    from directory.matching.trust.columns import BasisTable, Numbers, VouchColumns, VouchRows
    from directory.matching.trust.vouches import TrustRules

Weights = npt.NDArray[np.float64]
NOBODY = -1
LONGEST_DAYS = 36_525


@dataclass(frozen=True, slots=True, eq=False)
class EdgeRows:
    """One row per voucher and practitioner; `origin` is the voucher's position in the question."""

    origin: Numbers
    practitioner: Numbers
    weight: Weights
    extending: Weights
    """What of the weight carries further than the practitioner; hearsay does not."""

    def under(self, mask: npt.NDArray[np.bool_]) -> EdgeRows:
        """The rows where the mask is true."""
        return EdgeRows(
            self.origin[mask], self.practitioner[mask], self.weight[mask], self.extending[mask]
        )


@dataclass(frozen=True, slots=True, eq=False)
class Day:
    """Everything that turns vouches into weights on one day.

    Weights are worked out for the vouchers that a question touches, so that midnight needs no
    rebuild and the columns hold no weight that could be stale.
    """

    columns: VouchColumns
    table: BasisTable
    today: date
    rules: TrustRules

    def edges(self, vouchers: Numbers, without: int = NOBODY) -> EdgeRows:
        """The edges of some distinct vouchers, sorted by voucher and practitioner.

        What was said about `without` is set aside before each budget is shared out.
        """
        origin, rows = self.columns.of_vouchers(vouchers)
        weight = self._weights(rows)
        counts = (weight > 0) & (rows.practitioner != without)
        origin, practitioner = origin[counts], rows.practitioner[counts].astype(np.int64)
        if not origin.size:
            return EdgeRows(origin, practitioner, weight[counts], weight[counts])
        starts = _starts(origin, practitioner)
        doubt = 1.0 - weight[counts]
        carried = np.where(self.table.extends[rows.basis[counts]], doubt, 1.0)
        origin = origin[starts]
        combined, extending = self._combined(doubt, starts), self._combined(carried, starts)
        total = np.bincount(origin, combined, minlength=len(vouchers))
        scale = (self.rules.budget / np.maximum(total, self.rules.budget))[origin]
        return EdgeRows(origin, practitioner[starts], combined * scale, extending * scale)

    @property
    def by_age(self) -> Weights:
        """(bases, days): what a word is worth so many days later, until it is ignored."""
        return _worth_by_age(self.table, self.rules.ignored_below)

    def _weights(self, rows: VouchRows) -> Weights:
        age = np.maximum(0, self.today.toordinal() - rows.day)
        found: Weights = self.by_age[rows.basis, np.minimum(age, self.by_age.shape[1] - 1)]
        return found

    def _combined(self, doubt: Weights, starts: Numbers) -> Weights:
        believed = 1.0 - np.multiply.reduceat(doubt, starts)
        return np.minimum(self.rules.most_per_pair, believed)


@lru_cache(maxsize=4)
def _worth_by_age(table: BasisTable, ignored_below: float) -> Weights:
    """Days are whole, so that the powers are worked out once; in the last column nothing is left.

    Where little is ignored, words count as at the end of a hundred years from then on.
    """
    least = max(ignored_below, float(np.finfo(np.float64).tiny))
    halvings = np.log2(np.maximum(table.weight, least) / least)
    longest = int(np.max(table.half_life_days * halvings, initial=0.0)) + 2
    age = np.arange(min(longest, LONGEST_DAYS) + 1)
    weight: Weights = table.weight[:, None] * np.exp2(-age / table.half_life_days[:, None])
    weight[weight < ignored_below] = 0.0
    return weight


def _starts(origin: Numbers, practitioner: Numbers) -> Numbers:
    """Where a new pair of voucher and practitioner begins."""
    new = np.empty(len(origin), dtype=np.bool_)
    new[0] = True
    np.not_equal(origin[1:], origin[:-1], out=new[1:])
    new[1:] |= practitioner[1:] != practitioner[:-1]
    return np.flatnonzero(new)
