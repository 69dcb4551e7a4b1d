"""Keys of earlier secrets that are still needed to compare hashes, encrypted with the present."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Model


class RetiredKey(Model):
    """The key of one purpose under an earlier secret; it opens no encrypted field."""

    __tablename__ = "retired_keys"

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(String(80))
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    """A hash that tells whether a key is kept already."""
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    retired_at: Mapped[datetime]
