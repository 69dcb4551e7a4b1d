"""The little of each listing that whoever walks through all of them needs: name, towns, kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from directory.matching.need import Kind, Place, Point

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from directory.profiles.listing import PublishedListing


class Spot(NamedTuple):
    """A place of work as it may be shown; degrees, None where it has no point."""

    city: str
    region: str
    latitude: float | None
    longitude: float | None
    country: str = ""

    @property
    def place(self) -> Place:
        """The place as matching knows it."""
        point = None
        if self.latitude is not None and self.longitude is not None:
            point = Point(self.latitude, self.longitude)
        return Place(city=self.city or None, region=self.region or None, point=point)


class Outline(NamedTuple):
    """A listing in outline."""

    name: str
    spots: tuple[Spot, ...]
    kind: Kind = Kind.PERSON
    professions: tuple[str, ...] = ()
    openings_on: date | None = None
    """When its openings were confirmed."""
    confirmed_on: date | None = None
    """When the whole was."""


def outline(listing: PublishedListing) -> Outline:
    """A listing in outline."""
    return Outline(
        listing.name,
        tuple(
            Spot(place.city, place.region, place.latitude, place.longitude, place.country)
            for place in listing.places
        ),
        Kind(listing.kind),
        tuple(listing.professions),
        listing.availability.confirmed_on,
        listing.confirmed_on,
    )


def places_of_work(outlines: Iterable[Outline]) -> Iterator[Place]:
    """Every place at which somebody works."""
    return (spot.place for one in outlines for spot in one.spots)
