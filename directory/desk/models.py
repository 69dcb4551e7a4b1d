"""Somebody who is asked to manage the page of a center, until they answer."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Model


class InvitationEnd(StrEnum):
    """What became of an invitation."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ManagerInvitation(Model):
    """An address that is asked to manage a center; whoever signs in with it answers."""

    __tablename__ = "manager_invitations"
    __table_args__ = (
        CheckConstraint("email = lower(email) AND length(email) > 2", name="email_is_lower"),
        CheckConstraint("(closed_at IS NULL) = (outcome IS NULL)", name="closed_has_outcome"),
        Index(
            "uq_manager_invitations_open",
            "center_handle",
            "email",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(22), unique=True)
    center_handle: Mapped[str] = mapped_column(
        ForeignKey("listings.handle", ondelete="CASCADE", onupdate="CASCADE"), index=True
    )
    email: Mapped[str] = mapped_column(String(254), index=True)
    made_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("accounts.id", ondelete="SET NULL"), index=True
    )
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[InvitationEnd | None]
