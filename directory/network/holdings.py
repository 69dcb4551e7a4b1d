"""What a network keeps about itself names nobody but, by reference, the curator who edited."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from directory import clock
from directory.holdings import Holding, plain_rows
from directory.network.models import NetworkEdit, UnknownWord

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.config import Settings
    from directory.holdings import Person, Rows
    from directory.keys.ring import KeyRing

NOBODY = "nobody"
WORDS_KEPT = timedelta(days=180)


def export(session: Session, keys: KeyRing, person: Person) -> Rows:
    """The edits that this person made as a networking admin."""
    del keys
    made = select(
        NetworkEdit.file, NetworkEdit.row_name, NetworkEdit.column_name, NetworkEdit.made_at
    ).where(NetworkEdit.made_by == person.reference)
    return {"edits-you-made-for-the-network": plain_rows(session, made)}


def erase(session: Session, keys: KeyRing, person: Person) -> None:
    """Keep the edits, without by whom. Flushes."""
    del keys
    for column in (NetworkEdit.made_by, NetworkEdit.undone_by):
        session.execute(
            update(NetworkEdit).where(column == person.reference).values({column: NOBODY})
        )


def purge(session: Session, settings: Settings) -> dict[str, int]:
    """Forget words that nobody told again for half a year."""
    del settings
    gone = session.execute(
        delete(UnknownWord)
        .where(UnknownWord.last_on < clock.today() - WORDS_KEPT)
        .returning(UnknownWord.word)
    ).all()
    return {"unknown_words": len(gone)}


HOLDING = Holding(
    name="network",
    tables=("network_edits", "network_revision", "unknown_words", "unmet_needs"),
    export=export,
    erase=erase,
    purge=purge,
)
