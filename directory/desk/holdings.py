"""Who is asked to manage a center: the address, until it is answered."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select

from directory import clock
from directory.desk.models import ManagerInvitation
from directory.holdings import Holding, plain_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from directory.config import Settings
    from directory.holdings import Person, Rows
    from directory.keys.ring import KeyRing

KEPT_FOR = timedelta(days=30)


def export(session: Session, keys: KeyRing, person: Person) -> Rows:
    """The invitations to the person's address, and those that the person sent."""
    del keys
    to_me = select(
        ManagerInvitation.center_handle, ManagerInvitation.made_at, ManagerInvitation.outcome
    ).where(ManagerInvitation.email == person.email)
    by_me = select(
        ManagerInvitation.center_handle,
        ManagerInvitation.email,
        ManagerInvitation.made_at,
        ManagerInvitation.outcome,
    ).where(ManagerInvitation.made_by_id == person.account_id)
    return {
        "centers-you-were-asked-to-manage": plain_rows(session, to_me),
        "managers-you-asked": plain_rows(session, by_me),
    }


def erase(session: Session, keys: KeyRing, person: Person) -> None:
    """Remove the invitations on both sides. Flushes."""
    del keys
    session.execute(
        delete(ManagerInvitation).where(
            (ManagerInvitation.email == person.email)
            | (ManagerInvitation.made_by_id == person.account_id)
        )
    )


def purge(session: Session, settings: Settings) -> Mapping[str, int]:
    """Forget invitations 30 days after they were sent. Flushes."""
    del settings
    gone = session.execute(
        delete(ManagerInvitation).where(ManagerInvitation.made_at < clock.now() - KEPT_FOR)
    )
    return {"manager_invitations": gone.rowcount}  # type: ignore[attr-defined]


HOLDING = Holding(
    name="desk",
    tables=("manager_invitations",),
    export=export,
    erase=erase,
    purge=purge,
    told=_("Invitations to manage a center go, on both sides."),
)
