"""Who passes the hard filters, as one bit a row: the part that many searches share, kept.

MATCHING.md sections 3.1 and 3.6.1. What a listing states never changes in its row, so that an
index that grew goes on with what was worked out before it, and adds its new rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from directory.matching.columns.bits import packed, with_more
from directory.matching.columns.listings import UNKNOWN
from directory.matching.eligibility import AGES, GROUPS_SEEN

if TYPE_CHECKING:
    from datetime import date

    from directory.matching.columns.bits import Flags, Rows, Words
    from directory.matching.columns.listings import Listings
    from directory.matching.columns.stated import Stated


@dataclass(frozen=True, slots=True)
class Seeing:
    """Who sees clients of one age or group, by what each states alone."""

    sees: Words
    refuses: Words
    says: Words
    """Who states whom they see."""

    @classmethod
    def of_everybody(cls, rows: int) -> Seeing:
        """Where no age was asked about."""
        all_of_them = packed(np.ones(rows, dtype=np.bool_))
        return cls(all_of_them, np.zeros_like(all_of_them), all_of_them)


@dataclass
class Passing:
    """What is kept for one index; `before` is what was kept for the index that it grew from."""

    listings: Listings
    _seeing: dict[str, tuple[Seeing, int]] = field(default_factory=dict)
    _personal: dict[tuple[date, int | None], Words] = field(default_factory=dict)
    _centers: Words | None = None

    def grown(self, listings: Listings) -> Passing:
        """The same for listings with more rows behind."""
        return Passing(listings, dict(self._seeing))

    def centers(self) -> Words:
        """Which rows are centers."""
        if self._centers is None:
            self._centers = packed(self.listings.is_center)
        return self._centers

    def personal(self, today: date, stale_days: int | None) -> Words:
        """Who may be shown, and confirmed their openings lately; None asks for no confirmation."""
        key = today, stale_days
        if key not in self._personal:
            # Yesterday's are of no use to anybody.
            for other in [one for one in self._personal if one[0] != today]:
                self._personal.pop(other, None)
            self._personal[key] = packed(self._may_be_shown(today, stale_days))
        return self._personal[key]

    def _may_be_shown(self, today: date, stale_days: int | None) -> Flags:
        if stale_days is None:
            return self.listings.may_be_shown
        confirmed = self.listings.own_confirmed
        fresh = (confirmed == UNKNOWN) | (today.toordinal() - confirmed < stale_days)
        found: Flags = fresh & self.listings.may_be_shown
        return found

    def seeing(self, population: str | None) -> Seeing:
        """Who sees clients of an age or group."""
        if population is None:
            return Seeing.of_everybody(len(self.listings))
        known, rows = self._seeing.get(population, (None, 0))
        if known is None or rows < len(self.listings):
            known = self._seen(population, known, rows)
            self._seeing[population] = known, len(self.listings)
        return known

    def _seen(self, population: str, before: Seeing | None, since: int) -> Seeing:
        listings = self.listings
        rows = np.arange(since, len(listings))
        centers = listings.is_center[since:]
        houses = np.searchsorted(listings.centers, rows[centers])
        made = []
        for ask in (_sees, _refuses, _says):
            flags = ask(listings.complete, rows, population)
            flags[centers] = ask(listings.of_centers, houses, population)
            made.append(flags)
        if before is None:
            return Seeing(*map(packed, made))
        kept = (before.sees, before.refuses, before.says)
        return Seeing(
            *(with_more(one, flags, since) for one, flags in zip(kept, made, strict=True))
        )


def _sees(stated: Stated, rows: Rows, wanted: str) -> Flags:
    """Whoever states ages states all of them; adults include older adults."""
    populations = stated.populations.yes
    if wanted not in AGES | GROUPS_SEEN:
        return np.ones(len(rows), dtype=np.bool_)
    found = ~stated.populations_stated[rows] | populations.has(rows, wanted)
    if wanted in AGES:
        found |= ~populations.has_any(rows, AGES)
    if wanted == "older-adults":
        found |= populations.has(rows, "adults")
    return found


def _refuses(stated: Stated, rows: Rows, wanted: str) -> Flags:
    return stated.populations.no.has(rows, wanted)


def _says(stated: Stated, rows: Rows, wanted: str) -> Flags:  # noqa: ARG001  # asked like the others
    return stated.populations_stated[rows]
