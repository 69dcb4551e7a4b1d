"""All listings of one revision, ready to be ranked: an immutable snapshot in columns.

DESIGN.md decision 10: space-sorted offices, lists by jurisdiction for online work, bit sets for
filters and counts, licences resolved for the day. What it answers is what `candidate` states for
one listing at a time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from directory.matching.centers import House, house
from directory.matching.columns import compiled
from directory.matching.columns.bits import Lists
from directory.matching.columns.counting import Sliced
from directory.matching.columns.listings import Listings, listing_columns
from directory.matching.columns.plan import Tables
from directory.matching.columns.posts import Posts, posts
from directory.matching.columns.sites import Screens, office_order, offices
from directory.matching.columns.visits import Ways
from directory.matching.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from directory.matching.answer import ThreeValuedCount
    from directory.matching.columns.bits import Rows, Values
    from directory.matching.columns.compiled import Judge
    from directory.matching.columns.judging import Judged
    from directory.matching.listing import ListingFacts
    from directory.vocabulary.terms import Vocabulary


MOST_DEAD = 200
"""With so many rows dead, and one in sixteen, everything is built anew."""


@dataclass(frozen=True)
class Index:
    """All listings of one revision; `listings` are in order of their place on the map."""

    listings: Mapping[str, ListingFacts]
    lexicon: Lexicon
    revision: int = 0

    @cached_property
    def houses(self) -> tuple[House, ...]:
        """Every listing with its people, nearby ones near each other."""
        made = [house(listing, self.listings) for listing in self.listings.values()]
        return tuple(made[row] for row in _along_the_map(made))

    @cached_property
    def tables(self) -> Tables:
        """The tables of the vocabulary."""
        return Tables(self.lexicon)

    @cached_property
    def judge(self) -> Judge | None:
        """The compiled innermost loop, where it is worth loading and numba is installed."""
        return compiled.judge() if len(self.listings) >= compiled.WORTH_COMPILING else None

    @cached_property
    def columns(self) -> Listings:
        """What each listing states, as columns."""
        return listing_columns(self.houses, self.lexicon.vocabulary)

    @cached_property
    def sliced(self) -> Sliced:
        """The columns of the filters, turned on their side for counting."""
        return Sliced.of(self.columns)

    @cached_property
    def row_houses(self) -> Mapping[str, House]:
        """The houses by handle."""
        return {handle: self.houses[row] for handle, row in self.columns.row_of.items()}

    def by_row(self, ids: Sequence[str], numbers: Rows, values: Values) -> Values:
        """Values of members by row; members who are not listed fall away.

        Those of everybody are kept, as what clients see is the same for all of them.
        """
        kept = self._last_values.get("values")
        if kept is not None and kept[0] is values:
            return kept[1]
        rows = self._rows_of(ids)[numbers]
        # One row more than there are takes what belongs to nobody (-1), and is cut off.
        found = np.zeros(len(self.columns) + 1)
        found[rows] = values
        found = found[:-1]
        if len(numbers) == len(ids):
            self._last_values["values"] = values, found
        return found

    def _rows_of(self, ids: Sequence[str]) -> Rows:
        """The row of each member, -1 for those without a listing; kept while nobody is added."""
        kept = self._last_members.get("rows")
        if kept is not None and kept[0] is ids and len(kept[1]) == len(ids):
            return kept[1]
        row_of = self.columns.row_of
        rows = np.array([row_of.get(one, -1) for one in ids], dtype=np.int64)
        self._last_members["rows"] = ids, rows
        return rows

    @cached_property
    def _last_values(self) -> dict[str, tuple[Values, Values]]:
        return {}

    @cached_property
    def _last_members(self) -> dict[str, tuple[Sequence[str], Rows]]:
        return {}

    @cached_property
    def _by_day(self) -> dict[date, Ways]:
        return {}

    def ways(self, today: date) -> Ways:
        """Where and how visits can happen, with the licences of a day; kept for the last day."""
        known = self._by_day.get(today)
        if known is None:
            known = ways_on(today, self.houses, self.columns, self.lexicon)
            self._by_day.clear()
            self._by_day[today] = known
        return known

    def count(self, found: Judged) -> tuple[dict[str, int], Mapping[str, ThreeValuedCount]]:
        """How many of those who could be shown are of each profession, and say what."""
        rows = np.concatenate([step.scored.row for step in found.steps])
        return self.sliced.count(rows, len(self.columns))

    def with_changes(
        self, changed: Iterable[ListingFacts], gone: Iterable[str] = (), *, revision: int
    ) -> Index:
        """The index after some listings became these and others left; this one stays as it is.

        Only what is touched is worked out: new rows stand behind the old ones, which die. A
        center is touched with its people. Where much has changed, everything is built anew.
        """
        left = frozenset(gone)
        news = {one.id: one for one in changed}
        listings = {**self.listings, **news}
        for handle in left:
            listings.pop(handle, None)
        after = replace(self, listings=listings, revision=revision)
        touched = _touched(news.keys() | left, self, listings)
        dead = len(self.columns) - len(self.columns.row_of) + len(touched)
        if dead > MOST_DEAD + len(self.columns) // 16:
            for day in self._by_day:
                after.prepare(day)
            return after
        piece = Index({h: listings[h] for h in touched}, self.lexicon, revision)
        after.grow_from(self, piece, left)
        return after

    def grow_from(self, before: Index, piece: Index, gone: frozenset[str]) -> None:
        """Take over what another index worked out, with the rows of a piece behind it."""
        size = len(before.columns)
        rows = listing_columns(piece.houses, self.lexicon.vocabulary, after=before.columns)
        columns = before.columns.then(rows, gone)
        known = self.__dict__
        known["houses"] = (*before.houses, *piece.houses)
        known["columns"], known["tables"] = columns, before.tables
        known["sliced"] = before.sliced.grown(columns, size)
        known["_by_day"] = {
            day: ways.then(ways_on(day, piece.houses, rows, self.lexicon, after=ways), columns)
            for day, ways in before._by_day.items()
        }

    def prepare(self, today: date) -> None:
        """Work out everything that a search would otherwise work out first."""
        self.ways(today)
        _ = self.sliced, self.row_houses, self.tables, self.judge


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
    )


def _touched(
    changed: Collection[str], index: Index, listings: Mapping[str, ListingFacts]
) -> list[str]:
    """Whose rows are made anew: with each person their centers, with each center its people."""
    centers = [
        listings[index.columns.ids[row]]
        for row in np.flatnonzero(index.columns.is_center).tolist()
        if index.columns.ids[row] in listings
    ]
    centers += [listings[one] for one in changed if one in listings and listings[one].staff]
    found, more = set(changed), True
    while more:
        size = len(found)
        for center in centers:
            if center.id in found or not found.isdisjoint(center.staff):
                found |= {center.id, *center.staff}
        more = len(found) > size
    return sorted(found & listings.keys())


def build_index(
    listings: Iterable[ListingFacts],
    vocabulary: Vocabulary,
    *,
    revision: int = 0,
    today: date | None = None,
) -> Index:
    """An index over listings, whatever their order; with `today` it is ready at once."""
    ordered = sorted(listings, key=lambda listing: listing.id)
    index = Index({listing.id: listing for listing in ordered}, Lexicon(vocabulary), revision)
    if today is not None:
        index.prepare(today)
    return index


def _along_the_map(houses: Sequence[House]) -> list[int]:
    """Rows by jurisdiction and place of their first office, so that neighbours lie together."""
    order = {spot[0]: place for place, spot in reversed(list(enumerate(office_order(houses))))}
    regions = [
        (one.complete.offices[0].place.region or "") if one.complete.offices else ""
        for one in houses
    ]
    return sorted(range(len(houses)), key=lambda row: (regions[row], order.get(row, -1), row))


def _regions(
    houses: Sequence[House], lexicon: Lexicon, known: Mapping[str | None, int]
) -> dict[str | None, int]:
    """Every jurisdiction that anything names; 0 is "not stated"."""
    named = [
        *(office.place.region for one in houses for office in one.complete.offices),
        *(region for one in houses for region in sorted(one.complete.telehealth_regions)),
        *(licence.region for one in houses for licence in one.own.licenses),
        *(region for one in houses for region in sorted(one.own.compact_regions)),
        *(rule.jurisdiction for rule in lexicon.vocabulary.credential_rules),
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
