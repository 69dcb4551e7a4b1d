"""A public listing as data: schema.org for machines that read pages, and a vCard to keep.

Neither names what somebody works with: both are kept and passed on out of sight of who asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from directory.search.listing_lines import credential_line, profession_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.profiles.listing import PublicPlace, PublishedListing
    from directory.search.profile_rows import ProfileContext

LINE_BYTES = 75
"""RFC 6350, section 3.2: longer lines are folded."""


def short_about(listing: PublishedListing, context: ProfileContext) -> str:
    """Discipline and towns in few words, for a card that somebody else may see."""
    what = (
        profession_line(listing, context.vocabulary, context.say)
        if listing.kind == "person"
        else context.say.gettext("Center with several disciplines")
    )
    towns = dict.fromkeys(_town(place) for place in listing.places)
    return ", ".join(part for part in (what, *towns) if part)


def schema_org(listing: PublishedListing, address: str, context: ProfileContext) -> dict[str, Any]:
    """The listing in terms of schema.org; an address is there only where everybody may see it."""
    is_person = listing.kind == "person"
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Person" if is_person else "MedicalBusiness",
        "name": listing.name,
        "url": address,
        "description": short_about(listing, context),
    }
    places = [_schema_place(place) for place in listing.places if place.city]
    if is_person:
        data["jobTitle"] = profession_line(listing, context.vocabulary, context.say)
        data["knowsLanguage"] = [code for code, _level in listing.languages]
        data["hasCredential"] = [
            {"@type": "EducationalOccupationalCredential", "name": item.title}
            for item in listing.credentials
        ]
        data["workLocation"] = places
        data["worksFor"] = [{"@type": "Organization", "name": one.name} for one in listing.centers]
    else:
        data["location"] = places
        data["employee"] = [{"@type": "Person", "name": one.name} for one in listing.staff]
    return {name: value for name, value in data.items() if value}


def vcard(listing: PublishedListing, address: str, context: ProfileContext) -> str:
    """The listing as a vCard 4.0 (RFC 6350), with CRLF line ends and folded lines."""
    is_person = listing.kind == "person"
    family = listing.name.rpartition(" ")
    ways = {"phone": "TEL", "website": "URL", "booking": "URL"}
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        f"KIND:{'individual' if is_person else 'org'}",
        f"FN:{_escaped(listing.name)}",
        f"N:{_escaped(family[2])};{_escaped(family[0])};;;" if is_person else "",
        _line("TITLE", credential_line(listing)),
        _line("ROLE", short_about(listing, context)),
        *(_line("ORG", one.name) for one in listing.centers[:1]),
        *(_vcard_address(place) for place in listing.places if place.city),
        *(_line(ways[way.kind], way.value) for way in listing.contacts if way.kind in ways),
        _line("URL", address),
        *(_line("LANG", code) for code, _level in listing.languages),
        f"REV:{context.today:%Y%m%d}T000000Z",
        "END:VCARD",
    ]
    return "".join(f"{part}\r\n" for line in lines if line for part in _folded(line))


def _town(place: PublicPlace) -> str:
    region = place.region.rpartition("-")[2]
    return ", ".join(part for part in (place.city, region) if part and place.city)


def _schema_place(place: PublicPlace) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "streetAddress": place.street,
        "addressLocality": place.city,
        "addressRegion": place.region.rpartition("-")[2],
        "postalCode": place.postal_code,
        "addressCountry": place.country,
    }
    return {"@type": "Place", "address": {key: value for key, value in address.items() if value}}


def _vcard_address(place: PublicPlace) -> str:
    parts = ("", "", place.street or "", place.city, place.region.rpartition("-")[2],
             place.postal_code or "", place.country)  # fmt: skip
    return "ADR;TYPE=work:" + ";".join(_escaped(part) for part in parts)


def _line(name: str, value: str) -> str:
    return f"{name}:{_escaped(value)}" if value else ""


def _escaped(value: str) -> str:
    """A value with the signs that end one taken out of force (RFC 6350, section 3.4)."""
    for sign in ("\\", ",", ";"):
        value = value.replace(sign, f"\\{sign}")
    return "\\n".join(value.splitlines())


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 bytes, the further ones after a blank; no letter is cut."""
    piece, size = "", 0
    for sign in line:
        length = len(sign.encode())
        if size + length > LINE_BYTES:
            yield piece
            piece, size = " ", 1
        piece, size = piece + sign, size + length
    yield piece
