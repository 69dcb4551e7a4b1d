"""The other side: somebody whom a center asks answers, agrees to services, and leaves any time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import abort, redirect

from directory import db
from directory.accounts.session import signed_in_member
from directory.desk.blueprint import bp
from directory.desk.center.services import answer_invitation, invitations_to
from directory.desk.center.steps import CENTERS
from directory.profiles.centers import (
    Belonging,
    agree_to_service,
    centers_of,
    end_membership,
    join,
    names_of,
    refuse,
    remove_service,
    services_of,
)
from directory.search.blueprint import engine
from directory.web.access import access

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue
    from sqlalchemy.orm import Session

    from directory.accounts.member import Member
    from directory.desk.center.services import Invitation
    from directory.profiles.centers import Membership, Service

BELONGING = "/desk/belonging"


@dataclass(frozen=True, slots=True, kw_only=True)
class CentersOnDesk:
    """What centers ask of a member, and the centers that the member manages."""

    managed: tuple[tuple[str, str], ...]
    asked: tuple[Membership, ...]
    current: tuple[Membership, ...]
    to_agree: tuple[tuple[Service, str], ...]
    """Services that wait for one's word, with the name of the method."""
    to_manage: tuple[Invitation, ...]


def centers_on_desk(member: Member) -> CentersOnDesk:
    """What stands on a member's desk about centers."""
    session, own = db.session(), member.listing_handle
    memberships = centers_of(session, own) if own else ()
    labels = engine().vocabulary.modalities
    names = names_of(session, member.center_handles)
    return CentersOnDesk(
        managed=tuple((handle, names.get(handle, handle)) for handle in member.center_handles),
        asked=tuple(one for one in memberships if one.belonging is Belonging.ASKED),
        current=tuple(one for one in memberships if one.belonging is Belonging.CURRENT),
        to_agree=tuple(
            (one, labels[one.modality].label if one.modality in labels else one.modality)
            for one in (services_of(session, own) if own else ())
            if not one.is_confirmed
        ),
        to_manage=invitations_to(session, member.email),
    )


@bp.post(f"{BELONGING}/<center>/join")
@access("manage-center")
@db.writes
def join_center(center: str) -> ResponseReturnValue:
    """Confirm that one works there; from then on both pages show it."""
    return _answered(join, center)


@bp.post(f"{BELONGING}/<center>/refuse")
@access("manage-center")
@db.writes
def refuse_center(center: str) -> ResponseReturnValue:
    """Say no; the center asks no more."""
    return _answered(refuse, center)


@bp.post(f"{BELONGING}/<center>/leave")
@access("manage-center")
@db.writes
def leave_center(center: str) -> ResponseReturnValue:
    """Leave; no page shows it from the next request on."""
    return _answered(end_membership, center)


@bp.post(f"{BELONGING}/services/<reference>/agree")
@access("manage-center")
@db.writes
def agree(reference: str) -> ResponseReturnValue:
    """Let a center show that one does this there."""
    return _own(lambda own: agree_to_service(db.session(), reference, own))


@bp.post(f"{BELONGING}/services/<reference>/decline")
@access("manage-center")
@db.writes
def decline(reference: str) -> ResponseReturnValue:
    """Take a service away that a center offers through oneself."""
    return _own(lambda own: remove_service(db.session(), reference, person=own))


@bp.post(f"{BELONGING}/managing/<reference>/accept")
@access("keep-own-account")
@db.writes
def accept_managing(reference: str) -> ResponseReturnValue:
    """Manage a center from now on."""
    try:
        center = answer_invitation(db.session(), signed_in_member(), reference, accepts=True)
    except db.RecordNotFound:
        abort(404)
    return redirect(f"{CENTERS}/{center}", 303)


@bp.post(f"{BELONGING}/managing/<reference>/refuse")
@access("keep-own-account")
@db.writes
def refuse_managing(reference: str) -> ResponseReturnValue:
    """Say no to managing a center."""
    try:
        answer_invitation(db.session(), signed_in_member(), reference, accepts=False)
    except db.RecordNotFound:
        abort(404)
    return redirect("/desk", 303)


def _answered(act: Callable[[Session, str, str], None], center: str) -> ResponseReturnValue:
    return _own(lambda own: act(db.session(), center, own))


def _own(act: Callable[[str], None]) -> ResponseReturnValue:
    own = signed_in_member().listing_handle
    if own is None:
        abort(404)
    try:
        act(own)
    except db.RecordNotFound:
        abort(404)
    return redirect("/desk", 303)
