"""Passkeys: add, name, remove; sign in with one instead of a password, or of a code."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import abort, make_response, redirect, render_template, request
from flask_babel import gettext as _

from directory import db
from directory.accounts import emails, queries, session
from directory.accounts.blueprint import bp, keys, settings
from directory.accounts.callers import caller_for
from directory.accounts.closed_sets import SessionEnd
from directory.accounts.services import passkeys, sessions
from directory.accounts.services.passkeys import (
    NAME_AT_MOST,
    Answer,
    ChallengeOverError,
    PasskeyRefusedError,
)
from directory.accounts.session import needs_password
from directory.accounts.views.arriving import arrive
from directory.accounts.wording import moment
from directory.audit import services as audit
from directory.network.in_force import in_force
from directory.web.access import ANYONE, access

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from directory.accounts.services.passkeys import Question, Site

UNPROCESSABLE = 422
ANYBODY = "anybody"
"""Whom a challenge is sealed for where nobody is known yet; it is good once, for ten minutes."""


@bp.get("/account/passkeys")
@access("keep-own-account")
@needs_password
def own_passkeys() -> str:
    """The passkeys of this account, and a way to add one; opening the page changes nothing."""
    return _page()


@bp.post("/account/passkeys")
@access("keep-own-account")
@needs_password
@db.writes
def add_passkey() -> Response:
    """Keep the passkey that the browser made."""
    member = session.signed_in_member()
    site = _site()
    name = request.form.get("name", "").strip()[:NAME_AT_MOST] or _("A passkey")
    answer = _answer(member.session_reference)
    try:
        passkeys.add_passkey(db.session(), keys(), site, member.account_id, answer, name=name)
    except PasskeyRefusedError as problem:
        return make_response(_page(_told(problem)), UNPROCESSABLE)
    emails.passkey_added(member.email, name=name)
    return redirect("/account/passkeys", 303)


@bp.post("/account/passkeys/<reference>/name")
@access("keep-own-account")
@needs_password
@db.writes
def rename_passkey(reference: str) -> Response:
    """Give a passkey of one's own another name; somebody else's is not there (404)."""
    member = session.signed_in_member()
    name = request.form.get("name", "").strip()[:NAME_AT_MOST] or _("A passkey")
    passkeys.rename_passkey(db.session(), member.account_id, reference, name)
    return redirect("/account/passkeys", 303)


@bp.post("/account/passkeys/<reference>/remove")
@access("keep-own-account")
@needs_password
@db.writes
def remove_passkey(reference: str) -> Response:
    """Remove a passkey of one's own; somebody else's is not there (404)."""
    member = session.signed_in_member()
    passkeys.remove_passkey(db.session(), keys(), member.account_id, reference)
    return redirect("/account/passkeys", 303)


@bp.get("/sign-in/passkey")
@access(ANYONE)
def passkey_sign_in() -> str:
    """The page that asks for a passkey, instead of address and password or of the code."""
    return _sign_in_page()


@bp.post("/sign-in/passkey")
@access(ANYONE)
@db.writes
def send_passkey() -> Response:
    """Sign in with the passkey: as the second step that is waited for, or all at once."""
    waiting = session.waiting_member()
    answer = _answer(waiting.session_reference if waiting else ANYBODY)
    try:
        proof = passkeys.prove(db.session(), keys(), _site(), answer)
    except PasskeyRefusedError as problem:
        return make_response(_sign_in_page(_told(problem)), UNPROCESSABLE)
    found = queries.credentials_by_id(db.session(), proof.account_id)
    is_enough = proof.is_person_verified if waiting is None else True
    is_other = waiting is not None and waiting.account_id != proof.account_id
    if not found.may_sign_in or not is_enough or is_other:
        return make_response(_sign_in_page(_told(PasskeyRefusedError())), UNPROCESSABLE)
    if waiting is not None:
        sessions.end_session(db.session(), waiting.session_reference, SessionEnd.COMPLETED)
    answer_page = arrive(proof.account_id, caller_for(proof.account_id))
    member = session.signed_in_member()
    audit.record(db.session(), keys(), actor=member.reference, action="passkey.used")
    return answer_page


def _site() -> Site:
    return _site_where_any() or abort(404)


def _site_where_any() -> Site | None:
    site = passkeys.site_of(settings())
    return site and replace(site, name=in_force().site_name(settings()))


def _answer(visitor: str) -> Answer:
    form = request.form
    return Answer(form.get("sealed", ""), form.get("credential", ""), visitor)


def _told(problem: PasskeyRefusedError) -> str:
    if isinstance(problem, ChallengeOverError):
        return _("The page was open for too long. Try again now.")
    return _("This passkey was not accepted. Try again, or use another way.")


def _page(error: str | None = None) -> str:
    member = session.signed_in_member()
    site = _site_where_any()
    question: Question | None = None
    if site is not None:
        question = passkeys.question_for_new(
            db.session(), keys(), site, member.account_id, visitor=member.session_reference
        )
    shown = [
        {
            "reference": one.reference,
            "name": one.name,
            "made": moment(one.made_at),
            "used": moment(one.used_at) if one.used_at else None,
        }
        for one in passkeys.passkeys_of(db.session(), member.account_id)
    ]
    return render_template("accounts/passkeys.html", passkeys=shown, question=question, error=error)


def _sign_in_page(error: str | None = None) -> str:
    waiting = session.waiting_member()
    question = passkeys.question_for_sign_in(
        db.session(),
        keys(),
        _site(),
        waiting.account_id if waiting else None,
        visitor=waiting.session_reference if waiting else ANYBODY,
    )
    return render_template(
        "accounts/passkey_sign_in.html", question=question, is_second=bool(waiting), error=error
    )
