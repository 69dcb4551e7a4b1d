"""What waits for a curator: changes of a listing that is shown, and cases to look into."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.db import Model
from directory.profiles.closed_sets import CaseKind
from directory.profiles.models.columns import OWN_ROWS, owner_in_key


class ProposedChange(Model):
    """What the owner of a shown listing wants to say once a curator has agreed: one a listing."""

    __tablename__ = "proposed_changes"
    __table_args__ = (
        CheckConstraint(
            "(returned_on IS NULL) = (returned_reason = '')", name="returned_has_reason"
        ),
    )

    listing_id: Mapped[int] = owner_in_key()
    parts: Mapped[str] = mapped_column(Text)
    """The changed parts of the draft as JSON, by name."""
    reasons: Mapped[str] = mapped_column(Text, default="")
    """What set the review off, a line for each sentence."""
    proposed_at: Mapped[datetime]
    returned_on: Mapped[date | None]
    returned_reason: Mapped[str] = mapped_column(Text, default="")


class Case(Model):
    """Something to look into, with what was seen; it is closed with what it came to."""

    __tablename__ = "cases"
    __table_args__ = (
        CheckConstraint("length(evidence) > 0", name="evidence_is_given"),
        CheckConstraint("(closed_at IS NULL) = (outcome = '')", name="closed_has_outcome"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[CaseKind] = mapped_column(index=True)
    evidence: Mapped[str] = mapped_column(Text)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(Text, default="")
    listings: Mapped[list[CaseListing]] = relationship(cascade=OWN_ROWS)


class CaseListing(Model):
    """A listing that a case is about."""

    __tablename__ = "case_listings"

    case_id: Mapped[int] = mapped_column(
        ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True
    )
    listing_id: Mapped[int] = mapped_column(
        ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True, index=True
    )
