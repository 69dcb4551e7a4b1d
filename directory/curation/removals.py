"""“Remove me”: by a link to the listing's own address, or by a curator whom they asked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.accounts.closed_sets import Stewardship
from directory.accounts.services.stewardship import shut_out_stewards, stewards_of
from directory.audit import services as audit
from directory.curation.emails import REMOVE
from directory.curation.holdings import forget_reports
from directory.mail.links import LinkFor, LinkGoneError, make_link, open_link
from directory.profiles.closed_sets import RemovedBecause
from directory.profiles.models import Listing
from directory.profiles.queries import log_subject
from directory.profiles.removals import remove_listing
from directory.profiles.removed import remember_removed
from directory.profiles.services import existing_drafts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.curation.emails import Sender
    from directory.keys.ring import KeyRing

LASTS = timedelta(days=2)


def ask(session: Session, sender: Sender, handle: str) -> bool:
    """Send the link to the listing's own address, and tell whether it has one. Flushes.

    Somebody with an account leaves by it: their page is not theirs alone to take down by a mail.
    """
    draft = existing_drafts(session, (handle,)).get(handle)
    if draft is None or has_account(session, handle) or not draft.contact.email:
        return False
    number = session.scalars(select(Listing.id).where(Listing.handle == handle)).one()
    link = make_link(sender.keys, LinkFor.REMOVING, str(number), draft.contact.email, lasts=LASTS)
    sender.send(session, REMOVE, draft.contact.email, f"/take-down/{link}")
    return True


def asked_for(session: Session, keys: KeyRing, link: str) -> tuple[str, str]:
    """Handle and name of the listing that the link may take down. Raises LinkGoneError."""
    number, email = open_link(keys, LinkFor.REMOVING, link)
    handle = session.scalar(select(Listing.handle).where(Listing.id == int(number)))
    draft = existing_drafts(session, (handle,)).get(handle) if handle else None
    if draft is None or draft.contact.email != email or has_account(session, draft.handle):
        raise LinkGoneError("the listing is gone, or its address is another now")
    return draft.handle, draft.name


def remove_for_good(session: Session, keys: KeyRing, handle: str, *, by: str) -> None:
    """Remove a listing against its owner's will; who comes back is told to curators. Flushes.

    Their sessions end and their role is taken; their account stays, so that they can read why.

    Raises UnknownListingError.
    """
    for one in stewards_of(session, handle):
        if one.stewardship is Stewardship.OWNER:
            because = RemovedBecause.REMOVED
            remember_removed(session, keys, None, email=one.email, because=because)
    shut_out_stewards(session, handle)
    _remove(session, keys, handle, by=by, because=RemovedBecause.REMOVED)


def take_down(session: Session, keys: KeyRing, handle: str, *, by: str = audit.NOBODY) -> None:
    """Remove a listing for whoever asked for it, so that no import brings it back. Flushes.

    Raises UnknownListingError.
    """
    _remove(session, keys, handle, by=by, because=RemovedBecause.LEFT)


def _remove(
    session: Session, keys: KeyRing, handle: str, *, by: str, because: RemovedBecause
) -> None:
    subject = log_subject(session, handle)
    number = session.scalar(select(Listing.id).where(Listing.handle == handle))
    forget_reports(session, (number,) if number is not None else ())
    remove_listing(session, keys, handle, because=because)
    is_ours = because is RemovedBecause.REMOVED
    action = "listing.removed" if is_ours else "listing.taken-down"
    audit.record(session, keys, actor=by, action=action, subject=subject)


def has_account(session: Session, handle: str) -> bool:
    """Whether somebody with an account answers for this listing."""
    return bool(stewards_of(session, handle))
