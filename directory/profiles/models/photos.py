"""The photograph of a listing: drawn anew by us, under a made-up name, never a file of a sender."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Model
from directory.profiles.models.columns import LINE, owner_in_key


class Photo(Model):
    """Two sizes of one picture without any of its metadata."""

    __tablename__ = "photos"
    __table_args__ = (
        CheckConstraint("length(alternative) > 0", name="alternative_is_given"),
        CheckConstraint("length(small) > 0 AND length(large) > 0", name="has_both_sizes"),
    )

    listing_id: Mapped[int] = owner_in_key()
    name: Mapped[str] = mapped_column(String(32), unique=True)
    alternative: Mapped[str] = mapped_column(LINE)
    """What the picture shows, for whoever cannot see it."""
    small: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    large: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    made_at: Mapped[datetime]
