"""Match the columns of somebody's own file with ours: guessed once, chosen by a person, kept."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz import process

from directory.interop.columns import COLUMNS, Table
from directory.interop.reading import Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from directory.interop.reading import Sheet

LIKELY = 90
LEFT_OUT = ""
"""The choice for a column that is not taken."""

FIRST_NAME, LAST_NAME = "first_name", "last_name"
"""Not columns of ours: the two are put together where a source keeps the name in parts."""

NAMES = (FIRST_NAME, LAST_NAME, *(column.name for column in COLUMNS[Table.LISTINGS]))

ALIASES = {
    "address": "street",
    "bio": "about",
    "biography": "about",
    "care_of": LEFT_OUT,
    "category": "professions",
    "description": "about",
    "discipline": "professions",
    "display_name": "name",
    "e-mail": "contact_email",
    "email": "contact_email",
    "email_address": "contact_email",
    "family_name": LAST_NAME,
    "first": FIRST_NAME,
    "full_name": "name",
    "given_name": FIRST_NAME,
    "insurance": "payers_yes",
    "insurances": "payers_yes",
    "issues": "focus_issues",
    "language": "languages",
    "last": LAST_NAME,
    "license": "credential_title",
    "license_number": "credential_number",
    "license_state": "credential_jurisdiction",
    "licence": "credential_title",
    "licence_number": "credential_number",
    "licence_state": "credential_jurisdiction",
    "methods": "modalities",
    "mobile": "contact_phone",
    "phone": "contact_phone",
    "phone_number": "contact_phone",
    "postcode": "postal_code",
    "profession": "professions",
    "province": "region",
    "specialities": "focus_issues",
    "specialties": "focus_issues",
    "state": "region",
    "surname": LAST_NAME,
    "telephone": "contact_phone",
    "town": "city",
    "zip": "postal_code",
    "zip_code": "postal_code",
}
"""What other directories call our columns."""


def fingerprint(columns: Sequence[str]) -> str:
    """What a source is known by: a hash of its column names, in whatever order they stand."""
    return hashlib.sha256("\n".join(sorted(columns)).encode()).hexdigest()


def guessed(columns: Sequence[str]) -> dict[str, str]:
    """The likely column of ours for each of theirs; none of ours is taken twice."""
    found: dict[str, str] = {}
    for column in columns:
        ours = _likely(column)
        found[column] = LEFT_OUT if ours in found.values() else ours
    return found


def mapped(sheet: Sheet, columns: Mapping[str, str]) -> Sheet:
    """The sheet with our column names; a column without one is left out."""
    taken = {theirs: ours for theirs, ours in columns.items() if ours in NAMES}
    named = replace(
        sheet,
        columns=tuple(taken[name] for name in sheet.columns if name in taken),
        rows=tuple(
            Row(row.line, {taken[name]: cell for name, cell in row.cells.items() if name in taken})
            for row in sheet.rows
        ),
    )
    return _with_whole_names(named)


def _with_whole_names(sheet: Sheet) -> Sheet:
    in_parts = [name for name in (FIRST_NAME, LAST_NAME) if name in sheet.columns]
    if not in_parts:
        return sheet
    kept = tuple(name for name in sheet.columns if name not in in_parts)
    if "name" in kept:  # The whole name is there too, and says more.
        rows = tuple(Row(row.line, {name: row.cells[name] for name in kept}) for row in sheet.rows)
        return replace(sheet, columns=kept, rows=rows)
    rows = tuple(
        Row(
            row.line,
            {"name": " ".join(filter(None, (row.cells[part] for part in in_parts)))}
            | {name: row.cells[name] for name in kept},
        )
        for row in sheet.rows
    )
    return replace(sheet, columns=("name", *kept), rows=rows)


def taken_twice(columns: Mapping[str, str]) -> str | None:
    """A column of ours that two of theirs would fill, or None where there is none."""
    chosen = [ours for ours in columns.values() if ours != LEFT_OUT]
    return next((ours for ours in chosen if chosen.count(ours) > 1), None)


def _likely(column: str) -> str:
    if column in NAMES:
        return column
    if column in ALIASES:
        return ALIASES[column]
    best = process.extractOne(column, NAMES, score_cutoff=LIKELY)
    return str(best[0]) if best else LEFT_OUT
