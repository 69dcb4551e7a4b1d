"""What imports hold about a person, and how it goes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select, update

from directory import clock
from directory.holdings import Holding, plain_rows
from directory.interop.closed_sets import ImportState
from directory.interop.models import Import, ImportedListing
from directory.interop.parcels import renewed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.config import Settings
    from directory.holdings import Person, Rows
    from directory.keys.ring import KeyRing

OPEN_FOR = timedelta(days=14)
"""How long a file waits to be finished; then it is forgotten."""


def export(session: Session, keys: KeyRing, person: Person) -> Rows:
    """The imports that this person made, and when they were invited to their own draft."""
    del keys
    made = select(Import.file_name, Import.made_at, Import.state, Import.drafts).where(
        Import.made_by_id == person.account_id
    )
    invited = select(ImportedListing.invited_at, ImportedListing.invitations).where(
        ImportedListing.listing_id.in_(person.listing_ids)
    )
    return {
        "imports-you-made": plain_rows(session, made),
        "how-your-listing-was-imported": plain_rows(session, invited),
    }


def erase(session: Session, keys: KeyRing, person: Person) -> None:
    """Forget who made an import and what their file was called; the drafts stay. Flushes."""
    del keys
    mine = Import.made_by_id == person.account_id
    session.execute(delete(Import).where(mine, Import.state == ImportState.OPEN))
    session.execute(update(Import).where(mine).values(made_by_id=None, file_name=""))
    session.execute(
        delete(ImportedListing).where(ImportedListing.listing_id.in_(person.listing_ids))
    )
    session.flush()


def purge(session: Session, settings: Settings) -> dict[str, int]:
    """Forget files that nobody finished. Flushes."""
    del settings
    gone = session.execute(
        delete(Import).where(
            Import.state == ImportState.OPEN, Import.made_at < clock.now() - OPEN_FOR
        )
    )
    session.flush()
    return {"imports": gone.rowcount}  # type: ignore[attr-defined]


def renew(session: Session, keys: KeyRing) -> int:
    """Encrypt the files that wait anew. Flushes."""
    rows = session.scalars(select(Import).where(Import.content.is_not(None))).all()
    for row in rows:
        row.content = renewed(keys, row.reference, row.content or b"")
    session.flush()
    return len(rows)


HOLDING = Holding(
    name="interop",
    tables=("import_mappings", "imported_listings", "imports"),
    export=export,
    erase=erase,
    told=_("Imports you made stay as a count, without you and without the name of your file."),
    purge=purge,
    renew=renew,
)
