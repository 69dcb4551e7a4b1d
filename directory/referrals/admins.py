"""When two networking admins opened the words of a referral: what its client may know of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.accounts.closed_sets import ActState
from directory.accounts.models import TwoPersonAct

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

OPENED_BY_ADMINS = "referral.break-glass"
"""The kind of the act of two people that opens one referral, named as its subject."""


def opened_by_admins(session: Session, reference: str) -> tuple[datetime, ...]:
    """The moments at which two agreed and it was open to one of them, the newest first (UTC)."""
    moments = session.scalars(
        select(TwoPersonAct.ended_at)
        .where(
            TwoPersonAct.kind == OPENED_BY_ADMINS,
            TwoPersonAct.subject == reference,
            TwoPersonAct.state == ActState.DONE,
        )
        .order_by(TwoPersonAct.ended_at.desc())
    )
    return tuple(moment for moment in moments if moment is not None)
