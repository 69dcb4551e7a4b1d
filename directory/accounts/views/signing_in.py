"""Signing in, in one step or two, and signing out."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import make_response, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext

from directory import clock, db
from directory.accounts import forms, passwords, queries, session, throttling
from directory.accounts.blueprint import bp, keys, settings
from directory.accounts.callers import Caller, browser, caller_for
from directory.accounts.closed_sets import Attempt, SessionEnd, Stage
from directory.accounts.services import passkeys, second_factor, sessions, tries
from directory.accounts.views.arriving import arrive, home_of
from directory.audit import services as audit
from directory.web.access import ANYONE, access

if TYPE_CHECKING:
    from datetime import datetime

    from werkzeug.wrappers import Response

    from directory.accounts.member import Member
    from directory.accounts.queries import Credentials

UNPROCESSABLE = 422
TOO_MANY = 429
CODES_PER_HOUR = 20
"""Wrong codes on one account by browsers that it does not know."""


@bp.get("/sign-in")
@access(ANYONE)
def sign_in() -> str | Response:
    """The form of signing in."""
    member = session.current_member()
    if member is not None:
        return redirect(home_of(member), 303)
    return _sign_in_page("")


@bp.post("/sign-in")
@access(ANYONE)
def send_sign_in() -> Response:
    """Check address and password; the answer tells neither which was wrong nor who is here."""
    typed = forms.read_sign_in(request.form)
    found = queries.credentials_of(db.session(), typed.email)
    caller = caller_for(found.account_id if found else None)
    until = wait_for_next_try(typed.email, caller)
    if until is not None:
        return _told_to_wait(until, lambda message: _sign_in_page(typed.email, message))
    is_right = passwords.matches(found.password_hash if found else None, typed.password)
    if found is None or not is_right or not found.may_sign_in:
        return _refused(typed.email, caller)
    return _password_given(found, caller, session.own_address(request.form.get("next", "")))


@bp.get("/sign-in/second-step")
@access(ANYONE)
def second_step() -> str | Response:
    """The form for the code."""
    if session.waiting_member() is None:
        return redirect("/sign-in", 303)
    return _second_step_page()


@bp.post("/sign-in/second-step")
@access(ANYONE)
def send_second_step() -> Response:
    """Check the code of the app, or a recovery code."""
    member = session.waiting_member()
    if member is None:
        return redirect("/sign-in", 303)
    caller = caller_for(member.account_id)
    until = _wait_for_next_code(member, caller)
    if until is not None:
        return _told_to_wait(until, _second_step_page)
    return _code_given(member, caller, forms.read_code(request.form))


@bp.post("/sign-out")
@access("sign-out")
@db.writes
def sign_out() -> Response:
    """End this session, here and for every copy of its cookie."""
    member = session.signed_in_member()
    sessions.end_session(db.session(), member.session_reference, SessionEnd.SIGNED_OUT)
    audit.record(db.session(), keys(), actor=member.reference, action="session.ended")
    session.sign_out()
    answer = redirect("/", 303)
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer


def wait_for_next_try(email: str, caller: Caller) -> datetime | None:
    """From when on another try of this caller on this address is taken; None: now."""
    failed = queries.failed_tries(
        db.session(),
        keys(),
        account=email,
        caller=caller.name,
        is_known_browser=caller.is_known_browser,
    )
    return throttling.wait_until(failed, clock.now())


def note_failure(kind: Attempt, email: str, caller: Caller) -> None:
    """Count a failed password or code; within a writing view."""
    tries.note_try(
        db.session(),
        keys(),
        kind,
        account=email,
        caller=caller.name,
        is_known_browser=caller.is_known_browser,
    )


def waiting_message(seconds: int) -> str:
    """How long to wait, in words."""
    return ngettext(
        "There were many failed tries. Wait %(num)s second, then try again.",
        "There were many failed tries. Wait %(num)s seconds, then try again.",
        seconds,
    )


def _wait_for_next_code(member: Member, caller: Caller) -> datetime | None:
    if not caller.is_known_browser:
        hour = timedelta(hours=1)
        failed = queries.failed_codes(db.session(), keys(), member.email, clock.now() - hour)
        if len(failed) >= CODES_PER_HOUR:
            return failed[-CODES_PER_HOUR] + hour
    return wait_for_next_try(member.email, caller)


@db.writes
def _refused(email: str, caller: Caller) -> Response:
    note_failure(Attempt.PASSWORD, email, caller)
    message = _("This address and password do not belong together. Check both.")
    return make_response(_sign_in_page(email, message), UNPROCESSABLE)


@db.writes
def _password_given(found: Credentials, caller: Caller, go_on_to: str | None) -> Response:
    if not found.has_factor:
        return arrive(found.account_id, caller, go_on_to=go_on_to)
    token = sessions.start_session(db.session(), found.account_id, Stage.PASSWORD, browser())
    session.wait_for_second_step(token)
    return redirect("/sign-in/second-step", 303)


@db.writes
def _code_given(member: Member, caller: Caller, code: str) -> Response:
    if not second_factor.accept_code(db.session(), keys(), member.account_id, code):
        note_failure(Attempt.FACTOR, member.email, caller)
        audit.record(db.session(), keys(), actor=member.reference, action="code.refused")
        message = _("This code is not valid now, or was used before. Enter the next one.")
        return make_response(_second_step_page(message), UNPROCESSABLE)
    sessions.end_session(db.session(), member.session_reference, SessionEnd.COMPLETED)
    return arrive(member.account_id, caller)


def _told_to_wait(until: datetime, page: object) -> Response:
    seconds = max(1, math.ceil((until - clock.now()).total_seconds()))
    answer = make_response(page(waiting_message(seconds)), TOO_MANY)  # type: ignore[operator]
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _sign_in_page(email: str, error: str | None = None) -> str:
    going_on = request.values.get("next", "")
    return render_template(
        "accounts/sign_in.html",
        email=email,
        go_on_to=session.own_address(going_on),
        has_passkeys=passkeys.site_of(settings()) is not None,
        errors=[{"field": "email", "message": error}] if error else [],
    )


def _has_passkey() -> bool:
    member = session.waiting_member()
    return (
        member is not None
        and passkeys.site_of(settings()) is not None
        and bool(passkeys.passkeys_of(db.session(), member.account_id))
    )


def _second_step_page(error: str | None = None) -> str:
    return render_template(
        "accounts/second_step.html",
        error=error,
        has_passkeys=_has_passkey(),
        errors=[{"field": "code", "message": error}] if error else [],
    )
