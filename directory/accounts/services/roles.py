"""Giving and taking the role of a networking admin: two people, and never for oneself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import select

from directory.accounts.closed_sets import AccountStatus
from directory.accounts.models import Account
from directory.accounts.queries import active_curators
from directory.accounts.services.administration import set_curator
from directory.accounts.services.two_people import Act, ActRefusedError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.accounts.services.two_people import Proposed
    from directory.keys.ring import KeyRing

PERMISSION = "give-curator-role"


def _give(session: Session, keys: KeyRing, proposed: Proposed, actor: str) -> None:
    account = _account(session, proposed)
    if account.status is not AccountStatus.ACTIVE:
        raise ActRefusedError(_("This account is suspended."))
    set_curator(session, keys, account.id, is_curator=True, actor=actor)


def _take(session: Session, keys: KeyRing, proposed: Proposed, actor: str) -> None:
    account = _account(session, proposed)
    if active_curators(session) <= 1:
        raise ActRefusedError(_("This is the last networking admin, who cannot be removed."))
    set_curator(session, keys, account.id, is_curator=False, actor=actor)


def _account(session: Session, proposed: Proposed) -> Account:
    account = session.scalars(
        select(Account).where(Account.reference == proposed.subject)
    ).one_or_none()
    if account is None:
        raise ActRefusedError(_("This account is no longer there."))
    return account


def _told(text: str, session: Session, proposed: Proposed) -> str:
    name = session.scalar(select(Account.name).where(Account.reference == proposed.subject))
    return text % {"name": name or _("somebody who left")}


GIVE = Act(
    kind="role.give-curator",
    permission=PERMISSION,
    told=lambda session, proposed: _told(_("Make %(name)s a networking admin."), session, proposed),
    carry_out=_give,
)
TAKE = Act(
    kind="role.take-curator",
    permission=PERMISSION,
    told=lambda session, proposed: _told(
        _("Take the role of a networking admin from %(name)s."), session, proposed
    ),
    carry_out=_take,
)
