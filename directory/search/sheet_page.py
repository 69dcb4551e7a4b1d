"""The sheet to take along: two or three names side by side, what to ask, room to write.

It tells nothing of what was looked for: whoever finds the paper reads names and facts alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.search import wording
from directory.search.links import printed_address
from directory.search.listing_lines import (
    credential_line,
    href_of,
    main_credential,
    place_line,
    profession_line,
    vouch_fact,
)
from directory.search.profile_rows import ProfileContext, labels_of
from directory.search.profile_sections import cost_rows, languages_of
from directory.search.request import KEPT_AT_MOST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from directory.profiles.listing import PublishedListing
    from directory.search.engine import Found

HANDS_ON = frozenset({"bodywork", "rehab", "east-asian"})


@dataclass(frozen=True, slots=True)
class SheetName:
    """One name of the sheet."""

    handle: str
    name: str
    href: str
    about: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One fact of all the names, in the order of the names; each has lines to read."""

    label: str
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class SheetPage:
    """Everything that templates/search/sheet.html shows."""

    names: tuple[SheetName, ...]
    rows: tuple[SheetRow, ...]
    questions: tuple[str, ...]


def sheet_handles(found: Found) -> tuple[str, ...]:
    """Who stands on the sheet: the kept names, else the first of the list."""
    listings = found.snapshot.listings
    kept = tuple(handle for handle in found.asked.kept if handle in listings)
    return kept or tuple(match.id for match in found.answer.matches[:KEPT_AT_MOST])


def sheet_page(handles: Iterable[str], context: ProfileContext) -> SheetPage:
    """The sheet of these listings; whoever is no longer listed is left out."""
    listings = [context.listings[handle] for handle in handles if handle in context.listings]
    return SheetPage(
        tuple(_name(listing, context) for listing in listings),
        tuple(_rows(listings, context)),
        _questions(listings, context),
    )


def _name(listing: PublishedListing, context: ProfileContext) -> SheetName:
    titled = ", ".join(part for part in (listing.name, credential_line(listing)) if part)
    # What a center calls itself may name the very concern: "Eating disorder program".
    about = (
        profession_line(listing, context.vocabulary, context.say)
        if listing.kind == "person"
        else _("A center")
    )
    return SheetName(listing.handle, titled, href_of(listing), about)


def _rows(listings: list[PublishedListing], context: ProfileContext) -> Iterator[SheetRow]:
    found = [_facts(listing, context) for listing in listings]
    labels = dict.fromkeys(label for facts in found for label in facts)
    for label in labels:
        cells = tuple(facts.get(label) or (_("Not stated: ask"),) for facts in found)
        yield SheetRow(label, cells)


def _facts(listing: PublishedListing, context: ProfileContext) -> dict[str, tuple[str, ...]]:
    say, today = context.say, context.today
    online = (_("online"),) if listing.online_regions else ()
    towns = tuple(dict.fromkeys(_address(listing, context)))
    opening = wording.availability_fact(say, listing.availability, today=today)
    vouches = vouch_fact(say, context.vouches.get(listing.handle))
    facts = {
        _("Reach them"): _ways(listing),
        _("Where"): (*towns, *online),
        _("Openings"): (opening.sentence,),
        _("Licence"): (
            wording.licence_fact(say, main_credential(listing), today=today).sentence
            if listing.kind == "person"
            else _("See each person of the center"),
        ),
        _("Colleagues"): (_("Nobody vouches yet") if vouches is None else vouches.sentence,),
    }
    for row in cost_rows(listing, context):
        stated = ", ".join(row.details)
        facts[row.term] = (f"{stated}; {row.age}" if row.age else stated,)
    facts[_("Languages")] = _in_one_line(languages_of(listing, context))
    facts[_("Access")] = _in_one_line(_access(listing, context))
    return facts


def _ways(listing: PublishedListing) -> tuple[str, ...]:
    """Phone and site where they are shown to everybody, and the page here, from which all lead."""
    ways = (way.value for way in listing.contacts)
    return (*ways, printed_address(href_of(listing)))


def _in_one_line(words: Iterable[str]) -> tuple[str, ...]:
    line = ", ".join(words)
    return (line,) if line else ()


def _address(listing: PublishedListing, context: ProfileContext) -> Iterator[str]:
    for place in listing.places:
        town = place_line(place, context.say)
        yield f"{place.street}, {town}" if place.street else town


def _access(listing: PublishedListing, context: ProfileContext) -> tuple[str, ...]:
    needs = context.vocabulary.access_needs
    no = [_("no: %(what)s", what=label) for label in labels_of(needs, listing.access_no)]
    return (*labels_of(needs, listing.access_yes), *no)


def _questions(listings: list[PublishedListing], context: ProfileContext) -> tuple[str, ...]:
    professions = context.vocabulary.professions
    families = {
        professions[slug].family
        for listing in listings
        for slug in listing.professions
        if slug in professions
    }
    touch = (_("How do we agree on touch? What happens when I say stop?"),)
    return (
        _("Do you take new clients now? When would be the first visit?"),
        _("Have you worked with what I bring? What would the first visit be like?"),
        *(touch if families & HANDS_ON else ()),
        _("What does it cost, and do you take my way to pay?"),
        _("Would you speak with my other practitioner, if I permit it?"),
        _("What if it does not help? Whom would you send me to?"),
    )
