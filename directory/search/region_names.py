"""Regions by the names that people say: Colorado for US-CO."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from directory import resources
from directory.places.regions import load_regions

if TYPE_CHECKING:
    from directory.places.regions import Regions


def region_name(code: str) -> str:
    """The name of a country or a part of one (ISO 3166); the code's letters where none is known."""
    known = _regions().by_code.get(code)
    return code.rpartition("-")[2] if known is None else known.name


@cache
def _regions() -> Regions:
    # A table of two hundred lines that ships with the software: once a process is enough.
    return load_regions(resources.seed_data() / "places")
