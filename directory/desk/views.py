"""The desk and the editor of one's own profile: a task list, one page a step, saved at each."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, request
from flask_babel import gettext as _

from directory import clock, db
from directory.accounts import session as accounts
from directory.accounts.closed_sets import AppliedAs
from directory.accounts.forms import FieldError
from directory.circle.waiting import waiting_elsewhere, waiting_for
from directory.desk import services
from directory.desk.blueprint import PROFILE, around, bp
from directory.desk.center.belonging_views import centers_on_desk
from directory.desk.decisions import decision_notes
from directory.desk.forms.availability import STATUSES, statuses, with_availability
from directory.desk.own import own_listing, own_listing_or_none
from directory.desk.pages import desk_page, task_page
from directory.desk.previews import preview_page
from directory.messages import waiting as messages
from directory.profiles.completeness import needed_from
from directory.profiles.doubts import OF_OPENINGS, settle
from directory.profiles.lifecycle import ForbiddenMoveError, ListingStatus, Move
from directory.profiles.listing import PublicAvailability
from directory.profiles.photos import photo_of
from directory.profiles.proposals import drop_changes, pending_changes
from directory.profiles.services import move_listing
from directory.profiles.supervision import asked_to_confirm
from directory.referrals import waiting as referrals
from directory.search.blueprint import snapshot
from directory.web.access import access

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue


UNPROCESSABLE = 422


@bp.get("/desk")
@access("keep-own-account")
def desk() -> str:
    """What waits for an answer, and one's profile."""
    member = accounts.signed_in_member()
    own = own_listing_or_none()
    may_start = member.applied_as is AppliedAs.PRACTITIONER and member.may("edit-profile")
    return render_template(
        "desk/desk.html",
        page=desk_page(own, may_start=may_start),
        may_confirm=member.may("confirm-availability"),
        decisions=decision_notes(member),
        centers=centers_on_desk(member) if member.may("edit-profile") else None,
        statuses=statuses(),
        supervised=asked_to_confirm(db.session(), member.listing_handle or ""),
        waiting=(
            *waiting_elsewhere(db.session(), member),
            *messages.waiting_for(db.session(), member),
            *referrals.waiting_for(db.session(), member),
            *waiting_for(db.session(), member, snapshot().vocabulary.vouch_bases),
        ),
    )


@bp.post("/desk/availability")
@access("confirm-availability")
@db.writes
def confirm_availability() -> ResponseReturnValue:
    """Say in one tap whether new clients are taken; wait and times stay where they still hold."""
    draft, status = own_listing()
    chosen = request.form.get("status", "")
    if chosen not in STATUSES:
        abort(400)
    stated = draft.availability
    kept = PublicAvailability(
        status=chosen,
        wait_days=stated.wait_days if chosen == stated.status else None,
        weekly_openings=stated.weekly_openings if chosen != "closed" else None,
    )
    today = clock.today()
    services.save_step(db.session(), draft, with_availability(draft, kept, today), status, around())
    # Said twice on one day nothing changes, and what a referral was answered between is settled.
    settle(db.session(), draft.handle, *OF_OPENINGS)
    return redirect("/desk", 303)


@bp.post("/desk/profile/start")
@access("edit-profile")
@db.writes
def start() -> ResponseReturnValue:
    """Begin a private draft; sent twice, it leads to the first one."""
    member = accounts.signed_in_member()
    if member.listing_handle is None:
        if member.applied_as is not AppliedAs.PRACTITIONER:
            abort(404)
        services.start_profile(db.session(), member.account_id, member.name, around())
    return redirect(PROFILE, 303)


@bp.get(PROFILE)
@access("edit-profile")
def tasks() -> str:
    """The steps, what is still missing, and where the profile stands."""
    return _tasks()


@bp.get(f"{PROFILE}/preview")
@access("edit-profile")
def preview() -> str:
    """The profile as a client would see it."""
    draft, status = own_listing()
    waits = pending_changes(db.session(), draft.handle) is not None
    page = preview_page(draft)
    return render_template("desk/preview.html", page=page, status=status, waits=waits)


@bp.post(f"{PROFILE}/publish")
@access("edit-profile")
@db.writes
def ask_for_publication() -> ResponseReturnValue:
    """Hand the profile to a curator; the owner's own act, and their consent."""
    draft, status = own_listing()
    if status is not ListingStatus.DRAFT:
        return redirect(PROFILE, 303)
    errors = [FieldError(item.step, _(item.what)) for item in needed_from(draft)]
    if request.form.get("consent") != "yes":
        errors.append(FieldError("consent", _("Tick that you want this to be public.")))
    if errors:
        return _tasks(errors), UNPROCESSABLE
    return _move(Move.SUBMIT)


@bp.post(f"{PROFILE}/pause")
@access("pause-listing")
@db.writes
def pause() -> ResponseReturnValue:
    """Take one's listing out of sight, until one wants it back."""
    return _move(Move.PAUSE)


@bp.post(f"{PROFILE}/resume")
@access("pause-listing")
@db.writes
def resume() -> ResponseReturnValue:
    """Show one's paused listing again."""
    return _move(Move.RESUME)


@bp.post(f"{PROFILE}/changes/drop")
@access("edit-profile")
@db.writes
def drop_own_changes() -> ResponseReturnValue:
    """Take back what waits for a curator: what is shown stays as it is."""
    draft, _status = own_listing()
    drop_changes(db.session(), draft.handle)
    return redirect(PROFILE, 303)


@bp.post(f"{PROFILE}/withdraw")
@access("pause-listing")
@db.writes
def withdraw() -> ResponseReturnValue:
    """Leave the directory in one step; it holds at the next request."""
    return _move(Move.WITHDRAW)


@bp.post(f"{PROFILE}/return")
@access("pause-listing")
@db.writes
def come_back() -> ResponseReturnValue:
    """Make a withdrawn listing a private draft again; one in review stays with the curator."""
    _draft, status = own_listing()
    return _move(Move.RETURN) if status is ListingStatus.WITHDRAWN else redirect(PROFILE, 303)


def _tasks(errors: Sequence[FieldError] = ()) -> str:
    draft, status = own_listing()
    page = task_page(
        draft,
        status,
        pending_changes(db.session(), draft.handle),
        has_photo=photo_of(db.session(), draft.handle) is not None,
    )
    return render_template("desk/tasks.html", page=page, errors=errors)


def _move(move: Move) -> ResponseReturnValue:
    draft, _status = own_listing()
    # Sent twice, or from an old page: the task list says where the profile stands.
    with suppress(ForbiddenMoveError):
        move_listing(db.session(), draft.handle, move)
    return redirect(PROFILE, 303)
