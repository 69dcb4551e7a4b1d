"""The public directory as HSDS 3 (Open Referral): a service for each listing, as the API gives it.

Fields and closed sets are those of the specification 3.0.1 (service, organization, location,
address, phone, language, schedule, cost_option, attribute, taxonomy_term). Every identifier is a
UUID made from the site's address and the listing's handle, so it is the same in each export. A
place that is not shown exactly has no address, only its town and the point of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from directory.interop.hsds_reading import OURS
from directory.profiles.listing import Visibility

if TYPE_CHECKING:
    from collections.abc import Iterable

    from directory.profiles.listing import PublicPlace, PublishedListing, WeeklyTime
    from directory.vocabulary.terms import Vocabulary

    Thing = dict[str, Any]

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Site:
    """Whose directory it is."""

    base_url: str
    vocabulary: Vocabulary

    def id_of(self, *parts: str) -> str:
        """The identifier of a thing, always the same."""
        return str(uuid5(NAMESPACE_URL, "/".join((self.base_url, *parts))))


def hsds(listings: Iterable[PublishedListing], site: Site) -> Thing:
    """One page of the HSDS API's `/services` with every published listing in it."""
    contents = [_service(listing, site) for listing in sorted(listings, key=lambda one: one.handle)]
    return {
        "total_items": len(contents),
        "total_pages": 1,
        "page_number": 1,
        "size": len(contents),
        "first_page": True,
        "last_page": True,
        "empty": not contents,
        "contents": contents,
    }


def _service(listing: PublishedListing, site: Site) -> Thing:
    labels = [site.vocabulary.professions[slug].label for slug in listing.professions]
    folder = "centers" if listing.kind == "center" else "practitioners"
    service: Thing = {
        "id": site.id_of("service", listing.handle),
        "name": f"{', '.join(labels)}: {listing.name}" if labels else listing.name,
        "status": "active",
        "url": f"{site.base_url}/{folder}/{listing.handle}",
        "organization": _organization(listing, site),
        "attributes": _attributes(listing, site),
        "service_at_locations": [
            {"id": site.id_of("at", listing.handle, str(number)), "location": location}
            for number, location in enumerate(_locations(listing, site))
        ],
        "languages": [
            {"id": site.id_of("language", listing.handle, code), "code": code}
            for code, _level in listing.languages
        ],
        "schedules": [_schedule(listing, one, site) for one in listing.weekly_times],
    }
    texts = {
        "description": listing.provides or listing.about,
        "fees_description": _fees(listing),
        "accreditations": "; ".join(
            f"{one.title} ({one.jurisdiction})" for one in listing.credentials
        ),
        "assured_date": listing.confirmed_on.isoformat() if listing.confirmed_on else "",
    }
    service |= {name: text for name, text in texts.items() if text}
    if listing.fees.fee is not None:
        service["cost_options"] = [_cost(listing, site)]
    # What was not stated is left out: HSDS has no word for it, and an empty list would say none.
    return {name: value for name, value in service.items() if value not in ([], "")}


def _organization(listing: PublishedListing, site: Site) -> Thing:
    organization: Thing = {
        "id": site.id_of("organization", listing.handle),
        "name": listing.name,
        "description": listing.about or listing.provides or listing.name,
    }
    ways = {contact.kind: contact.value for contact in listing.contacts}
    if "website" in ways:
        organization["website"] = ways["website"]
    if "phone" in ways:
        phone = {"id": site.id_of("phone", listing.handle), "number": ways["phone"]}
        organization["phones"] = [phone]
    return organization


def _attributes(listing: PublishedListing, site: Site) -> list[Thing]:
    vocabulary = site.vocabulary
    terms = [(OURS, slug, vocabulary.professions[slug].label) for slug in listing.professions] + [
        ("Better Together issues", one.issue, vocabulary.issues[one.issue].label)
        for one in listing.specialties
    ]
    return [
        {
            "id": site.id_of("attribute", listing.handle, slug),
            "link_entity": "service",
            "taxonomy_term": {
                "id": site.id_of("term", taxonomy, slug),
                "code": slug,
                "name": label,
                "description": label,
                "taxonomy": taxonomy,
            },
        }
        for taxonomy, slug, label in terms
    ]


def _locations(listing: PublishedListing, site: Site) -> list[Thing]:
    shown = [place for place in listing.places if place.visibility is not Visibility.NONE]
    found = [_location(listing, place, site) for place in shown]
    if listing.online_regions:
        found.append(
            {
                "id": site.id_of("location", listing.handle, "online"),
                "location_type": "virtual",
                "name": "Video",
                "description": f"By video for people in {', '.join(listing.online_regions)}",
            }
        )
    return found


def _location(listing: PublishedListing, place: PublicPlace, site: Site) -> Thing:
    number = site.id_of("location", listing.handle, place.label, place.city, place.region)
    location: Thing = {
        "id": number,
        "location_type": "physical",
        "name": place.label or ", ".join(filter(None, (place.city, place.region))),
    }
    if place.latitude is not None and place.longitude is not None:
        location |= {"latitude": place.latitude, "longitude": place.longitude}
    if place.visibility is Visibility.EXACT and place.street:
        location["addresses"] = [
            {
                "id": site.id_of("address", number),
                "address_1": place.street,
                "city": place.city,
                "state_province": place.region.partition("-")[2] or place.region,
                "postal_code": place.postal_code or "",
                "country": place.country,
                "address_type": "physical",
            }
        ]
    else:
        location["description"] = f"In {place.city}; the address is told by whoever works there."
    return location


def _schedule(listing: PublishedListing, one: WeeklyTime, site: Site) -> Thing:
    return {
        "id": site.id_of("schedule", listing.handle, str(one.weekday), str(one.start_minute)),
        "freq": "WEEKLY",
        "byday": WEEKDAYS[one.weekday],
        "opens_at": _clock(one.start_minute),
        "closes_at": _clock(one.end_minute),
        "description": "Times for joint sessions",
    }


def _clock(minute: int) -> str:
    # The day's end is written as its last minute: HSDS knows times before 24:00 only.
    return f"{minute // 60:02}:{minute % 60:02}" if minute < 24 * 60 else "23:59"


def _fees(listing: PublishedListing) -> str:
    fees = listing.fees
    if fees.sliding_min is None:
        return ""
    return f"Sliding scale from {fees.sliding_min:.0f} {fees.currency}"


def _cost(listing: PublishedListing, site: Site) -> Thing:
    fees = listing.fees
    cost: Thing = {
        "id": site.id_of("cost", listing.handle),
        "amount": fees.fee,
        "currency": fees.currency,
    }
    if fees.session_minutes:
        cost["amount_description"] = f"for {fees.session_minutes} minutes"
    return cost
