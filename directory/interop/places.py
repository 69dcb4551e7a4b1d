"""Places of a file: what the gazetteer can add, and what it knows to be wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.places.gazetteer import postal_readings
from directory.places.geocoding import Address
from directory.places.public_point import Area, PublicPoint, public_point
from directory.profiles.listing import Visibility

if TYPE_CHECKING:
    from directory.interop.problems import Remarks
    from directory.places.gazetteer import Gazetteer
    from directory.places.geocoding import Geocoder
    from directory.profiles.draft import ListingDraft, PlaceDraft


def completed_place(
    place: PlaceDraft, gazetteer: Gazetteer, country: str, remarks: Remarks
) -> PlaceDraft:
    """A place with country, region and town filled in from its postal code where they can be.

    `country` is the one to assume. Remarks on a postal code that no such place has or that is in
    another region, on a misspelt town, and on a place that nobody will find by distance.
    """
    place = replace(place, country=place.country or _country(place, country))
    postal = gazetteer.postal_area(place.postal_code, country=place.country)
    if place.postal_code and place.country in ("US", "CA") and postal is None:
        remarks.error(
            "postal_code",
            _(
                "“%(postal_code)s” is no postal code of %(country)s.",
                postal_code=place.postal_code,
                country=place.country,
            ),
            _("Check its signs: a ZIP has five digits, a Canadian code begins like M5V."),
        )
    elif postal is not None:
        if place.region and place.region != postal.region:
            remarks.error(
                "region",
                _(
                    "%(postal_code)s is in %(region)s, not in %(stated)s.",
                    postal_code=place.postal_code,
                    region=postal.region,
                    stated=place.region,
                ),
                _("Correct one of the two."),
            )
        place = replace(place, region=place.region or postal.region, city=place.city or postal.name)
    _remark_on_town(place, gazetteer, remarks)
    return place


def with_place(draft: ListingDraft, place: PlaceDraft) -> ListingDraft:
    """The draft with a place added, or put in the place of the one with the same label."""
    if any(item.label == place.label for item in draft.places):
        places = tuple(place if item.label == place.label else item for item in draft.places)
    else:
        places = (*draft.places, place)
    return replace(draft, places=places)


def located(place: PlaceDraft, *, gazetteer: Gazetteer, geocoder: Geocoder) -> PublicPoint | None:
    """The public point of a place; for one that is shown to nobody, of its town only.

    Only an address that is shown to everybody is handed to the geocoder.
    """
    if place.visibility is Visibility.EXACT and place.street:
        door = geocoder.locate(
            Address(
                street=place.street,
                city=place.city,
                region=place.region,
                postal_code=place.postal_code,
                country=place.country,
            )
        )
        if door is not None:
            return PublicPoint(*door, uncertainty_km=0.0)
    return _area_point(gazetteer, place)


def _area_point(gazetteer: Gazetteer, place: PlaceDraft) -> PublicPoint | None:
    area = Area(
        city=place.city, region=place.region, postal_code=place.postal_code, country=place.country
    )
    return public_point(
        gazetteer, area, may_show_postal_area=place.visibility is not Visibility.NONE
    )


def _country(place: PlaceDraft, assumed: str) -> str:
    if "-" in place.region:
        return place.region.partition("-")[0]
    readings = postal_readings(place.postal_code)
    return readings[0][0] if readings else assumed


def _remark_on_town(place: PlaceDraft, gazetteer: Gazetteer, remarks: Remarks) -> None:
    if not place.city and place.postal_code:
        return
    if not place.city:
        remarks.error("city", _("The place has no town."), _("Write its town, or its postal code."))
        return
    region = place.region or place.country
    if gazetteer.town(place.city, region) is not None:
        return
    similar = gazetteer.similar_towns(place.city, region)
    hint = f"Did you mean {similar[0].name}?" if similar else ""
    if _area_point(gazetteer, place) is None:
        remarks.review(
            "city",
            _(
                "No town named “%(city)s” is known in %(region)s, so nobody finds it by distance.",
                city=place.city,
                region=region,
            ),
            hint or "Check the spelling, or give a postal code.",
        )
    elif similar:
        remarks.note(
            "city",
            _("No town named “%(city)s” is known in %(region)s.", city=place.city, region=region),
            hint,
        )
