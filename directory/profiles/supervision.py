"""Supervision that a member is said to give: they confirm it, or say that it is not so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import clock
from directory.db import RecordNotFound
from directory.profiles.cases import open_case
from directory.profiles.closed_sets import CaseKind, CredentialLevel
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models import Credential, Listing
from directory.profiles.revision import record_changes

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

# A private draft is nobody's business yet, and one that left no longer is.
ASKS = (ListingStatus.IN_REVIEW, ListingStatus.PUBLISHED, ListingStatus.PAUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervised:
    """Somebody who names a member as their supervisor."""

    reference: str
    handle: str
    name: str
    title: str
    jurisdiction: str


def asked_to_confirm(session: Session, supervisor: str) -> tuple[Supervised, ...]:
    """Who names this listing as supervisor and waits for its word."""
    rows = session.execute(_waiting(supervisor).order_by(Listing.name, Credential.id))
    return tuple(
        Supervised(
            reference=str(credential.id),
            handle=listing.handle,
            name=listing.name,
            title=credential.title,
            jurisdiction=credential.jurisdiction,
        )
        for credential, listing in rows
    )


def confirm_supervision(session: Session, supervisor: str, reference: str) -> None:
    """Say that it is so; flushes.

    Raises RecordNotFound where this supervisor is not asked about this credential.
    """
    credential, listing = _asked(session, supervisor, reference)
    credential.supervisor_confirmed_on = clock.today()
    record_changes(session, [listing.handle])


def deny_supervision(session: Session, supervisor: str, reference: str) -> None:
    """Say that it is not so: the name is taken off at once, and a curator looks; flushes.

    Raises RecordNotFound as `confirm_supervision`.
    """
    credential, listing = _asked(session, supervisor, reference)
    evidence = (
        f"{listing.name} named a supervisor for {credential.title} ({credential.jurisdiction}), "
        f"who says that it is not so: {credential.supervisor_name}."
    )
    credential.supervisor_id = None
    credential.supervisor_name = ""
    record_changes(session, [listing.handle])
    open_case(session, CaseKind.SUPERVISION_DENIED, (listing.handle, supervisor), evidence)


def _asked(session: Session, supervisor: str, reference: str) -> tuple[Credential, Listing]:
    number = int(reference) if reference.isascii() and reference.isdigit() else -1
    if number > 2**31 - 1:
        number = -1
    row = session.execute(_waiting(supervisor).where(Credential.id == number)).one_or_none()
    if row is None:
        raise RecordNotFound(f"{supervisor!r} is not asked about {reference!r}")
    return row[0], row[1]


def _waiting(supervisor: str) -> Select[Credential, Listing]:
    mine = select(Listing.id).where(Listing.handle == supervisor).scalar_subquery()
    return (
        select(Credential, Listing)
        .join(Listing, Credential.listing_id == Listing.id)
        .where(
            Credential.supervisor_id == mine,
            Credential.level == CredentialLevel.SUPERVISED,
            Credential.supervisor_confirmed_on.is_(None),
            Listing.status.in_(ASKS),
        )
    )
