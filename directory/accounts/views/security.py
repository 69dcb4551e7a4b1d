"""A member's own account: what protects it, the password, the sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext

from directory import clock, db
from directory.accounts import emails, forms, passwords, queries, session
from directory.accounts.blueprint import bp, keys, site_words
from directory.accounts.callers import caller_for
from directory.accounts.closed_sets import Attempt, SessionEnd
from directory.accounts.services import enrolment, sessions
from directory.accounts.services.passkeys import passkeys_of
from directory.accounts.session import needs_password
from directory.accounts.views.arriving import renew
from directory.accounts.views.joining import UNPROCESSABLE
from directory.accounts.views.signing_in import note_failure, wait_for_next_try, waiting_message
from directory.accounts.wording import moment
from directory.audit import services as audit
from directory.web.access import access

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkzeug.wrappers import Response

    from directory.accounts.forms import FieldError
    from directory.accounts.member import Member


@bp.get("/account/security")
@access("keep-own-account")
def security() -> str:
    """What protects the account, with a way to change each part."""
    member = session.signed_in_member()
    return render_template("accounts/security.html", rows=_rows(member), member=member)


@bp.get("/account/confirm-password")
@access("keep-own-account")
def confirm_password() -> str:
    """Ask for the password before something that matters."""
    return _confirm_page(request.args.get("next", ""))


@bp.post("/account/confirm-password")
@access("keep-own-account")
def send_confirm_password() -> Response:
    """Note that the password was given, and go on."""
    member = session.signed_in_member()
    go_on_to = request.form.get("next", "")
    caller = caller_for(member.account_id)
    until = wait_for_next_try(member.email, caller)
    if until is not None:
        seconds = max(1, int((until - clock.now()).total_seconds()) + 1)
        return make_response(_confirm_page(go_on_to, waiting_message(seconds)), 429)
    found = queries.credentials_by_id(db.session(), member.account_id)
    is_right = passwords.matches(found.password_hash, request.form.get("password", ""))
    return _password_checked(member, go_on_to, is_right=is_right)


@bp.get("/account/password")
@access("keep-own-account")
@needs_password
def password() -> str:
    """The form for another password."""
    return _password_page()


@bp.post("/account/password")
@access("keep-own-account")
@needs_password
def send_password() -> Response:
    """Change the password, end all other sessions, and give this one a new token."""
    member = session.signed_in_member()
    read = forms.read_password(request.form, site_words(member.email, member.name))
    if read.errors:
        return make_response(_password_page(read.errors), UNPROCESSABLE)
    return _password_changed(member, passwords.hashed(read.password))


@bp.get("/account/sessions")
@access("keep-own-account")
def own_sessions() -> str:
    """Where this account is signed in."""
    member = session.signed_in_member()
    shown = [
        {
            "reference": row.reference,
            "device": row.device or _("Unnamed browser"),
            "network": row.network,
            "started": moment(row.started_at),
            "seen": moment(row.seen_at),
            "is_this_one": row.is_this_one,
        }
        for row in queries.open_sessions(db.session(), member)
    ]
    return render_template("accounts/sessions.html", sessions=shown)


@bp.post("/account/sessions/<reference>/end")
@access("keep-own-account")
@db.writes
def end_session(reference: str) -> Response:
    """End one of one's own sessions; somebody else's is not there (404)."""
    member = session.signed_in_member()
    sessions.end_own_session(db.session(), member.account_id, reference)
    audit.record(db.session(), keys(), actor=member.reference, action="session.ended")
    if reference == member.session_reference:
        session.sign_out()
        return redirect("/sign-in", 303)
    return redirect("/account/sessions", 303)


@bp.post("/account/sessions/end-others")
@access("keep-own-account")
@db.writes
def end_other_sessions() -> Response:
    """End all sessions but this one."""
    member = session.signed_in_member()
    sessions.end_sessions(
        db.session(),
        member.account_id,
        SessionEnd.ENDED_BY_OWNER,
        but=member.session_reference,
    )
    audit.record(db.session(), keys(), actor=member.reference, action="session.ended-others")
    return redirect("/account/sessions", 303)


def _rows(member: Member) -> list[dict[str, object]]:
    count = len(queries.open_sessions(db.session(), member))
    return [
        {
            "term": _("E-mail address"),
            "value": member.email,
            "change_href": "/account/email",
        },
        {
            "term": _("Password"),
            "value": _("Kept as a hash that nobody can read"),
            "change_href": "/account/password",
        },
        {
            "term": _("Second step"),
            "value": _factor_in_words(member),
            "change_href": "/account/second-factor",
        },
        {
            "term": _("Passkeys"),
            "value": _passkeys_in_words(member),
            "change_href": "/account/passkeys",
        },
        {
            "term": _("Signed in"),
            "value": ngettext("In %(num)s browser", "In %(num)s browsers", count),
            "change_href": "/account/sessions",
        },
    ]


def _factor_in_words(member: Member) -> str:
    if not member.has_factor:
        return _("Off: the password alone opens your account")
    left = queries.recovery_codes_left(db.session(), member.account_id)
    return ngettext(
        "On, with %(num)s recovery code left", "On, with %(num)s recovery codes left", left
    )


def _passkeys_in_words(member: Member) -> str:
    count = len(passkeys_of(db.session(), member.account_id))
    return ngettext("%(num)s passkey", "%(num)s passkeys", count) if count else _("None")


def _confirm_page(go_on_to: str, error: str | None = None) -> str:
    return render_template(
        "accounts/confirm_password.html",
        go_on_to=session.own_address(go_on_to),
        error=error,
        errors=[{"field": "password", "message": error}] if error else [],
    )


def _password_page(errors: Sequence[FieldError] = ()) -> str:
    return render_template(
        "accounts/password.html",
        errors=errors,
        error=errors[0].message if errors else None,
        email=session.signed_in_member().email,
    )


@db.writes
def _password_checked(member: Member, go_on_to: str, *, is_right: bool) -> Response:
    if not is_right:
        note_failure(Attempt.PASSWORD, member.email, caller_for(member.account_id))
        page = _confirm_page(go_on_to, _("This is not the password of this account."))
        return make_response(page, UNPROCESSABLE)
    sessions.note_password_given(db.session(), member.session_reference)
    return redirect(session.own_address(go_on_to) or "/account/security", 303)


@db.writes
def _password_changed(member: Member, password_hash: str) -> Response:
    enrolment.set_password(
        db.session(), keys(), member.account_id, password_hash, action="password.changed"
    )
    emails.password_changed(member.email)
    renew(member.account_id)
    return redirect("/account/security", 303)
