"""The closed sets of imports, stored by value."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """What a file is."""

    LISTINGS = "listings"
    NPPES = "nppes"
    HSDS = "hsds"


class ImportState(StrEnum):
    """Where an import stands: looked at and not finished, in, or taken back."""

    OPEN = "open"
    DONE = "done"
    UNDONE = "undone"
