"""Insert listings that were never stored, thousands at once: a statement for each table.

Adding them to the session one by one took 4 ms each inside the writing transaction, and nobody
else writes meanwhile on SQLite.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, inspect
from sqlalchemy.orm import RelationshipDirection

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Mapper, RelationshipProperty, Session

    from directory.db import Model
    from directory.profiles.models import Listing

    Values = dict[str, Any]


def insert_listings(session: Session, listings: Sequence[Listing]) -> dict[str, int]:
    """Insert the rows of `listings` alone, without what stands under them; their ids by handle."""
    insert_rows(session, listings)
    return {listing.handle: listing.id for listing in listings}


def insert_rows(session: Session, rows: Sequence[Model]) -> None:
    """Insert rows of one table; those that are numbered by the database take their numbers."""
    if not rows:
        return
    kind = type(rows[0])
    mapper = inspect(kind)
    for row in rows:
        _take_numbers_of_siblings(row, mapper)
    values = [_values(row, mapper) for row in rows]
    if not _is_numbered(mapper):
        session.execute(insert(kind), values)
        return
    number = mapper.primary_key[0]
    given = session.scalars(insert(kind).returning(number, sort_by_parameter_order=True), values)
    for row, found in zip(rows, given, strict=True):
        setattr(row, str(number.key), found)


def insert_parts(session: Session, owners: Sequence[Model]) -> None:
    """Insert every row that stands under `owners`, which have been inserted before."""
    if not owners:
        return
    for relationship in _down(inspect(type(owners[0]))):
        rows = [
            _under(owner, row, relationship)
            for owner in owners
            for row in _rows(getattr(owner, relationship.key))
        ]
        if rows:
            insert_rows(session, rows)
            insert_parts(session, rows)


def _down(mapper: Mapper[Any]) -> Iterable[RelationshipProperty[Any]]:
    # As they are declared: credentials come before the modalities that stand on them.
    return [one for one in mapper.relationships if one.direction is RelationshipDirection.ONETOMANY]


def _rows(value: Any) -> Sequence[Model]:  # noqa: ANN401 - a list, one row or none
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)


def _under(owner: Model, row: Model, relationship: RelationshipProperty[Any]) -> Model:
    for local, remote in relationship.local_remote_pairs or ():
        setattr(row, str(remote.key), getattr(owner, str(local.key)))
    return row


def _take_numbers_of_siblings(row: Model, mapper: Mapper[Any]) -> None:
    for relationship in mapper.relationships:
        if relationship.direction is RelationshipDirection.MANYTOONE:
            sibling = getattr(row, relationship.key)
            for local, remote in relationship.local_remote_pairs or ():
                setattr(row, str(local.key), getattr(sibling, str(remote.key)) if sibling else None)


def _values(row: Model, mapper: Mapper[Any]) -> Values:
    """The columns that were set; every row of a table names the same, as one statement asks."""
    found = {}
    for attribute in mapper.column_attrs:
        column = attribute.columns[0]
        if column.primary_key and _is_numbered(mapper):
            continue
        default = column.default.arg if column.default is not None else None
        found[attribute.key] = row.__dict__.get(attribute.key, default)
    return found


def _is_numbered(mapper: Mapper[Any]) -> bool:
    return mapper.local_table.autoincrement_column is not None  # type: ignore[attr-defined]
