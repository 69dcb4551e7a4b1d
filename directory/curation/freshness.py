"""How fresh the network is: each public listing's age, what real answers say, the share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVarTuple

from sqlalchemy import func, or_, select

from directory.profiles.closed_sets import DatedFact, Doubt
from directory.profiles.for_review import STALE_FROM
from directory.profiles.freshness import Fact, Freshness, freshness
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models import Confirmation, Listing, ListingDoubt
from directory.referrals.closed_sets import NameStatus
from directory.referrals.models import ReferralName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Select, Subquery
    from sqlalchemy.orm import Session

Columns = TypeVarTuple("Columns")

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """How many public listings are in each state, and whom to ask first."""

    counts: Mapping[Freshness, int]
    to_ask: tuple[Aged, ...]
    """The oldest first, those that were never confirmed before all; the first so many."""
    asking: int
    """How many there are to ask in all."""

    @property
    def total(self) -> int:
        """How many listings are public, hidden ones too."""
        return sum(self.counts.values())

    @property
    def confirmed(self) -> int:
        """How many were confirmed within 90 days."""
        return sum(self.counts.get(state, 0) for state in CONFIRMED)

    @property
    def share(self) -> float | None:
        """The part that was confirmed within 90 days; None where there is no listing."""
        return self.confirmed / self.total if self.total else None


def freshness_board(session: Session, today: date, *, limit: int) -> Board:
    """The board of every published listing, with the first `limit` that need asking.

    Those need asking that nobody confirmed for 90 days, that answered full, or did not answer.
    """
    full, silent = _said_full(), _unanswered()
    columns = select(
        Listing.id,
        Listing.handle,
        Listing.name,
        Confirmation.confirmed_on,
        full.c.since,
        silent.c.times,
    )
    wanted = (
        _with_openings(columns)
        .join(full, full.c.listing_id == Listing.id, isouter=True)
        .join(silent, silent.c.listing_id == Listing.id, isouter=True)
        .where(
            Listing.status == ListingStatus.PUBLISHED,
            or_(
                Confirmation.confirmed_on.is_(None),
                Confirmation.confirmed_on <= today - STALE_FROM,
                full.c.since.is_not(None),
                silent.c.times > 0,
            ),
        )
    )
    # Databases put "never" at different ends.
    oldest = wanted.order_by(func.coalesce(Confirmation.confirmed_on, date.min), Listing.handle)
    return Board(
        counts=_counts(session, today),
        to_ask=tuple(
            Aged(
                handle=row.handle,
                name=row.name,
                confirmed_on=row.confirmed_on,
                state=freshness(Fact.AVAILABILITY, confirmed_on=row.confirmed_on, today=today),
                said_full_on=row.since,
                unanswered=row.times or 0,
            )
            for row in session.execute(oldest.limit(limit))
        ),
        asking=session.scalar(select(func.count()).select_from(wanted.subquery())) or 0,
    )


def confirmed_share(session: Session, today: date) -> float | None:
    """The headline figure: the part of public listings that was confirmed within 90 days."""
    counts = _counts(session, today)
    return Board(counts=counts, to_ask=(), asking=0).share


def _counts(session: Session, today: date) -> Mapping[Freshness, int]:
    """How many are in each state, counted by the database a day at a time."""
    days = session.execute(
        _with_openings(select(Confirmation.confirmed_on, func.count()))
        .where(Listing.status == ListingStatus.PUBLISHED)
        .group_by(Confirmation.confirmed_on)
    )
    found: Counter[Freshness] = Counter()
    for day, number in days:
        found[freshness(Fact.AVAILABILITY, confirmed_on=day, today=today)] += number
    return found


def _with_openings(columns: Select[*Columns]) -> Select[*Columns]:
    return columns.select_from(Listing).join(
        Confirmation,
        (Confirmation.listing_id == Listing.id) & (Confirmation.fact == DatedFact.AVAILABILITY),
        isouter=True,
    )


def _said_full() -> Subquery:
    return (
        select(ListingDoubt.listing_id, ListingDoubt.since)
        .where(ListingDoubt.about == Doubt.SAID_FULL)
        .subquery()
    )


def _unanswered() -> Subquery:
    return (
        select(ReferralName.listing_id, func.count().label("times"))
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
        .subquery()
    )
