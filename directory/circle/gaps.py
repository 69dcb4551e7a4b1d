"""What a member's network lacks: issues for which nobody they trust works near by.

Looked at are first the issues for which the member refers on, then those that others near by have
as their focus. Both directions of the tree count: somebody for eating disorders is there for
bulimia, and the other way round.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.matching.distance import distance_km
from directory.matching.need import Point

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from directory.profiles.listing import PublicPlace, PublishedListing
    from directory.vocabulary.terms import Vocabulary

NEAR_MILES = 10
NEAR_KM = NEAR_MILES * 1.609344
MOST_GAPS = 5


@dataclass(frozen=True, slots=True)
class Gap:
    """An issue nobody of one's network works with near by, and how many others do."""

    issue: str
    label: str
    is_own_wish: bool
    """Whether the member says that they refer on for it."""
    others_near: int


def gaps_of(
    own: PublishedListing,
    trusted: Collection[str],
    listings: Mapping[str, PublishedListing],
    vocabulary: Vocabulary,
) -> tuple[Gap, ...]:
    """The first gaps around one's own places; empty where no place of one's own has a point."""
    here = tuple(_points(own.places))
    if not here:
        return ()
    near = [one for one in listings.values() if one.handle != own.handle and _is_near(one, here)]
    others = [one for one in near if one.handle not in trusted]
    covered = {
        issue
        for one in (own, *(one for one in near if one.handle in trusted))
        for specialty in one.specialties
        for issue in (specialty.issue, *_ancestors(specialty.issue, vocabulary))
    }
    focus = Counter(
        specialty.issue for one in others for specialty in one.specialties if specialty.is_focus
    )
    asked = dict.fromkeys((*own.refers_on_for, *(issue for issue, _count in focus.most_common())))
    lacking = (
        issue
        for issue in asked
        if issue in vocabulary.issues and not _is_covered(issue, covered, vocabulary)
    )
    found = [_gap(issue, own, others, vocabulary) for issue in lacking]
    return tuple(found[:MOST_GAPS])


def _gap(
    issue: str, own: PublishedListing, others: Iterable[PublishedListing], vocabulary: Vocabulary
) -> Gap:
    near = sum(
        any(
            issue in (specialty.issue, *_ancestors(specialty.issue, vocabulary))
            for specialty in one.specialties
        )
        for one in others
    )
    label = vocabulary.issues[issue].label
    return Gap(issue, label, issue in own.refers_on_for, near)


def _is_covered(issue: str, covered: Collection[str], vocabulary: Vocabulary) -> bool:
    # The top groups only order the list; they cover nothing.
    above = [name for name in _ancestors(issue, vocabulary) if not vocabulary.issues[name].is_group]
    return any(name in covered for name in (issue, *above))


def _ancestors(issue: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    return vocabulary.issue_ancestors(issue) if issue in vocabulary.issues else ()


def _is_near(listing: PublishedListing, here: Collection[Point]) -> bool:
    return any(
        distance_km(point, mine) <= NEAR_KM for point in _points(listing.places) for mine in here
    )


def _points(places: Iterable[PublicPlace]) -> Iterator[Point]:
    for place in places:
        if place.latitude is not None and place.longitude is not None:
            yield Point(place.latitude, place.longitude)
