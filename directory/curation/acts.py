"""Restoring a suspended listing: one curator proposes it, another confirms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.accounts import emails
from directory.accounts.services.stewardship import stewards_of
from directory.accounts.services.two_people import Act, ActRefusedError
from directory.curation.services import Curator, decide
from directory.profiles.closed_sets import DecisionKind
from directory.profiles.lifecycle import ForbiddenMoveError
from directory.profiles.services import UnknownListingError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.accounts.services.two_people import Proposed
    from directory.keys.ring import KeyRing


def _told(session: Session, proposed: Proposed) -> str:
    del session
    return _("Show the suspended listing %(handle)s again.", handle=proposed.subject)


def _restore(session: Session, keys: KeyRing, proposed: Proposed, actor: str) -> None:
    stewards = stewards_of(session, proposed.subject)
    if actor in {one.reference for one in stewards}:
        raise ActRefusedError(_("It is yours, so another curator has to confirm it."))
    reason = proposed.details.get("reason", "")
    curator = Curator(actor, keys)
    try:
        told = decide(session, curator, proposed.subject, DecisionKind.RESTORE, reason=reason)
    except (UnknownListingError, ForbiddenMoveError):
        message = _("It is not suspended any more, so there is nothing to restore.")
        raise ActRefusedError(message) from None
    for address in told:
        emails.on_desk(address)


RESTORE = Act(kind="listing.restore", permission="restore-listing", told=_told, carry_out=_restore)
