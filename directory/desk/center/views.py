"""A center's page: made, edited step by step, previewed, handed to review, paused, withdrawn."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, request
from flask_babel import gettext as _

from directory import db
from directory.accounts.forms import FieldError
from directory.accounts.session import signed_in_member
from directory.desk import services as desk_services
from directory.desk.blueprint import around, bp
from directory.desk.center.completeness import missing_from_center
from directory.desk.center.own import own_center, state_of
from directory.desk.center.pages import center_form_page, center_items_page, center_page
from directory.desk.center.services import start_center
from directory.desk.center.steps import CENTERS, next_address, step_of
from directory.desk.previews import preview_page
from directory.desk.questions import NEW, Form, ItemForm
from directory.desk.typed import Typed
from directory.interop import cells
from directory.profiles.lifecycle import ForbiddenMoveError, ListingStatus, Move
from directory.profiles.proposals import pending_changes
from directory.profiles.services import move_listing
from directory.web.access import access
from directory.web.one_time_keys import KeyMissingError, key_of, new_key, once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from directory.desk.pages import FormPage
    from directory.desk.questions import Group, Values
    from directory.desk.steps import Step

UNPROCESSABLE = 422
CENTER = f"{CENTERS}/<handle>"
START = "/desk/start-center"


@bp.get(START)
@access("edit-profile")
def new_center() -> str:
    """What a center is, and its name."""
    return _new_page()


@bp.post(START)
@access("edit-profile")
@db.writes
def make_center() -> ResponseReturnValue:
    """Begin a private draft of a center; sent twice, it leads to the first one."""
    member, typed = signed_in_member(), Typed(request.form)
    name = typed.line("name", cells.name)
    if not name and not typed.errors:
        typed.refuse("name", _("Enter the name, so that clients know where they go."))
    try:
        key = key_of(request.form)
    except KeyMissingError:
        typed.refuse("name", _("The form was open for too long. Send it once more."))
        key = ""
    if typed.errors:
        return _new_page(typed.errors), UNPROCESSABLE
    handle = once(
        db.session(),
        key,
        purpose="center.start",
        actor=member.reference,
        make=lambda: start_center(db.session(), member.account_id, name, around()),
    )
    return redirect(f"{CENTERS}/{handle}", 303)


@bp.get(CENTER)
@access("edit-profile")
def center_tasks(handle: str) -> str:
    """The steps, what is still missing, and where the center stands."""
    return _tasks(handle)


@bp.get(f"{CENTER}/preview")
@access("edit-profile")
def center_preview(handle: str) -> str:
    """The center as a client would see it."""
    draft, status = own_center(handle)
    return render_template(
        "desk/center/preview.html", page=preview_page(draft), handle=handle, status=status
    )


@bp.post(f"{CENTER}/publish")
@access("edit-profile")
@db.writes
def ask_for_center(handle: str) -> ResponseReturnValue:
    """Hand the center to a curator."""
    draft, status = own_center(handle)
    if status is not ListingStatus.DRAFT:
        return redirect(f"{CENTERS}/{handle}", 303)
    missing = missing_from_center(state_of(draft))
    errors = [FieldError("missing", _(item.what)) for item in missing if item.is_needed]
    if request.form.get("consent") != "yes":
        errors.append(FieldError("consent", _("Tick that you want this to be public.")))
    if errors:
        return _tasks(handle, errors), UNPROCESSABLE
    return _move(handle, Move.SUBMIT)


@bp.post(f"{CENTER}/pause")
@access("pause-listing")
@db.writes
def pause_center(handle: str) -> ResponseReturnValue:
    """Take the center out of sight, until one wants it back."""
    return _move(handle, Move.PAUSE)


@bp.post(f"{CENTER}/resume")
@access("pause-listing")
@db.writes
def resume_center(handle: str) -> ResponseReturnValue:
    """Show the paused center again."""
    return _move(handle, Move.RESUME)


@bp.post(f"{CENTER}/withdraw")
@access("pause-listing")
@db.writes
def withdraw_center(handle: str) -> ResponseReturnValue:
    """Take the center out of the directory in one step; it holds at the next request."""
    return _move(handle, Move.WITHDRAW)


@bp.post(f"{CENTER}/return")
@access("pause-listing")
@db.writes
def return_center(handle: str) -> ResponseReturnValue:
    """Make a withdrawn center a private draft again."""
    _draft, status = own_center(handle)
    if status is not ListingStatus.WITHDRAWN:
        return redirect(f"{CENTERS}/{handle}", 303)
    return _move(handle, Move.RETURN)


@bp.get(f"{CENTER}/<step>")
@access("edit-profile")
def show_center_step(handle: str, step: str) -> str:
    """One step, with what is stored."""
    draft, _status = own_center(handle)
    found, known = _step(step), around()
    if isinstance(found.form, ItemForm):
        page = center_items_page(found, draft, known)
        return render_template("desk/center/items.html", page=page, handle=handle)
    groups, values = found.form.groups(draft, known), found.form.fill(draft, known)
    return form_html(handle, center_form_page(handle, found, groups, values))


@bp.post(f"{CENTER}/<step>")
@access("edit-profile")
@db.writes
def save_center_step(handle: str, step: str) -> ResponseReturnValue:
    """Save one step, or show it again with what was typed and what to change."""
    draft, status = own_center(handle)
    found, known = _step(step), around()
    if not isinstance(found.form, Form):
        abort(404)
    typed = Typed(request.form)
    after = found.form.read(typed, draft, known)
    errors = typed.errors or desk_services.save_step(db.session(), draft, after, status, known)
    if errors:
        page = center_form_page(handle, found, found.form.groups(after, known), _typed(), errors)
        return form_html(handle, page), UNPROCESSABLE
    return redirect(next_address(handle, found), 303)


@bp.get(f"{CENTER}/<step>/<item>")
@access("edit-profile")
def show_center_item(handle: str, step: str, item: str) -> str:
    """The form of one item, or of a new one."""
    draft, _status = own_center(handle)
    found, form = _items(step)
    known = around()
    if item != NEW and item not in {one.reference for one in form.items(draft, known)}:
        abort(404)
    groups, values = form.groups(draft, item, known), form.fill(draft, item, known)
    return _item_html(handle, found, groups, values, item)


@bp.post(f"{CENTER}/<step>/<item>")
@access("edit-profile")
@db.writes
def save_center_item(handle: str, step: str, item: str) -> ResponseReturnValue:
    """Save one item; a new one that is sent twice is there once."""
    draft, status = own_center(handle)
    found, form = _items(step)
    known = around()
    if item != NEW and item not in {one.reference for one in form.items(draft, known)}:
        abort(404)
    typed = Typed(request.form)
    after = form.read(typed, draft, item, known)
    errors = typed.errors or desk_services.save_step(db.session(), draft, after, status, known)
    if errors:
        groups = form.groups(draft, item, known)
        return _item_html(handle, found, groups, _typed(), item, errors), UNPROCESSABLE
    return redirect(f"{CENTERS}/{handle}/{step}", 303)


@bp.post(f"{CENTER}/<step>/<item>/remove")
@access("edit-profile")
@db.writes
def remove_center_item(handle: str, step: str, item: str) -> ResponseReturnValue:
    """Take one item out."""
    draft, status = own_center(handle)
    _found, form = _items(step)
    known = around()
    if item not in {one.reference for one in form.items(draft, known)}:
        abort(404)
    desk_services.save_step(db.session(), draft, form.remove(draft, item), status, known)
    return redirect(f"{CENTERS}/{handle}/{step}", 303)


def form_html(handle: str, page: FormPage) -> str:
    """The page of a step's form."""
    return render_template("desk/center/step.html", page=page, handle=handle)


