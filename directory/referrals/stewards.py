"""Who reads for a listing: the accounts of its owner and managers, and how they are reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.accounts.closed_sets import AccountStatus
from directory.accounts.models import Account, AccountListing
from directory.profiles.models import Listing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def steward_emails(session: Session, listing_id: int | None) -> tuple[str, ...]:
    """The addresses of those who act for a listing; () for somebody outside."""
    if listing_id is None:
        return ()
    statement = (
        select(Account.email)
        .join(AccountListing, AccountListing.account_id == Account.id)
        .join(Listing, Listing.handle == AccountListing.listing_handle)
        .where(Listing.id == listing_id, Account.status == AccountStatus.ACTIVE)
        .order_by(Account.email)
    )
    return tuple(session.scalars(statement))
