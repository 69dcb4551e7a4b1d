"""What two curators do about a listing: restore it, remove it for good, open a hidden address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.accounts import emails
from directory.accounts.services.stewardship import stewards_of
from directory.accounts.services.two_people import Act, ActRefusedError
from directory.curation.removals import remove_for_good
from directory.curation.services import Curator, decide
from directory.profiles.address_grants import open_to_curator
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
    _not_own(session, proposed, actor)
    reason = proposed.details.get("reason", "")
    curator = Curator(actor, keys)
    try:
        told = decide(session, curator, proposed.subject, DecisionKind.RESTORE, reason=reason)
    except (UnknownListingError, ForbiddenMoveError):
        message = _("It is not suspended any more, so there is nothing to restore.")
        raise ActRefusedError(message) from None
    for address in told:
        emails.on_desk(address)


def _told_removal(session: Session, proposed: Proposed) -> str:
    del session
    return _("Remove the listing %(handle)s for good.", handle=proposed.subject)


def _remove(session: Session, keys: KeyRing, proposed: Proposed, actor: str) -> None:
    told = _not_own(session, proposed, actor)
    try:
        remove_for_good(session, keys, proposed.subject, by=actor)
    except UnknownListingError:
        raise ActRefusedError(_("It is gone already.")) from None
    for address in told:
        emails.on_desk(address)


def _told_address(session: Session, proposed: Proposed) -> str:
    del session
    return _(
        "Let a networking admin open the exact address of %(handle)s.", handle=proposed.subject
    )


def _open_address(session: Session, keys: KeyRing, proposed: Proposed, actor: str) -> None:
    told = _not_own(session, proposed, actor)
    curator = proposed.details["for"]
    if not open_to_curator(session, keys, proposed.subject, curator=curator, actor=actor):
        raise ActRefusedError(_("It has no address that is not open to them already."))
    for address in told:
        emails.on_desk(address)


def _not_own(session: Session, proposed: Proposed, actor: str) -> tuple[str, ...]:
    """The addresses of those who answer for it. Raises ActRefusedError where `actor` does."""
    stewards = stewards_of(session, proposed.subject)
    if actor in {one.reference for one in stewards}:
        raise ActRefusedError(_("It is yours, so another curator has to confirm it."))
    return tuple(one.email for one in stewards)


RESTORE = Act(kind="listing.restore", permission="restore-listing", told=_told, carry_out=_restore)
REMOVE = Act(
    kind="listing.remove", permission="restore-listing", told=_told_removal, carry_out=_remove
)
OPEN_ADDRESS = Act(
    kind="address.open",
    permission="see-exact-address",
    told=_told_address,
    carry_out=_open_address,
)
