"""How the mail on its way out is doing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from directory import clock
from directory.mail.models import OutgoingMail

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def longest_overdue(session: Session) -> timedelta:
    """How long the mail that is due the longest has waited; zero where none is due."""
    now = clock.now()
    oldest = session.scalar(
        select(func.min(OutgoingMail.due_at)).where(
            OutgoingMail.sent_at.is_(None), OutgoingMail.parked_at.is_(None)
        )
    )
    return max(now - oldest, timedelta(0)) if oldest is not None else timedelta(0)
