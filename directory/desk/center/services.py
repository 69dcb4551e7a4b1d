"""Making a center, what may be offered there by which licence, and asking others to manage it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from directory import clock
from directory.accounts.closed_sets import Stewardship
from directory.accounts.services.administration import give_listing
from directory.accounts.services.stewardship import stewards_of
from directory.accounts.tokens import new_reference
from directory.db import RecordNotFound, change_exactly_one
from directory.desk.models import InvitationEnd, ManagerInvitation
from directory.desk.services import free_handle, locate_with
from directory.interop.scope_checks import SOMETIMES_TOUCHES
from directory.matching.listing import LicenseStatus
from directory.matching.need import Kind
from directory.profiles.draft import ListingDraft
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models import Listing
from directory.profiles.queries import listing_statuses
from directory.profiles.services import save_listings
from directory.vocabulary.scope import may_touch
from directory.vocabulary.terms import Touch

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from directory.accounts.member import Member
    from directory.desk.questions import Around
    from directory.profiles.draft import CredentialKey
    from directory.profiles.listing import PublicCredential, PublishedListing
    from directory.vocabulary.terms import Vocabulary

PROFESSION = "integrative-center"
INVITATIONS_AT_MOST = 10
"""How many addresses may be asked to manage one center at a time."""


class TooManyInvitationsError(ValueError):
    """Ten addresses have been asked and have not answered yet."""


@dataclass(frozen=True, slots=True)
class Permitted:
    """A method that somebody may offer, and the credential that permits it."""

    modality: str
    credential: CredentialKey


@dataclass(frozen=True, slots=True)
class Invitation:
    """An address that was asked to manage a center, and has not answered."""

    reference: str
    center: str
    center_name: str
    email: str
    made_at: datetime


def start_center(session: Session, account_id: int, name: str, around: Around) -> str:
    """Make a private draft of a center that this account manages; gives its handle. Flushes."""
    handle = free_handle(session, name)
    draft = ListingDraft(
        handle=handle,
        kind=Kind.CENTER,
        name=name,
        professions=(PROFESSION,),
        joined_on=clock.today(),
    )
    save_listings(session, [draft], locate=locate_with(around))
    give_listing(session, account_id, handle, Stewardship.MANAGER)
    return handle


def permitted_services(
    person: PublishedListing, vocabulary: Vocabulary, today: date
) -> tuple[Permitted, ...]:
    """The person's own methods, each with the first checked credential whose scope permits it."""
    found = []
    for item in person.modalities:
        permitting = next(
            (
                credential
                for credential in person.credentials
                if _holds(credential, today) and _permits(credential, item.modality, vocabulary)
            ),
            None,
        )
        if permitting is not None:
            key = (permitting.profession, permitting.jurisdiction, permitting.title)
            found.append(Permitted(item.modality, key))
    return tuple(found)


def ask_to_manage(session: Session, member: Member, center: str, email: str) -> None:
    """Ask an address to manage a center; asked twice is asked once. Flushes.

    Raises TooManyInvitationsError. Whether the address has an account is told to nobody.
    """
    waiting = open_invitations(session, center)
    known = {one.email for one in waiting} | {one.email for one in stewards_of(session, center)}
    if email in known:
        return
    if len(waiting) >= INVITATIONS_AT_MOST:
        raise TooManyInvitationsError(center)
    session.add(
        ManagerInvitation(
            reference=new_reference(),
            center_handle=center,
            email=email,
            made_by_id=member.account_id,
            made_at=clock.now(),
        )
    )
    session.flush()


def open_invitations(session: Session, center: str) -> tuple[Invitation, ...]:
    """Who was asked to manage a center and has not answered, the latest first."""
    return _invitations(session, ManagerInvitation.center_handle == center)


def invitations_to(session: Session, email: str) -> tuple[Invitation, ...]:
    """The centers that ask the owner of an address to manage them."""
    return _invitations(session, ManagerInvitation.email == email)


def answer_invitation(session: Session, member: Member, reference: str, *, accepts: bool) -> str:
    """Manage a center from now on, or say no; gives its handle. Flushes. Raises RecordNotFound."""
    found = [one for one in invitations_to(session, member.email) if one.reference == reference]
    if not found:
        raise RecordNotFound("no such invitation")
    center = found[0].center
    _close(session, reference, InvitationEnd.ACCEPTED if accepts else InvitationEnd.REFUSED)
    if accepts:
        is_public = listing_statuses(session, (center,))[center] is ListingStatus.PUBLISHED
        verified_on = clock.today() if is_public else None
        give_listing(
            session, member.account_id, center, Stewardship.MANAGER, verified_on=verified_on
        )
    return center


def withdraw_invitation(session: Session, center: str, reference: str) -> None:
    """Take an invitation back; flushes. Raises RecordNotFound."""
    if reference not in {one.reference for one in open_invitations(session, center)}:
        raise RecordNotFound("no such invitation")
    _close(session, reference, InvitationEnd.WITHDRAWN)


def _close(session: Session, reference: str, outcome: InvitationEnd) -> None:
    change_exactly_one(
        session,
        update(ManagerInvitation)
        .where(ManagerInvitation.reference == reference, ManagerInvitation.closed_at.is_(None))
        .values(closed_at=clock.now(), outcome=outcome)
        .execution_options(synchronize_session=False),
    )


def _invitations(session: Session, which: object) -> tuple[Invitation, ...]:
    rows = session.execute(
        select(ManagerInvitation, Listing.name)
        .join(Listing, Listing.handle == ManagerInvitation.center_handle)
        .where(which, ManagerInvitation.closed_at.is_(None))  # type: ignore[arg-type]
        .order_by(ManagerInvitation.id.desc())
    ).all()
    return tuple(
        Invitation(
            row.ManagerInvitation.reference,
            row.ManagerInvitation.center_handle,
            row.name,
            row.ManagerInvitation.email,
            row.ManagerInvitation.made_at,
        )
        for row in rows
    )


def _holds(credential: PublicCredential, today: date) -> bool:
    is_past = credential.expires_on is not None and credential.expires_on < today
    return credential.status == LicenseStatus.ACTIVE and not is_past


def _permits(credential: PublicCredential, modality: str, vocabulary: Vocabulary) -> bool:
    method = vocabulary.modalities.get(modality)
    profession = vocabulary.professions.get(credential.profession)
    if method is None or profession is None:
        return False
    if not vocabulary.may_offer(profession.slug, modality):
        return False
    # Where touch is limited, a curator has looked at the method before the person was listed.
    touches = may_touch(profession) or profession.may_touch in SOMETIMES_TOUCHES
    return method.touch is not Touch.YES or touches
