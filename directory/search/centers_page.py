"""The page of centers: its form with counts, its cards, its map."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask_babel import gettext as _
from flask_babel import ngettext

from directory.matching.distance import distance_km
from directory.matching.need import Point
from directory.search import wording
from directory.search.browsing import browsed, with_people
from directory.search.centers import FAMILIES, INTEGRATIONS, CenterQuery, browse
from directory.search.find_form import WITHIN, Choice, distance_label
from directory.search.listing_lines import href_of, place_line, vouch_fact
from directory.search.map_figure import Spot, draw
from directory.search.map_view import MapView
from directory.search.map_view import shown as drawn
from directory.search.ways_of_working import commitment_words, together_words
from directory.search.wording import KM_PER_MILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from directory.matching.answer import ThreeValuedCount
    from directory.search.cards import CardContext
    from directory.search.centers import Center, CentersFound
    from directory.search.find_form import Options
    from directory.search.forms import FieldError
    from directory.search.place_choice import PlaceChoice
    from directory.search.place_questions import PlaceQuestion
    from directory.search.wording import Fact

DEFAULT_WITHIN = 25
PER_PAGE = 24
APPROACH_LENGTH = 180
ONE_MAP_KM = 400.0
"""Centers no farther apart than this share a map where no place was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CenterAsked:
    """What the form of centers says; it holds no concern, so it may stand in an address."""

    place: str = ""
    within: int = DEFAULT_WITHIN
    disciplines: tuple[str, ...] = ()
    integration: tuple[str, ...] = ()
    approaches: tuple[str, ...] = ()
    payer: str = ""
    open_now: bool = False
    include_unstated: bool = False
    page: int = 1

    @property
    def has_filters(self) -> bool:
        """Whether anything is chosen."""
        return replace(self, page=1) != CenterAsked()

    def address(self, page: int) -> str:
        """The address of another page of the same list."""
        asked = [
            ("place", self.place),
            ("within", self.within),
            *(("discipline", one) for one in self.disciplines),
            *(("integration", one) for one in self.integration),
            *(("approach", one) for one in self.approaches),
            ("payer", self.payer),
            ("open", "now" if self.open_now else ""),
            ("unstated", "yes" if self.include_unstated else ""),
            ("page", page),
        ]
        return "/centers?" + urlencode([(name, value) for name, value in asked if value])


@dataclass(frozen=True, slots=True)
class Discipline:
    """Who covers one discipline at a center: handles and names."""

    label: str
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ChipText:
    """A chip without a button."""

    text: str
    kind: str = "plain"


