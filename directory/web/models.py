"""The one-time keys that were used, each with what it led to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Model


class UsedKey(Model):
    """A form that was sent: the hash of its key, and what was made of it."""

    __tablename__ = "one_time_keys"
    __table_args__ = (CheckConstraint("length(purpose) > 0", name="purpose_is_given"),)

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(60))
    result: Mapped[str] = mapped_column(String(120), default="")
    used_at: Mapped[datetime] = mapped_column(index=True)
