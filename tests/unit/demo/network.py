"""The committed tables of the demo, read as plain rows, and the vocabulary they stand on."""

from __future__ import annotations

import csv
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

SEED = Path(__file__).parents[3] / "seed_data"
Rows = list[dict[str, str]]


@cache
def rows(name: str) -> Rows:
    """The rows of one table of the demo."""
    return read(SEED / "demo" / f"{name}.csv")


@cache
def terms(name: str) -> dict[str, dict[str, str]]:
    """The rows of one file of the vocabulary, by slug."""
    return {row["slug"]: row for row in read(SEED / "vocabulary" / f"{name}.csv")}


@cache
def manifest() -> dict[str, Any]:
    """What the folder says of itself."""
    found: dict[str, Any] = json.loads((SEED / "demo" / "manifest.json").read_text("utf-8"))
    return found


def read(path: Path) -> Rows:
    """The rows of a CSV file. Raises csv.Error where a quote is not closed."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


def listed(cell: str) -> list[str]:
    """The items of a cell that holds a list."""
    return cell.split("|") if cell else []


def people() -> Rows:
    """The rows of practitioners."""
    return [row for row in rows("listings") if row["kind"] == "person"]


def centers() -> Rows:
    """The rows of integrative centers."""
    return [row for row in rows("listings") if row["kind"] == "center"]


def days_ago(cell: str) -> int:
    """Days between a date and the day on which the whole demo is true."""
    return (date.fromisoformat(manifest()["as_of"]) - date.fromisoformat(cell)).days


def umbrellas(profession: str) -> list[str]:
    """A profession and those above it."""
    found: list[str] = []
    while profession:
        found.append(profession)
        profession = terms("professions")[profession]["parent"]
    return found


def staff(center: str) -> list[str]:
    """Handles of the current people of a center."""
    return [
        row["practitioner"]
        for row in rows("affiliations")
        if row["center"] == center and row["status"] == "current"
    ]


def listing(handle: str) -> dict[str, str]:
    """One row of listings.csv."""
    return next(row for row in rows("listings") if row["handle"] == handle)


def places_of(handle: str) -> list[tuple[str, str, str]]:
    """City, region and postal code of each place of a listing."""
    own = listing(handle)
    found = [own] if own["city"] else []
    found += [row for row in rows("places") if row["listing"] == handle]
    return [(row["city"], row["region"], row["postal_code"]) for row in found]
