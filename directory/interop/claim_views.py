"""The page behind the link to one's own imported draft: take it over, or have it removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response, redirect, render_template, request
from flask_babel import gettext as _

from directory import db
from directory.accounts import forms, passwords, queries
from directory.accounts.blueprint import site_words
from directory.accounts.callers import Caller
from directory.accounts.closed_sets import Purpose
from directory.accounts.forms import FieldError
from directory.accounts.services import enrolment
from directory.accounts.session import current_member
from directory.accounts.views.arriving import arrive
from directory.interop import claims
from directory.interop.blueprint import UNPROCESSABLE, bp, keys, known
from directory.matching.need import Kind
from directory.profiles.services import existing_drafts
from directory.web.access import ANYONE, access
from directory.web.limits import limit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response
    from flask.typing import ResponseReturnValue

    from directory.interop.claims import Waiting

CLAIM = "/claim/<token>"
GONE = 410


@bp.get(CLAIM)
@access(ANYONE)
def claim(token: str) -> Response:
    """What was entered of somebody, and the two ways on; opening it changes nothing."""
    draft = claims.draft_behind(db.session(), token)
    return _closed() if draft is None else make_response(_page(token, draft))


@bp.post(CLAIM)
@access(ANYONE)
@limit("20 per minute")
def take_over(token: str) -> ResponseReturnValue:
    """Make the draft one's own: as a member, or with an account made at once."""
    draft = claims.draft_behind(db.session(), token)
    if draft is None:
        return _closed()
    member = current_member()
    if member is not None:
        return _take_over_as_member(token, member.account_id, member.reference)
    if not draft.email or claims.has_account(db.session(), draft.email):
        return redirect(f"/sign-in?next=/claim/{token}", 303)
    read = forms.read_welcome(request.form, site_words(draft.email))
    if read.errors:
        return _page(token, draft, read.errors), UNPROCESSABLE
    # Hashed before the transaction begins, so that nobody else's write waits for it.
    return _take_over_with_account(token, read.name, passwords.hashed(read.password))


@bp.post(f"{CLAIM}/remove")
@access(ANYONE)
@limit("20 per minute")
@db.writes
def remove(token: str) -> ResponseReturnValue:
    """Remove the draft for good; no import brings it back."""
    draft = claims.draft_behind(db.session(), token)
    if draft is None:
        return _closed()
    claims.remove(db.session(), keys(), draft)
    return render_template("interop/removed.html")


@db.writes
def _take_over_as_member(token: str, account_id: int, reference: str) -> ResponseReturnValue:
    draft = claims.draft_behind(db.session(), token)
    if draft is None:
        return _closed()
    try:
        claims.take_over(db.session(), keys(), draft, account_id=account_id, actor=reference)
    except claims.HasListingError:
        message = _("You have a listing already. Remove this draft, or sign in as somebody else.")
        return _page(token, draft, (FieldError("take-over", message),)), UNPROCESSABLE
    return redirect(_first_page(draft), 303)


@db.writes
def _take_over_with_account(token: str, name: str, password_hash: str) -> ResponseReturnValue:
    draft = claims.draft_behind(db.session(), token)
    if draft is None:
        return _closed()
    session = db.session()
    link = queries.open_link(session, claims.account_link(session, draft, name), Purpose.INVITATION)
    if link is None:
        return _closed()
    account_id = enrolment.take_up(session, keys(), link, name=name, password_hash=password_hash)
    answer = arrive(account_id, Caller("", is_known_browser=False), go_on_to=_first_page(draft))
    member = current_member()
    if member is not None:
        claims.take_over(session, keys(), draft, account_id=account_id, actor=member.reference)
    return answer


def _first_page(draft: Waiting) -> str:
    return f"/desk/centers/{draft.handle}" if draft.kind is Kind.CENTER else "/desk/profile"


def _page(token: str, draft: Waiting, errors: Sequence[FieldError] = ()) -> str:
    stored = existing_drafts(db.session(), (draft.handle,))[draft.handle]
    professions = known().vocabulary.professions
    return render_template(
        "interop/claim.html",
        token=token,
        draft=draft,
        professions=[professions[slug].label for slug in stored.professions],
        towns=list(dict.fromkeys(place.city for place in stored.places if place.city)),
        is_member=current_member() is not None,
        has_account=bool(draft.email) and claims.has_account(db.session(), draft.email),
        name=request.form.get("name", draft.name),
        errors=errors,
        error_of={error.field: error.message for error in errors},
    )


def _closed() -> Response:
    return make_response(render_template("interop/closed.html"), GONE)
