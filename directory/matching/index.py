"""All listings of one revision, ready to be ranked: an immutable snapshot in columns.

DESIGN.md decision 10: space-sorted offices, lists by jurisdiction for online work, bit sets for
filters and counts, licences resolved for the day. What it answers is what `candidate` states for
one listing at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, overload

import numpy as np

from directory.matching.centers import House, house
from directory.matching.columns import compiled
from directory.matching.columns.counting import Counting
from directory.matching.columns.day import ways_on
from directory.matching.columns.growth import Patched
from directory.matching.columns.listings import UNKNOWN, Listings, listing_columns
from directory.matching.columns.members import Known, MemberRows
from directory.matching.columns.passing import Passing
from directory.matching.columns.plan import Tables
from directory.matching.columns.sites import office_order
from directory.matching.columns.warming import warm_up
from directory.matching.lexicon import Lexicon
from directory.matching.listing import ListingFacts
from directory.matching.need import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from directory.matching.answer import ThreeValuedCount
    from directory.matching.columns.bits import Rows, Values
    from directory.matching.columns.compiled import Loops
    from directory.matching.columns.judging import Judged
    from directory.matching.columns.visits import Ways
    from directory.vocabulary.terms import Vocabulary


HOUSES_KEPT = 2_000
"""So many centers are kept together with their people: searches look at the same ones."""
MOST_DEAD = 200
"""With so many rows dead, and one in sixteen, it is time to build everything anew."""


@dataclass(frozen=True)
class Index:
    """All listings of one revision; `listings` are in order of their place on the map."""

    listings: Mapping[str, ListingFacts]
    lexicon: Lexicon
    revision: int = 0

    @property
    def houses(self) -> Houses:
        """Every row's listing with its people, made when it is looked at."""
        return Houses(self)

    @cached_property
    def _in_order(self) -> tuple[House, ...]:
        """Every listing with its people, nearby ones near each other; only while building."""
        made = [house(listing, self.listings) for listing in self.listings.values()]
        return tuple(made[row] for row in _along_the_map(made))

    @cached_property
    def tables(self) -> Tables:
        """The tables of the vocabulary."""
        return Tables(self.lexicon)

    @cached_property
    def loops(self) -> Loops | None:
        """The compiled loops, where they are worth loading and numba is installed."""
        return compiled.loops() if len(self.listings) >= compiled.WORTH_COMPILING else None

    @cached_property
    def columns(self) -> Listings:
        """What each listing states, as columns."""
        return listing_columns(self._in_order, self.lexicon.vocabulary)

    @cached_property
    def passing(self) -> Passing:
        """Who passes the hard filters that many searches share."""
        return Passing(self.columns)

    @cached_property
    def counting(self) -> Counting:
        """The counts over what listings state."""
        return Counting.of(self.columns)

    @cached_property
    def _houses_kept(self) -> dict[int, House]:
        return {}

    def house_in(self, row: int) -> House:
        """Whose row it is, with their people; a row that died shows who stands in its place."""
        kept = self._houses_kept.get(row)
        if kept is not None:
            return kept
        handle = self.columns.ids[row]
        listing = self.listings.get(handle)
        if listing is None:
            listing = ListingFacts(id=handle, kind=Kind.PERSON, listed=False)
        found = house(listing, self.listings)
        if found.people:
            if len(self._houses_kept) >= HOUSES_KEPT:
                self._houses_kept.clear()
            self._houses_kept[row] = found
        return found

    def house_of(self, handle: str) -> House | None:
        """A listing with its people, None where nobody has this handle."""
        found = self.listings.get(handle)
        return None if found is None else house(found, self.listings)

    def known(self, ids: Sequence[str], numbers: Rows, values: Values) -> Known:
        """Values of members by row; members who are not listed fall away.

        Those of everybody are kept, as what clients see is the same for all of them.
        """
        return self.members.known(ids, numbers, values, self.columns)

    @cached_property
    def members(self) -> MemberRows:
        """Where the members of a trust network stand in the rows."""
        return MemberRows()

    @cached_property
    def centers_of(self) -> dict[str, set[str]]:
        """By person the centers that name them, or once did: whoever asks looks again."""
        found: dict[str, set[str]] = {}
        centers = (self.columns.ids[row] for row in self.columns.centers.tolist())
        _name_centers(found, centers, self.listings)
        return found

    @cached_property
    def _by_day(self) -> dict[date, Ways]:
        return {}

    def ways(self, today: date) -> Ways:
        """Where and how visits can happen, with the licences of a day; kept for the last day."""
        known = self._by_day.get(today)
        if known is None:
            columns = self.columns
            houses = self.__dict__.get("_in_order") or tuple(self.houses)
            known = ways_on(today, houses, columns, self.lexicon)
            self._by_day.clear()
            self._by_day[today] = known
        return known

    def confirmation_days(self) -> frozenset[date]:
        """The days on which somebody confirmed their openings."""
        days = np.unique(self.columns.own_confirmed).tolist()
        return frozenset(date.fromordinal(day) for day in days if day != UNKNOWN)

    def confirmed_on(self, days: Collection[date]) -> list[str]:
        """The handles of those who last confirmed their openings on one of these days."""
        columns = self.columns
        ordinals = [day.toordinal() for day in days]
        rows = np.flatnonzero(np.isin(columns.own_confirmed, ordinals)).tolist()
        return [columns.ids[row] for row in rows if columns.row_of.get(columns.ids[row]) == row]

    def count(self, found: Judged) -> tuple[dict[str, int], Mapping[str, ThreeValuedCount]]:
        """How many of those who could be shown are of each profession, and say what."""
        rows = np.concatenate([step.scored.row for step in found.steps])
        return self.counting.count(rows, self.loops)

    def with_changes(
        self,
        changed: Iterable[ListingFacts],
        gone: Iterable[str] = (),
        *,
        revision: int,
        today: date | None = None,
    ) -> Index:
        """The index after some listings became these and others left; this one stays as it is.

        Only what is touched is worked out: new rows stand behind the old ones, which die. A
        center is touched with its people. With another `today` whoever has a licence that ran
        out since is touched as well. Where much has changed, `is_worn` tells so.
        """
        left = frozenset(gone)
        news = {one.id: one for one in changed}
        listings = Patched.over(self.listings, news, left)
        after = replace(self, listings=listings, revision=revision)
        if not self._by_day:
            return after
        [(day, ways)] = self._by_day.items()
        today = day if today is None else today
        if today < day:
            return after.prepared(today)
        _name_centers(self.centers_of, news, listings)
        aged = (self.columns.ids[row] for row in ways.ending(before=today))
        changes = news.keys() | left | (listings.keys() & set(aged))
        touched = _touched(changes, self.centers_of, listings)
        piece = Index({h: listings[h] for h in touched}, self.lexicon, revision)
        after.grow_from(self, piece, left, today)
        return after

    @property
    def is_worn(self) -> bool:
        """Whether so many rows died, or stand in no order, that `built_anew` is worth its time."""
        dead = len(self.columns) - len(self.columns.row_of)
        return dead > MOST_DEAD + len(self.columns) // 16

    @property
    def day(self) -> date:
        """The day for which the index is ready."""
        [day] = self._by_day
        return day

    def built_anew(self) -> Index:
        """The same listings without dead rows; takes as long as the first build."""
        index = Index(dict(self.listings), self.lexicon, self.revision).prepared(self.day)
        # A change of nothing leaves space behind every column, so that the first edit need
        # not copy.
        return index.with_changes((), revision=self.revision)

    def take_over(self, ways: Ways, centers_of: dict[str, set[str]], today: date) -> None:
        """Be ready with columns of these same listings that were worked out before, on a day.

        The compiled loop is left to `compile`, which takes longer than all the rest.
        """
        self.__dict__.update(
            columns=ways.listings, centers_of=centers_of, _by_day={today: ways}, loops=None
        )
        self.prepare(today)

    def compile(self) -> None:
        """Load the compiled loop where it is worth it; before that, numpy does the same."""
        loops = compiled.loops() if len(self.listings) >= compiled.WORTH_COMPILING else None
        if loops is not None:
            warm_up(self, loops, self.day)
            self.__dict__["loops"] = loops

    def grow_from(self, before: Index, piece: Index, gone: frozenset[str], today: date) -> None:
        """Take over what another index worked out, with the rows of a piece behind it."""
        rows = listing_columns(piece._in_order, self.lexicon.vocabulary, after=before.columns)
        columns = before.columns.then(rows, gone)
        [ways] = before._by_day.values()
        more = ways_on(today, piece._in_order, rows, self.lexicon, after=ways)
        moved = gone | rows.row_of.keys()
        taken_over = {
            "columns": columns,
            "tables": before.tables,
            "loops": before.loops,
            "centers_of": before.centers_of,
            "counting": before.counting.grown(columns),
            "passing": before.passing.grown(columns),
            "members": before.members.moved(moved, before.columns, columns),
            "_by_day": {today: ways.then(more, columns)},
        }
        self.__dict__.update(taken_over)

    def prepared(self, today: date) -> Index:
        """The same index, ready for the searches of a day."""
        self.prepare(today)
        return self

    def prepare(self, today: date) -> None:
        """Work out everything that a search would otherwise work out first."""
        self.ways(today)
        _ = self.counting, self.passing, self.tables, self.centers_of
        if self.loops is not None:
            warm_up(self, self.loops, today)
        self.__dict__.pop("_in_order", None)


