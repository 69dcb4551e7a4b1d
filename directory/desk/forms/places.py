"""Where somebody works: places with what the public sees of them, home visits, online regions."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.desk.questions import (
    NEW,
    Around,
    Form,
    Group,
    Item,
    ItemForm,
    Option,
    checks,
    line,
    radios,
    short,
)
from directory.interop import cells
from directory.interop.places import completed_place, located, with_place
from directory.interop.problems import Gravity, Remarks
from directory.profiles.draft import PlaceDraft
from directory.profiles.listing import Visibility

if TYPE_CHECKING:
    from directory.desk.questions import Values
    from directory.desk.typed import Typed
    from directory.interop.problems import Problem
    from directory.profiles.draft import ListingDraft

FIELDS = ("label", "street", "city", "region", "postal_code")
VISIBLE = tuple(item.value for item in Visibility)
KM_AT_MOST = 300


def reference_of(place: PlaceDraft) -> str:
    """What names a place in an address; nothing of the place is in it."""
    return hashlib.sha256(f"place|{place.label}".encode()).hexdigest()[:16]


def _items(draft: ListingDraft, around: Around) -> tuple[Item, ...]:
    return tuple(
        Item(
            reference_of(place),
            place.label or _("Place without a name"),
            (
                _("Clients see: %(shown)s", shown=shown_to_public(place)),
                _("They find it by distance from its public point.")
                if located(place, gazetteer=around.gazetteer, geocoder=around.geocoder)
                else _("No public point is known, so nobody finds it by distance."),
            ),
        )
        for place in draft.places
    )


def shown_to_public(place: PlaceDraft) -> str:
    """Exactly what the public sees of a place."""
    region = place.region.rpartition("-")[2]
    if place.visibility is Visibility.NONE:
        return _("only that you work in %(region)s", region=region or place.country)
    town = ", ".join(part for part in (place.city, region) if part)
    if place.visibility is Visibility.AREA:
        shown = _("%(town)s area, never the street", town=town)
    else:
        shown = ", ".join(part for part in (place.street, town, place.postal_code) if part)
    return f"{place.label}: {shown}" if place.label else shown


def _groups(_draft: ListingDraft, _reference: str, _around: Around) -> tuple[Group, ...]:
    return (
        Group(
            questions=(
                line(
                    "label",
                    _("Name of the place"),
                    hint=_("Such as: Studio, or Clinic on Main. Leave out your street."),
                    at_most=80,
                ),
                line("street", _("Street and number"), hint=_("Kept to yourself unless shown.")),
                line("city", _("Town"), at_most=120),
                line("region", _("State or province"), hint=_("Such as CO or Ontario"), at_most=80),
                line("postal_code", _("ZIP or postal code"), at_most=12),
                radios("visibility", _("What may the public see?"), visibilities()),
            )
        ),
    )


def visibilities() -> tuple[Option, ...]:
    """How much of a place may be shown."""
    return (
        Option(
            "area",
            _("The town only"),
            _("Right for a home office. Searches use the middle of the ZIP area or town."),
        ),
        Option("exact", _("The whole address"), _("For an office with a door for clients.")),
        Option("none", _("Nothing but the state"), _("You are still found from your town.")),
    )


def _fill(draft: ListingDraft, reference: str, _around: Around) -> Values:
    place = _stored(draft, reference)
    stated = {name: [getattr(place, name)] for name in FIELDS}
    return stated | {"visibility": [place.visibility.value]}


def _read(typed: Typed, draft: ListingDraft, reference: str, around: Around) -> ListingDraft:
    stored = _stored(draft, reference)
    place = replace(
        stored,
        label=typed.line("label", cells.word),
        street=typed.line("street"),
        city=typed.line("city", lambda cell: cells.line(cell)[:120]),
        region=_region(typed, around),
        postal_code=typed.read("postal_code", cells.postal_code) or "",
        country="",
        visibility=Visibility(typed.one_of("visibility", VISIBLE, Visibility.AREA.value)),
    )
    if not typed.errors:
        place = _completed(typed, place, around)
    others = tuple(item for item in draft.places if item.label != stored.label)
    if reference != NEW and place.label != stored.label:
        draft = replace(draft, places=others)
    if place.label != stored.label or reference == NEW:
        _refuse_double(typed, draft, place)
    return with_place(draft, place)


def _refuse_double(typed: Typed, draft: ListingDraft, place: PlaceDraft) -> None:
    twin = next((item for item in draft.places if item.label == place.label), None)
    # The same place sent twice is there once; another place needs another name.
    if twin is not None and twin != place:
        typed.refuse("label", _("Another of your places has this name. Choose a different one."))


def _completed(typed: Typed, place: PlaceDraft, around: Around) -> PlaceDraft:
    found: list[Problem] = []
    place = completed_place(place, around.gazetteer, around.country, Remarks("", 0, found))
    for problem in found:
        if problem.gravity is not Gravity.NOTE:
            typed.refuse(problem.column or "city", f"{problem.cause} {problem.remedy}".strip())
    return place


def _region(typed: Typed, around: Around) -> str:
    written = typed.one("region")
    if not written:
        return ""
    region = around.gazetteer.regions.find(written, home=around.country)
    if region is None or region.is_country:
        typed.refuse("region", _("We know no such state or province. Write it out, like Colorado."))
        return ""
    return region.code


def _stored(draft: ListingDraft, reference: str) -> PlaceDraft:
    found = (item for item in draft.places if reference_of(item) == reference)
    return next(found, PlaceDraft(country=""))


def _remove(draft: ListingDraft, reference: str) -> ListingDraft:
    kept = tuple(item for item in draft.places if reference_of(item) != reference)
    return replace(draft, places=kept)


def _online_groups(draft: ListingDraft, around: Around) -> tuple[Group, ...]:
    regions = around.gazetteer.regions.by_code.values()
    countries = {around.country, *(code.partition("-")[0] for code in draft.online_regions)}
    countries |= {place.country for place in draft.places}
    offered = tuple(
        Option(region.code, region.name)
        for region in sorted(regions, key=lambda region: region.name)
        if region.country in countries and not region.is_country
    )
    return (
        Group(
            questions=(
                short(
                    "home_visit_km",
                    _("Home visits, up to how many kilometres?"),
                    hint=_("A mile is 1.6 kilometres. Leave empty if you make none."),
                ),
                checks(
                    "online_regions",
                    _("Where may you work online?"),
                    offered,
                    hint=_("Only places whose licence, registration or compact you hold."),
                ),
            )
        ),
    )


def _online_fill(draft: ListingDraft, _around: Around) -> Values:
    reach = draft.home_visit_km
    return {
        "home_visit_km": ["" if reach is None else f"{reach:g}"],
        "online_regions": list(draft.online_regions),
    }


def _online_read(typed: Typed, draft: ListingDraft, around: Around) -> ListingDraft:
    reach = typed.read("home_visit_km", cells.number)
    if reach is not None and not 0 < reach <= KM_AT_MOST:
        typed.refuse("home_visit_km", _("Write a distance from 1 to %(most)s.", most=KM_AT_MOST))
    known = tuple(around.gazetteer.regions.by_code)
    return replace(
        draft, home_visit_km=reach, online_regions=typed.some_of("online_regions", known)
    )


PLACES = ItemForm(items=_items, groups=_groups, fill=_fill, read=_read, remove=_remove)
ONLINE = Form(groups=_online_groups, fill=_online_fill, read=_online_read)
