"""One case: what was seen about which listings, and what it came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, render_template, request

from directory import db
from directory.accounts.session import signed_in_member
from directory.curation import services
from directory.curation.blueprint import CURATE, UNPROCESSABLE, bp, keys
from directory.curation.cases import kind_words
from directory.curation.done import Done, finished
from directory.curation.forms import read_reason
from directory.curation.own import is_own, refuse_own
from directory.curation.services import Curator
from directory.profiles.cases import close_case, open_cases
from directory.profiles.services import existing_drafts
from directory.web.access import access

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from directory.accounts.forms import FieldError
    from directory.profiles.cases import Case

CASE = f"{CURATE}/cases/<case>"


@bp.get(CASE)
@access("review-listings")
def case(case: str) -> str:
    """What was seen, and the listings that it is about."""
    return _page(_open(case))


@bp.post(CASE)
@access("review-listings")
@db.writes
def close(case: str) -> ResponseReturnValue:
    """Close it with what it came to."""
    found, member = _open(case), signed_in_member()
    refuse_own(member, *found.handles)
    outcome, errors = read_reason(request.form)
    if errors:
        return _page(found, errors), UNPROCESSABLE
    close_case(db.session(), found.id, outcome=outcome)
    services.log_act(
        db.session(),
        Curator(member.reference, keys()),
        "case.closed",
        str(found.id),
        {"kind": found.kind.value, "about": ", ".join(found.handles), "outcome": outcome},
    )
    return finished(Done.CLOSED)


def _open(reference: str) -> Case:
    found = (one for one in open_cases(db.session()) if str(one.id) == reference)
    return next(found, None) or abort(404)


def _page(found: Case, errors: Sequence[FieldError] = ()) -> str:
    drafts = existing_drafts(db.session(), found.handles)
    member = signed_in_member()
    return render_template(
        "curation/case.html",
        case=found,
        title=kind_words(found.kind),
        listings=[(handle, drafts[handle].name) for handle in found.handles],
        is_own=any(is_own(member, handle) for handle in found.handles),
        address=f"{CURATE}/cases/{found.id}",
        outcome=request.form.get("reason", ""),
        errors=errors,
        error_of={error.field: error.message for error in errors},
    )
