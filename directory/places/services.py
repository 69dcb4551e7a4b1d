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
from directory.places.models import GazetteerName, GazetteerPlace, GazetteerSource, PlaceKind
from directory.places.regions import load_regions

if TYPE_CHECKING:
    from collections.abc import Iterable
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


def import_gazetteer(session: Session, folder: Path) -> Imported:
    """Bring the gazetteer's tables up to the installed releases; flushes.

    `folder` is seed_data/places. Takes a second or two, and nothing where it is up to date.
    """
    wanted = {source.name: source.version for source in sources.sources(folder)}
    stored = {
        row.name: row.version
        for row in session.execute(select(GazetteerSource.name, GazetteerSource.version))
    }
    if stored == wanted:
        return Imported(was_up_to_date=True)
    made = _assembled(folder)
    for model in (GazetteerName, GazetteerPlace, GazetteerSource):
        session.execute(delete(model))
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


def _assembled(folder: Path) -> Assembled:
    regions = load_regions(folder)
    return assembled(
        towns=chain(sources.world_towns(regions), sources.own_towns(folder)),
        postal_areas=[*sources.zip_areas(), *sources.canadian_areas(folder)],
        aliases=sources.own_aliases(folder),
    )


def _insert(session: Session, made: Assembled) -> None:
    first_area = len(made.towns) + 1
    # Into the tables and not through the mapped classes, which takes three times as long.
    tables = Model.metadata.tables
    places = tables[GazetteerPlace.__tablename__]
    names = tables[GazetteerName.__tablename__]
    session.execute(insert(places), _rows(made.towns, PlaceKind.TOWN, first=1))
    session.execute(
        insert(places), _rows(made.postal_areas, PlaceKind.POSTAL_AREA, first=first_area)
    )
    session.execute(
        insert(names),
        [
            {"folded": name, "place_id": number}
            for number, names in enumerate(made.names, start=1)
            for name in sorted(names)
        ],
    )


def _rows(entries: Iterable[Entry], kind: PlaceKind, *, first: int) -> list[dict[str, object]]:
    return [
        {"id": number, "kind": kind, **entry._asdict()}
        for number, entry in enumerate(entries, start=first)
    ]
