"""One notice: read it, let it be shown, give it back with a reason, or take it down."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from flask import abort, make_response, render_template, request
from flask_babel import gettext as _

from directory import db
from directory.accounts import emails
from directory.accounts.forms import FieldError
from directory.accounts.services.stewardship import stewards_of
from directory.accounts.session import signed_in_member
from directory.curation.blueprint import CURATE, UNPROCESSABLE, bp, keys
from directory.curation.done import Done, finished
from directory.curation.own import refuse_own
from directory.db import RecordNotFound, StaleStateError
from directory.noticeboard import services, wording
from directory.noticeboard.blueprint import known
from directory.noticeboard.checks import alarms_of
from directory.noticeboard.queries import kept_notice, kept_notices, shown_notices
from directory.noticeboard.services import By
from directory.search.blueprint import snapshot
from directory.web.access import access

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask.typing import ResponseReturnValue

    from directory.noticeboard.content import NoticeContent
    from directory.noticeboard.queries import KeptNotice

NOTICES = f"{CURATE}/notices"
ONE = f"{NOTICES}/<reference>"
REASON_AT_MOST = 600


@bp.get(NOTICES)
@access("review-listings")
def notices() -> str:
    """What stands on the board, each with where to take it down."""
    shown = snapshot().listings
    return render_template(
        "curation/notices.html",
        notices=[
            (one, shown[one.handle].name)
            for one in shown_notices(db.session(), for_colleagues=True)
            if one.handle in shown
        ],
        wording=wording,
    )


@bp.get(ONE)
@access("review-listings")
def notice(reference: str) -> str:
    """What waits to be shown, beside what is shown, with the words to read first."""
    return _page(_found(reference))


@bp.post(f"{ONE}/show")
@access("review-listings")
@db.writes
def show_notice(reference: str) -> ResponseReturnValue:
    """Let it be shown as it was read."""
    found = _found(reference)
    return _decided(
        found,
        lambda: services.approve(db.session(), _by(), reference, seen_at=_seen_at()),
    )


@bp.post(f"{ONE}/refuse")
@access("review-listings")
@db.writes
def refuse_notice(reference: str) -> ResponseReturnValue:
    """Give it back, or take it down, with the reason that its poster reads."""
    found = _found(reference)
    reason = request.form.get("reason", "").strip()[:REASON_AT_MOST]
    if not reason:
        error = FieldError("reason", _("Write a reason. The person it is about reads it."))
        return make_response(_page(found, [error]), UNPROCESSABLE)
    if found.waits:
        return _decided(
            found,
            lambda: services.refuse(
                db.session(), _by(), reference, seen_at=_seen_at(), reason=reason
            ),
        )
    return _decided(
        found, lambda: services.take_down(db.session(), _by(), reference, reason=reason)
    )


def _decided(found: KeptNotice, act: Callable[[], None]) -> ResponseReturnValue:
    try:
        act()
    except StaleStateError:
        db.session().rollback()
        message = _("It was changed or decided since you opened it. Read it again.")
        errors = [FieldError("reason", message)]
        return make_response(_page(_found(found.reference), errors), UNPROCESSABLE)
    for steward in stewards_of(db.session(), found.handle):
        if steward.reference == found.posted_by:
            emails.on_desk(steward.email)
    return finished(Done.DECIDED)


def _found(reference: str) -> KeptNotice:
    try:
        found = kept_notice(db.session(), reference)
    except RecordNotFound:
        abort(404)
    if not (found.waits or found.is_shown):
        abort(404)
    refuse_own(signed_in_member(), found.handle)
    if found.posted_by == signed_in_member().reference:
        abort(403)  # Whoever wrote it for a center that they no longer manage.
    return found


def _by() -> By:
    return By(signed_in_member().reference, keys())


def _seen_at() -> datetime:
    """When the wording that was read had been sent, as the form carries it."""
    try:
        return datetime.fromisoformat(request.form.get("seen_at", ""))
    except ValueError:
        raise StaleStateError("the form does not say what was read") from None


def _page(found: KeptNotice, errors: Sequence[FieldError] = ()) -> str:
    listing = snapshot().listings.get(found.handle)
    proposed = found.proposed if found.waits else None
    return render_template(
        "curation/notice.html",
        notice=found,
        proposed=proposed,
        alarms=alarms_of(proposed, listing, known()) if proposed and listing else (),
        rows_of=lambda content: _rows(found, content),
        earlier=[
            one
            for one in kept_notices(db.session(), [found.handle])
            if one.reference != found.reference and one.reason
        ],
        errors=errors,
        error_of={error.field: error.message for error in errors},
        reason=request.form.get("reason", ""),
        reason_at_most=REASON_AT_MOST,
        wording=wording,
    )


def _rows(found: KeptNotice, content: NoticeContent) -> list[dict[str, str]]:
    listing = snapshot().listings.get(found.handle)
    if listing is None:
        return []
    return wording.fact_rows(content, listing, known().vocabulary)
