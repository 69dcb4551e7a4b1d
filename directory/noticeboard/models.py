"""The tables of the noticeboard: a notice with where it stands, and its wordings.

A notice has at most two wordings: the one that a curator approved, which others read, and the one
that its poster wrote since. Lists of slugs are lines with | between them.
"""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Model
from directory.noticeboard.closed_sets import Fee, NoticeKind, ShownTo, Stage, Venue
from directory.noticeboard.lifecycle import NoticeStatus

REFERENCE = String(22)


class Notice(Model):
    """What a member put up for a listing of theirs, and where it stands."""

    __tablename__ = "notices"
    __table_args__ = (
        CheckConstraint("status <> 'shown' OR shown_since IS NOT NULL", name="shown_has_a_day"),
        CheckConstraint(
            "(status IN ('refused', 'withdrawn', 'ended')) = (over_since IS NOT NULL)",
            name="over_has_a_day",
        ),
        CheckConstraint("status <> 'refused' OR length(reason) > 0", name="refused_has_reason"),
        Index("ix_notices_status_shown_since", "status", "shown_since"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(REFERENCE, unique=True)
    listing_id: Mapped[int] = mapped_column(
        ForeignKey("listings.id", ondelete="CASCADE"), index=True
    )
    posted_by_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    status: Mapped[NoticeStatus] = mapped_column(default=NoticeStatus.DRAFT)
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why a curator refused it, or the change that waited; its poster reads it."""
    made_at: Mapped[datetime]
    shown_since: Mapped[datetime | None]
    """When a curator let it be shown for the first time."""
    over_since: Mapped[date | None]
    reminded_of: Mapped[date | None]
    """The end of which its poster was reminded, so that each is mailed once."""


class NoticeWording(Model):
    """One wording of a notice; what is empty or null was not stated."""

    __tablename__ = "notice_wordings"
    __table_args__ = (
        CheckConstraint("length(trim(title)) > 0", name="title_is_given"),
        CheckConstraint(
            "ends_on IS NULL OR (starts_on IS NOT NULL AND starts_on <= ends_on)",
            name="ends_after_start",
        ),
        CheckConstraint("ends_at IS NULL OR begins_at IS NOT NULL", name="end_needs_beginning"),
        CheckConstraint(
            "(venue_detail = '') = (venue = 'not-stated')", name="venue_with_its_detail"
        ),
        CheckConstraint(
            "(fee IN ('fixed', 'sliding')) = (fee_low IS NOT NULL)"
            " AND (fee = 'sliding') = (fee_high IS NOT NULL)"
            " AND (fee_low IS NULL) = (currency = '')",
            name="fee_is_whole",
        ),
        CheckConstraint("fee_low >= 0 AND fee_low <= fee_high", name="fee_in_order"),
        CheckConstraint(
            "places_left IS NULL OR (has_places IS NOT NULL AND has_places)",
            name="places_only_where_left",
        ),
        CheckConstraint("places_left > 0", name="places_are_counted"),
        CheckConstraint(
            "kind <> 'introductory-session' OR shown_to = 'colleagues'",
            name="introductory_for_colleagues",
        ),
        CheckConstraint("stage <> 'approved' OR approved_at IS NOT NULL", name="approved_has_time"),
    )

    notice_id: Mapped[int] = mapped_column(
        ForeignKey("notices.id", ondelete="CASCADE"), primary_key=True
    )
    stage: Mapped[Stage] = mapped_column(primary_key=True)
    kind: Mapped[NoticeKind]
    title: Mapped[str] = mapped_column(String(80))
    words: Mapped[str] = mapped_column(Text)
    shown_to: Mapped[ShownTo]
    for_whom: Mapped[str] = mapped_column(String(120), default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    begins_at: Mapped[time | None]
    ends_at: Mapped[time | None]
    schedule: Mapped[str] = mapped_column(String(120), default="")
    venue: Mapped[Venue]
    venue_detail: Mapped[str] = mapped_column(String(140), default="")
    fee: Mapped[Fee]
    fee_low: Mapped[int | None]
    fee_high: Mapped[int | None]
    currency: Mapped[str] = mapped_column(String(3), default="")
    languages: Mapped[str] = mapped_column(String(200), default="")
    access: Mapped[str] = mapped_column(Text, default="")
    has_places: Mapped[bool | None]
    places_left: Mapped[int | None]
    closes_on: Mapped[date]
    sent_at: Mapped[datetime | None]
    """Since when it waits for a curator; null while its poster still writes."""
    approved_at: Mapped[datetime | None]
