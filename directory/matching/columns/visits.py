"""The visits in reach, as columns: `visits` for many listings at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from directory.matching.columns.growth import appended
from directory.matching.columns.sites import spot_of
from directory.matching.criteria import HOME_VISITS
from directory.matching.visits import client_region

if TYPE_CHECKING:
    from datetime import date

    from directory.matching.columns.bits import Flags, Rows, Values
    from directory.matching.columns.listings import Listings
    from directory.matching.columns.posts import Posts
    from directory.matching.columns.sites import Offices, Screens
    from directory.matching.need import Need
    from directory.matching.visits import Reach

NO_OFFICE = -1
EVERYWHERE = 0
"""The number of the jurisdiction "not stated"."""
NOWHERE = -1
FOREVER = np.iinfo(np.int32).max


@dataclass(frozen=True, slots=True)
class Visits:
    """Ways in which listings could be visited, all in person or all by video."""

    row: Rows
    office: Rows
    """The listing's office, or -1."""
    distance_km: Values
    """NaN where nobody knows, or by video."""
    sure_km: Values
    at_home: Flags
    by_video: bool
    owner: Rows
    """Of each worker, the position of the visit; ascending."""
    worker: Rows
    """The post of each worker: oneself, or a center's people."""

    def __len__(self) -> int:
        return len(self.row)

    def at(self, chosen: Rows) -> Visits:
        """Some of the visits, in ascending order, with their workers."""
        if not len(self.owner):
            return self._of(chosen, self.owner, self.owner >= 0)
        place = np.full(len(self.row), NO_OFFICE)
        place[chosen] = np.arange(len(chosen))
        owner = place[self.owner]
        return self._of(chosen, owner, owner >= 0)

    def with_workers(self, kept: Flags) -> Visits:
        """The same visits with some of their workers."""
        return replace(self, owner=self.owner[kept], worker=self.worker[kept])

    def _of(self, chosen: Rows, owner: Rows, kept: Flags) -> Visits:
        return Visits(
            self.row[chosen],
            self.office[chosen],
            self.distance_km[chosen],
            self.sure_km[chosen],
            self.at_home[chosen],
            self.by_video,
            owner[kept],
            self.worker[kept],
        )


