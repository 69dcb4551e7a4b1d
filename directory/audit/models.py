"""The log's entries, and its head: how many there are and what the last one's hash is."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Model


class AuditEntry(Model):
    """One thing that somebody did; never changed and never removed by the software."""

    __tablename__ = "audit_entries"
    __table_args__ = (CheckConstraint("length(action) > 0", name="action_is_given"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(80))
    """The reference of an account, `operator`, or `nobody`; never a name or an address."""
    action: Mapped[str] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(String(120), default="")
    details: Mapped[str] = mapped_column(Text, default="")
    chained_hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Model):
    """The one row that says where the log ends, so that a tail cut off is noticed."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="is_one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entries: Mapped[int]
    chained_hash: Mapped[str] = mapped_column(String(64))
