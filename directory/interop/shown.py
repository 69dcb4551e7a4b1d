"""Who is in the public directory today: published, and not hidden for age."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory import clock
from directory.profiles.freshness import is_hidden
from directory.profiles.queries import published_listings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from directory.profiles.listing import PublishedListing


def shown_today(session: Session) -> Iterator[PublishedListing]:
    """The listings that anybody may open today."""
    today = clock.today()
    return (
        listing
        for listing in published_listings(session)
        if not is_hidden(availability_confirmed_on=listing.availability.confirmed_on, today=today)
    )
