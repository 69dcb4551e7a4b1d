"""For a client with a slip: who has it, who opened it, agree, take it back; no account, no name."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import make_response, render_template, request
from flask_babel import gettext as _

from directory import clock, db
from directory.accounts.forms import FieldError
from directory.db import RecordNotFound, StaleStateError
from directory.referrals import queries, shown
from directory.referrals.admins import opened_by_admins
from directory.referrals.blueprint import (
    PURPOSE,
    UNPROCESSABLE,
    around,
    bp,
    vocabulary,
    words,
)
from directory.referrals.closed_sets import Side, SignedBy
from directory.referrals.lifecycle import ENDS, ForbiddenMoveError
from directory.referrals.readiness import cautions_for
from directory.referrals.sealed import opened_content
from directory.referrals.services import consenting
from directory.referrals.services.around import CLIENT
from directory.referrals.services.moving import set_columns
from directory.referrals.views.writing import read_consent
from directory.return_phrase.digests import phrase_digests
from directory.web.access import ANYONE, access
from directory.web.limits import limit
from directory.web.sealing import SealError, open_seal, seal
from directory.web.visitors import key_ring, open_visit, visitor

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from directory.referrals.models import Referral

SLIP = "/your-referral"
SEAL = "referral-slip"


@bp.get(SLIP)
@access(ANYONE)
def enter_phrase() -> str:
    """Where the words of the slip are typed."""
    open_visit()
    return render_template("referrals/client_enter.html", errors=(), message="")


@bp.post(SLIP)
@access(ANYONE)
@limit("5 per minute")
def open_slip() -> ResponseReturnValue:
    """What the slip opens; the words stand in no address."""
    try:
        row = _by_phrase(request.form.get("phrase", ""))
    except RecordNotFound:
        message = _("These words open nothing. Check each word on your slip.")
        errors = (FieldError("phrase", message),)
        page = render_template("referrals/client_enter.html", errors=errors, message=message)
        return make_response(page, UNPROCESSABLE)
    return _page(row)


@bp.post(f"{SLIP}/consent")
@access(ANYONE)
@limit("20 per minute")
@db.writes
def client_agrees() -> ResponseReturnValue:
    """The client agrees themselves."""
    row = _by_seal()
    if row is None or row.state in ENDS:
        return _again()
    read = read_consent(
        {**request.form, "signed_on": clock.today().isoformat()}, SignedBy.RETURN_PHRASE
    )
    if read.errors or read.draft is None:
        return make_response(_page(row, read.errors), UNPROCESSABLE)
    set_columns(db.session(), row)  # Two at the same moment: the second sees what the first did.
    consenting.record_consent(db.session(), around(), row, read.draft, CLIENT)
    return _page(row)


@bp.post(f"{SLIP}/revoke")
@access(ANYONE)
@limit("20 per minute")
@db.writes
def client_takes_back() -> ResponseReturnValue:
    """The client takes it back; it holds at the next request of anybody."""
    row = _by_seal()
    if row is None:
        return _again()
    try:
        consenting.revoke_consent(db.session(), around(), row, CLIENT)
    except (ForbiddenMoveError, StaleStateError):
        db.session().rollback()
        row = _by_seal() or row
    return _page(row)


def _by_phrase(phrase: str) -> Referral:
    digests = phrase_digests(key_ring(), phrase, purpose=PURPOSE)
    return queries.by_phrase(db.session(), digests)


def _by_seal() -> Referral | None:
    try:
        phrase_hash = open_seal(
            key_ring(),
            request.form.get("sealed", ""),
            purpose=SEAL,
            visitor=visitor(),
            now=clock.now(),
        )
        return queries.by_phrase(db.session(), (phrase_hash,))
    except (SealError, RecordNotFound):
        return None


def _again() -> ResponseReturnValue:
    message = _("This page was open for too long. Write the words of your slip once more.")
    errors = (FieldError("phrase", message),)
    page = render_template("referrals/client_enter.html", errors=errors, message=message)
    return make_response(page, UNPROCESSABLE)


def _page(row: Referral, errors: tuple[FieldError, ...] = ()) -> str:
    session = db.session()
    view = queries.view(session, around(), row, Side.CLIENT, session_reference="")
    content = opened_content(around().keys, row)
    sealed = seal(
        key_ring(), row.phrase_hash or "", purpose=SEAL, visitor=open_visit(), now=clock.now()
    )
    return render_template(
        "referrals/client.html",
        view=view,
        by_admins=opened_by_admins(session, row.reference),
        rows=shown.content_rows(content, words(), vocabulary()) if content else [],
        flags=shown.flag_labels(content, vocabulary()) if content else [],
        cautions=_for_client(row),
        is_over=row.state in ENDS,
        sealed=sealed,
        in_half_a_year=(clock.today() + timedelta(days=182)).isoformat(),
        typed=request.form,
        errors=errors,
        error_of={error.field: error.message for error in errors},
    )


def _for_client(row: Referral) -> list[str]:
    content = opened_content(around().keys, row)
    if content is None:
        return []
    rules = cautions_for(content, vocabulary())
    return [rule.caution.text_for_client for rule in rules if rule.caution.text_for_client]