def _item_html(
    handle: str,
    step: Step,
    groups: Sequence[Group],
    values: Values,
    item: str,
    errors: Sequence[FieldError] = (),
) -> str:
    return form_html(handle, center_form_page(handle, step, groups, values, errors, item))


def _step(slug: str) -> Step:
    return step_of(slug) or abort(404)


def _items(slug: str) -> tuple[Step, ItemForm]:
    found = _step(slug)
    return (found, found.form) if isinstance(found.form, ItemForm) else abort(404)


def _typed() -> Values:
    return {name: list(values) for name, values in request.form.lists()}


def _new_page(errors: Sequence[FieldError] = ()) -> str:
    member = signed_in_member()
    return render_template(
        "desk/center/new.html",
        name=request.form.get("name", ""),
        key=new_key(),
        errors=errors,
        error_of={error.field: error.message for error in errors},
        has_profile=member.listing_handle is not None,
    )


def _tasks(handle: str, errors: Sequence[FieldError] = ()) -> str:
    draft, status = own_center(handle)
    page = center_page(state_of(draft), status, pending_changes(db.session(), handle))
    return render_template("desk/center/tasks.html", page=page, errors=errors)


def _move(handle: str, move: Move) -> ResponseReturnValue:
    own_center(handle)
    # Sent twice, or from an old page: the list of steps says where the center stands.
    with suppress(ForbiddenMoveError):
        move_listing(db.session(), handle, move)
    return redirect(f"{CENTERS}/{handle}", 303)
