"""Signing up, and what stands behind the one-time link of a sign-up or an invitation."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import make_response, redirect, render_template, request
from flask_babel import gettext as _

from directory import clock, db
from directory.accounts import emails, forms, passwords, queries
from directory.accounts.blueprint import bp, keys, site_words
from directory.accounts.callers import Caller, caller_for
from directory.accounts.closed_sets import AppliedAs, Attempt, Purpose
from directory.accounts.services import enrolment, tries
from directory.accounts.services.enrolment import AlreadyMemberError, Applicant
from directory.accounts.views.arriving import arrive
from directory.web.access import ANYONE, access
from directory.web.limits import limit
from directory.web.one_time_keys import KeyMissingError, key_of, new_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkzeug.wrappers import Response

    from directory.accounts.forms import FieldError, SignUpForm
    from directory.accounts.queries import OpenLink

UNPROCESSABLE = 422
GONE = 410
MAILS_TO_ONE_ADDRESS = 3
MAILS_FOR_ONE_CALLER = 20
MAIL_WINDOW = timedelta(hours=1)
WELCOMING = (Purpose.SIGN_UP, Purpose.INVITATION, Purpose.CURATOR)


@bp.get("/sign-up")
@access(ANYONE)
def sign_up() -> str:
    """The form of joining."""
    return sign_up_page()


@bp.post("/sign-up")
@access(ANYONE)
@limit("20 per minute")
@db.writes
def send_sign_up() -> Response:
    """Mail a link to the address; the answer is the same whether it has an account or not."""
    read = forms.read_sign_up(request.form)
    try:
        form_key = key_of(request.form)
    except KeyMissingError:
        message = _("The form was open for too long. Send it once more.")
        return make_response(sign_up_page(read, (forms.FieldError("name", message),)), 422)
    if read.errors or read.applied_as is None:
        return make_response(sign_up_page(read, read.errors), UNPROCESSABLE)
    if not queries.is_form_key_known(db.session(), form_key) and may_mail(read.email):
        applicant = Applicant(email=read.email, name=read.name, applied_as=read.applied_as)
        token = enrolment.apply(db.session(), applicant, form_key=form_key)
        if token is None:
            emails.already_member(read.email)
        else:
            emails.sign_up(read.email, token)
    return redirect("/sign-up/sent", 303)


@bp.get("/sign-up/sent")
@access(ANYONE)
def sign_up_sent() -> str:
    """What happens next."""
    return render_template("accounts/sign_up_sent.html")


@bp.get("/confirm/<token>")
@access(ANYONE)
def welcome(token: str) -> Response:
    """Who the link is for, and the choice of a password; opening it changes nothing."""
    link = queries.open_link(db.session(), token, *WELCOMING)
    if link is None:
        return closed_link_page()
    return make_response(_welcome_page(token, link, link.name))


@bp.post("/confirm/<token>")
@access(ANYONE)
@limit("20 per minute")
def confirm(token: str) -> Response:
    """Make the account, once."""
    link = queries.open_link(db.session(), token, *WELCOMING)
    if link is None:
        return closed_link_page()
    read = forms.read_welcome(request.form, site_words(link.email))
    if read.errors:
        page = _welcome_page(token, link, read.name, read.errors)
        return make_response(page, UNPROCESSABLE)
    # Hashed before the transaction begins, so that nobody else's write waits for it.
    return _take_up(link, read.name, passwords.hashed(read.password))


def sign_up_page(read: SignUpForm | None = None, errors: Sequence[FieldError] = ()) -> str:
    """The form, with what was typed."""
    return render_template(
        "accounts/sign_up.html",
        name=read.name if read else "",
        email=read.email if read else "",
        kinds=applied_as_choices(read.applied_as if read else None),
        key=new_key(),
        errors=errors,
        error_of={error.field: error.message for error in errors},
    )


def applied_as_choices(chosen: AppliedAs | None) -> list[dict[str, object]]:
    """The two kinds of members, as choices."""
    labels = {
        AppliedAs.PRACTITIONER: (_("A practitioner"), _("One person, with a profile")),
        AppliedAs.CENTER: (_("An integrative center"), _("A house with several people")),
    }
    return [
        {"value": kind.value, "label": label, "hint": hint, "checked": kind is chosen}
        for kind, (label, hint) in labels.items()
    ]


def may_mail(email: str) -> bool:
    """Whether one more mail may go to this address now; notes that it was asked for."""
    caller = caller_for(None)
    to_address, by_caller = queries.mails_asked(
        db.session(),
        keys(),
        account=email,
        caller=caller.name,
        since=clock.now() - MAIL_WINDOW,
    )
    tries.note_try(db.session(), keys(), Attempt.MAIL, account=email, caller=caller.name)
    return to_address < MAILS_TO_ONE_ADDRESS and by_caller < MAILS_FOR_ONE_CALLER


def closed_link_page() -> Response:
    """What to do where a link is used up, too old, or was never one."""
    return make_response(render_template("accounts/closed_link.html"), GONE)


def _welcome_page(token: str, link: OpenLink, name: str, errors: Sequence[FieldError] = ()) -> str:
    return render_template(
        "accounts/welcome.html",
        token=token,
        email=link.email,
        name=name,
        errors=errors,
        error_of={error.field: error.message for error in errors},
    )


@db.writes
def _take_up(link: OpenLink, name: str, password_hash: str) -> Response:
    is_new = queries.credentials_of(db.session(), link.email) is None
    try:
        account_id = enrolment.take_up(
            db.session(), keys(), link, name=name, password_hash=password_hash
        )
    except AlreadyMemberError:
        return redirect("/sign-in", 303)
    if not is_new:
        return redirect("/sign-in", 303)  # There may be a second step, which no link skips.
    return arrive(account_id, Caller("", is_known_browser=False))
