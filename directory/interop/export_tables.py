"""The public directory as the tables that the importer takes: only what is shown, cell by cell.

A cell that a spreadsheet would take for a formula begins with an apostrophe, which the importer
takes off again. What was not stated is an empty cell. A place whose town is not shown is left out.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.interop.cells import WEEKDAYS
from directory.interop.columns import COLUMNS, Table
from directory.profiles.listing import Visibility

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from directory.profiles.listing import PublicPlace, PublicPractice, PublishedListing, WeeklyTime

    Cell = str | int | float | bool | date | Sequence[str] | None
    Line = dict[str, Cell]

FORMULA_BEGINS = "=+-@\t\r"
TEXTS = (
    "setting",
    "strong_emotion",
    "about",
    "approach",
    "provides",
    "does_not_provide",
    "first_visit",
    "boundaries",
    "friends_and_family",
)
PLAIN = (
    "handle",
    "kind",
    "name",
    "pronouns",
    "professions",
    "online_regions",
    "payers_yes",
    "payers_no",
    "payers_confirmed_on",
    "populations",
    "populations_no",
    "populations_focus",
    "preferences_yes",
    "preferences_no",
    "access_yes",
    "access_no",
    "pressure_from",
    "pressure_to",
    "refers_on_for",
    "collaboration_yes",
    "collaboration_no",
    "integration",
    "joined_on",
    "confirmed_on",
    *TEXTS,
)
"""Columns that are called as the fact in `PublishedListing`."""


@dataclass(frozen=True, slots=True)
class Written:
    """One table as a file."""

    table: Table
    text: str


def exported(listings: Iterable[PublishedListing]) -> tuple[Written, ...]:
    """Every table of these listings, in the order in which they are imported."""
    lines: dict[Table, list[Line]] = {table: [] for table in _ROWS}
    listings = sorted(listings, key=lambda one: one.handle)
    handles = {listing.handle for listing in listings}
    for listing in listings:
        for table, rows in _ROWS.items():
            lines[table] += rows(listing)
    for line in lines[Table.PLACES]:
        # Whose rooms they are is told only where that center is in the directory itself.
        line["center"] = line["center"] if line["center"] in handles else None
    return tuple(Written(table, _written(table, rows)) for table, rows in lines.items())


def safe_cell(text: str) -> str:
    """The text as no spreadsheet takes it for a formula."""
    return f"'{text}" if text[:1] in FORMULA_BEGINS and text else text


def _written(table: Table, rows: Sequence[Line]) -> str:
    names = [
        column.name
        for column in COLUMNS[table]
        if table is not Table.LISTINGS or any(column.name in row for row in rows)
    ]
    names = names or [column.name for column in COLUMNS[table] if column.is_required]
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([safe_cell(_text(row.get(name))) for name in names] for row in rows)
    return target.getvalue()


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.3f}".rstrip("0").rstrip(".")
    if isinstance(cell, list | tuple):
        return "|".join(str(item) for item in cell)
    return str(cell).strip()


def _listing(listing: PublishedListing) -> Iterator[Line]:
    availability, fees = listing.availability, listing.fees
    focus = [one.issue for one in listing.specialties if one.is_focus]
    also = [one.issue for one in listing.specialties if not one.is_focus]
    line: Line = {name: getattr(listing, name) for name in PLAIN}
    line |= {
        "focus_issues": focus,
        "also_issues": also,
        "modalities": [f"{one.modality}:{one.level}" for one in listing.modalities],
        "home_visit_km": listing.home_visit_km,
        "availability": availability.status,
        "wait_days": availability.wait_days,
        "weekly_openings": availability.weekly_openings,
        "availability_confirmed_on": availability.confirmed_on,
        "weekly_times": [_time(one) for one in listing.weekly_times],
        "fee": fees.fee,
        "fee_currency": fees.currency if fees.fee is not None else None,
        "fee_minutes": fees.session_minutes,
        "sliding_min": fees.sliding_min,
        "superbill": fees.superbill,
        "fees_confirmed_on": fees.confirmed_on,
        "session_lengths": [str(minutes) for minutes in listing.session_lengths],
        "languages": [f"{code}:{level}" for code, level in listing.languages],
        "practices": [_practice(one) for one in listing.practices],
        "invented": listing.is_invented,
    }
    yield line | _contacts(listing)


def _contacts(listing: PublishedListing) -> Line:
    shown = {contact.kind: contact.value for contact in listing.contacts}
    return {
        "shown_phone": shown.get("phone"),
        "website": shown.get("website"),
        "booking_page": shown.get("booking"),
    }


def _places(listing: PublishedListing) -> Iterator[Line]:
    for place in _shown_places(listing):
        yield {
            "listing": listing.handle,
            "label": place.label,
            "street": place.street,
            "city": place.city,
            "region": place.region,
            "postal_code": place.postal_code,
            "country": place.country,
            "visibility": place.visibility.value,
            "center": place.center,
        }


def _shown_places(listing: PublishedListing) -> list[PublicPlace]:
    shown = [place for place in listing.places if place.visibility is not Visibility.NONE]
    return sorted(shown, key=lambda place: place.label)


def _credentials(listing: PublishedListing) -> Iterator[Line]:
    for one in listing.credentials:
        yield {
            "listing": listing.handle,
            "profession": one.profession,
            "jurisdiction": one.jurisdiction,
            "title": one.title,
            "level": one.level,
            "status": one.status,
            "body": one.body,
            "number": one.number,
            "expires_on": one.expires_on,
            "checked_on": one.checked_on,
            "checked_where": one.checked_where,
            "supervisor_name": one.supervisor_name,
            "compact": one.is_compact_privilege or None,
        }


def _trainings(listing: PublishedListing) -> Iterator[Line]:
    for one in listing.trainings:
        yield {
            "listing": listing.handle,
            "what": one.what,
            "school": one.school,
            "country": one.country,
            "year": one.year,
            "hours": one.hours,
            "level": one.level,
            "instructor": one.instructor,
            "issues": one.issues,
            "modalities": one.modalities,
        }


def _specialties(listing: PublishedListing) -> Iterator[Line]:
    for one in listing.specialties:
        if one.backing != "self-stated" or one.detail:
            yield {
                "listing": listing.handle,
                "issue": one.issue,
                "focus": one.is_focus,
                "backing": one.backing,
                "detail": one.detail,
            }


def _commitments(listing: PublishedListing) -> Iterator[Line]:
    for one in listing.commitments:
        yield {
            "listing": listing.handle,
            "commitment": one.commitment,
            "backing": one.backing,
        }


def _programs(listing: PublishedListing) -> Iterator[Line]:
    for one in listing.programs:
        yield {
            "listing": listing.handle,
            "title": one.title,
            "kind": one.kind,
            "for_whom": one.for_whom,
            "schedule": one.schedule,
            "price": one.price,
            "about": one.about,
        }


def _affiliations(listing: PublishedListing) -> Iterator[Line]:
    for one in listing.staff:
        yield {"center": listing.handle, "practitioner": one.handle, "role": one.role}


def _practice(one: PublicPractice) -> str:
    # A list's own separator cannot stand in its items.
    backing = one.backing.replace("|", "/")
    return f"{one.practice}:{backing}" if backing else one.practice


def _time(one: WeeklyTime) -> str:
    begins, ends = (
        f"{minute // 60:02}:{minute % 60:02}" for minute in (one.start_minute, one.end_minute)
    )
    return f"{WEEKDAYS[one.weekday]} {begins}-{ends}"


_ROWS = {
    Table.LISTINGS: _listing,
    Table.PLACES: _places,
    Table.CREDENTIALS: _credentials,
    Table.TRAININGS: _trainings,
    Table.SPECIALTIES: _specialties,
    Table.COMMITMENTS: _commitments,
    Table.PROGRAMS: _programs,
    Table.AFFILIATIONS: _affiliations,
}
