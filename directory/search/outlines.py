"""The little of each listing that whoever walks through all of them needs: a name and towns."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from directory.matching.need import Place, Point

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from directory.profiles.listing import PublishedListing


class Spot(NamedTuple):
    """A place of work as it may be shown; degrees, None where it has no point."""

    city: str
    region: str
    latitude: float | None
    longitude: float | None

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


def outline(listing: PublishedListing) -> Outline:
    """A listing in outline."""
    return Outline(
        listing.name,
        tuple(
            Spot(place.city, place.region, place.latitude, place.longitude)
            for place in listing.places
        ),
    )


def places_of_work(outlines: Iterable[Outline]) -> Iterator[Place]:
    """Every place at which somebody works."""
    return (spot.place for one in outlines for spot in one.spots)
