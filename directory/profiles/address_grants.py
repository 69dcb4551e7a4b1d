"""Giving one's exact address to one member: logged, taken back at once, opened on their desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from directory import clock
from directory.accounts.closed_sets import AccountStatus, Stewardship
from directory.accounts.models import Account, AccountListing
from directory.accounts.tokens import new_reference
from directory.audit import services as audit
from directory.db import RecordNotFound
from directory.profiles.exact_addresses import ExactAddress, exact_address
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models import AddressGrant, Listing, Place

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from directory.keys.ring import KeyRing


class NobodyThereError(LookupError):
    """No shown practitioner of this handle signs in here."""


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A place of one's own that can be given away."""

    id: int
    label: str
    city: str


@dataclass(frozen=True, slots=True)
class GivenAddress:
    """An address that was given, as its owner sees it."""

    reference: str
    place: str
    to_name: str
    given_at: datetime
    opened_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReceivedAddress:
    """An address that somebody gave, as the receiver sees it in the list: not the address yet."""

    reference: str
    from_name: str
    place: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class OpenedAddress:
    """The address itself."""

    from_name: str
    place: str
    city: str
    region: str
    address: ExactAddress


def own_places(session: Session, handles: Collection[str]) -> tuple[OwnPlace, ...]:
    """The places of these listings that have an exact address."""
    rows = session.scalars(
        select(Place)
        .join(Listing, Listing.id == Place.listing_id)
        .where(Listing.handle.in_(handles), Place.exact.has())
        .order_by(Place.listing_id, Place.position)
    )
    return tuple(OwnPlace(row.id, row.label or row.city, row.city) for row in rows)


def give_address(
    session: Session, keys: KeyRing, handles: Collection[str], *, place_id: int, to: str, actor: str
) -> None:
    """Give the address of one of these listings' places to the owner of the listing `to`. Flushes.

    Giving it twice changes nothing. Raises RecordNotFound for a place that is not one's own,
    NobodyThereError where nobody signs in for a shown listing `to`, or it is one's own.
    """
    if place_id not in {place.id for place in own_places(session, handles)}:
        raise RecordNotFound("no place of these listings has this number")
    receiver = _receiver(session, to)
    if receiver is None or to in handles:
        raise NobodyThereError(to)
    if _standing(session, place_id, receiver.id) is not None:
        return
    _grant(session, keys, place_id, receiver, actor=actor)


def open_to_curator(
    session: Session, keys: KeyRing, handle: str, *, curator: str, actor: str
) -> int:
    """Let a curator open the exact addresses of a listing as one that was given; how many.

    The owner sees it among those they gave, with when it was opened, and can take it back. It is
    for what two curators decided. Flushes.
    """
    receiver = session.scalars(select(Account).where(Account.reference == curator)).one()
    opened = 0
    for place in own_places(session, (handle,)):
        if _standing(session, place.id, receiver.id) is None:
            _grant(session, keys, place.id, receiver, actor=actor)
            opened += 1
    return opened


def take_address_back(
    session: Session, keys: KeyRing, handles: Collection[str], reference: str, *, actor: str
) -> None:
    """Close an address again, from the next request on. Raises RecordNotFound."""
    own = select(Place.id).join(Listing, Listing.id == Place.listing_id)
    statement = (
        update(AddressGrant)
        .where(
            AddressGrant.reference == reference,
            AddressGrant.revoked_at.is_(None),
            AddressGrant.place_id.in_(own.where(Listing.handle.in_(handles))),
        )
        .values(revoked_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    if session.execute(statement).rowcount != 1:  # type: ignore[attr-defined]
        raise RecordNotFound("no standing grant of these listings has this reference")
    audit.record(session, keys, actor=actor, action="address.taken-back", subject=reference)


def given_addresses(session: Session, handles: Collection[str]) -> tuple[GivenAddress, ...]:
    """The addresses that stand given, the latest first."""
    rows = session.execute(
        select(AddressGrant, Place, Account.name)
        .join(Place, Place.id == AddressGrant.place_id)
        .join(Listing, Listing.id == Place.listing_id)
        .join(Account, Account.id == AddressGrant.to_account_id)
        .where(Listing.handle.in_(handles), AddressGrant.revoked_at.is_(None))
        .order_by(AddressGrant.id.desc())
    )
    return tuple(
        GivenAddress(
            grant.reference, place.label or place.city, name, grant.given_at, grant.opened_at
        )
        for grant, place, name in rows
    )


def received_addresses(session: Session, account_id: int) -> tuple[ReceivedAddress, ...]:
    """The addresses that were given to this account and stand, the latest first."""
    rows = session.execute(_received(account_id).order_by(AddressGrant.id.desc()))
    return tuple(
        ReceivedAddress(grant.reference, name, place.label or place.city, grant.given_at)
        for grant, place, name in rows
    )


def open_address(
    session: Session, keys: KeyRing, account_id: int, reference: str, *, actor: str
) -> OpenedAddress:
    """The address itself; each opening is noted for its owner and in the log. Flushes.

    Raises RecordNotFound where it was not given to this account, or was taken back.
    """
    row = session.execute(_received(account_id).where(AddressGrant.reference == reference)).one()
    grant, place, name = row
    grant.opened_at = clock.now()
    session.flush()
    audit.record(session, keys, actor=actor, action="address.opened", subject=reference)
    label = place.label or place.city
    return OpenedAddress(name, label, place.city, place.region, exact_address(place))


def _received(account_id: int) -> Select[AddressGrant, Place, str]:
    return (
        select(AddressGrant, Place, Listing.name)
        .join(Place, Place.id == AddressGrant.place_id)
        .join(Listing, Listing.id == Place.listing_id)
        .where(
            AddressGrant.to_account_id == account_id,
            AddressGrant.revoked_at.is_(None),
            Listing.status != ListingStatus.SUSPENDED,
        )
    )


def _grant(
    session: Session, keys: KeyRing, place_id: int, receiver: Account, *, actor: str
) -> None:
    grant = AddressGrant(
        reference=new_reference(),
        place_id=place_id,
        to_account_id=receiver.id,
        given_at=clock.now(),
    )
    session.add(grant)
    session.flush()
    audit.record(
        session,
        keys,
        actor=actor,
        action="address.given",
        subject=receiver.reference,
        details={"grant": grant.reference},
    )


def _receiver(session: Session, handle: str) -> Account | None:
    return session.scalars(
        select(Account)
        .join(AccountListing, AccountListing.account_id == Account.id)
        .join(Listing, Listing.handle == AccountListing.listing_handle)
        .where(
            Listing.handle == handle,
            Listing.status == ListingStatus.PUBLISHED,
            AccountListing.stewardship == Stewardship.OWNER,
            Account.status == AccountStatus.ACTIVE,
        )
    ).one_or_none()


def _standing(session: Session, place_id: int, account_id: int) -> AddressGrant | None:
    return session.scalars(
        select(AddressGrant).where(
            AddressGrant.place_id == place_id,
            AddressGrant.to_account_id == account_id,
            AddressGrant.revoked_at.is_(None),
        )
    ).one_or_none()
