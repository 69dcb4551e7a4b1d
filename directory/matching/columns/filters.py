"""The hard filters over columns: `eligibility` for many listings at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from directory.matching.columns.bits import in_plane, packed, without
from directory.matching.criteria import OUT_OF_NETWORK, PRO_BONO, SELF_PAY, SLIDING
from directory.matching.need import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from directory.matching.columns.bits import Flags, Rows, Words
    from directory.matching.columns.listings import Listings
    from directory.matching.columns.passing import Passing, Seeing
    from directory.matching.columns.stated import Stated
    from directory.matching.situation import Situation


IMPLIED = frozenset({SELF_PAY, SLIDING, PRO_BONO, OUT_OF_NETWORK})
"""Ways to pay that also other facts say something of."""


@dataclass(frozen=True)
class Filters:
    """Who may be offered, for one need, as one bit a row; `out` are left out, openly or not."""

    passing: Passing
    asking: Situation
    out: Rows

    def listed(self, *, payer_must: bool) -> Words:
        """Which listings pass every filter that does not depend on the visit."""
        found = self._listed
        return found & self._takes_any_payer if payer_must else found

    @cached_property
    def _listed(self) -> Words:
        seeing, kinds = self.seeing, self.asking.need.kinds
        found = self.personal & seeing.sees & ~seeing.refuses
        for must in self._musts:
            found &= must.all()
        if Kind.CENTER not in kinds:
            found &= ~self.passing.centers()
        if Kind.PERSON not in kinds:
            found &= self.passing.centers()
        return found

    @cached_property
    def personal(self) -> Words:
        """Who may be shown, and is left out by nobody."""
        limits, need = self.asking.thresholds, self.asking.need
        stale = None if need.include_unconfirmed else limits.stale_days
        found = self.passing.personal(self.asking.today, stale)
        return without(found, self.out) if len(self.out) else found

    @cached_property
    def seeing(self) -> Seeing:
        """Who sees the client."""
        return self.passing.seeing(self.asking.need.population)

    @cached_property
    def own_musts(self) -> Words:
        """(musts, words): who meets each must themselves, a center without its people."""
        planes = [must.own() for must in self._musts]
        return np.array(planes, dtype=np.uint64).reshape(len(planes), len(self.personal))

    def in_house(self, rows: Rows, houses: Rows) -> Flags:
        """Which of a center's people pass every personal filter in its rooms.

        Where somebody states no ages, their house's count.
        """
        seeing = self.seeing
        sees = np.where(
            in_plane(seeing.says, rows), in_plane(seeing.sees, rows), in_plane(seeing.sees, houses)
        )
        refuses = in_plane(seeing.refuses, rows) | in_plane(seeing.refuses, houses)
        found: Flags = in_plane(self.personal, rows) & sees & ~refuses
        for must in self.own_musts:
            found &= in_plane(must, rows) | in_plane(must, houses)
        return found

    @cached_property
    def _musts(self) -> tuple[_Must, ...]:
        need, listings = self.asking.need, self.passing.listings
        return tuple(
            _Must(listings, ask, slug)
            for ask, slugs in (
                (_speak, need.languages_must),
                (_prefer, need.preferences_must),
                (_access, need.access_must),
            )
            for slug in slugs
        )

    @cached_property
    def _takes_any_payer(self) -> Words:
        """Who takes any of the ways to pay that were named."""
        listings = self.passing.listings
        found = packed(np.full(len(listings), not self.asking.need.payers))
        for payer in self.asking.need.payers:
            if payer in IMPLIED:
                found |= packed(takes_payer(np.arange(len(listings)), listings, payer)[0])
            else:
                found |= listings.complete.payers.yes.plane(payer)
        return found


@dataclass(frozen=True, slots=True)
class _Must:
    """One thing that has to be said by whoever is offered."""

    listings: Listings
    ask: Callable[[Stated, str], Words]
    slug: str

    def all(self) -> Words:
        """Who says so, a center with its people."""
        return self.ask(self.listings.complete, self.slug)

    def own(self) -> Words:
        """Who says so themselves, a center without its people."""
        centers = self.listings.centers
        themselves = in_plane(
            self.ask(self.listings.of_centers, self.slug), np.arange(len(centers))
        )
        only = np.zeros(len(self.listings), dtype=np.bool_)
        only[centers[themselves]] = True
        return without(self.all(), centers) | packed(only)


def _speak(stated: Stated, code: str) -> Words:
    """Who lists a language, at any level."""
    if code not in stated.languages:
        return packed(np.zeros(len(stated.languages_stated), dtype=np.bool_))
    return packed(stated.languages[code] > 0)


def _prefer(stated: Stated, slug: str) -> Words:
    return stated.preferences.yes.plane(slug)


def _access(stated: Stated, slug: str) -> Words:
    return stated.access.yes.plane(slug)


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
