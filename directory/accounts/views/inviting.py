"""Inviting a colleague: one at a time, by a link that works once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import make_response, redirect, render_template, request
from flask_babel import format_date
from flask_babel import gettext as _

from directory import clock, db
from directory.accounts import emails, forms, queries, session
from directory.accounts.blueprint import bp
from directory.accounts.forms import FieldError
from directory.accounts.services import enrolment, links
from directory.accounts.services.enrolment import Applicant
from directory.accounts.views.joining import UNPROCESSABLE, applied_as_choices, may_mail
from directory.web.access import access
from directory.web.one_time_keys import KeyMissingError, key_of, new_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkzeug.wrappers import Response

    from directory.accounts.forms import SignUpForm
    from directory.accounts.member import Member

INVITATIONS_A_DAY = 10
DAY = timedelta(days=1)


@bp.get("/invitations")
@access("invite")
def invitations() -> str:
    """Who was invited and has not come yet, and the form."""
    return _page()


@bp.post("/invitations")
@access("invite")
@db.writes
def invite() -> Response:
    """Mail one invitation; the answer is the same for somebody who is here already."""
    member = session.signed_in_member()
    read = forms.read_sign_up(request.form)
    try:
        form_key = key_of(request.form)
    except KeyMissingError:
        form_key = ""
    errors = read.errors or _refusals(member, form_key)
    if errors or read.applied_as is None:
        return make_response(_page(read, errors), UNPROCESSABLE)
    if not queries.is_form_key_known(db.session(), form_key) and may_mail(read.email):
        applicant = Applicant(email=read.email, name=read.name, applied_as=read.applied_as)
        token = enrolment.apply(
            db.session(), applicant, form_key=form_key, invited_by=member.account_id
        )
        if token is None:
            emails.already_member(read.email)
        else:
            emails.invitation(read.email, token, inviter=member.name)
    return redirect("/invitations", 303)


@bp.post("/invitations/<reference>/withdraw")
@access("invite")
@db.writes
def withdraw(reference: str) -> Response:
    """Take one's own invitation back; somebody else's is not there (404)."""
    links.withdraw_invitation(db.session(), session.signed_in_member().account_id, reference)
    return redirect("/invitations", 303)


def _refusals(member: Member, form_key: str) -> tuple[FieldError, ...]:
    if not form_key:
        return (FieldError("name", _("The form was open for too long. Send it once more.")),)
    since = clock.now() - DAY
    if queries.invitations_since(db.session(), member.account_id, since) >= INVITATIONS_A_DAY:
        message = _(
            "You sent %(count)s invitations today. Send the next one tomorrow.",
            count=INVITATIONS_A_DAY,
        )
        return (FieldError("email", message),)
    return ()


def _page(read: SignUpForm | None = None, errors: Sequence[FieldError] = ()) -> str:
    member = session.signed_in_member()
    waiting = [
        {
            "reference": row.reference,
            "email": row.email,
            "sent": format_date(row.made_at),
            "until": format_date(row.expires_at),
        }
        for row in queries.open_invitations(db.session(), member.account_id)
    ]
    return render_template(
        "accounts/invitations.html",
        waiting=waiting,
        name=read.name if read else "",
        email=read.email if read else "",
        kinds=applied_as_choices(read.applied_as if read else None),
        key=new_key(),
        errors=errors,
        error_of={error.field: error.message for error in errors},
    )
