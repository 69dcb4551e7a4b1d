"""What each package tells about the personal data it holds, as one value of one type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from flask_babel import LazyString
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from directory.config import Settings
    from directory.keys.ring import KeyRing

    Rows = Mapping[str, Sequence[Mapping[str, Any]]]
    """Rows by what they are, such as `{"sessions": [{"started_at": …}]}`, ready to be read."""


def plain_rows(
    session: Session, statement: Select[*tuple[Any, ...]], *, but: Collection[str] = ()
) -> list[dict[str, Any]]:
    """The rows of a selected table by column, without those that say nothing, such as hashes."""
    return [
        {name: value for name, value in row.items() if name not in but}
        for row in session.execute(statement).mappings()
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whose data is meant."""

    account_id: int
    reference: str
    email: str
    listing_ids: tuple[int, ...] = ()
    """The person's own listing; not the centers that they manage for others."""
    listing_handles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """The part of everybody's data that one package keeps, and what can be done with it."""

    name: str
    tables: tuple[str, ...]
    """Every table of the package, also those that hold nothing about anybody."""
    export: Callable[[Session, KeyRing, Person], Rows] | None = None
    """Everything held on the person, decrypted; days and moments as such, the rest as in JSON."""
    erase: Callable[[Session, KeyRing, Person], None] | None = None
    """Remove it, and keep what belongs to others without the person; flushes; may be repeated."""
    told: LazyString | None = None
    """What becomes of it when the person leaves, in a sentence or two."""
    purge: Callable[[Session, Settings], Mapping[str, int]] | None = None
    """Remove what is past its time; how many rows of which table. Flushes; may be repeated."""
    renew: Callable[[Session, KeyRing], int] | None = None
    """Encrypt every field anew with the present key; how many. Flushes; may be repeated."""
