"""What curators did about a listing: decisions with their reason, and checks of licences."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Model
from directory.profiles.closed_sets import CheckOutcome, DecisionKind
from directory.profiles.models.columns import LINE, WORD, owner

REFERENCE = String(22)


class ListingDecision(Model):
    """One decision about a listing; its owner reads the reason."""

    __tablename__ = "listing_decisions"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('publish', 'restore') OR length(trim(reason)) > 0", name="reason_is_given"
        ),
        CheckConstraint("seen_at IS NULL OR seen_at >= made_at", name="seen_later"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = owner()
    kind: Mapped[DecisionKind]
    reason: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(REFERENCE)
    """The reference of the curator's account."""
    seen_at: Mapped[datetime | None]
    """When the owner said that they read it."""


class LicenceCheck(Model):
    """What somebody looked up about a credential: what, where, when, and what stood there."""

    __tablename__ = "licence_checks"
    __table_args__ = (
        CheckConstraint("length(trim(looked_at)) > 0", name="place_is_given"),
        CheckConstraint("length(title) > 0", name="title_is_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(REFERENCE, unique=True)
    listing_id: Mapped[int] = owner()
    profession: Mapped[str] = mapped_column(WORD)
    jurisdiction: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(120))
    number: Mapped[str | None] = mapped_column(WORD)
    """Number and date as they were checked; another number is not checked by this."""
    expires_on: Mapped[date | None]
    outcome: Mapped[CheckOutcome]
    looked_at: Mapped[str] = mapped_column(LINE)
    """Where it was looked up: a board's register, a certificate that was seen."""
    checked_on: Mapped[date]
    checked_by: Mapped[str] = mapped_column(REFERENCE)
    recorded_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(Text, default="")
    """For other curators."""


class LicenceEvidence(Model):
    """The file behind a check, encrypted; each reading of it stands in the log."""

    __tablename__ = "licence_evidence"
    __table_args__ = (CheckConstraint("byte_count > 0", name="is_not_empty"),)

    check_id: Mapped[int] = mapped_column(
        ForeignKey("licence_checks.id", ondelete="CASCADE"), primary_key=True
    )
    media_type: Mapped[str] = mapped_column(String(40))
    byte_count: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    added_at: Mapped[datetime]
