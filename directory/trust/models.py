"""The tables of trust: vouches with their basis, and what gives a member standing."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.db import Model


class VouchTopic(StrEnum):
    """What a vouch may be about, where it is not about everything."""

    ISSUE = "issue"
    MODALITY = "modality"


class Vouch(Model):
    """One member's word for another, on a stated basis; withdrawn, it stays as a closed row."""

    __tablename__ = "vouches"
    __table_args__ = (
        CheckConstraint("voucher_id <> vouched_id", name="not_for_oneself"),
        CheckConstraint("revoked_on IS NULL OR revoked_on >= given_on", name="revoked_later"),
        # One word on one basis at a time; a withdrawn one may be given anew.
        Index(
            "uq_vouches_standing",
            "voucher_id",
            "vouched_id",
            "basis",
            unique=True,
            sqlite_where=text("revoked_on IS NULL"),
            postgresql_where=text("revoked_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    voucher_id: Mapped[int] = mapped_column(
        ForeignKey("listings.id", ondelete="CASCADE"), index=True
    )
    vouched_id: Mapped[int] = mapped_column(
        ForeignKey("listings.id", ondelete="CASCADE"), index=True
    )
    basis: Mapped[str] = mapped_column(String(80))
    given_on: Mapped[date]
    revoked_on: Mapped[date | None]
    is_private: Mapped[bool]
    """Counted, and never named to anybody but the one who gave it."""
    note: Mapped[str] = mapped_column(Text, default="")
    """For the voucher's own memory."""
    terms: Mapped[list[VouchTerm]] = relationship(
        cascade="all, delete-orphan", order_by="VouchTerm.position"
    )


class VouchTerm(Model):
    """An issue or a modality that a vouch names."""

    __tablename__ = "vouch_terms"

    vouch_id: Mapped[int] = mapped_column(
        ForeignKey("vouches.id", ondelete="CASCADE"), primary_key=True
    )
    topic: Mapped[VouchTopic] = mapped_column(primary_key=True)
    term: Mapped[str] = mapped_column(String(80), primary_key=True)
    position: Mapped[int]


class MemberCheck(Model):
    """What an admin did to know that a member is who they say: the first half of standing."""

    __tablename__ = "member_checks"
    __table_args__ = (
        CheckConstraint(
            "(checked_on IS NULL) = (checked_what IS NULL)", name="check_has_date_and_what"
        ),
        CheckConstraint("checked_on IS NOT NULL OR is_founding", name="checked_or_founding"),
    )

    listing_id: Mapped[int] = mapped_column(
        ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True
    )
    checked_on: Mapped[date | None]
    checked_what: Mapped[str | None] = mapped_column(String(300))
    is_founding: Mapped[bool] = mapped_column(default=False)
    """A founding member has standing without two vouches, so that a network can begin."""
