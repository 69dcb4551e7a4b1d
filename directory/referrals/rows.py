"""Rows that both queries and services look up: the names of a list, a promise, a permission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import clock
from directory.profiles.models import Listing, Place
from directory.referrals.closed_sets import Move, NameStatus, ReachedBy, Side, State
from directory.referrals.lifecycle import moves_of
from directory.referrals.models import (
    AnswerPromise,
    Referral,
    ReferralConsent,
    ReferralName,
    ReferralVisits,
)
from directory.referrals.rhythm import Visits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session


def names_of(referral: Referral) -> list[ReferralName]:
    """The names of the list in the sender's order; asked of the database once."""
    return list(referral.names)


def present_name(referral: Referral) -> ReferralName | None:
    """The name that has it now, or None for a draft without names."""
    names = names_of(referral)
    return next((name for name in names if name.position == referral.position), None)


def acting(referral: Referral, made: Move, side: Side) -> Side | None:
    """On which side somebody makes a move, or None where they may not.

    The sender notes the answers of somebody outside, who has no desk to write them at; members
    open a referral by saying for what, and by no other way.
    """
    if made is not Move.OPEN and made in moves_of(referral.state, side):
        return side
    if side is not Side.SENDER or not is_with_outsider(referral):
        return None
    on_paper = referral.state is State.SENT and made in {Move.ACCEPT, Move.WAITLIST}
    state = State.SEEN if on_paper else referral.state
    return Side.RECEIVER if made in moves_of(state, Side.RECEIVER) else None


def is_with_outsider(referral: Referral) -> bool:
    """Whether whoever has it now has no desk here: on paper, by link, or gone from the network."""
    present = present_name(referral)
    if present is None or referral.sent_at is None:
        return False
    return present.reached_by is not ReachedBy.DESK or present.listing_id is None


def following_name(referral: Referral) -> ReferralName | None:
    """The next name that was not asked yet, or None."""
    names = names_of(referral)
    waiting = (name for name in names if name.status is NameStatus.WAITING)
    return next((name for name in waiting if name.position > referral.position), None)


def promised(session: Session, referral: Referral) -> int | None:
    """Within how many working days the one who has it now promised to answer, or None."""
    return promised_by(session, present_name(referral))


def promised_by(session: Session, name: ReferralName | None) -> int | None:
    """Within how many working days this name of a list promised to answer, or None."""
    if name is None or name.listing_id is None:
        return None
    promise = session.get(AnswerPromise, name.listing_id)
    return promise.days if promise else None


def valid_consent(
    session: Session, referral: Referral, position: int | None = None
) -> ReferralConsent | None:
    """The permission that holds today for the name at this place of the list, or None."""
    today = clock.today()
    rows = session.scalars(
        select(ReferralConsent)
        .where(
            ReferralConsent.referral_id == referral.id,
            ReferralConsent.revoked_at.is_(None),
            ReferralConsent.signed_on <= today,
            ReferralConsent.expires_on >= today,
        )
        .order_by(ReferralConsent.id.desc())
    )
    wanted = referral.position if position is None else position
    for row in rows:
        if wanted == 0 or str(wanted) in row.given_to.split(","):
            return row
    return None


def visits_of(session: Session, referral: Referral) -> Visits:
    """How many visits were confirmed, and of how many the sender was told."""
    row = session.get(ReferralVisits, referral.id)
    return Visits(row.confirmed, row.told) if row else Visits()


def region_of(session: Session, listing_id: int) -> str:
    """The region of a listing's first place, such as US-CO; "" where it has none."""
    places = select(Place.region).where(Place.listing_id == listing_id, Place.region != "")
    return session.scalars(places.order_by(Place.position).limit(1)).one_or_none() or ""


def listings_by_id(session: Session, ids: Iterable[int | None]) -> dict[int, tuple[str, str]]:
    """Handle and name of listings by number."""
    wanted = {one for one in ids if one is not None}
    rows = session.execute(
        select(Listing.id, Listing.handle, Listing.name).where(Listing.id.in_(wanted))
    )
    return {row.id: (row.handle, row.name) for row in rows}


def called(listing_id: int | None, handles: dict[int, tuple[str, str]]) -> str | None:
    """The name of a listing, or None for somebody who left or is outside."""
    return handles[listing_id][1] if listing_id in handles else None
