"""A raw file of invented people as a spreadsheet of another network would have it.

    python -m scripts.raw_network 2000 raw.csv

Its columns and words are the source's own: names in two columns, lists with commas or semicolons,
words nobody here uses, namesakes, and a few slips of the hand. The same on every run.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = (
    "Member #",
    "First Name",
    "Last Name",
    "Profession",
    "License",
    "License Number",
    "License State",
    "Specialties",
    "Insurance",
    "Languages",
    "Address",
    "City",
    "State",
    "Zip",
    "Phone",
    "E-mail",
    "Dues paid",
    "Bio",
)
FIRST = ("Ada", "Bruno", "Cleo", "Dario", "Edda", "Farid", "Greta", "Hana", "Ivo", "Jola", "Kim")
LAST = (
    "Almquist",
    "Brantley",
    "Castell",
    "Dunmore",
    "Ekholm",
    "Fairweather",
    "Grunwald",
    "Hollis",
    "Iverson",
    "Jarrell",
    "Kessler",
    "Lindqvist",
    "Marlowe",
    "Nakagawa",
    "Osterman",
    "Pellegrin",
    "Quimby",
    "Rasmus",
    "Sandoval",
    "Thibault",
    "Ulrich",
    "Vance",
    "Whitlock",
    "Xenakis",
    "Yarrow",
    "Zeller",
)
KINDS = (
    ("Massage therapist", "LMT", "Low back pain, neck pain"),
    ("Professional counselor", "LPC", "Anxiety; grief; feeling stuck in life"),
    ("Physical therapist", "PT", "Whiplash, low back pain"),
    ("Clinical social worker", "LCSW", "PTSD; depression"),
    ("Massage practitioner", "LMT", "Headache, desk neck"),
)
TOWNS = (
    ("Lakewood", "80226"),
    ("Denver", "80202"),
    ("Boulder", "80301"),
    ("Fort Collins", "80521"),
    ("Colorado Springs", "80903"),
)
SLIPS = {
    40: ("E-mail", "ada at example"),
    400: ("License State", "Colorrado"),
    900: ("Zip", "8022"),
}
"""Rows with a cell that somebody mistyped."""


def rows(count: int, *, slips: bool = True) -> Iterator[dict[str, str]]:
    """As many people; after the first 1,500 names begin again, as namesakes."""
    for number in range(count):
        found = _row(number)
        if slips and number in SLIPS:
            column, cell = SLIPS[number]
            found[column] = cell
        yield found


def write(path: Path, count: int, *, slips: bool = True) -> None:
    """Write the file."""
    with path.open("w", newline="", encoding="utf-8-sig") as lines:
        writer = csv.DictWriter(lines, COLUMNS, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows(count, slips=slips))


def _row(number: int) -> dict[str, str]:
    named = number % 1500
    first, last = FIRST[named % len(FIRST)], LAST[named // len(FIRST) % len(LAST)]
    initial = "ABCDEF"[named // (len(FIRST) * len(LAST))]
    profession, title, specialties = KINDS[number % len(KINDS)]
    town, postal_code = TOWNS[number % len(TOWNS)]
    return {
        "Member #": str(1000 + number),
        "First Name": f"{first} {initial}.",
        "Last Name": last,
        "Profession": profession,
        "License": title,
        "License Number": f"{title}.{100_000 + number}",
        "License State": "CO",
        "Specialties": specialties,
        "Insurance": "Medicaid; self-pay" if number % 3 else "Sliding scale",
        "Languages": "English, Spanish" if number % 4 == 0 else "English",
        "Address": f"{100 + number} Invented Street",
        "City": town,
        "State": "CO",
        "Zip": postal_code,
        "Phone": f"303-555-{number:04d}",
        "E-mail": f"member{number}@example.org",
        "Dues paid": "yes",
        "Bio": f"I work with people one at a time, in {town}.",
    }


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]))
