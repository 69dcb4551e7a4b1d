"""How a visit could happen: at an office, at the client's home, or by video.

Licence and distance are judged for the same visit: an office in reach does not lend its distance
to a licence that only holds at another office (MATCHING.md 3.6, rule 2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.matching.criteria import HOME_VISITS
from directory.matching.distance import office_distance_km, sure_distance_km
from directory.matching.need import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.matching.listing import ListingFacts, Office
    from directory.matching.need import Need, Place


@dataclass(frozen=True, slots=True)
class Visit:
    """One way in which care could happen, and what is known of the way there."""

    region: str | None
    """The jurisdiction whose licence counts."""
    office: int | None = None
    distance_km: float | None = None
    """As the crow flies between public points; None where nobody knows or it is by video."""
    sure_km: float | None = None
    """The distance less what is unsure on both sides."""
    by_video: bool = False
    at_home: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a search looks; widening loosens it step by step."""

    max_km: float
    by_video: bool
    in_person: bool
    payer_must: bool


def strict_reach(need: Need) -> Reach:
    """The reach that a need itself states."""
    return Reach(
        max_km=need.max_km,
        by_video=need.mode is not Mode.IN_PERSON,
        in_person=need.mode is not Mode.TELEHEALTH,
        payer_must=need.payer_must,
    )


def client_region(need: Need) -> str | None:
    """Where the client is during a visit by video or at home."""
    if need.region is not None:
        return need.region
    return need.place.region if need.place is not None else None


def visits(listing: ListingFacts, need: Need, reach: Reach) -> tuple[Visit, ...]:
    """Every visit to somebody that is in reach, offices first."""
    found: list[Visit] = []
    if reach.in_person:
        found += _office_visits(listing, need, reach)
        found += _home_visits(listing, need)
    region = client_region(need)
    if reach.by_video and region is not None and region in listing.telehealth_regions:
        found.append(Visit(region, by_video=True))
    return tuple(found)


def _office_visits(listing: ListingFacts, need: Need, reach: Reach) -> Iterator[Visit]:
    # Somebody who cannot travel asks for a visit at home; an office does not answer that.
    if HOME_VISITS in need.access_must:
        return
    for number, office in enumerate(listing.offices):
        visit = _office_visit(number, office, need)
        if _in_reach(visit, need, reach):
            yield visit


def _office_visit(number: int, office: Office, need: Need) -> Visit:
    distance = None if need.place is None else office_distance_km(need.place, office)
    sure = None
    if need.place is not None and distance is not None:
        sure = sure_distance_km(distance, need.place, office)
    return Visit(office.place.region, number, distance, sure)


def _in_reach(visit: Visit, need: Need, reach: Reach) -> bool:
    if visit.sure_km is not None:
        return visit.sure_km <= reach.max_km
    # Without coordinates on both sides nobody knows how far it is; the jurisdiction has to do.
    region = client_region(need)
    return region is None or visit.region is None or visit.region == region


def _home_visits(listing: ListingFacts, need: Need) -> Iterator[Visit]:
    place = need.place
    offers = listing.home_visit_km is not None or HOME_VISITS in listing.access
    if place is None or not offers:
        return
    distance = _home_distance(listing, place)
    radius = need.max_km if listing.home_visit_km is None else listing.home_visit_km
    if distance is not None and distance <= radius:
        yield Visit(client_region(need), None, distance, distance, at_home=True)


def _home_distance(listing: ListingFacts, place: Place) -> float | None:
    distances = [
        sure_distance_km(distance, place, office)
        for office in listing.offices
        if (distance := office_distance_km(place, office)) is not None
    ]
    return min(distances, default=None)
