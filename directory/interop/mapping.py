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

NAMES = tuple(column.name for column in COLUMNS[Table.LISTINGS])

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
    "full_name": "name",
    "insurance": "payers_yes",
    "insurances": "payers_yes",
    "issues": "focus_issues",
    "language": "languages",
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
    return replace(
        sheet,
        columns=tuple(taken[name] for name in sheet.columns if name in taken),
        rows=tuple(
            Row(row.line, {taken[name]: cell for name, cell in row.cells.items() if name in taken})
            for row in sheet.rows
        ),
    )


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
