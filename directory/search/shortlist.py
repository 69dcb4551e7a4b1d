"""The two or three names that somebody keeps: they live in the sealed search and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.search.listing_lines import href_of
from directory.search.request import KEPT_AT_MOST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from directory.profiles.listing import PublishedListing
    from directory.search.cards import Card


@dataclass(frozen=True, slots=True)
class KeptName:
    """A kept name."""

    handle: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Shortlist:
    """What is kept, and what a press on "Print" would take: the kept, else the first names."""

    names: tuple[KeptName, ...]
    is_full: bool
    number_printed: int


def shortlist(
    kept: Iterable[str], cards: Iterable[Card], listings: Mapping[str, PublishedListing]
) -> Shortlist:
    """The shortlist of a search; whoever is no longer listed is not on it."""
    names = tuple(
        KeptName(handle, listings[handle].name, href_of(listings[handle]))
        for handle in kept
        if handle in listings
    )
    return Shortlist(
        names, len(names) >= KEPT_AT_MOST, len(names) or len(list(cards)[:KEPT_AT_MOST])
    )
