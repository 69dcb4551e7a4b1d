"""“Do not match me with”: known to nobody but its owner, and asked without a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, request
from flask_babel import gettext as _

from directory import db
from directory.accounts.forms import FieldError
from directory.desk.blueprint import PROFILE, bp, listings_called
from directory.desk.own import own_listing
from directory.desk.typed import Typed
from directory.profiles.queries import kept_apart
from directory.profiles.services import UnknownListingError, keep_apart, let_match
from directory.web.access import access

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

UNPROCESSABLE = 422
APART = f"{PROFILE}/apart"


@bp.get(APART)
@access("edit-profile")
def apart() -> str:
    """Whom one is never matched with."""
    return _page()


@bp.post(APART)
@access("edit-profile")
@db.writes
def keep_somebody_apart() -> ResponseReturnValue:
    """Never be matched with somebody; twice is once, and nobody is told."""
    draft, _status = own_listing()
    typed = Typed(request.form)
    name = typed.line("colleague")
    found = [one.handle for one in listings_called(name) if one.handle != draft.handle]
    if len(found) != 1:
        return _page(name, _complaint(name, found)), UNPROCESSABLE
    keep_apart(db.session(), draft.handle, found[0])
    return redirect(APART, 303)


@bp.post(f"{APART}/<handle>/remove")
@access("edit-profile")
@db.writes
def match_again(handle: str) -> ResponseReturnValue:
    """Be matched with somebody again."""
    draft, _status = own_listing()
    try:
        let_match(db.session(), draft.handle, handle)
    except UnknownListingError:
        abort(404)
    return redirect(APART, 303)


def _complaint(name: str, found: list[str]) -> str:
    if not name:
        return _("Write a name, so that we know who is meant.")
    if not found:
        return _("Nobody of that name is listed. Write the name as it stands on their page.")
    return _(
        "Several people have this name. Write one of these instead: %(handles)s.",
        handles=", ".join(found),
    )


def _page(colleague: str = "", message: str = "") -> str:
    draft, _status = own_listing()
    return render_template(
        "desk/apart.html",
        people=kept_apart(db.session(), draft.handle),
        colleague=colleague,
        errors=[FieldError("colleague", message)] if message else [],
        message=message,
    )
