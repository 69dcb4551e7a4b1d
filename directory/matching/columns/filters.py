"""The hard filters over columns: `eligibility` for many listings at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from directory.matching.columns.listings import UNKNOWN
from directory.matching.criteria import OUT_OF_NETWORK, PRO_BONO, SELF_PAY, SLIDING
from directory.matching.eligibility import AGES, GROUPS_SEEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from directory.matching.columns.bits import Flags, Rows
    from directory.matching.columns.listings import Listings, Stated
    from directory.matching.situation import Situation


Test: TypeAlias = "Callable[[Stated, Rows], Flags]"
"""What holds of some rows of what listings state."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Who may be offered, for one need; `out` marks whoever is left out, openly or privately."""

    listings: Listings
    asking: Situation
    out: Flags

    def listed(self, rows: Rows, *, payer_must: bool) -> Flags:
        """Which listings pass every filter that does not depend on the visit."""
        complete = self.listings.complete
        found = self._personal(rows) & self._sees(rows, None)
        for test in self._musts():
            found &= test(complete, rows)
        return found & takes_any_payer(rows, self) if payer_must else found

    def in_house(self, rows: Rows, houses: Rows) -> Flags:
        """Which of a center's people pass every personal filter in its rooms."""
        found = self._personal(rows) & self._sees(rows, houses)
        for test in self._musts():
            found &= self._by_themselves(rows, test) | self._by_themselves(houses, test)
        return found

    def _personal(self, rows: Rows) -> Flags:
        found: Flags = self.listings.may_be_shown[rows] & ~self.out[rows]
        if self.asking.need.include_unconfirmed:
            return found
        confirmed = self.listings.own_confirmed[rows]
        age = self.asking.today.toordinal() - confirmed
        found &= (confirmed == UNKNOWN) | (age < self.asking.thresholds.stale_days)
        return found

    def _sees(self, rows: Rows, houses: Rows | None) -> Flags:
        """Who sees this client; where somebody states no ages, their house's count."""
        wanted = self.asking.need.population
        if wanted is None:
            return np.ones(len(rows), dtype=np.bool_)

        def sees(stated: Stated, at: Rows) -> Flags:
            return _sees_as_stated(at, stated, wanted)

        def refuses(stated: Stated, at: Rows) -> Flags:
            return stated.populations.no.has(at, wanted)

        found, refused = self._by_themselves(rows, sees), self._by_themselves(rows, refuses)
        if houses is not None:
            says = self._by_themselves(rows, lambda stated, at: stated.populations_stated[at])
            found = np.where(says, found, self._by_themselves(houses, sees))
            refused |= self._by_themselves(houses, refuses)
        return found & ~refused

    def _musts(self) -> list[Test]:
        need = self.asking.need
        return [
            *((lambda told, at, c=c: speaks(at, told, c)) for c in need.languages_must),
            *(
                (lambda told, at, s=s: told.preferences.yes.has(at, s))
                for s in need.preferences_must
            ),
            *((lambda told, at, s=s: told.access.yes.has(at, s)) for s in need.access_must),
        ]

    def _by_themselves(self, rows: Rows, test: Test) -> Flags:
        """A test of what each states itself, a center without what its people complete."""
        listings = self.listings
        found = test(listings.complete, rows)
        at = np.flatnonzero(listings.is_center[rows])
        if len(at):
            houses = np.searchsorted(listings.centers, rows[at])
            found[at] = test(listings.of_centers, houses)
        return found


def speaks(rows: Rows, stated: Stated, code: str) -> Flags:
    """Who lists a language, at any level."""
    if code not in stated.languages:
        return np.zeros(len(rows), dtype=np.bool_)
    found: Flags = stated.languages[code][rows] > 0
    return found


def takes_payer(rows: Rows, listings: Listings, payer: str) -> tuple[Flags, Flags]:
    """Who takes a way to pay, and who says that they do not; neither is not stated."""
    payers, money = listings.complete.payers, listings.money
    yes, no = payers.yes.has(rows, payer), payers.no.has(rows, payer)
    said = yes | no
    if payer == SELF_PAY:
        yes = yes | ~said
    elif payer == SLIDING:
        yes = yes | (~said & ~np.isnan(money.sliding_min.at(rows)))
    elif payer == PRO_BONO:
        free = (money.fee.at(rows) == 0) | (money.sliding_min.at(rows) == 0)
        yes = yes | (~said & free)
    elif payer == OUT_OF_NETWORK:
        superbill = money.superbill[rows]
        yes, no = yes | (~said & (superbill == 1)), no | (~said & (superbill == 0))
    return yes, no & ~yes


def takes_any_payer(rows: Rows, filters: Filters) -> Flags:
    """Who takes any of the ways to pay that were named."""
    payers = filters.asking.need.payers
    found = np.full(len(rows), not payers)
    for payer in payers:
        found |= takes_payer(rows, filters.listings, payer)[0]
    return found


def _sees_as_stated(rows: Rows, stated: Stated, wanted: str) -> Flags:
    populations = stated.populations.yes
    if wanted not in AGES | GROUPS_SEEN:
        return np.ones(len(rows), dtype=np.bool_)
    found = ~stated.populations_stated[rows] | populations.has(rows, wanted)
    if wanted in AGES:
        found |= ~populations.has_any(rows, AGES)
    if wanted == "older-adults":
        found |= populations.has(rows, "adults")
    return found
