"""A new password for whoever forgot it: by mail, once, for ten minutes, past no second step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response, redirect, render_template, request

from directory import db
from directory.accounts import emails, forms, passwords, queries
from directory.accounts.blueprint import bp, keys, site_words
from directory.accounts.closed_sets import LinkEnd, Purpose
from directory.accounts.services import enrolment, links
from directory.accounts.services.links import LinkFor
from directory.accounts.views.joining import UNPROCESSABLE, closed_link_page, may_mail
from directory.web.access import ANYONE, access
from directory.web.limits import limit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkzeug.wrappers import Response

    from directory.accounts.forms import FieldError
    from directory.accounts.queries import Credentials, OpenLink


@bp.get("/reset")
@access(ANYONE)
def reset() -> str:
    """The form that asks for the address."""
    return render_template("accounts/reset.html", email="", errors=(), error=None)


@bp.post("/reset")
@access(ANYONE)
@limit("20 per minute")
@db.writes
def send_reset() -> Response:
    """Mail a link; the answer is the same whether the address has an account or not."""
    read = forms.read_email(request.form)
    if read.errors:
        page = render_template(
            "accounts/reset.html",
            email=read.email,
            errors=read.errors,
            error=read.errors[0].message,
        )
        return make_response(page, UNPROCESSABLE)
    found = queries.credentials_of(db.session(), read.email)
    if may_mail(read.email):
        _mail_reset(read.email, found)
    return redirect("/reset/sent", 303)


@bp.get("/reset/sent")
@access(ANYONE)
def reset_sent() -> str:
    """What happens next."""
    return render_template("accounts/reset_sent.html")


@bp.get("/reset/<token>")
@access(ANYONE)
def choose(token: str) -> Response:
    """The form for the new password; opening it changes nothing."""
    link = queries.open_link(db.session(), token, Purpose.RESET)
    return closed_link_page() if link is None else make_response(_page(token, link))


@bp.post("/reset/<token>")
@access(ANYONE)
@limit("20 per minute")
def send_choice(token: str) -> Response:
    """Change the password and end every session; signing in stays as it always is."""
    link = queries.open_link(db.session(), token, Purpose.RESET)
    if link is None:
        return closed_link_page()
    read = forms.read_password(request.form, site_words(link.email))
    if read.errors:
        return make_response(_page(token, link, read.errors), UNPROCESSABLE)
    return _changed(link, passwords.hashed(read.password))


def _page(token: str, link: OpenLink, errors: Sequence[FieldError] = ()) -> str:
    return render_template(
        "accounts/reset_choose.html",
        token=token,
        email=link.email,
        errors=errors,
        error=errors[0].message if errors else None,
    )


def _mail_reset(email: str, found: Credentials | None) -> None:
    if found is None or not found.may_sign_in:
        emails.no_reset(email)
        return
    which = {"account_id": found.account_id, "purpose": Purpose.RESET}
    links.close_links(db.session(), LinkEnd.REPLACED, **which)
    wanted = LinkFor(purpose=Purpose.RESET, account_id=found.account_id, email=email)
    emails.reset(email, links.make_link(db.session(), wanted))


@db.writes
def _changed(link: OpenLink, password_hash: str) -> Response:
    links.use_link(db.session(), link.id)
    if link.account_id is not None:
        enrolment.set_password(
            db.session(), keys(), link.account_id, password_hash, action="password.reset"
        )
        emails.password_changed(link.email)
    return redirect("/sign-in", 303)
