"""Who stands in a list that is browsed: as in results, nobody whose openings are too old."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.profiles.freshness import is_in_default_results

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from directory.profiles.listing import PublishedListing


def browsed(listings: Mapping[str, PublishedListing], today: date) -> dict[str, PublishedListing]:
    """Those who are found without asking for unconfirmed ones; their pages stay until 180 days."""
    return {
        handle: listing
        for handle, listing in listings.items()
        if is_in_default_results(
            availability_confirmed_on=listing.availability.confirmed_on, today=today
        )
    }


def with_people(
    centers: Iterable[str], listings: Mapping[str, PublishedListing]
) -> dict[str, PublishedListing]:
    """These centers and everybody listed who works in one."""
    found: dict[str, PublishedListing] = {}
    for handle in centers:
        center = found[handle] = listings[handle]
        for person in center.staff:
            if person.handle in listings:
                found[person.handle] = listings[person.handle]
    return found
