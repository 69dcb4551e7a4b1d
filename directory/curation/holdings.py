"""When help lines were called: nothing about anybody but the reference of who called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from directory.curation.models import HelpLineCheck
from directory.holdings import Holding, plain_rows

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.holdings import Person, Rows
    from directory.keys.ring import KeyRing

NOBODY = "nobody"


def export(session: Session, keys: KeyRing, person: Person) -> Rows:
    """The help lines that this person called."""
    del keys
    called = select(HelpLineCheck.checked_on).where(HelpLineCheck.checked_by == person.reference)
    return {"help-lines-you-called": plain_rows(session, called)}


def erase(session: Session, keys: KeyRing, person: Person) -> None:
    """Keep that the line was called, without by whom. Flushes."""
    del keys
    session.execute(
        update(HelpLineCheck)
        .where(HelpLineCheck.checked_by == person.reference)
        .values(checked_by=NOBODY)
    )


HOLDING = Holding(name="curation", tables=("help_line_checks",), export=export, erase=erase)
