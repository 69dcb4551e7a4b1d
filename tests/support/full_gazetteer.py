"""The whole gazetteer in memory, assembled as an import does, without a database."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from directory.places import sources
from directory.places.assembly import assembled
from directory.places.columns import Columns
from directory.places.gazetteer import Gazetteer
from directory.places.regions import load_regions

FOLDER = Path(__file__).resolve().parents[2] / "seed_data" / "places"


@cache
def full_gazetteer() -> Gazetteer:
    """All towns and postal areas; takes some seconds to make, once for a run."""
    regions = load_regions(FOLDER)
    made = assembled(
        towns=[*sources.world_towns(regions), *sources.own_towns(FOLDER)],
        postal_areas=[*sources.zip_areas(), *sources.canadian_areas(FOLDER)],
        aliases=sources.own_aliases(FOLDER),
    )
    return Gazetteer(
        Columns([*made.towns, *made.postal_areas]),
        names=["|".join(sorted(names)) for names in made.names],
        regions=regions,
    )
