"""Who answers for a listing: its owner, or the managers of a center; checked, unchecked, ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from directory import clock
from directory.accounts.closed_sets import SessionEnd, Stewardship
from directory.accounts.models import Account, AccountListing
from directory.accounts.services.sessions import end_sessions

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Steward:
    """Somebody who answers for a listing."""

    account_id: int
    reference: str
    name: str
    email: str
    stewardship: Stewardship
    since: date
    verified_on: date | None


class LastManagerError(ValueError):
    """Nobody else manages the center, so leaving would leave it to nobody."""


def stewards_of(session: Session, listing_handle: str) -> tuple[Steward, ...]:
    """Everybody who answers for a listing, the longest first."""
    rows = session.execute(
        select(AccountListing, Account)
        .join(Account, Account.id == AccountListing.account_id)
        .where(AccountListing.listing_handle == listing_handle)
        .order_by(AccountListing.since, Account.id)
    ).all()
    return tuple(
        Steward(
            account_id=row.Account.id,
            reference=row.Account.reference,
            name=row.Account.name,
            email=row.Account.email,
            stewardship=row.AccountListing.stewardship,
            since=row.AccountListing.since,
            verified_on=row.AccountListing.verified_on,
        )
        for row in rows
    )


def verify_stewards(session: Session, listing_handle: str) -> None:
    """Note that a curator checked who answers for a listing: they are newcomers no longer."""
    session.execute(
        update(AccountListing)
        .where(
            AccountListing.listing_handle == listing_handle, AccountListing.verified_on.is_(None)
        )
        .values(verified_on=clock.today())
    )


def shut_out_stewards(session: Session, listing_handle: str) -> None:
    """Take what a checked listing gave its stewards, and end their sessions; they may sign in."""
    session.execute(
        update(AccountListing)
        .where(AccountListing.listing_handle == listing_handle)
        .values(verified_on=None)
    )
    for steward in stewards_of(session, listing_handle):
        end_sessions(session, steward.account_id, SessionEnd.SUSPENDED)


def remove_manager(session: Session, listing_handle: str, reference: str) -> bool:
    """Let somebody manage a center no longer; False where they did not.

    Raises LastManagerError for the last one.
    """
    managers = [
        one
        for one in stewards_of(session, listing_handle)
        if one.stewardship is Stewardship.MANAGER
    ]
    leaving = next((one for one in managers if one.reference == reference), None)
    if leaving is None:
        return False
    if len(managers) == 1:
        raise LastManagerError("the last manager cannot leave the center to nobody")
    session.execute(
        delete(AccountListing).where(
            AccountListing.account_id == leaving.account_id,
            AccountListing.listing_handle == listing_handle,
            AccountListing.stewardship == Stewardship.MANAGER,
        )
    )
    session.flush()
    return True
