"""Checking one credential: what to look up where, what was found, and the file behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, make_response, redirect, render_template, request
from flask_babel import gettext as _

from directory import clock, db
from directory.accounts import emails
from directory.accounts.forms import FieldError
from directory.accounts.queries import active_curators
from directory.accounts.session import signed_in_member
from directory.curation import services
from directory.curation.blueprint import CURATE, UNPROCESSABLE, bp, keys
from directory.curation.checklist import checklist
from directory.curation.credential_reference import reference_of
from directory.curation.forms import REASON_AT_MOST, REASON_IS_MISSING, read_check
from directory.curation.own import is_own, refuse_own
from directory.curation.requirements import ALONE_AFTER, high_risk_issues
from directory.curation.services import EVIDENCE_BYTES, Curator
from directory.curation.wording import outcome_words
from directory.profiles import queries
from directory.profiles.closed_sets import CheckOutcome
from directory.profiles.licence_checks import checks_of, evidence_of
from directory.search.blueprint import engine
from directory.search.region_names import region_name
from directory.web.access import access
from directory.web.uploads import takes_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

    from directory.profiles.licence_checks import Found
    from directory.profiles.listing import PublicCredential, PublishedListing

CREDENTIAL = f"{CURATE}/listings/<handle>/credentials/<credential>"
FOR_THEM = frozenset({CheckOutcome.GOOD_STANDING, CheckOutcome.PROOF_SEEN})
FORM_BYTES = EVIDENCE_BYTES + 64 * 1024


@bp.get(CREDENTIAL)
@access("review-listings")
def check(handle: str, credential: str) -> str:
    """What to look up where, and the form for what was found."""
    shown, item = _credential(handle, credential)
    return _page(shown, item)


@bp.post(CREDENTIAL)
@access("verify-licence")
@takes_file(FORM_BYTES)
@db.writes
def record(handle: str, credential: str) -> ResponseReturnValue:
    """Keep what was found; from then on the badge says exactly that."""
    shown, item = _credential(handle, credential)
    member = signed_in_member()
    refuse_own(member, handle)
    read = read_check(request.form)
    upload = request.files.get("evidence")
    evidence = upload.read(EVIDENCE_BYTES + 1) if upload is not None else b""
    reason = request.form.get("reason", "").strip()[:REASON_AT_MOST]
    errors = (*read.errors, *_no_reason(read.found, reason), *wrong_file(evidence))
    if errors or read.found is None:
        return _page(shown, item, errors), UNPROCESSABLE
    curator = Curator(member.reference, keys())
    services.check_credential(db.session(), curator, handle, _key(item), read.found, evidence)
    if reason:
        _tell(curator, handle, reason)
    if counts_alone(shown):
        announce(curator, handle)
    return redirect(f"{CURATE}/listings/{handle}", 303)


def counts_alone(shown: PublishedListing) -> bool:
    """Whether this check will count for two, since nobody else could make the second."""
    risky = high_risk_issues(engine().vocabulary)
    named = {item.issue for item in shown.specialties}
    return bool(named & risky) and active_curators(db.session()) == 1


def announce(curator: Curator, handle: str) -> None:
    """Tell those concerned: nobody does alone, unseen, what otherwise two people do."""
    reason = _(
        "There is one networking admin, so this check counts for two after %(hours)s hours. Write"
        " to the network before that if something about it is not right.",
        hours=int(ALONE_AFTER.total_seconds() // 3600),
    )
    _tell(curator, handle, reason)


def _tell(curator: Curator, handle: str, words: str) -> None:
    for address in services.tell_of_check(db.session(), curator, handle, words):
        emails.on_desk(address)


@bp.get(f"{CURATE}/evidence/<reference>")
@access("see-licence-evidence")
@db.writes
def evidence(reference: str) -> Response:
    """The file behind a check, as a download; opening it stands in the log."""
    member = signed_in_member()
    try:
        found = evidence_of(db.session(), keys(), reference)
    except db.RecordNotFound:
        abort(404)
    if not member.is_curator and found.handle != member.listing_handle:
        abort(404)
    services.log_reading(db.session(), Curator(member.reference, keys()), found.handle, reference)
    answer = make_response(found.content)
    answer.headers["Content-Type"] = found.media_type
    ending = found.media_type.rpartition("/")[2]
    answer.headers["Content-Disposition"] = f'attachment; filename="evidence.{ending}"'
    return answer


def _credential(handle: str, reference: str) -> tuple[PublishedListing, PublicCredential]:
    try:
        shown = queries.previewed_listing(db.session(), handle)
    except db.RecordNotFound:
        abort(404)
    found = (item for item in shown.credentials if reference_of(_key(item)) == reference)
    return shown, next(found, None) or abort(404)


def _key(item: PublicCredential) -> tuple[str, str, str]:
    return item.profession, item.jurisdiction, item.title


def _no_reason(found: Found | None, reason: str) -> tuple[FieldError, ...]:
    """Whoever loses a badge reads why."""
    if found is None or found.outcome in FOR_THEM or reason:
        return ()
    return (FieldError("reason", str(REASON_IS_MISSING)),)


def wrong_file(evidence: bytes) -> tuple[FieldError, ...]:
    """What is wrong with a file behind a check; an empty one is none."""
    if not evidence:
        return ()
    if len(evidence) > EVIDENCE_BYTES:
        return (FieldError("evidence", _("The file is larger than 5 MB. Send a smaller one.")),)
    try:
        services.media_type_of(evidence)
    except ValueError:
        return (FieldError("evidence", _("Send a PDF, PNG or JPEG file.")),)
    return ()


def _page(
    shown: PublishedListing, item: PublicCredential, errors: Sequence[FieldError] = ()
) -> str:
    vocabulary = engine().vocabulary
    place = "" if item.jurisdiction == "*" else region_name(item.jurisdiction)
    wanted = checklist(item, place, vocabulary)
    typed = request.form or {
        "looked_at": wanted.where,
        "number": item.number or "",
        "expires_on": item.expires_on.isoformat() if item.expires_on else "",
        "checked_on": clock.today().isoformat(),
    }
    profession = vocabulary.professions.get(item.profession)
    return render_template(
        "curation/check.html",
        listing=shown,
        item=item,
        profession=profession.label if profession else item.profession,
        place=place,
        wanted=wanted,
        typed=typed,
        outcomes=[
            {
                "value": one.value,
                "label": outcome_words(one),
                "checked": typed.get("outcome") == one,
            }
            for one in CheckOutcome
        ],
        earlier=[
            one for one in checks_of(db.session(), shown.handle) if one.credential == _key(item)
        ],
        is_own=is_own(signed_in_member(), shown.handle),
        address=f"{CURATE}/listings/{shown.handle}/credentials/{reference_of(_key(item))}",
        back=f"{CURATE}/listings/{shown.handle}",
        errors=errors,
        error_of={error.field: error.message for error in errors},
    )
