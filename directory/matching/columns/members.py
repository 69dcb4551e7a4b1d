"""Where the members of a trust network stand in the rows, kept while neither of them changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import ref

import numpy as np

from directory.matching.columns.bits import packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from weakref import ReferenceType

    from directory.matching.columns.bits import Rows, Values, Words
    from directory.matching.columns.listings import Listings

NOWHERE = -1


@dataclass(frozen=True)
class Known:
    """A viewer's trust by row: of everybody, or of the few within reach (`rows` ascending)."""

    size: int
    """How many rows there are."""
    of_all: Values = field(default_factory=lambda: np.zeros(0))
    rows: Rows = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    values: Values = field(default_factory=lambda: np.zeros(0))

    @cached_property
    def by_row(self) -> Values | None:
        """The value of every row; None where the viewer knows nobody."""
        if len(self.of_all) or not len(self.rows):
            return self.of_all if len(self.of_all) else None
        found = np.zeros(self.size)
        found[self.rows] = self.values
        return found

    @cached_property
    def for_loops(self) -> tuple[Values, Words, Rows, Values]:
        """The same for compiled loops: by row, or who is known as one bit a row, and how well."""
        if len(self.of_all) or not len(self.rows):
            return self.of_all, np.zeros(0, dtype=np.uint64), self.rows, self.values
        who = np.zeros(self.size, dtype=np.bool_)
        who[self.rows] = True
        return self.of_all, packed(who), self.rows, self.values


@dataclass
class MemberRows:
    """The rows of members by number, for the list of members that was last asked about."""

    ids: Sequence[str] = ()
    rows: Rows = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    of_all: tuple[ReferenceType[Values], Values] | None = None
    """Which values of everybody were asked for, and the same by row: what clients see."""

    def known(self, ids: Sequence[str], numbers: Rows, values: Values, columns: Listings) -> Known:
        """Values of members by row; those of members who are not listed fall away."""
        if self.of_all is not None and self.of_all[0]() is values:
            return Known(len(columns), self.of_all[1])
        rows = self._rows_of(ids, columns)[numbers]
        if len(numbers) < len(ids):
            order = np.argsort(rows)
            order = order[np.searchsorted(rows[order], 0) :]
            return Known(len(columns), rows=rows[order], values=values[order])
        # One row more than there are takes what belongs to nobody (-1), and is cut off.
        found = np.zeros(len(columns) + 1)
        found[rows] = values
        found = found[:-1]
        self.of_all = ref(values), found
        return Known(len(columns), found)

    def _rows_of(self, ids: Sequence[str], columns: Listings) -> Rows:
        if self.ids is ids and len(self.rows) == len(ids):
            return self.rows
        known = len(self.rows) if self.ids is ids else 0
        more = [columns.row_of.get(ids[number], NOWHERE) for number in range(known, len(ids))]
        rows = np.concatenate([self.rows[:known], np.array(more, dtype=np.int32)])
        self.ids, self.rows = ids, rows
        return rows

    def moved(self, handles: Iterable[str], before: Listings, after: Listings) -> MemberRows:
        """The same after some listings moved to other rows, came or left."""
        rows = self.rows.copy()
        for handle in handles:
            old, new = before.row_of.get(handle), after.row_of.get(handle, NOWHERE)
            number = self._number_of(handle, old)
            if number is not None:
                rows[number] = new
        return MemberRows(self.ids, rows)

    def _number_of(self, handle: str, row: int | None) -> int | None:
        if row is not None:
            found = np.flatnonzero(self.rows == row)
            return int(found[0]) if len(found) else None
        # Somebody new: members who vouched or were vouched for before they were listed are few.
        known = self.ids[: len(self.rows)]
        return known.index(handle) if handle in known else None