@dataclass(frozen=True, slots=True)
class CenterCard:
    """A center in the list."""

    number: int
    name: str
    href: str
    where: str
    integration: tuple[ChipText, ...]
    approach: str
    """How they work, in their own words; the beginning of it."""
    people: tuple[Discipline, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CentersPage:
    """Everything that templates/search/centers.html shows."""

    heading: str
    place: str
    place_error: str
    within: Options
    within_value: int
    disciplines: tuple[Choice, ...]
    integrations: tuple[Choice, ...]
    approaches: tuple[Choice, ...]
    payers: Options
    payer_value: str
    open: tuple[Choice, ...]
    include_unstated: bool
    summary: str
    errors: tuple[FieldError, ...]
    place_question: PlaceQuestion | None
    cards: tuple[CenterCard, ...]
    first_number: int
    page: int
    pages: int
    previous: str | None
    next: str | None
    map: MapView | None
    advice: tuple[str, ...]
    has_filters: bool


@dataclass(frozen=True, slots=True)
class Around:
    """The place that is meant, how to say what is unsure about it, and the unit there."""

    choice: PlaceChoice | None
    question: PlaceQuestion | None
    unit: str


def centers_page(
    asked: CenterAsked,
    around: Around,
    context: CardContext,
    centers: Iterable[str],
    errors: tuple[FieldError, ...] = (),
) -> CentersPage:
    """The page of the centers that are asked for, among those with these handles."""
    query = _query(asked, around)
    houses = with_people(centers, context.listings)
    found = browse(browsed(houses, context.today), query, context.vocabulary)
    pages = max(1, math.ceil(len(found.centers) / PER_PAGE))
    page = min(asked.page, pages)
    first = PER_PAGE * (page - 1)
    shown = tuple(enumerate(found.centers[first : first + PER_PAGE], start=first + 1))
    return CentersPage(
        heading=_heading(asked, around, len(found.centers)),
        place=asked.place,
        place_error=next((error.message for error in errors if error.field == "place"), ""),
        within=tuple((str(number), distance_label(number, around.unit)) for number in
                     sorted({*WITHIN, asked.within})),
        within_value=asked.within,
        disciplines=_choices(FAMILIES, asked.disciplines, "family", found.counts, family_label),
        integrations=_choices(
            INTEGRATIONS,
            asked.integration,
            "integration",
            found.counts,
            lambda way: together_words(way, context.say),
        ),
        approaches=_choices(
            tuple(
                name.removeprefix("approach:")
                for name in found.counts
                if name.startswith("approach:")
            ),
            asked.approaches,
            "approach",
            found.counts,
            lambda slug: commitment_words(slug, context.say),
        ),
        payers=_payers(found, context),
        payer_value=asked.payer,
        open=(_choice("now", _("Takes new clients"), asked.open_now, found.counts.get("open")),),
        include_unstated=asked.include_unstated,
        summary=_summary(asked, around),
        errors=errors,
        place_question=around.question,
        cards=tuple(
            center_card(number, center, context, around.unit) for number, center in shown
        ),
        first_number=first + 1,
        page=page,
        pages=pages,
        previous=asked.address(page - 1) if page > 1 else None,
        next=asked.address(page + 1) if page < pages else None,
        map=_map(shown, query, around.unit),
        advice=_advice(found, context),
        has_filters=asked.has_filters,
    )  # fmt: skip


def family_label(family: str) -> str:
    """A family of professions as a discipline of a center."""
    labels = {
        "talk": _("Talk therapy"),
        "bodywork": _("Massage and bodywork"),
        "rehab": _("Physical and occupational therapy"),
        "nutrition": _("Nutrition"),
        "medical": _("Medical care"),
        "east-asian": _("Acupuncture and East Asian medicine"),
        "mind-body": _("Yoga and mind-body work"),
        "spiritual": _("Spiritual care"),
        "support": _("Peer and practical support"),
        "family": _("Birth and family support"),
        "center": _("Centers"),
    }
    return labels.get(family, family.replace("-", " ").capitalize())


def center_card(number: int, center: Center, context: CardContext, unit: str) -> CenterCard:
    """The card of one center."""
    listing, say = center.listing, context.say
    vouches = vouch_fact(say, context.vouches.get(listing.handle))
    facts = (wording.availability_fact(say, listing.availability, today=context.today),)
    return CenterCard(
        number=number,
        name=listing.name,
        href=href_of(listing),
        where=_where(center, context, unit),
        integration=tuple(ChipText(together_words(way, say)) for way in listing.integration),
        approach=shortened(listing.approach),
        people=_people(center, context),
        facts=facts if vouches is None else (*facts, vouches),
    )  # fmt: skip


def shortened(text: str) -> str:
    """The beginning of a text, up to the end of a word; a mark says that it goes on."""
    line = " ".join(text.split())
    if len(line) <= APPROACH_LENGTH:
        return line
    return line[:APPROACH_LENGTH].rpartition(" ")[0].rstrip(",;:.") + " …"


def _people(center: Center, context: CardContext) -> tuple[Discipline, ...]:
    """The named people of each discipline; somebody with two professions stands under both."""
    professions = context.vocabulary.professions
    found = []
    for family in FAMILIES:
        people = tuple(
            (person.handle, person.name)
            for person in center.people
            if any(
                professions[slug].family == family
                for slug in person.professions
                if slug in professions
            )
        )
        if people:
            found.append(Discipline(family_label(family), people))
    return tuple(found)


def _where(center: Center, context: CardContext, unit: str) -> str:
    towns = [place_line(place, context.say) for place in center.listing.places]
    town = "; ".join(dict.fromkeys(town for town in towns if town))
    if center.distance_km is None:
        return town
    distance = wording.distance_words(context.say, center.distance_km, unit=unit)
    return f"{town}, {distance}"


def _query(asked: CenterAsked, around: Around) -> CenterQuery:
    place = None if around.choice is None else around.choice.place
    point = None if place is None else place.point
    unsure = 0.0 if place is None else place.uncertainty_km
    return CenterQuery(
        around=point,
        within_km=None if point is None else asked.within * KM_PER_MILE + unsure,
        region=place.region if place is not None and point is None else None,
        families=asked.disciplines,
        integration=asked.integration,
        approaches=asked.approaches,
        payer=asked.payer,
        open_now=asked.open_now,
        include_unstated=asked.include_unstated,
    )


def _heading(asked: CenterAsked, around: Around, number: int) -> str:
    choice = around.choice
    if choice is None or choice.place is None:
        return ngettext("%(num)s integrative center", "%(num)s integrative centers", number)
    if choice.place.point is None:
        return ngettext("%(num)s center in %(place)s", "%(num)s centers in %(place)s", number,
                        place=choice.label)  # fmt: skip
    return ngettext(
        "%(num)s center within %(distance)s of %(place)s",
        "%(num)s centers within %(distance)s of %(place)s",
        number,
        distance=distance_label(asked.within, around.unit),
        place=choice.label,
    )


def _summary(asked: CenterAsked, around: Around) -> str:
    ways = (*asked.disciplines, *asked.integration, *asked.approaches)
    chosen = len(ways) + bool(asked.payer) + asked.open_now
    parts = [asked.place, distance_label(asked.within, around.unit)] if asked.place else []
    if chosen:
        parts.append(ngettext("%(num)s wish", "%(num)s wishes", chosen))
    return ", ".join(parts)


def _choices(
    values: tuple[str, ...],
    chosen: tuple[str, ...],
    kind: str,
    counts: Mapping[str, ThreeValuedCount],
    label: Callable[[str], str],
) -> tuple[Choice, ...]:
    return tuple(
        _choice(value, label(value), value in chosen, counts.get(f"{kind}:{value}"))
        for value in values
    )


def _choice(value: str, label: str, checked: bool, count: ThreeValuedCount | None) -> Choice:  # noqa: FBT001 - the state of a box
    if count is None:
        return Choice(value, label, checked)
    words = [ngettext("%(num)s center", "%(num)s centers", count.yes)]
    if count.not_stated:
        words.append(ngettext("%(num)s did not say", "%(num)s did not say", count.not_stated))
    return Choice(value, label, checked, counted=", ".join(words))


def _payers(found: CentersFound, context: CardContext) -> Options:
    payers = context.vocabulary.payers
    offered = [
        (slug, f"{payers[slug].label} ({count.yes})")
        for name, count in found.counts.items()
        if name.startswith("payer:") and (slug := name.removeprefix("payer:")) in payers
    ]
    return (("", _("Any")), *sorted(offered, key=lambda pair: pair[1].casefold()))


def _map(centers: Iterable[tuple[int, Center]], query: CenterQuery, unit: str) -> MapView | None:
    """The map of the centers on this page, under their numbers of the whole list."""
    spots = [
        Spot(
            str(number),
            Point(place.latitude, place.longitude),
            place.uncertainty_km if place.visibility.value != "exact" else 0.0,
            href_of(center.listing),
            center.listing.name,
        )
        for number, center in centers
        for place in center.listing.places[:1]
        if place.latitude is not None and place.longitude is not None
    ]
    if query.around is None and query.region is None and _are_far_apart(spots):
        return None  # A map of several countries at once would show nothing but heaps.
    figure = draw(spots, towns=(), center=query.around, unit=unit)
    return None if figure is None else drawn(figure)


def _are_far_apart(spots: Iterable[Spot]) -> bool:
    points = [spot.point for spot in spots]
    return any(distance_km(points[0], point) > ONE_MAP_KM for point in points[1:])


def _advice(found: CentersFound, context: CardContext) -> tuple[str, ...]:
    if found.costliest is None:
        return () if found.centers else (_("No center is listed there. Look farther away."),)
    kind, _colon, slug = found.costliest.partition(":")
    labels = {
        "family": lambda: family_label(slug),
        "integration": lambda: together_words(slug, context.say),
        "approach": lambda: commitment_words(slug, context.say),
        "payer": lambda: context.vocabulary.payers[slug].label,
        "open": lambda: _("Takes new clients"),
    }
    return (_("Most would show again without “%(what)s”.", what=labels[kind]()),)
