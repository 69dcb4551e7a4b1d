"""Changes of a shown listing that wait for a curator; its approved version stays public."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from directory import clock
from directory.db import RecordNotFound, change_exactly_one
from directory.profiles.closed_sets import ConfirmedBy
from directory.profiles.models import Listing, ProposedChange
from directory.profiles.proposal import Difference, difference, encoded, laid_over
from directory.profiles.services import existing_drafts, save_listings

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.profiles.draft import ListingDraft
    from directory.profiles.services import Locate


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingChanges:
    """What the owner of a shown listing wants to say, beside what is shown."""

    handle: str
    name: str
    """The name that is shown now."""
    proposed_at: datetime
    differences: tuple[Difference, ...]
    reasons: tuple[str, ...]
    """The sentences that set the review off, each with why."""
    returned_reason: str
    """Why a curator gave it back; empty while it waits."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A listing of which changes wait."""

    handle: str
    name: str
    proposed_at: datetime


def propose(
    session: Session, wanted: ListingDraft, parts: Collection[str], reasons: Sequence[str]
) -> None:
    """Let these parts of a draft wait for a curator, in place of what waited; flushes.

    Without a part nothing waits any more. What was given back with a reason waits again only
    once it says something else.
    """
    if not parts:
        drop_changes(session, wanted.handle)
        return
    owner = _id_of(session, wanted.handle)
    row = session.get(ProposedChange, owner)
    written = encoded(wanted, parts)
    if row is None:
        row = ProposedChange(listing_id=owner)
        session.add(row)
    elif row.parts == written:
        return
    row.parts, row.reasons = written, "\n".join(dict.fromkeys(reasons))
    row.proposed_at = clock.now()
    row.returned_on, row.returned_reason = None, ""
    session.flush()


def drop_changes(session: Session, handle: str) -> None:
    """Forget what waits; twice is once. Flushes."""
    owner = select(Listing.id).where(Listing.handle == handle).scalar_subquery()
    session.execute(delete(ProposedChange).where(ProposedChange.listing_id == owner))


def with_own_changes(session: Session, live: ListingDraft) -> ListingDraft:
    """The draft as its owner last wrote it: what is shown, with what waits laid over it."""
    row = _row(session, live.handle)
    return live if row is None else laid_over(live, row.parts)


def pending_changes(session: Session, handle: str) -> PendingChanges | None:
    """What waits, or was given back, of one listing; None where it is as its owner wants it."""
    row = _row(session, handle)
    if row is None:
        return None
    live = existing_drafts(session, (handle,))[handle]
    wanted = laid_over(live, row.parts)
    return PendingChanges(
        handle=handle,
        name=live.name,
        proposed_at=row.proposed_at,
        differences=tuple(difference(live, wanted, part) for part in json.loads(row.parts)),
        reasons=tuple(row.reasons.splitlines()),
        returned_reason=row.returned_reason,
    )


def listings_with_changes(session: Session) -> tuple[Waiting, ...]:
    """The listings of which changes wait for a curator, oldest first."""
    rows = session.execute(
        select(Listing.handle, Listing.name, ProposedChange.proposed_at)
        .join(ProposedChange, ProposedChange.listing_id == Listing.id)
        .where(ProposedChange.returned_on.is_(None))
        .order_by(ProposedChange.proposed_at, Listing.handle)
    )
    return tuple(Waiting(row.handle, row.name, row.proposed_at) for row in rows)


def accept_changes(session: Session, handle: str, *, seen_at: datetime, locate: Locate) -> None:
    """Show what waited, as the curator saw it at `seen_at` (`proposed_at`); flushes.

    A changed licence comes over as not checked: record the check after it.

    Raises RecordNotFound where nothing waits, StaleStateError where the owner changed it since.
    """
    row = _waiting(session, handle)
    change_exactly_one(
        session,
        update(ProposedChange)
        .where(
            ProposedChange.listing_id == row.listing_id,
            ProposedChange.proposed_at == seen_at,
            ProposedChange.returned_on.is_(None),
        )
        .values(reasons=""),
    )
    live = existing_drafts(session, (handle,))[handle]
    wanted = laid_over(live, row.parts)
    drop_changes(session, handle)
    save_listings(session, [wanted], locate=locate, confirmed_by=ConfirmedBy.CURATOR)


def return_changes(session: Session, handle: str, *, seen_at: datetime, reason: str) -> None:
    """Give what waits back to its owner with a reason; flushes.

    Raises RecordNotFound and StaleStateError as `accept_changes`, ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("Say why, so that the owner knows what to change.")
    row = _waiting(session, handle)
    change_exactly_one(
        session,
        update(ProposedChange)
        .where(
            ProposedChange.listing_id == row.listing_id,
            ProposedChange.proposed_at == seen_at,
            ProposedChange.returned_on.is_(None),
        )
        .values(returned_on=clock.today(), returned_reason=reason.strip())
        .execution_options(synchronize_session="fetch"),
    )


def _row(session: Session, handle: str) -> ProposedChange | None:
    return session.scalars(
        select(ProposedChange)
        .join(Listing, ProposedChange.listing_id == Listing.id)
        .where(Listing.handle == handle)
    ).one_or_none()


def _waiting(session: Session, handle: str) -> ProposedChange:
    row = _row(session, handle)
    if row is None or row.returned_on is not None:
        raise RecordNotFound(f"No change of {handle!r} waits")
    return row


def _id_of(session: Session, handle: str) -> int:
    return session.scalars(select(Listing.id).where(Listing.handle == handle)).one()
