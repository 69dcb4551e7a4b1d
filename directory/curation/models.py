"""What the curator's desk keeps: help lines called, reminders, reports, duplicates, merges."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column

from directory.curation.closed_sets import ReportKind, ReportOutcome
from directory.db import Model

REFERENCE = String(22)


def _of_listing(*, in_key: bool = False) -> MappedColumn[int]:
    return mapped_column(
        ForeignKey("listings.id", ondelete="CASCADE"), primary_key=in_key, index=not in_key
    )


class HelpLineCheck(Model):
    """A help line that was found to answer; `line` is a hash of its name and number."""

    __tablename__ = "help_line_checks"
    __table_args__ = (CheckConstraint("length(line) = 16", name="line_is_a_hash"),)

    line: Mapped[str] = mapped_column(String(16), primary_key=True)
    checked_on: Mapped[date]
    checked_by: Mapped[str] = mapped_column(String(22))


class FreshnessReminder(Model):
    """A reminder that went out for one confirmation of a listing's openings, once for each day."""

    __tablename__ = "freshness_reminders"
    __table_args__ = (CheckConstraint("day IN (75, 85, 89)", name="day_is_a_reminder"),)

    listing_id: Mapped[int] = _of_listing(in_key=True)
    confirmed_on: Mapped[date] = mapped_column(primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True)
    """How many days after the confirmation it fell due."""
    made_at: Mapped[datetime]


class ListingReport(Model):
    """What was reported about a listing: one open row for a listing and a kind, however often."""

    __tablename__ = "listing_reports"
    __table_args__ = (
        CheckConstraint("voices > 0", name="somebody_said_so"),
        CheckConstraint("(closed_at IS NULL) = (outcome IS NULL)", name="closed_has_outcome"),
        CheckConstraint("(closed_at IS NULL) = (closed_by = '')", name="closed_by_somebody"),
        Index(
            "uq_listing_reports_open",
            "listing_id",
            "kind",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(REFERENCE, unique=True)
    listing_id: Mapped[int | None] = mapped_column(
        ForeignKey("listings.id", ondelete="SET NULL"), index=True
    )
    """Null once the listing is gone: the reporter still reads what became of it."""
    kind: Mapped[ReportKind]
    opened_at: Mapped[datetime]
    voices: Mapped[int]
    """How many said so; a curator sees it, and nothing ever follows from the number."""
    owner_told_at: Mapped[datetime | None]
    owner_answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[ReportOutcome | None]
    closed_by: Mapped[str] = mapped_column(REFERENCE, default="")


class ReportVoice(Model):
    """One who reported: how they come back, and what they wrote where nobody wrote it before."""

    __tablename__ = "report_voices"
    __table_args__ = (
        UniqueConstraint("report_id", "words_hash", name="uq_report_voices_words"),
        CheckConstraint("words IS NULL OR words_hash IS NOT NULL", name="words_are_told_apart"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(
        ForeignKey("listing_reports.id", ondelete="CASCADE"), index=True
    )
    phrase_hash: Mapped[str] = mapped_column(String(64), unique=True)
    words: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Encrypted at the place of this row."""
    words_hash: Mapped[str | None] = mapped_column(String(64))
    made_at: Mapped[datetime]


class NotDuplicate(Model):
    """Two listings that somebody looked at and found to be two, so that nobody asks again."""

    __tablename__ = "not_duplicates"
    __table_args__ = (CheckConstraint("listing_id < other_id", name="pair_stands_once"),)

    listing_id: Mapped[int] = _of_listing(in_key=True)
    other_id: Mapped[int] = mapped_column(
        ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    decided_on: Mapped[date]
    decided_by: Mapped[str] = mapped_column(REFERENCE)


class ListingMerge(Model):
    """Two listings made one, with what is needed to undo it for thirty days."""

    __tablename__ = "listing_merges"
    __table_args__ = (
        CheckConstraint("kept_id <> gone_id", name="two_listings"),
        CheckConstraint("(undone_at IS NULL) = (undone_by = '')", name="undone_by_somebody"),
        Index(
            "uq_listing_merges_gone",
            "gone_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(REFERENCE, unique=True)
    kept_id: Mapped[int] = _of_listing()
    gone_id: Mapped[int] = _of_listing()
    merged_at: Mapped[datetime]
    merged_by: Mapped[str] = mapped_column(REFERENCE)
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(REFERENCE, default="")
    record: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """How the kept listing was before and which rows moved, encrypted at the place of this row."""
