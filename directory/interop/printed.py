"""The printed directory: a chapter for each town or region, in words ready to be read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from directory.matching.listing import CapacityStatus
from directory.profiles.listing import Visibility

if TYPE_CHECKING:
    from collections.abc import Iterable

    from directory.profiles.listing import PublishedListing
    from directory.vocabulary.terms import Vocabulary

MOST_ISSUES = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """One practitioner or center in a few lines."""

    name: str
    profession: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Everybody at one place."""

    title: str
    entries: tuple[Entry, ...]


def chapters(listings: Iterable[PublishedListing], vocabulary: Vocabulary) -> tuple[Chapter, ...]:
    """Chapters by town, and within them by name; somebody at two towns stands in both."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for listing in sorted(listings, key=lambda one: (one.name.casefold(), one.handle)):
        entry = _entry(listing, vocabulary)
        for town in _towns(listing):
            found[town].append(entry)
    last = _("By video, or told when you ask")
    return tuple(
        Chapter(title or last, tuple(found[title]))
        for title in sorted(found, key=lambda title: (not title, title.casefold()))
    )


def _towns(listing: PublishedListing) -> tuple[str, ...]:
    towns = [
        f"{place.city}, {place.region.partition('-')[2] or place.region}"
        for place in listing.places
        if place.visibility is not Visibility.NONE and place.city
    ]
    return tuple(dict.fromkeys(towns)) or ("",)


def _entry(listing: PublishedListing, vocabulary: Vocabulary) -> Entry:
    professions = [vocabulary.professions[slug].label for slug in listing.professions]
    focus = [vocabulary.issues[one.issue].label for one in listing.specialties if one.is_focus]
    lines = [
        ", ".join(one.title for one in listing.credentials),
        _("Mostly: %(issues)s", issues=", ".join(focus[:MOST_ISSUES])) if focus else "",
        *(
            ", ".join(filter(None, (place.street, place.city, place.postal_code)))
            for place in listing.places
            if place.visibility is Visibility.EXACT and place.street
        ),
        *(one.value for one in listing.contacts),
        _openings(listing),
    ]
    return Entry(listing.name, ", ".join(professions), tuple(line for line in lines if line))


def _openings(listing: PublishedListing) -> str:
    stated = listing.availability
    words = {
        CapacityStatus.OPEN.value: _("Takes new clients"),
        CapacityStatus.WAITLIST.value: _("Has a waiting list"),
        CapacityStatus.CLOSED.value: _("Takes no new clients now"),
    }
    if stated.status not in words:
        return _("Openings: not stated")
    told = words[stated.status]
    if stated.wait_days:
        told += ", " + ngettext(
            "%(num)s day of waiting", "%(num)s days of waiting", stated.wait_days
        )
    if stated.confirmed_on is None:
        return told
    return _("%(told)s (as of %(day)s)", told=told, day=format_date(stated.confirmed_on, "medium"))
