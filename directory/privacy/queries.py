"""Whose data is meant, and everything that is held on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from directory.accounts.closed_sets import AccountStatus, Stewardship
from directory.accounts.models import Account, AccountListing
from directory.holdings import Person
from directory.privacy.registry import HOLDINGS
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models import Listing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from directory.keys.ring import KeyRing


def person_of(session: Session, account_id: int) -> Person:
    """The person behind an account, with their own listing. Raises RecordNotFound."""
    account = session.get_one(Account, account_id)
    own = session.execute(
        select(Listing.id, Listing.handle)
        .join(AccountListing, AccountListing.listing_handle == Listing.handle)
        .where(
            AccountListing.account_id == account_id,
            AccountListing.stewardship == Stewardship.OWNER,
        )
        .order_by(Listing.id)
    ).all()
    return Person(
        account_id=account.id,
        reference=account.reference,
        email=account.email,
        listing_ids=tuple(row.id for row in own),
        listing_handles=tuple(row.handle for row in own),
    )


def everything_on(
    session: Session, keys: KeyRing, person: Person
) -> dict[str, Mapping[str, Sequence[Mapping[str, Any]]]]:
    """All that is held on a person, by package and by what it is; decrypted."""
    return {
        holding.name: {
            what: rows for what, rows in holding.export(session, keys, person).items() if rows
        }
        for holding in HOLDINGS
        if holding.export
    }


def is_last_curator(session: Session, account_id: int) -> bool:
    """Whether this is the only active networking admin, who cannot go before there is another."""
    others = select(func.count()).where(
        Account.is_curator, Account.status == AccountStatus.ACTIVE, Account.id != account_id
    )
    return session.get_one(Account, account_id).is_curator and not session.scalar(others)


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """A center whose only manager goes."""

    handle: str
    name: str


def centers_left_alone(session: Session, account_id: int) -> tuple[LeftAlone, ...]:
    """The centers that nobody else manages and that are not taken out already, by name."""
    mine = select(AccountListing.listing_handle).where(
        AccountListing.account_id == account_id,
        AccountListing.stewardship == Stewardship.MANAGER,
    )
    others = select(AccountListing.listing_handle).where(
        AccountListing.account_id != account_id,
        AccountListing.stewardship == Stewardship.MANAGER,
    )
    statement = (
        select(Listing.handle, Listing.name)
        .where(
            Listing.handle.in_(mine),
            Listing.handle.not_in(others),
            Listing.status != ListingStatus.WITHDRAWN,
        )
        .order_by(Listing.name)
    )
    return tuple(LeftAlone(row.handle, row.name) for row in session.execute(statement))
