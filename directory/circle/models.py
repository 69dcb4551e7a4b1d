"""The tables of circles: contacts with their tags, and circles offered to a colleague."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column, relationship

from directory.circle.closed_sets import HandoverEnd
from directory.db import Model
from directory.trust.references import new_reference

REFERENCE = String(22)
LINE = String(200)


def _account() -> MappedColumn[int]:
    return mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)


class CircleContact(Model):
    """Somebody whom a member sends people to; seen by nobody else.

    A colleague of the network is named by their listing, and goes with it. Anybody else stands
    as the member typed them.
    """

    __tablename__ = "circle_contacts"
    __table_args__ = (
        UniqueConstraint("owner_id", "listing_id"),
        CheckConstraint("length(trim(name)) > 0", name="name_is_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(REFERENCE, unique=True, default=new_reference)
    owner_id: Mapped[int] = _account()
    listing_id: Mapped[int | None] = mapped_column(
        ForeignKey("listings.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(LINE)
    discipline: Mapped[str] = mapped_column(LINE, default="")
    town: Mapped[str] = mapped_column(LINE, default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    licence: Mapped[str] = mapped_column(String(80), default="")
    sent_for: Mapped[str] = mapped_column(String(300), default="")
    """What the member sends people to them for."""
    notes: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Encrypted at the place of this row; null where there are none."""
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    tags: Mapped[list[CircleTag]] = relationship(
        cascade="all, delete-orphan", order_by="CircleTag.tag"
    )


class CircleTag(Model):
    """A word by which a member sorts their contacts."""

    __tablename__ = "circle_tags"
    __table_args__ = (CheckConstraint("length(trim(tag)) > 0", name="tag_is_given"),)

    contact_id: Mapped[int] = mapped_column(
        ForeignKey("circle_contacts.id", ondelete="CASCADE"), primary_key=True
    )
    tag: Mapped[str] = mapped_column(String(40), primary_key=True)


class CircleHandover(Model):
    """A circle that its owner offers to another member, who accepts or refuses."""

    __tablename__ = "circle_handovers"
    __table_args__ = (
        CheckConstraint("from_id <> to_id", name="not_to_oneself"),
        CheckConstraint("(ended_at IS NULL) = (ended_as IS NULL)", name="end_has_outcome"),
        Index(
            "uq_circle_handovers_open",
            "from_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(REFERENCE, unique=True, default=new_reference)
    from_id: Mapped[int] = _account()
    to_id: Mapped[int] = _account()
    with_notes: Mapped[bool]
    offered_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_as: Mapped[HandoverEnd | None]