@dataclass(frozen=True, slots=True)
class Ways:
    """The offices, screens and posts of an index."""

    listings: Listings
    offices: Offices
    screens: Screens
    posts: Posts
    regions: dict[str | None, int]
    until: Rows
    """By row the day after which a licence will have run out, so that it is read again."""

    def ending(self, *, before: date) -> list[int]:
        """The rows in which a licence ran out before a day."""
        return np.flatnonzero(self.until < before.toordinal()).tolist()

    def then(self, other: Ways, listings: Listings) -> Ways:
        """These ways with another's after them; `listings` are the rows of both."""
        rows, posts = len(self.listings), len(self.posts.row)
        return Ways(
            listings,
            self.offices.then(other.offices, rows, posts),
            self.screens.then(other.screens, rows, posts),
            self.posts.then(other.posts, rows),
            other.regions,
            appended(self.until, other.until),
        )

    def in_person(self, need: Need, reach: Reach) -> Visits:
        """Visits at offices and at the client's home."""
        at, distance = self.offices_around(need, reach)
        sure = self._sure(at, distance, need)
        offices = self.offices
        parts = []
        if HOME_VISITS not in need.access_must:
            near = self._in_reach(at, sure, need, reach)
            parts.append(self._at_offices(at[near], distance[near], sure[near]))
        if need.place is not None:
            visits_homes = offices.home_km.at(at)
            radius = np.where(np.isinf(visits_homes), need.max_km, visits_homes)
            home = np.flatnonzero((visits_homes >= 0) & (sure <= radius))
            if len(home):
                parts.append(self._at_homes(at[home], sure[home], need))
        return joined(parts)

    def by_video(self, need: Need) -> Visits:
        """Visits by video in the client's jurisdiction."""
        region = self.region_of(need)
        if region not in self.screens.rows or client_region(need) is None:
            return nobody(by_video=True)
        rows, posts = self.screens.rows[region], self.screens.posts[region]
        people = posts.spread(np.arange(len(rows)))
        unknown = np.full(len(rows), np.nan)
        return Visits(
            rows,
            np.full(len(rows), NO_OFFICE),
            unknown,
            unknown,
            np.zeros(len(rows), dtype=np.bool_),
            True,  # noqa: FBT003  # by_video, in the order of the fields
            people.owner,
            posts.values[people.at],
        )

    def region_of(self, need: Need) -> int:
        """The number of the jurisdiction in which the client is."""
        return self.regions.get(client_region(need), NOWHERE)

    def offices_around(self, need: Need, reach: Reach) -> tuple[Rows, Values]:
        """Offices that may be in reach, with their distance where it is known."""
        offices, place = self.offices, need.place
        if place is None or place.point is None:
            at = self._of_the_region(need)
            if place is None:
                return at, np.full(len(at), np.nan)
            # Without a point only the town tells; other towns are unknown, not excluded.
            return at, np.where(offices.in_town(at, place), 0.0, np.nan)
        spot = spot_of(place.point)
        near = offices.near(spot, max(reach.max_km, 0.0) + place.uncertainty_km)
        distance = offices.distance_km(near, spot)
        rest = np.arange(offices.with_point, len(offices))
        if not len(rest):
            return near, distance
        measured = offices.distance_km(rest, spot)
        in_town = np.where(offices.in_town(rest, place), 0.0, np.nan)
        known = np.where(np.isnan(measured), in_town, measured)
        return np.concatenate([near, rest]), np.concatenate([distance, known])

    def _of_the_region(self, need: Need) -> Rows:
        region = client_region(need)
        if region is None:
            return np.arange(len(self.offices))
        own = need.place.region if need.place is not None else region
        numbers = {EVERYWHERE, self.region_of(need), self.regions.get(own, NOWHERE)}
        held = [self.offices.by_region[n] for n in sorted(numbers) if n in self.offices.by_region]
        return np.concatenate(held) if held else np.zeros(0, dtype=np.int64)

    def _sure(self, at: Rows, distance: Values, need: Need) -> Values:
        unsure = self.offices.uncertainty.at(at)
        own = 0.0 if need.place is None else need.place.uncertainty_km
        # NaN stays NaN: what is not known does not become near.
        return np.maximum(0.0, distance - own - unsure)

    def _in_reach(self, at: Rows, sure: Values, need: Need, reach: Reach) -> Rows:
        within = sure <= reach.max_km
        unknown = np.isnan(sure)
        if not unknown.any():
            return np.flatnonzero(within)
        if client_region(need) is not None:
            region = self.offices.region[at]
            unknown &= (region == EVERYWHERE) | (region == self.region_of(need))
        return np.flatnonzero(within | unknown)

    def _at_offices(self, at: Rows, distance: Values, sure: Values) -> Visits:
        offices = self.offices
        people = offices.posts.spread(at)
        return Visits(
            offices.row[at],
            offices.number[at],
            distance,
            sure,
            np.zeros(len(at), dtype=np.bool_),
            False,  # noqa: FBT003  # by_video
            people.owner,
            offices.posts.values[people.at],
        )

    def _at_homes(self, at: Rows, sure: Values, need: Need) -> Visits:
        """Home visits; their jurisdiction is the client's, whatever the office's is."""
        rows = self.offices.row[at]
        people = self.listings.people.spread(rows)
        region = self.region_of(need)
        found = self.posts.find(self.listings.people.values[people.at], region)
        held = found >= 0
        return Visits(
            rows,
            np.full(len(rows), NO_OFFICE),
            sure,
            sure,
            np.ones(len(rows), dtype=np.bool_),
            False,  # noqa: FBT003  # by_video
            people.owner[held],
            found[held],
        )


def joined(parts: list[Visits]) -> Visits:
    """Visits of one kind, end to end."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return nobody(by_video=False)
    one, other = parts
    return Visits(
        np.concatenate([one.row, other.row]),
        np.concatenate([one.office, other.office]),
        np.concatenate([one.distance_km, other.distance_km]),
        np.concatenate([one.sure_km, other.sure_km]),
        np.concatenate([one.at_home, other.at_home]),
        False,  # noqa: FBT003  # by_video
        np.concatenate([one.owner, other.owner + len(one)]),
        np.concatenate([one.worker, other.worker]),
    )


def nobody(*, by_video: bool) -> Visits:
    """No visits."""
    none = np.zeros(0, dtype=np.int64)
    unknown = np.zeros(0)
    nobody = np.zeros(0, dtype=np.bool_)
    return Visits(none, none, unknown, unknown, nobody, by_video, none, none)
