"""The page of practitioners to browse by town and discipline, with no words typed."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask_babel import gettext as _
from flask_babel import ngettext

from directory.search import wording
from directory.search.browsing import browsed
from directory.search.centers import FAMILIES, nearest_km
from directory.search.centers_page import DEFAULT_WITHIN, family_label
from directory.search.find_form import WITHIN, distance_label
from directory.search.listing_lines import place_line, profession_line
from directory.search.profile_page import Person
from directory.search.profile_sections import labels_of
from directory.search.sitemap import town_address
from directory.search.wording import KM_PER_MILE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from directory.matching.need import Point
    from directory.profiles.listing import PublicPlace, PublishedListing
    from directory.search.cards import CardContext
    from directory.search.centers_page import Around
    from directory.search.find_form import Options
    from directory.search.forms import FieldError
    from directory.search.place_questions import PlaceQuestion

PER_PAGE = 24
TOWNS_SHOWN = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionersAsked:
    """What the form says; it holds no concern, so it may stand in an address."""

    place: str = ""
    within: int = DEFAULT_WITHIN
    discipline: str = ""
    page: int = 1

    def address(self, page: int) -> str:
        """The address of another page of the same list."""
        asked = {"place": self.place, "within": self.within, "discipline": self.discipline}
        return "/practitioners?" + urlencode({**asked, "page": page})


@dataclass(frozen=True, slots=True)
class Town:
    """A town in which people are listed, how many, and where their list is."""

    label: str
    number: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionersPage:
    """Everything that templates/search/practitioners.html shows."""

    heading: str
    place: str
    place_error: str
    within: Options
    within_value: int
    disciplines: Options
    discipline_value: str
    summary: str
    errors: tuple[FieldError, ...]
    place_question: PlaceQuestion | None
    people: tuple[Person, ...]
    page: int
    pages: int
    previous: str | None
    next: str | None
    towns: tuple[Town, ...]
    """Towns to go on to, those with most people; none where a town is asked for."""


def practitioners_page(
    asked: PractitionersAsked,
    around: Around,
    context: CardContext,
    errors: tuple[FieldError, ...] = (),
) -> PractitionersPage:
    """The people who are asked for, nearest first, then by name."""
    here = _here(asked, around, browsed(context.listings, context.today).values())
    found = [one for one in here if _is_of(one, asked.discipline, context)]
    pages = max(1, math.ceil(len(found) / PER_PAGE))
    page = min(asked.page, pages)
    shown = found[PER_PAGE * (page - 1) : PER_PAGE * page]
    return PractitionersPage(
        heading=_heading(asked, around, len(found)),
        place=asked.place,
        place_error=next((error.message for error in errors if error.field == "place"), ""),
        within=tuple(
            (str(number), distance_label(number, around.unit))
            for number in sorted({*WITHIN, asked.within})
        ),
        within_value=asked.within,
        disciplines=_disciplines(here, context),
        discipline_value=asked.discipline,
        summary=", ".join(
            part
            for part in (asked.place, asked.discipline and family_label(asked.discipline))
            if part
        ),
        errors=errors,
        place_question=around.question,
        people=tuple(_person(one, context) for one in shown),
        page=page,
        pages=pages,
        previous=asked.address(page - 1) if page > 1 else None,
        next=asked.address(page + 1) if page < pages else None,
        towns=() if asked.place else _busiest(towns_of(found, asked.discipline)),
    )


def towns_of(listings: Iterable[PublishedListing], discipline: str = "") -> tuple[Town, ...]:
    """The towns of these people by name; whoever hides the town of a place is not counted there."""
    counted = Counter(
        town
        for listing in listings
        if listing.kind == "person"
        for town in {_town(place) for place in listing.places if place.city}
    )
    return tuple(
        Town(label, number, town_address(label, discipline))
        for label, number in sorted(counted.items())
    )


def _busiest(towns: Iterable[Town]) -> tuple[Town, ...]:
    """The towns with most people, again by name."""
    most = sorted(towns, key=lambda town: -town.number)[:TOWNS_SHOWN]
    return tuple(sorted(most, key=lambda town: town.label))


def _town(place: PublicPlace) -> str:
    return ", ".join(part for part in (place.city, place.region.rpartition("-")[2]) if part)


def _here(
    asked: PractitionersAsked, around: Around, listings: Iterable[PublishedListing]
) -> list[PublishedListing]:
    """The people of the area in order; everybody by name where no place is given."""
    people = sorted(
        (one for one in listings if one.kind == "person"),
        key=lambda one: (one.name.casefold(), one.handle),
    )
    place = None if around.choice is None else around.choice.place
    if place is None:
        return people
    if place.point is None:
        return [one for one in people if any(place.region in (at.region, at.country)
                                             for at in one.places)]  # fmt: skip
    reach = asked.within * KM_PER_MILE + place.uncertainty_km
    near = [(_km(one, place.point), one) for one in people]
    return [one for km, one in sorted(near, key=lambda pair: pair[0]) if km <= reach]


def _km(listing: PublishedListing, around: Point) -> float:
    distance = nearest_km(listing, around)
    return math.inf if distance is None else distance


def _is_of(listing: PublishedListing, family: str, context: CardContext) -> bool:
    professions = context.vocabulary.professions
    return not family or any(
        professions[slug].family == family for slug in listing.professions if slug in professions
    )


def _disciplines(here: Iterable[PublishedListing], context: CardContext) -> Options:
    counted = [(family, sum(_is_of(one, family, context) for one in here)) for family in FAMILIES]
    return (
        ("", _("Any")),
        *((family, f"{family_label(family)} ({count})") for family, count in counted),
    )


def _person(listing: PublishedListing, context: CardContext) -> Person:
    focus = [item.issue for item in listing.specialties if item.is_focus]
    towns = dict.fromkeys(place_line(place, context.say) for place in listing.places)
    return Person(
        handle=listing.handle,
        name=listing.name,
        role="; ".join(town for town in towns if town),
        profession=profession_line(listing, context.vocabulary, context.say),
        works_with=", ".join(labels_of(context.vocabulary.issues, focus)),
        availability=wording.availability_fact(
            context.say, listing.availability, today=context.today
        ),
    )


def _heading(asked: PractitionersAsked, around: Around, number: int) -> str:
    choice = around.choice
    if choice is None or choice.place is None:
        return ngettext("%(num)s practitioner", "%(num)s practitioners", number)
    if choice.place.point is None:
        return ngettext("%(num)s practitioner in %(place)s", "%(num)s practitioners in %(place)s",
                        number, place=choice.label)  # fmt: skip
    return ngettext(
        "%(num)s practitioner within %(distance)s of %(place)s",
        "%(num)s practitioners within %(distance)s of %(place)s",
        number,
        distance=distance_label(asked.within, around.unit),
        place=choice.label,
    )
