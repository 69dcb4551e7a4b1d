"""Fill the gazetteer's tables from the packages; once, and again only when a release changes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from directory import clock
from directory.db import Model
from directory.places import sources
from directory.places.assembly import assembled
from directory.places.models import GazetteerPlace, GazetteerSource, PlaceKind
from directory.places.regions import load_regions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.places.assembly import Assembled
    from directory.places.columns import Entry


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import of the gazetteer came to; counts are 0 where it was up to date."""

    was_up_to_date: bool
    towns: int = 0
    names: int = 0
    postal_areas: int = 0


def assembled_from(folder: Path) -> Assembled:
    """The gazetteer of the installed packages; `folder` is seed_data/places."""
    regions = load_regions(folder)
    return assembled(
        towns=chain(sources.world_towns(regions), sources.own_towns(folder)),
        postal_areas=[*sources.zip_areas(), *sources.canadian_areas(folder)],
        aliases=sources.own_aliases(folder),
    )


def import_gazetteer(
    session: Session, folder: Path, *, assemble: Callable[[Path], Assembled] = assembled_from
) -> Imported:
    """Bring the gazetteer's tables up to the installed releases; flushes.

    `folder` is seed_data/places. Takes some seconds, and nothing where it is up to date.
    """
    wanted = {source.name: source.version for source in sources.sources(folder)}
    stored = {
        row.name: row.version
        for row in session.execute(select(GazetteerSource.name, GazetteerSource.version))
    }
    if stored == wanted:
        return Imported(was_up_to_date=True)
    made = assemble(folder)
    session.execute(delete(GazetteerPlace))
    session.execute(delete(GazetteerSource))
    _insert(session, made)
    session.execute(
        insert(GazetteerSource),
        [
            {
                "name": source.name,
                "version": source.version,
                "attribution": source.attribution,
                "imported_at": clock.now(),
            }
            for source in sources.sources(folder)
        ],
    )
    return Imported(
        was_up_to_date=False,
        towns=len(made.towns),
        names=sum(len(names) for names in made.names),
        postal_areas=len(made.postal_areas),
    )


def _insert(session: Session, made: Assembled) -> None:
    # Into the table and not through the mapped class, which takes three times as long.
    table = Model.metadata.tables[GazetteerPlace.__tablename__]
    towns = [
        _row(entry, PlaceKind.TOWN, "|".join(sorted(names)))
        for entry, names in zip(made.towns, made.names, strict=True)
    ]
    areas = [_row(entry, PlaceKind.POSTAL_AREA, "") for entry in made.postal_areas]
    for number, row in enumerate([*towns, *areas], start=1):
        row["id"] = number
    session.execute(insert(table), towns)
    session.execute(insert(table), areas)


def _row(entry: Entry, kind: PlaceKind, names: str) -> dict[str, object]:
    return {"kind": kind, "names": names, **entry._asdict()}
