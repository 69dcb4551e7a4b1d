"""In which county a town or a ZIP code of the United States lies; no place table holds it.

The counties come from the zipcodes package, which names one for nearly every ZIP code. A town may
lie in several: it counts to the one with most of its ZIP codes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import zipcodes

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Counties:
    """The counties of ZIP codes, and of towns by region and name in small letters."""

    by_code: Mapping[str, str]
    by_town: Mapping[tuple[str, str], str]

    def of(self, *, region: str, town: str, code: str | None = None) -> str:
        """The county with its region, such as `Jefferson County, US-CO`; empty if not known.

        `region` is ISO 3166-2, and `code` a ZIP code where it may be shown.
        """
        exact = self.by_code.get(code or "")
        return exact or self.by_town.get((region, town.casefold()), "")


@cache
def counties() -> Counties:
    """Every county, read once a process: about 42,000 ZIP codes."""
    by_code: dict[str, str] = {}
    in_town: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in zipcodes.list_all():  # type: ignore[no-untyped-call]
        if not (row["active"] and row["county"]):
            continue
        region = f"US-{row['state']}"
        county = f"{row['county']}, {region}"
        by_code[row["zip_code"]] = county
        for town in {row["city"], *row["acceptable_cities"]}:
            in_town[region, town.casefold()][county] += 1
    # Of two counties with as many, the first by name, so that it is the same one every day.
    by_town = {
        town: min(found, key=lambda county: (-found[county], county))
        for town, found in in_town.items()
    }
    return Counties(by_code, by_town)
