"""Changes of what was checked, shown as a difference: accept them, or return them with a reason."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from flask import abort, render_template, request
from flask_babel import gettext as _

from directory import db
from directory.accounts import emails
from directory.accounts.forms import FieldError
from directory.accounts.services.stewardship import stewards_of
from directory.accounts.session import signed_in_member
from directory.curation import services
from directory.curation.blueprint import CURATE, UNPROCESSABLE, bp, keys, locate
from directory.curation.done import Done, finished
from directory.curation.forms import read_reason
from directory.curation.own import is_own, refuse_own
from directory.curation.services import Curator
from directory.curation.wording import part_words
from directory.profiles.proposals import (
    accept_changes,
    pending_changes,
    return_changes,
)
from directory.web.access import access

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from directory.profiles.proposals import PendingChanges

CHANGES = f"{CURATE}/changes/<handle>"


@bp.get(CHANGES)
@access("review-listings")
def changes(handle: str) -> str:
    """What is shown, beside what its owner wants to say."""
    return _page(_waiting(handle))


@bp.post(f"{CHANGES}/accept")
@access("review-listings")
@db.writes
def accept(handle: str) -> ResponseReturnValue:
    """Show it. A changed licence counts as not checked until somebody looks it up."""
    waiting, seen_at = _waiting(handle), _seen_at()
    member = signed_in_member()
    refuse_own(member, handle)
    if seen_at is None:
        return _page(waiting, _changed_since()), UNPROCESSABLE
    try:
        accept_changes(db.session(), handle, seen_at=seen_at, locate=locate())
    except db.StaleStateError:
        return _page(_waiting(handle), _changed_since()), UNPROCESSABLE
    parts = ", ".join(item.part for item in waiting.differences)
    curator = Curator(member.reference, keys())
    services.note_changes(db.session(), curator, handle, is_accepted=True, about=parts)
    _tell(handle)
    return finished(Done.ACCEPTED)


@bp.post(f"{CHANGES}/return")
@access("review-listings")
@db.writes
def send_back(handle: str) -> ResponseReturnValue:
    """Give it back with a reason; what is shown stays as it was."""
    waiting, seen_at = _waiting(handle), _seen_at()
    member = signed_in_member()
    refuse_own(member, handle)
    reason, errors = read_reason(request.form)
    if errors or seen_at is None:
        return _page(waiting, errors or _changed_since()), UNPROCESSABLE
    try:
        return_changes(db.session(), handle, seen_at=seen_at, reason=reason)
    except db.StaleStateError:
        return _page(_waiting(handle), _changed_since()), UNPROCESSABLE
    curator = Curator(member.reference, keys())
    services.note_changes(db.session(), curator, handle, is_accepted=False, about=reason)
    _tell(handle)
    return finished(Done.DECIDED)


def _waiting(handle: str) -> PendingChanges:
    found = pending_changes(db.session(), handle)
    return found if found is not None and not found.returned_reason else abort(404)


def _seen_at() -> datetime | None:
    try:
        return datetime.fromisoformat(request.form.get("seen_at", ""))
    except ValueError:
        return None


def _changed_since() -> tuple[FieldError, ...]:
    return (FieldError("differences", _("They changed it since you opened this. Look again.")),)


def _tell(handle: str) -> None:
    for steward in stewards_of(db.session(), handle):
        emails.on_desk(steward.email)


def _page(waiting: PendingChanges, errors: Sequence[FieldError] = ()) -> str:
    return render_template(
        "curation/changes.html",
        waiting=waiting,
        rows=[(part_words(item.part), item.old, item.new) for item in waiting.differences],
        is_own=is_own(signed_in_member(), waiting.handle),
        address=f"{CURATE}/changes/{waiting.handle}",
        reason=request.form.get("reason", ""),
        errors=errors,
        error_of={error.field: error.message for error in errors},
    )
