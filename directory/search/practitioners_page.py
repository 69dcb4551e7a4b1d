"""The page of practitioners to browse by town and discipline, with no words typed."""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask_babel import gettext as _
from flask_babel import ngettext

from directory.search import wording
from directory.search.centers import FAMILIES
from directory.search.centers_page import DEFAULT_WITHIN, family_label
from directory.search.find_form import WITHIN, distance_label
from directory.search.listing_lines import place_line, profession_line
from directory.search.outlines import outline
from directory.search.profile_page import Person
from directory.search.profile_rows import labels_of
from directory.search.roll import counted_families, counted_towns
from directory.search.sitemap import town_address
from directory.search.wording import KM_PER_MILE

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping, Sequence

    from directory.matching.need import Place
    from directory.profiles.listing import PublishedListing
    from directory.search.cards import CardContext
    from directory.search.centers_page import Around
    from directory.search.find_form import Options
    from directory.search.forms import FieldError
    from directory.search.place_questions import PlaceQuestion
    from directory.search.roll import Entry, Roll

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
    roll: Roll,
    errors: tuple[FieldError, ...] = (),
) -> PractitionersPage:
    """The people who are asked for, nearest first, then by name."""
    place = None if around.choice is None else around.choice.place
    here = roll.people if place is None else _here(asked, place, roll)
    found = _found(here, asked.discipline, roll)
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
        disciplines=_disciplines(roll.families if place is None else counted_families(here)),
        discipline_value=asked.discipline,
        summary=", ".join(
            part
            for part in (asked.place, asked.discipline and family_label(asked.discipline))
            if part
        ),
        errors=errors,
        place_question=around.question,
        people=tuple(_person(context.listings[one.handle], context) for one in shown),
        page=page,
        pages=pages,
        previous=asked.address(page - 1) if page > 1 else None,
        next=asked.address(page + 1) if page < pages else None,
        towns=() if asked.place else _busiest(found, roll, asked.discipline),
    )


def towns_of(listings: Iterable[PublishedListing], discipline: str = "") -> tuple[Town, ...]:
    """The towns of these people by name; whoever hides the town of a place is not counted there."""
    return _told(counted_towns(outline(one) for one in listings), discipline)


def _told(counted: Mapping[str, int], discipline: str = "") -> tuple[Town, ...]:
    return tuple(
        Town(label, number, town_address(label, discipline)) for label, number in counted.items()
    )


def _busiest(found: Sequence[Entry], roll: Roll, discipline: str) -> tuple[Town, ...]:
    """The towns with most of those who are found, again by name."""
    everybody = roll.of_family(discipline)
    counted = (
        roll.towns(discipline)
        if found is everybody
        else counted_towns(one.outline for one in found)
    )
    # An address is made only for the towns that are shown: a network has thousands.
    most = heapq.nlargest(TOWNS_SHOWN, counted.items(), key=lambda town: town[1])
    return _told(dict(sorted(most)), discipline)


def _here(asked: PractitionersAsked, place: Place, roll: Roll) -> tuple[Entry, ...]:
    """The people of the area in order."""
    if place.point is None:
        return roll.in_region(place.region or "")
    return roll.near(place.point, asked.within * KM_PER_MILE + place.uncertainty_km)


def _found(here: tuple[Entry, ...], family: str, roll: Roll) -> tuple[Entry, ...]:
    if here is roll.people:
        return roll.of_family(family)
    return tuple(one for one in here if not family or family in one.families)


def _disciplines(counted: Counter[str]) -> Options:
    return (
        ("", _("Any")),
        *((family, f"{family_label(family)} ({counted[family]})") for family in FAMILIES),
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
