"""How fresh the network is: each public listing's age, what real answers say, the share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from directory.profiles.closed_sets import DatedFact, Doubt
from directory.profiles.freshness import Fact, Freshness, freshness
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models import Confirmation, Listing, ListingDoubt
from directory.referrals.closed_sets import NameStatus
from directory.referrals.models import ReferralName

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session

CONFIRMED = frozenset({Freshness.FRESH, Freshness.AGEING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Aged:
    """A public listing, how old its openings are, and what was answered since."""

    handle: str
    name: str
    confirmed_on: date | None
    state: Freshness
    said_full_on: date | None
    unanswered: int
    """Referrals that nobody answered since the confirmation."""


@dataclass(frozen=True, slots=True)
class Board:
    """Every public listing by age; the ones that need asking first."""

    listings: tuple[Aged, ...]

    @property
    def counts(self) -> Mapping[Freshness, int]:
        """How many are in each state."""
        return Counter(one.state for one in self.listings)

    @property
    def confirmed(self) -> int:
        """How many were confirmed within 90 days."""
        return sum(self.counts[state] for state in CONFIRMED)

    @property
    def share(self) -> float | None:
        """The part that was confirmed within 90 days; None where there is no listing."""
        return self.confirmed / len(self.listings) if self.listings else None


def freshness_board(session: Session, today: date) -> Board:
    """Every published listing, also hidden ones; the oldest first, the fresh last."""
    full, silent = _said_full(session), _unanswered(session)
    rows = session.execute(
        select(Listing.id, Listing.handle, Listing.name, Confirmation.confirmed_on)
        .join(
            Confirmation,
            (Confirmation.listing_id == Listing.id) & (Confirmation.fact == DatedFact.AVAILABILITY),
            isouter=True,
        )
        .where(Listing.status == ListingStatus.PUBLISHED)
        .order_by(Confirmation.confirmed_on, Listing.handle)
    )
    listings = (
        Aged(
            handle=row.handle,
            name=row.name,
            confirmed_on=row.confirmed_on,
            state=freshness(Fact.AVAILABILITY, confirmed_on=row.confirmed_on, today=today),
            said_full_on=full.get(row.id),
            unanswered=silent.get(row.id, 0),
        )
        for row in rows
    )
    # Databases put "never" at different ends.
    return Board(tuple(sorted(listings, key=lambda one: (str(one.confirmed_on or ""), one.handle))))


def confirmed_share(session: Session, today: date) -> float | None:
    """The headline figure: the part of public listings that was confirmed within 90 days."""
    return freshness_board(session, today).share


def _said_full(session: Session) -> dict[int, date]:
    rows = session.execute(
        select(ListingDoubt.listing_id, ListingDoubt.since).where(
            ListingDoubt.about == Doubt.SAID_FULL
        )
    )
    return {row.listing_id: row.since for row in rows}


def _unanswered(session: Session) -> dict[int, int]:
    rows = session.execute(
        select(ReferralName.listing_id, func.count())
        .join(
            Confirmation,
            (Confirmation.listing_id == ReferralName.listing_id)
            & (Confirmation.fact == DatedFact.AVAILABILITY),
        )
        .where(
            ReferralName.status == NameStatus.SILENT,
            func.date(ReferralName.asked_at) >= Confirmation.confirmed_on,
        )
        .group_by(ReferralName.listing_id)
    )
    return {row[0]: row[1] for row in rows if row[0] is not None}
