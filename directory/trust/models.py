"""The tables of trust: vouches with their basis, declared relations, what gives standing."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.db import Model
from directory.trust.closed_sets import RelationKind, Visibility, VouchTopic
from directory.trust.references import new_reference

__all__ = ["DeclaredRelation", "MemberCheck", "Vouch", "VouchTerm", "VouchTopic"]


class Vouch(Model):
    """One member's word for another, on a stated basis; withdrawn, it stays as a closed row."""

    __tablename__ = "vouches"
    __table_args__ = (
        CheckConstraint("voucher_id <> vouched_id", name="not_for_oneself"),
        CheckConstraint("revoked_on IS NULL OR revoked_on >= given_on", name="revoked_later"),
        CheckConstraint(
            "(trusts_approach IS NULL) = (trusts_skills IS NULL)", name="both_judgements_stated"
        ),
        CheckConstraint(
            "trusts_approach IS NULL OR trusts_approach OR trusts_skills", name="trusts_something"
        ),
        CheckConstraint(
            "confirmed_on IS NULL OR declined_on IS NULL", name="confirmed_or_declined"
        ),
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
    reference: Mapped[str] = mapped_column(String(22), unique=True, default=new_reference)
    """Names the vouch in an address; random, says nothing."""
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
    """The basis is counted and never named: at most “knows their work first hand” is."""
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.PUBLIC)
    trusts_approach: Mapped[bool | None]
    trusts_skills: Mapped[bool | None]
    """The two judgements; null where they were not asked for, as in an import."""
    detail: Mapped[str] = mapped_column(String(200), default="")
    """What the basis asks to be told: role and year, the place, how many referrals."""
    confirmed_on: Mapped[date | None]
    declined_on: Mapped[date | None]
    """What the other side said of the basis, where it was asked; declined, it does not count."""
    hidden_on: Mapped[date | None]
    """Since when the other side refuses to have it shown."""
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


class DeclaredRelation(Model):
    """Two who share a household or a business, as one of them said; neither vouches for the other.

    `listing_id` is who said so, and alone may take it back.
    """

    __tablename__ = "declared_relations"
    __table_args__ = (CheckConstraint("listing_id <> other_id", name="not_to_oneself"),)

    listing_id: Mapped[int] = mapped_column(
        ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True
    )
    other_id: Mapped[int] = mapped_column(
        ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    kind: Mapped[RelationKind]
    declared_on: Mapped[date]


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
