"""My data: download everything that is held on me, leave and have it erased."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from flask import Blueprint, make_response, redirect, render_template, request
from flask_babel import gettext as _

from directory import clock, db
from directory.accounts import session
from directory.accounts.blueprint import keys
from directory.accounts.session import needs_password
from directory.audit import services as audit
from directory.privacy import emails, queries, services
from directory.privacy.parcel import parcel, readable
from directory.privacy.registry import HOLDINGS
from directory.web.access import ANYONE, access

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.wrappers import Response

    from directory.accounts.member import Member

bp = Blueprint("privacy", __name__)
UNPROCESSABLE = 422
CONFLICT = 409
NOTHING_WRONG: Mapping[str, str] = MappingProxyType({})


@bp.get("/account/data")
@access("export-own-data")
def my_data() -> str:
    """What is held, in numbers, with the ways to have it and to be rid of it."""
    member = session.signed_in_member()
    held = queries.everything_on(
        db.session(), keys(), queries.person_of(db.session(), member.account_id)
    )
    rows = [
        (what.replace("-", " "), str(len(rows)))
        for kinds in held.values()
        for what, rows in kinds.items()
    ]
    return render_template("privacy/my_data.html", rows=rows)


@bp.get("/account/data/download")
@access("export-own-data")
@needs_password
def confirm_download() -> str:
    """The button behind the password; opening the page changes nothing."""
    return render_template("privacy/download.html")


@bp.post("/account/data/download")
@access("export-own-data")
@needs_password
@db.writes
def download() -> Response:
    """Everything that is held on the one who asks, as a zip; the log says that it was taken."""
    member = session.signed_in_member()
    person = queries.person_of(db.session(), member.account_id)
    held = queries.everything_on(db.session(), keys(), person)
    page = render_template(
        "privacy/_parcel.html", held=held, readable=readable, day=clock.today().isoformat()
    )
    audit.record(db.session(), keys(), actor=member.reference, action="data.exported")
    answer = make_response(parcel(held, page))
    answer.mimetype = "application/zip"
    answer.headers["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    return answer


@bp.get("/account/leave")
@access("export-own-data")
@needs_password
def leave() -> str:
    """What leaving does, before it is done."""
    return _leave_page(session.signed_in_member())


@bp.post("/account/leave")
@access("export-own-data")
@needs_password
@db.writes
def send_leave() -> Response:
    """Erase the account and everything on it."""
    member = session.signed_in_member()
    errors = _unticked(member)
    if errors:
        return make_response(_leave_page(member, errors), UNPROCESSABLE)
    try:
        services.erase_person(db.session(), keys(), member.account_id)
    except services.LastCuratorError:
        return make_response(_leave_page(member), CONFLICT)
    emails.erased(member.email)
    session.sign_out()
    answer = redirect("/account-erased", 303)
    answer.headers["Clear-Site-Data"] = '"cookies", "storage"'
    return answer


@bp.get("/account-erased")
@access(ANYONE)
def erased() -> str:
    """That it is done."""
    return render_template("privacy/erased.html")


def _unticked(member: Member) -> dict[str, str]:
    """What has to be ticked first, by field."""
    errors = {}
    left_alone = queries.centers_left_alone(db.session(), member.account_id)
    if left_alone and request.form.get("centers") != "yes":
        errors["centers"] = _(
            "Nobody else manages %(names)s. Hand it over first, or tick that it goes with you.",
            names=", ".join(one.name for one in left_alone),
        )
    if request.form.get("sure") != "yes":
        errors["sure"] = _("Tick the box, so that nobody leaves by a slip.")
    return errors


def _leave_page(member: Member, errors: Mapping[str, str] = NOTHING_WRONG) -> str:
    return render_template(
        "privacy/leave.html",
        told=[holding.told for holding in HOLDINGS if holding.told],
        is_last_curator=queries.is_last_curator(db.session(), member.account_id),
        centers=queries.centers_left_alone(db.session(), member.account_id),
        error_of=errors,
        ticked=request.form,
        errors=[{"field": field, "message": message} for field, message in errors.items()],
    )
