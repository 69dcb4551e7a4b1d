"""The compacts between states: a licence at home gives a privilege elsewhere. Pure; from a file."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.profiles.closed_sets import CredentialLevel

if TYPE_CHECKING:
    from pathlib import Path

    from directory.profiles.draft import CredentialDraft, ListingDraft

COMPACTS_FILE = "compacts.csv"


@dataclass(frozen=True, slots=True)
class Compact:
    """A compact: whose it is, what it gives, and where it holds."""

    slug: str
    name: str
    profession: str
    title: str
    """The title that its privilege is recorded under."""
    body: str
    jurisdictions: tuple[str, ...]
    note: str


def load_compacts(folder: Path) -> tuple[Compact, ...]:
    """Read `compacts.csv` of a folder (seed_data)."""
    with (folder / COMPACTS_FILE).open(encoding="utf-8", newline="") as lines:
        return tuple(
            Compact(
                slug=row["compact"],
                name=row["name"],
                profession=row["profession"],
                title=row["title"],
                body=row["body"],
                jurisdictions=tuple(row["jurisdictions"].split("|")),
                note=row["note"],
            )
            for row in csv.DictReader(lines)
        )


def home_licences(draft: ListingDraft, compact: Compact) -> tuple[CredentialDraft, ...]:
    """The independent licences on which a privilege of this compact can stand."""
    return tuple(
        item
        for item in draft.credentials
        if item.profession == compact.profession
        and item.jurisdiction in compact.jurisdictions
        and item.level is CredentialLevel.INDEPENDENT
        and not item.is_compact_privilege
    )
