"""The part of HSDS 3.0.1 that our export uses, as a JSON Schema of our own.

Its required fields, types, formats and closed sets were held against the published schemas one by
one on 22 November 2026: github.com/openreferral/specification, folder schema, the files service,
organization, phone, taxonomy_term, cost_option (commit 01be272), location, address, schedule,
language, service_at_location (commit 149f77c, branch 3.2) and attribute (commit 0fd7ce5). Where
those differ by version, the stricter is taken; unlike them it allows no field that they do not
know. The published files themselves are not kept here.
"""

from __future__ import annotations

from typing import Any

TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
NUMBER: dict[str, Any] = {"type": "number"}
ID: dict[str, Any] = {
    "type": "string",
    "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
}
URL: dict[str, Any] = {"type": "string", "pattern": "^https?://"}
CLOCK: dict[str, Any] = {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"}


def _thing(*required: str, **properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["id", *required],
        "properties": {"id": ID} | properties,
        "additionalProperties": False,
    }


def _many(thing: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": thing, "minItems": 1}


KINDS = {"enum": ["physical", "postal", "virtual"]}
ADDRESS = _thing(
    "address_1",
    "city",
    "state_province",
    "postal_code",
    "country",
    "address_type",
    address_1=TEXT,
    city=TEXT,
    state_province=TEXT,
    postal_code={"type": "string"},
    country={"type": "string", "minLength": 2, "maxLength": 2},
    address_type=KINDS,
)
LOCATION = _thing(
    "location_type",
    location_type=KINDS,
    name=TEXT,
    description=TEXT,
    latitude=NUMBER,
    longitude=NUMBER,
    addresses=_many(ADDRESS),
)
PHONE = _thing("number", number=TEXT)
ORGANIZATION = _thing(
    "name", "description", name=TEXT, description=TEXT, website=URL, phones=_many(PHONE)
)
TERM = _thing("name", "description", name=TEXT, description=TEXT, code=TEXT, taxonomy=TEXT)
ATTRIBUTE = _thing("link_entity", link_entity=TEXT, taxonomy_term=TERM)
SCHEDULE = _thing(
    freq={"enum": ["WEEKLY", "MONTHLY"]},
    byday={"type": "string", "pattern": "^(MO|TU|WE|TH|FR|SA|SU)$"},
    opens_at=CLOCK,
    closes_at=CLOCK,
    description=TEXT,
)
COST = _thing(
    amount=NUMBER,
    currency={"type": "string", "minLength": 3, "maxLength": 3},
    amount_description=TEXT,
)
SERVICE = _thing(
    "name",
    "status",
    name=TEXT,
    status={"enum": ["active", "inactive", "defunct", "temporarily closed"]},
    description=TEXT,
    url=URL,
    fees_description=TEXT,
    accreditations=TEXT,
    assured_date={"type": "string", "format": "date"},
    organization=ORGANIZATION,
    attributes=_many(ATTRIBUTE),
    service_at_locations=_many(_thing("location", location=LOCATION)),
    languages=_many(_thing(code=TEXT)),
    schedules=_many(SCHEDULE),
    cost_options=_many(COST),
)
