"""What imports hold about a member, for the test that erases one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory import clock
from directory.accounts.tokens import digest, new_reference, new_token
from directory.interop.closed_sets import Format, ImportState
from directory.interop.models import Import, ImportedListing
from directory.interop.parcels import packed

if TYPE_CHECKING:
    from tests.support.held import Held


def fill_imports(held: Held, canary: str) -> None:
    """An import they made, one that waits, and the draft of theirs that an import made."""
    session, reference = held.session, new_reference()
    done = Import(
        reference=new_reference(),
        format=Format.LISTINGS,
        state=ImportState.DONE,
        file_name=canary,
        made_by_id=held.account_id,
        made_at=clock.now(),
        done_at=clock.now(),
    )
    waits = Import(
        reference=reference,
        format=Format.LISTINGS,
        file_name=canary,
        made_by_id=held.account_id,
        made_at=clock.now(),
        content=packed(held.keys, reference, {canary: canary.encode()}),
    )
    session.add_all([done, waits])
    session.flush()
    session.add(
        ImportedListing(
            listing_id=held.listing_id,
            import_id=done.id,
            token_hash=digest(new_token()),
            link_made_at=clock.now(),
            invitations=1,
            invited_at=clock.now(),
        )
    )
    session.flush()