@dataclass(frozen=True, slots=True)
class Houses(Sequence[House]):
    """The houses of an index by row; a row that died shows who stands in its place, or nobody."""

    of: Index

    def __len__(self) -> int:
        return len(self.of.columns)

    @overload
    def __getitem__(self, row: int) -> House: ...
    @overload
    def __getitem__(self, row: slice) -> tuple[House, ...]: ...
    def __getitem__(self, row: int | slice) -> House | tuple[House, ...]:
        if isinstance(row, slice):
            return tuple(self[one] for one in range(*row.indices(len(self))))
        return self.of.house_in(row)


def _touched(
    changed: Collection[str],
    centers_of: Mapping[str, Collection[str]],
    listings: Mapping[str, ListingFacts],
) -> list[str]:
    """Whose rows are made anew: with each person their centers, with each center its people."""
    found: set[str] = set()
    rest = list(changed)
    while rest:
        handle = rest.pop()
        if handle in found:
            continue
        found.add(handle)
        named = [listings[one] for one in centers_of.get(handle, ()) if one in listings]
        rest += [center.id for center in named if handle in center.staff]
        if handle in listings:
            rest += listings[handle].staff
    return sorted(one for one in found if one in listings)


def _name_centers(
    centers_of: dict[str, set[str]], handles: Iterable[str], listings: Mapping[str, ListingFacts]
) -> None:
    """Note the centers among some listings with everybody whom they name."""
    for handle in handles:
        for person in listings[handle].staff:
            centers_of.setdefault(person, set()).add(handle)


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
    if today is None:
        return index
    # A change of nothing leaves space behind every column, so that the first edit need not copy.
    return index.prepared(today).with_changes((), revision=revision)


def _along_the_map(houses: Sequence[House]) -> list[int]:
    """Rows by jurisdiction and place of their first office, so that neighbours lie together."""
    order = {spot[0]: place for place, spot in reversed(list(enumerate(office_order(houses))))}
    regions = [
        (one.complete.offices[0].place.region or "") if one.complete.offices else ""
        for one in houses
    ]
    return sorted(range(len(houses)), key=lambda row: (regions[row], order.get(row, -1), row))
