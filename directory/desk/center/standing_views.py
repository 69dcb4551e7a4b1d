"""How integrated a center is, each claim with what backs it; and who manages its page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, request
from flask_babel import format_date
from flask_babel import gettext as _

from directory import db
from directory.accounts import emails
from directory.accounts.closed_sets import Stewardship
from directory.accounts.forms import FieldError
from directory.accounts.services.stewardship import (
    LastManagerError,
    remove_manager,
    stewards_of,
)
from directory.accounts.session import signed_in_member
from directory.desk import services as desk_services
from directory.desk.blueprint import around, bp
from directory.desk.center.forms import integration_fill, integration_groups, integration_read
from directory.desk.center.own import own_center
from directory.desk.center.pages import INTEGRATION, center_form_page
from directory.desk.center.services import (
    TooManyInvitationsError,
    ask_to_manage,
    open_invitations,
    withdraw_invitation,
)
from directory.desk.center.steps import CENTERS
from directory.desk.center.views import form_html
from directory.desk.typed import Typed
from directory.interop import cells
from directory.profiles.centers import integration_backings, save_backings
from directory.web.access import access

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

UNPROCESSABLE = 422
MANAGERS = f"{CENTERS}/<handle>/managers"


@bp.get(f"{CENTERS}/<handle>/integration")
@access("edit-profile")
def center_integration(handle: str) -> str:
    """How integrated it is, with what is stored."""
    draft, _status = own_center(handle)
    values = integration_fill(draft, integration_backings(db.session(), handle))
    page = center_form_page(handle, INTEGRATION, integration_groups(), values)
    return form_html(handle, page)


@bp.post(f"{CENTERS}/<handle>/integration")
@access("edit-profile")
@db.writes
def save_integration(handle: str) -> ResponseReturnValue:
    """Save the ways that are ticked, each with what backs it."""
    draft, status = own_center(handle)
    typed = Typed(request.form)
    backings = integration_read(typed)
    if typed.errors:
        values = {name: list(found) for name, found in request.form.lists()}
        page = center_form_page(handle, INTEGRATION, integration_groups(), values, typed.errors)
        return form_html(handle, page), UNPROCESSABLE
    after = replace(draft, integration=tuple(backings))
    desk_services.save_step(db.session(), draft, after, status, around())
    save_backings(db.session(), handle, backings)
    return redirect(f"{CENTERS}/{handle}", 303)


@bp.get(MANAGERS)
@access("edit-profile")
def center_managers(handle: str) -> str:
    """Who manages the page, who was asked, and the form to ask somebody."""
    own_center(handle)
    return _managers(handle)


@bp.post(MANAGERS)
@access("edit-profile")
@db.writes
def ask_manager(handle: str) -> ResponseReturnValue:
    """Ask an address to manage the page; the answer is the same whether it has an account."""
    own_center(handle)
    typed = Typed(request.form)
    email = (typed.read("email", cells.email) or "").lower()
    if not email and not typed.errors:
        typed.refuse("email", _("Write the e-mail address of whoever shall help."))
    if not typed.errors:
        try:
            ask_to_manage(db.session(), signed_in_member(), handle, email)
        except TooManyInvitationsError:
            typed.refuse("email", _("Ten people have not answered yet. Take one back first."))
    if typed.errors:
        return _managers(handle, typed.errors), UNPROCESSABLE
    emails.on_desk(email)
    return redirect(f"{CENTERS}/{handle}/managers", 303)


@bp.post(f"{MANAGERS}/<reference>/remove")
@access("edit-profile")
@db.writes
def remove_center_manager(handle: str, reference: str) -> ResponseReturnValue:
    """Let somebody manage it no longer, oneself too; the last one cannot go silently."""
    own_center(handle)
    try:
        if not remove_manager(db.session(), handle, reference):
            abort(404)
    except LastManagerError:
        message = _(
            "You are the last manager. Ask somebody else first, or take the center out of the"
            " directory on its page."
        )
        return _managers(handle, [FieldError("managers", message)]), UNPROCESSABLE
    is_me = reference == signed_in_member().reference
    return redirect("/desk" if is_me else f"{CENTERS}/{handle}/managers", 303)


@bp.post(f"{MANAGERS}/invitations/<reference>/withdraw")
@access("edit-profile")
@db.writes
def take_back_manager(handle: str, reference: str) -> ResponseReturnValue:
    """Take an invitation back."""
    own_center(handle)
    try:
        withdraw_invitation(db.session(), handle, reference)
    except db.RecordNotFound:
        abort(404)
    return redirect(f"{CENTERS}/{handle}/managers", 303)


def _managers(handle: str, errors: Sequence[FieldError] = ()) -> str:
    me = signed_in_member().reference
    return render_template(
        "desk/center/managers.html",
        address=f"{CENTERS}/{handle}",
        managers=[
            (one.reference, one.name, format_date(one.since), one.reference == me)
            for one in stewards_of(db.session(), handle)
            if one.stewardship is Stewardship.MANAGER
        ],
        waiting=[
            (one.reference, one.email, format_date(one.made_at))
            for one in open_invitations(db.session(), handle)
        ],
        email=request.form.get("email", ""),
        errors=errors,
        error_of={error.field: error.message for error in errors},
    )
