"""HSDS 3 (Open Referral) in: organizations become drafts of centers, their locations places.

Read are the JSON of services or organizations (one, a list, or a page with `contents`) and the
CSV data package (organizations.csv, services.csv, locations.csv, addresses.csv, phones.csv,
service_at_locations.csv). Everything else of the specification is passed over.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

from directory.interop.cells import LONGEST_TEXT, LONGEST_WORD, handle_of_name
from directory.interop.problems import CellError, Gravity, Problem
from directory.interop.reading import MOST_BYTES, Sheet, read_sheet, sheet_of_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from directory.vocabulary.terms import Vocabulary

    Thing = dict[str, Any]

OURS = "Better Together professions"
"""The taxonomy by which our own export says whose profession it is."""
GONE = frozenset({"inactive", "defunct"})
TABLES = (
    "organizations",
    "services",
    "locations",
    "addresses",
    "phones",
    "service_at_locations",
)
LISTING_COLUMNS = (
    "kind",
    "name",
    "professions",
    "about",
    "provides",
    "contact_email",
    "contact_phone",
    "place_label",
    "street",
    "city",
    "region",
    "postal_code",
)
PLACE_COLUMNS = ("listing", "label", "street", "city", "region", "postal_code")


@dataclass(slots=True)
class _Package:
    """Things by id; what is nested in JSON is taken apart."""

    organizations: dict[str, Thing] = field(default_factory=dict)
    services: dict[str, list[Thing]] = field(default_factory=dict)
    """By the id of their organization."""
    locations: dict[str, dict[str, Thing]] = field(default_factory=dict)
    """By the id of the organization, then their own."""
    problems: list[Problem] = field(default_factory=list)


def is_hsds(files: Mapping[str, bytes]) -> bool:
    """Whether files are JSON, or named as the tables of a data package."""
    stems = {name.rpartition("/")[2].removesuffix(".csv").lower() for name in files}
    return "organizations" in stems or any(
        data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[") for data in files.values()
    )


def hsds_sheets(
    files: Mapping[str, bytes], vocabulary: Vocabulary, professions: Sequence[str]
) -> tuple[Sheet, ...]:
    """A sheet of listings and one of further places, a row for each organization.

    `professions` are for organizations that name none of ours, since HSDS knows no professions.
    """
    package = _Package()
    csv_files = {name: data for name, data in files.items() if name.lower().endswith(".csv")}
    for name, data in files.items():
        if name not in csv_files:
            _take_json(package, name, data)
    if csv_files:
        _take_tables(package, csv_files)
    file = next(iter(files))
    if not package.organizations and not package.problems:
        package.problems.append(_problem(file, _("There is no organization in it."), ""))
    return _sheets(file, package, vocabulary, professions)


def _take_json(package: _Package, file: str, data: bytes) -> None:
    if len(data) > MOST_BYTES:
        package.problems.append(
            _problem(file, _("The file is larger than 64 MB."), _("Split it into several files."))
        )
        return
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as problem:
        line = getattr(problem, "lineno", 1)
        package.problems.append(
            _problem(file, _("It is no JSON that can be read."), _("Export it anew."), line=line)
        )
        return
    for thing in _things(found):
        if "organization" in thing or "organization_id" in thing or "status" in thing:
            _take_service(package, file, thing)
        elif "name" in thing:
            _take_organization(package, thing)


def _things(found: object) -> Iterator[Thing]:
    if isinstance(found, list):
        for item in found:
            yield from _things(item)
    elif isinstance(found, dict):
        lists = [found[key] for key in ("contents", "services", "organizations") if key in found]
        if lists and "name" not in found:
            for item in lists:
                yield from _things(item)
        else:
            yield found


def _take_service(package: _Package, file: str, service: Thing) -> None:
    organization = service.get("organization")
    if isinstance(organization, dict):
        _take_organization(package, organization)
        owner = str(organization.get("id", ""))
    else:
        owner = str(service.get("organization_id", ""))
    if not owner:
        cause = _("A service names no organization: %(name)s.", name=str(service.get("name", "")))
        package.problems.append(_problem(file, cause, "", gravity=Gravity.NOTE))
        return
    package.services.setdefault(owner, []).append(service)
    for link in _list(service, "service_at_locations"):
        _take_location(package, owner, link.get("location"))


def _take_organization(package: _Package, organization: Thing) -> None:
    owner = str(organization.get("id", ""))
    package.organizations.setdefault(owner, organization)
    for location in _list(organization, "locations"):
        _take_location(package, owner, location)
    for service in _list(organization, "services"):
        package.services.setdefault(owner, []).append(service)
        for link in _list(service, "service_at_locations"):
            _take_location(package, owner, link.get("location"))


def _take_location(package: _Package, owner: str, location: object) -> None:
    if isinstance(location, dict):
        number = str(location.get("id", len(package.locations.get(owner, {}))))
        package.locations.setdefault(owner, {}).setdefault(number, location)


def _take_tables(package: _Package, files: Mapping[str, bytes]) -> None:
    rows: dict[str, list[Thing]] = {name: [] for name in TABLES}
    for file, data in files.items():
        sheet = read_sheet(file, data)
        package.problems += sheet.problems
        stem = file.rpartition("/")[2].removesuffix(".csv").lower()
        if stem in rows:
            rows[stem] = [dict(row.cells) for row in sheet.rows]
    for organization in rows["organizations"]:
        own = _with(rows["phones"], "organization_id", organization.get("id"))
        _take_organization(package, organization | {"phones": own})
    services = {row.get("id", ""): row for row in rows["services"]}
    for service in services.values():
        package.services.setdefault(service.get("organization_id", ""), []).append(service)
    _take_table_of_locations(package, rows, services)


def _take_table_of_locations(
    package: _Package, rows: Mapping[str, list[Thing]], services: Mapping[str, Thing]
) -> None:
    locations = {
        row.get("id", ""): row
        | {"addresses": _with(rows["addresses"], "location_id", row.get("id"))}
        for row in rows["locations"]
    }
    for link in rows["service_at_locations"]:
        owner = services.get(link.get("service_id", ""), {}).get("organization_id", "")
        _take_location(package, owner, locations.get(link.get("location_id", "")))
    for location in locations.values():
        if location.get("organization_id"):
            _take_location(package, location["organization_id"], location)


def _with(rows: Iterable[Thing], column: str, value: object) -> list[Thing]:
    return [row for row in rows if value and row.get(column) == value]


def _sheets(
    file: str, package: _Package, vocabulary: Vocabulary, professions: Sequence[str]
) -> tuple[Sheet, ...]:
    listings: list[tuple[int, tuple[str, ...]]] = []
    places: list[tuple[int, tuple[str, ...]]] = []
    for line, (owner, organization) in enumerate(package.organizations.items(), start=1):
        services = package.services.get(owner, [])
        if services and all(_text(service, "status") in GONE for service in services):
            cause = _("All its services have ended: %(name)s.", name=_text(organization, "name"))
            package.problems.append(_problem(file, cause, "", line=line, gravity=Gravity.NOTE))
            continue
        named = _professions(services, vocabulary) or tuple(professions)
        found = [_place(one) for one in package.locations.get(owner, {}).values()]
        found = [place for place in found if place[2] or place[4]]
        listings.append((line, _listing_row(organization, services, named, found)))
        handle = _handle(organization)
        places += [(line, (handle, *place)) for place in found[1:] if handle]
    sheets = [sheet_of_rows(file, LISTING_COLUMNS, listings)]
    if places:
        sheets.append(sheet_of_rows(f"{file} (places)", PLACE_COLUMNS, places))
    first = sheets[0]
    sheets[0] = Sheet(file, first.columns, first.rows, (*package.problems, *first.problems))
    return tuple(sheets)


def _listing_row(
    organization: Thing,
    services: Iterable[Thing],
    professions: Sequence[str],
    places: Sequence[tuple[str, ...]],
) -> tuple[str, ...]:
    services = list(services)
    told = [_text(service, "name") for service in services if _text(service, "status") not in GONE]
    phones = _list(organization, "phones") or [p for s in services for p in _list(s, "phones")]
    email = _text(organization, "email") or next(
        (_text(service, "email") for service in services if _text(service, "email")), ""
    )
    first = places[0] if places else ("", "", "", "", "")
    return (
        "center",
        _text(organization, "name"),
        "|".join(professions),
        _text(organization, "description")[:LONGEST_TEXT],
        "; ".join(dict.fromkeys(name for name in told if name))[:LONGEST_TEXT],
        email,
        _text(phones[0], "number")[:LONGEST_WORD] if phones else "",
        *first,
    )


def _professions(services: Iterable[Thing], vocabulary: Vocabulary) -> tuple[str, ...]:
    terms = [
        attribute.get("taxonomy_term") or {}
        for service in services
        for attribute in _list(service, "attributes")
    ]
    codes = [str(term.get("code", "")) for term in terms if term.get("taxonomy") == OURS]
    return tuple(dict.fromkeys(code for code in codes if code in vocabulary.professions))[:2]


def _place(location: Thing) -> tuple[str, str, str, str, str]:
    """Label, street, town, region and postal code; with an area shown only, as every import."""
    addresses = _list(location, "addresses")
    physical = [one for one in addresses if one.get("address_type") == "physical"]
    address = (physical or addresses or [{}])[0]
    country = _text(address, "country").upper()
    state = _text(address, "state_province")
    is_short = len(state) == len("CO") and country in ("US", "CA")
    return (
        _text(location, "name")[:LONGEST_WORD],
        " ".join(filter(None, (_text(address, "address_1"), _text(address, "address_2")))),
        _text(address, "city"),
        f"{country}-{state.upper()}" if is_short else state,
        _text(address, "postal_code"),
    )


def _handle(organization: Thing) -> str:
    try:
        return handle_of_name(_text(organization, "name"))
    except CellError:
        return ""


def _list(thing: Thing, name: str) -> list[Thing]:
    found = thing.get(name)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _text(thing: Thing, name: str) -> str:
    found = thing.get(name)
    return " ".join(str(found).split()) if isinstance(found, str | int | float) else ""


def _problem(
    file: str,
    cause: str,
    remedy: str,
    *,
    line: int | None = None,
    gravity: Gravity = Gravity.ERROR,
) -> Problem:
    return Problem(file=file, line=line, cause=cause, remedy=remedy, gravity=gravity)
