"""Mail on its way out: kept in the transaction of what caused it, emptied once it was sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Model


class OutgoingMail(Model):
    """One mail, encrypted: it may carry a link that opens an account."""

    __tablename__ = "outgoing_mails"
    __table_args__ = (
        CheckConstraint("tries >= 0", name="tries_not_negative"),
        CheckConstraint("sent_at IS NULL OR parked_at IS NULL", name="sent_or_parked"),
        CheckConstraint("(content IS NULL) = (sent_at IS NOT NULL)", name="emptied_once_sent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(String(120), unique=True)
    event: Mapped[str] = mapped_column(String(80))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)
    last_problem: Mapped[str] = mapped_column(String(200), default="")
    sent_at: Mapped[datetime | None]
    parked_at: Mapped[datetime | None]
