"""The hard filters over columns: `eligibility` for many listings at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from directory.matching.columns.listings import UNKNOWN
from directory.matching.criteria import OUT_OF_NETWORK, PRO_BONO, SELF_PAY, SLIDING
from directory.matching.eligibility import AGES, GROUPS_SEEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from directory.matching.columns.bits import Flags, Rows
    from directory.matching.columns.listings import Listings, Stated
    from directory.matching.situation import Situation


@dataclass(frozen=True, slots=True)
class Filters:
    """Who may be offered, for one need; `out` marks whoever is left out, openly or privately."""

    listings: Listings
    asking: Situation
    out: Flags

    def listed(self, rows: Rows, *, payer_must: bool) -> Flags:
        """Which listings pass every filter that does not depend on the visit."""
        found = self._personal(rows) & self._sees(rows, None, self.listings.own)
        found &= self._musts(rows, None, self.listings.complete)
        return found & takes_any_payer(rows, self) if payer_must else found

    def in_house(self, rows: Rows, houses: Rows) -> Flags:
        """Which of a center's people pass every personal filter in its rooms."""
        own = self.listings.own
        return self._personal(rows) & self._sees(rows, houses, own) & self._musts(rows, houses, own)

    def _personal(self, rows: Rows) -> Flags:
        found: Flags = self.listings.may_be_shown[rows] & ~self.out[rows]
        if self.asking.need.include_unconfirmed:
            return found
        confirmed = self.listings.own_openings.confirmed[rows]
        age = self.asking.today.toordinal() - confirmed
        found &= (confirmed == UNKNOWN) | (age <= self.asking.thresholds.stale_days)
        return found

    def _sees(self, rows: Rows, houses: Rows | None, stated: Stated) -> Flags:
        """Who sees this client; where somebody states no ages, their house's count."""
        wanted = self.asking.need.population
        if wanted is None:
            return np.ones(len(rows), dtype=np.bool_)
        found = _sees_as_stated(rows, stated, wanted)
        if houses is not None:
            of_house = _sees_as_stated(houses, stated, wanted)
            found = np.where(stated.populations_stated[rows], found, of_house)
        refuses = stated.populations.no
        return found & ~_either(rows, houses, lambda at: refuses.has(at, wanted))

    def _musts(self, rows: Rows, houses: Rows | None, stated: Stated) -> Flags:
        need = self.asking.need
        tests: list[Callable[[Rows], Flags]] = [
            *((lambda at, code=code: speaks(at, stated, code)) for code in need.languages_must),
            *((lambda at, s=s: stated.preferences.yes.has(at, s)) for s in need.preferences_must),
            *((lambda at, s=s: stated.access.yes.has(at, s)) for s in need.access_must),
        ]
        found = np.ones(len(rows), dtype=np.bool_)
        for test in tests:
            found &= _either(rows, houses, test)
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
        yes = yes | (~said & ~np.isnan(money.sliding_min[rows]))
    elif payer == PRO_BONO:
        free = (money.fee[rows] == 0) | (money.sliding_min[rows] == 0)
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
        found |= ~populations.has_any(rows, populations.mask(AGES))
    if wanted == "older-adults":
        found |= populations.has(rows, "adults")
    return found


def _either(rows: Rows, houses: Rows | None, test: Callable[[Rows], Flags]) -> Flags:
    found = test(rows)
    return found if houses is None else found | test(houses)
