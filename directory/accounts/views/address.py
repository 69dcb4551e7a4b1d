"""Another e-mail address: asked for here, confirmed there after a day, undone from the old one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response, redirect, render_template, request
from flask_babel import gettext as _

from directory import clock, db
from directory.accounts import emails, forms, queries, session
from directory.accounts.blueprint import bp, keys
from directory.accounts.closed_sets import Purpose
from directory.accounts.services import address as changes
from directory.accounts.services.address import AddressTakenError, TooEarlyError
from directory.accounts.services.links import WAIT_OF_EMAIL_CHANGE
from directory.accounts.session import needs_password
from directory.accounts.views.joining import UNPROCESSABLE, closed_link_page
from directory.accounts.wording import moment
from directory.web.access import ANYONE, access

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkzeug.wrappers import Response

    from directory.accounts.forms import FieldError
    from directory.accounts.queries import OpenLink

TOO_EARLY = 425


@bp.get("/account/email")
@access("keep-own-account")
@needs_password
def email() -> str:
    """The form, and the change that waits."""
    return _page("")


@bp.post("/account/email")
@access("keep-own-account")
@needs_password
@db.writes
def send_email() -> Response:
    """Ask for the change: both addresses are told; the answer is the same for a taken one."""
    member = session.signed_in_member()
    read = forms.read_email(request.form)
    if read.errors or read.email == member.email:
        same = forms.FieldError("email", _("This is your present address. Enter another one."))
        return make_response(_page(read.email, read.errors or (same,)), UNPROCESSABLE)
    change = changes.ask_for_email_change(db.session(), keys(), member.account_id, read.email)
    if change.confirm_token is None:
        emails.already_member(read.email)
    else:
        usable_from = clock.now() + WAIT_OF_EMAIL_CHANGE
        emails.email_change(read.email, change.confirm_token, usable_from=moment(usable_from))
    emails.email_notice(member.email, change.undo_token, new_email=read.email)
    return redirect("/account/email", 303)


@bp.post("/account/email/cancel")
@access("keep-own-account")
@needs_password
@db.writes
def cancel_email() -> Response:
    """Keep the present address."""
    member = session.signed_in_member()
    changes.cancel_email_change(db.session(), member.account_id)
    return redirect("/account/email", 303)


@bp.get("/email/confirm/<token>")
@access(ANYONE)
def confirm_email(token: str) -> Response:
    """The button that confirms the new address; opening the page changes nothing."""
    link = queries.open_link(db.session(), token, Purpose.EMAIL_CHANGE)
    if link is None:
        return closed_link_page()
    if clock.now() < link.usable_from:
        return _too_early_page(link)
    page = render_template("accounts/email_confirm.html", token=token, email=link.email)
    return make_response(page)


@bp.post("/email/confirm/<token>")
@access(ANYONE)
@db.writes
def send_confirm_email(token: str) -> Response:
    """Change the address."""
    link = queries.open_link(db.session(), token, Purpose.EMAIL_CHANGE)
    if link is None:
        return closed_link_page()
    try:
        changes.confirm_email_change(db.session(), keys(), link)
    except TooEarlyError:
        return _too_early_page(link)
    except AddressTakenError:
        return closed_link_page()
    return redirect("/sign-in", 303)


@bp.get("/email/undo/<token>")
@access(ANYONE)
def undo_email(token: str) -> Response:
    """The button that keeps the old address; opening the page changes nothing."""
    link = queries.open_link(db.session(), token, Purpose.EMAIL_UNDO)
    if link is None:
        return closed_link_page()
    page = render_template("accounts/email_undo.html", token=token, email=link.email)
    return make_response(page)


@bp.post("/email/undo/<token>")
@access(ANYONE)
@db.writes
def send_undo_email(token: str) -> Response:
    """Keep the old address, end all sessions, and lead to a new password."""
    link = queries.open_link(db.session(), token, Purpose.EMAIL_UNDO)
    if link is None:
        return closed_link_page()
    try:
        changes.undo_email_change(db.session(), keys(), link)
    except AddressTakenError:
        return closed_link_page()
    return redirect("/reset", 303)


def _page(typed: str, errors: Sequence[FieldError] = ()) -> str:
    member = session.signed_in_member()
    waiting = queries.open_links_of(db.session(), member.account_id, Purpose.EMAIL_CHANGE)
    return render_template(
        "accounts/email.html",
        present=member.email,
        typed=typed,
        errors=errors,
        error=errors[0].message if errors else None,
        waiting=[
            {"email": link.email, "usable_from": moment(link.usable_from)} for link in waiting
        ],
    )


def _too_early_page(link: OpenLink) -> Response:
    page = render_template("accounts/email_too_early.html", usable_from=moment(link.usable_from))
    return make_response(page, TOO_EARLY)
