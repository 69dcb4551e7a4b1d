"""Who does not vouch for whom: oneself, one's household, whoever shares an owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, func, or_, select
from sqlalchemy.orm import aliased

from directory.accounts.models import AccountListing
from directory.db import RecordNotFound
from directory.profiles.closed_sets import Subject
from directory.profiles.models import Affiliation, Listing
from directory.profiles.revision import record_changes
from directory.trust.models import DeclaredRelation, Vouch

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.trust.closed_sets import RelationKind

OWNER = "%owner%"
"""What a role at a center says of whom it belongs to."""


def are_related(session: Session, one: str, other: str) -> bool:
    """Whether these two listings are one person's, one household's or one owner's.

    A relation that either of them declared counts for both. Owners are those who look after the
    same listing here, and those whose role at the same center says that they own it.
    """
    return (
        one == other
        or _have_declared(session, one, other)
        or _share_a_steward(session, one, other)
        or _own_together(session, one, other)
    )


def declared_by(session: Session, handle: str) -> tuple[tuple[str, str, RelationKind], ...]:
    """Handle, name and kind of everybody whom this listing declared a relation to."""
    owner, other = aliased(Listing), aliased(Listing)
    rows = session.execute(
        select(other.handle, other.name, DeclaredRelation.kind)
        .join(DeclaredRelation, DeclaredRelation.other_id == other.id)
        .join(owner, DeclaredRelation.listing_id == owner.id)
        .where(owner.handle == handle)
        .order_by(other.name, other.handle)
    )
    return tuple((row.handle, row.name, row.kind) for row in rows)


def declare(session: Session, handle: str, other: str, kind: RelationKind, *, on: date) -> None:
    """Say that two share a household or a business, and withdraw their vouches; flushes.

    Raises RecordNotFound for a listing that is not there.
    """
    ids = _ids(session, handle, other)
    row = session.get(DeclaredRelation, (ids[handle], ids[other]))
    if row is None:
        row = DeclaredRelation(listing_id=ids[handle], other_id=ids[other], declared_on=on)
        session.add(row)
    row.kind = kind
    pair = set(ids.values())
    standing = session.scalars(
        select(Vouch).where(
            Vouch.voucher_id.in_(pair), Vouch.vouched_id.in_(pair), Vouch.revoked_on.is_(None)
        )
    ).all()
    for vouch in standing:
        vouch.revoked_on = max(on, vouch.given_on)
    session.flush()
    by_id = {number: name for name, number in ids.items()}
    changed = {by_id[vouch.voucher_id] for vouch in standing}
    record_changes(session, changed, subject=Subject.VOUCHES)


def take_back(session: Session, handle: str, other: str) -> None:
    """Undo one's own declaration. Raises RecordNotFound where there is none. Flushes."""
    ids = _ids(session, handle, other)
    gone = session.execute(
        delete(DeclaredRelation)
        .where(DeclaredRelation.listing_id == ids[handle], DeclaredRelation.other_id == ids[other])
        .returning(DeclaredRelation.other_id)
    ).all()
    if not gone:
        raise RecordNotFound(f"{handle} declared no relation to {other}")


def _have_declared(session: Session, one: str, other: str) -> bool:
    first, second = aliased(Listing), aliased(Listing)
    return _finds(
        session,
        select(DeclaredRelation.listing_id)
        .join(first, DeclaredRelation.listing_id == first.id)
        .join(second, DeclaredRelation.other_id == second.id)
        .where(
            or_(
                and_(first.handle == one, second.handle == other),
                and_(first.handle == other, second.handle == one),
            )
        ),
    )


def _share_a_steward(session: Session, one: str, other: str) -> bool:
    mine = select(AccountListing.account_id).where(AccountListing.listing_handle == one)
    theirs = select(AccountListing.account_id).where(AccountListing.listing_handle == other)
    houses = select(AccountListing.listing_handle).where(AccountListing.account_id.in_(mine))
    return _finds(
        session,
        select(AccountListing.account_id).where(
            AccountListing.account_id.in_(theirs), AccountListing.listing_handle.in_(houses)
        ),
    )


def _own_together(session: Session, one: str, other: str) -> bool:
    return bool(_houses_of(session, one) & _houses_of(session, other))


def _houses_of(session: Session, handle: str) -> frozenset[int]:
    """The centers that somebody owns; of a center also itself."""
    person = aliased(Listing)
    owned = session.scalars(
        select(Affiliation.center_id)
        .join(person, Affiliation.person_id == person.id)
        .where(
            person.handle == handle,
            Affiliation.ended_on.is_(None),
            Affiliation.is_former.is_(False),
            func.lower(Affiliation.role).like(OWNER),
        )
    )
    own = session.scalars(select(Listing.id).where(Listing.handle == handle))
    return frozenset((*owned, *own))


def _finds(session: Session, statement: object) -> bool:
    return session.execute(statement.limit(1)).first() is not None  # type: ignore[attr-defined]


def _ids(session: Session, *handles: str) -> dict[str, int]:
    rows = session.execute(select(Listing.handle, Listing.id).where(Listing.handle.in_(handles)))
    found = {row.handle: row.id for row in rows}
    for handle in handles:
        if handle not in found:
            raise RecordNotFound(f"No listing has the handle {handle!r}")
    return found
