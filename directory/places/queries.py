"""Read the gazetteer's tables into memory, and say whom to thank for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Integer, select, type_coerce

from directory.db import Model
from directory.places.columns import Columns, Entry
from directory.places.gazetteer import Gazetteer
from directory.places.models import GazetteerPlace, GazetteerSource
from directory.places.regions import load_regions

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

ROWS_AT_ONCE = 10_000


def load_gazetteer(session: Session, folder: Path) -> Gazetteer:
    """The gazetteer in memory; `folder` is seed_data/places, for the names of regions.

    Reading takes about half a second and 50 MB: keep it for the life of the process. An empty
    table (before `directory init`) gives an empty gazetteer.
    """
    columns = Columns()
    names: list[str] = []
    table = Model.metadata.tables[GazetteerPlace.__tablename__].c
    query = select(
        table.names,
        *(table[name] for name in Entry._fields[:-1]),
        type_coerce(table.is_one_building, Integer),
    ).order_by(table.id)
    for part in session.execute(query, execution_options={"yield_per": ROWS_AT_ONCE}).partitions():
        names.extend(row[0] for row in part)
        columns.extend([row[1:] for row in part])
    return Gazetteer(columns, names=names, regions=load_regions(folder))


def attributions(session: Session) -> tuple[str, ...]:
    """Whom the gazetteer's data is owed to, to be shown where places are searched."""
    return tuple(
        session.scalars(select(GazetteerSource.attribution).order_by(GazetteerSource.name))
    )
