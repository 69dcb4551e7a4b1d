"""Read the gazetteer's tables into memory, and say whom to thank for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.places.columns import Columns, Entry
from directory.places.gazetteer import Gazetteer
from directory.places.models import GazetteerName, GazetteerPlace, GazetteerSource
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
    table = GazetteerPlace.__table__.c
    rows = session.execute(
        select(*(table[name] for name in Entry._fields)).order_by(table.id),
        execution_options={"yield_per": ROWS_AT_ONCE},
    )
    for part in rows.partitions():
        columns.extend(part)
    names = session.execute(
        select(GazetteerName.folded, GazetteerName.place_id),
        execution_options={"yield_per": ROWS_AT_ONCE},
    )
    return Gazetteer(columns, names=names.tuples(), regions=load_regions(folder))


def attributions(session: Session) -> tuple[str, ...]:
    """Whom the gazetteer's data is owed to, to be shown where places are searched."""
    return tuple(
        session.scalars(select(GazetteerSource.attribution).order_by(GazetteerSource.name))
    )
