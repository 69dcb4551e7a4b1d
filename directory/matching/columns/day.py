"""Where and how visits to houses can happen, worked out for a day: offices, screens, licences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from directory.matching.columns.bits import Lists
from directory.matching.columns.posts import posts
from directory.matching.columns.sites import Screens, office_order, offices
from directory.matching.columns.visits import FOREVER, Ways

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from directory.matching.centers import House
    from directory.matching.columns.listings import Listings
    from directory.matching.columns.posts import Posts
    from directory.matching.lexicon import Lexicon
    from directory.matching.listing import ListingFacts


def ways_on(
    today: date,
    houses: Sequence[House],
    columns: Listings,
    lexicon: Lexicon,
    *,
    after: Ways | None = None,
) -> Ways:
    """Where and how visits to these houses can happen; what `after` numbers keeps its numbers."""
    regions = _regions(houses, lexicon, {} if after is None else after.regions)
    where = _jurisdictions(houses, columns, regions)
    held = posts([house.own for house in houses], where, regions, lexicon=lexicon, today=today)
    order = office_order(houses)
    at = _Workers(held, columns)
    at_offices = at.lists(
        (row, regions[houses[row].complete.offices[number].place.region]) for row, number in order
    )
    return Ways(
        listings=columns,
        offices=offices(
            houses, order, regions, at_offices, None if after is None else after.offices
        ),
        screens=_screens(houses, regions, at),
        posts=held,
        regions=regions,
        until=np.array([_until(house.own, today) for house in houses], dtype=np.int32),
    )


def _until(listing: ListingFacts, today: date) -> int:
    """The day after which the first of somebody's licences will have run out."""
    dates = (licence.expires_on for licence in listing.licenses)
    return min((day.toordinal() for day in dates if day and day >= today), default=FOREVER)


def _regions(
    houses: Sequence[House], lexicon: Lexicon, known: Mapping[str | None, int]
) -> dict[str | None, int]:
    """Every jurisdiction that anything names; 0 is "not stated"."""
    # What the rules name has its number already where any are known.
    rules = () if known else lexicon.vocabulary.credential_rules
    named = [
        *(office.place.region for one in houses for office in one.complete.offices),
        *(region for one in houses for region in sorted(one.complete.telehealth_regions)),
        *(licence.region for one in houses for licence in one.own.licenses),
        *(region for one in houses for region in sorted(one.own.compact_regions)),
        *(rule.jurisdiction for rule in rules),
    ]
    found: dict[str | None, int] = dict(known) or {None: 0}
    for region in named:
        found.setdefault(region, len(found))
    return found


def _jurisdictions(
    houses: Sequence[House], columns: Listings, regions: Mapping[str | None, int]
) -> list[set[int]]:
    """For each row, where it matters whether they may practise."""
    everywhere = set(regions.values())
    found: list[set[int]] = [set() for _ in houses]
    for row, one in enumerate(houses):
        places = {regions[office.place.region] for office in one.complete.offices}
        places |= {regions[region] for region in one.complete.telehealth_regions}
        if _visits_homes(one):
            places = everywhere
        for person in columns.people.values[
            columns.people.start[row] : columns.people.start[row + 1]
        ]:
            found[person] |= places
    return found


def _visits_homes(one: House) -> bool:
    return one.complete.home_visit_km is not None or "home-visits" in one.complete.access


class _Workers:
    """Finds who works where: the posts of a listing's people in a jurisdiction."""

    def __init__(self, held: Posts, columns: Listings) -> None:
        self._post = {int(key): post for post, key in enumerate(held.key)}
        self._regions = held.regions
        self._people = columns.people

    def lists(self, spots: Iterable[tuple[int, int]]) -> Lists:
        """The posts at each (row, jurisdiction)."""
        return Lists.of([self._at(row, region) for row, region in spots])

    def _at(self, row: int, region: int) -> list[int]:
        start = self._people.start
        people = self._people.values[start[row] : start[row + 1]].tolist()
        found = (self._post.get(person * self._regions + region) for person in people)
        return [post for post in found if post is not None]


def _screens(houses: Sequence[House], regions: Mapping[str | None, int], at: _Workers) -> Screens:
    rows: dict[int, list[int]] = {}
    for row, one in enumerate(houses):
        for region in one.complete.telehealth_regions:
            rows.setdefault(regions[region], []).append(row)
    return Screens(
        {region: np.array(found, dtype=np.int32) for region, found in rows.items()},
        {region: at.lists((row, region) for row in found) for region, found in rows.items()},
    )
