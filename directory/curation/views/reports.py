"""Report a listing with no account, come back with seven words, and answer as its owner."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from flask import abort, current_app, render_template, request
from flask_babel import gettext as _

from directory import db, resources
from directory.accounts.forms import FieldError
from directory.accounts.session import current_member
from directory.curation import report_phrases, reports
from directory.curation.blueprint import UNPROCESSABLE, bp, keys
from directory.curation.closed_sets import ReportKind
from directory.curation.emails import Sender
from directory.curation.report_queries import open_report, report_by_phrase
from directory.curation.report_words import kind_choices, kind_words, outcome_words
from directory.curation.reports import Said
from directory.db import RecordNotFound, StaleStateError
from directory.identity_check.checking import IdentityChecker
from directory.identity_check.findings import WHY
from directory.identity_check.words import load_identity_words
from directory.mail.links import LinkFor, LinkGoneError, open_link
from directory.noticeboard.blueprint import is_colleague
from directory.noticeboard.queries import shown_notice, shown_notices
from directory.search.blueprint import engine, snapshot
from directory.web.access import ANYONE, access
from directory.web.limits import limit
from directory.web.one_time_keys import KeyMissingError, key_of, new_key, once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from directory.curation.report_queries import Report
    from directory.identity_check.words import IdentityWords
    from directory.profiles.listing import PublishedListing

WORDS_AT_MOST = 2000
REPORT = "/report/<handle>"
ANSWER = "/report-answer/<link>"


@bp.get(REPORT)
@access(ANYONE)
def report_form(handle: str) -> str:
    """What can be reported, and what happens then."""
    return _form(_listing(handle))


@bp.post(REPORT)
@access(ANYONE)
@limit("10 per minute")
@db.writes
def send_report(handle: str) -> ResponseReturnValue:
    """Keep the report, and show the seven words to come back with; sent twice, the same."""
    listing = _listing(handle)
    words = request.form.get("words", "").strip()[:WORDS_AT_MOST]
    chosen = request.form.get("kind", "")
    offered = {str(kind) for kind, _label, _hint in kind_choices()}
    errors = [] if chosen in offered else [FieldError("kind", _("Choose what is not right."))]
    errors += _identity_errors(words, listing)
    try:
        key = key_of(request.form)
    except KeyMissingError:
        errors.append(FieldError("words", _("This form was open too long. Send it once more.")))
        key = ""
    if errors:
        return _form(listing, errors), UNPROCESSABLE
    phrase = report_phrases.phrase_for(keys(), key)
    said = Said(ReportKind(chosen), words, report_phrases.kept_hash(keys(), phrase))
    once(
        db.session(),
        key,
        purpose="report.send",
        actor=_actor(),
        make=lambda: reports.report(db.session(), sender(), handle, said),
    )
    return render_template("curation/report_sent.html", phrase=phrase, name=listing.name)


@bp.get("/your-report")
@access(ANYONE)
def your_report() -> str:
    """Where the seven words are typed."""
    return render_template("curation/your_report.html", report=None, message="")


@bp.post("/your-report")
@access(ANYONE)
@limit("5 per minute")
def open_your_report() -> ResponseReturnValue:
    """How it stands; the words are in no address."""
    typed = request.form.get("phrase", "")
    try:
        hashes = report_phrases.typed_hashes(db.session(), keys(), typed)
        found = report_by_phrase(db.session(), hashes)
    except RecordNotFound:
        message = _("These words open nothing. Check each of the seven.")
        page = render_template("curation/your_report.html", report=None, message=message)
        return page, UNPROCESSABLE
    return render_template(
        "curation/your_report.html",
        report=found,
        what=kind_words(found.kind),
        outcome=outcome_words(found.outcome) if found.outcome else "",
        message="",
    )


@bp.get(ANSWER)
@access(ANYONE)
@limit("30 per minute")
def report_answer(link: str) -> ResponseReturnValue:
    """What was reported, for the owner; opening the link changes nothing."""
    found = _of_link(link)
    return render_template(
        "curation/report_answer.html", report=found, what=kind_words(found.kind), link=link
    )


@bp.post(ANSWER)
@access(ANYONE)
@limit("30 per minute")
@db.writes
def answer_report(link: str) -> ResponseReturnValue:
    """The owner put it right, or says that it is right as it is."""
    found = _of_link(link)
    said = request.form.get("answer", "")
    if said not in {"corrected", "right"}:
        abort(400)
    try:
        reports.answer(db.session(), sender(), found.reference, is_corrected=said == "corrected")
    except StaleStateError:
        abort(410)
    return render_template("curation/report_answered.html", report=found)


def sender() -> Sender:
    """What mails need of the app."""
    return Sender(keys(), current_app.extensions["settings"])


def _of_link(link: str) -> Report:
    try:
        (reference,) = open_link(keys(), LinkFor.ANSWERING, link)
        found = open_report(db.session(), reference)
    except (LinkGoneError, RecordNotFound):
        abort(410)
    if found.owner_answered_at is not None or not found.handle:
        abort(410)
    return found


def _listing(handle: str) -> PublishedListing:
    return snapshot().listings.get(handle) or abort(404)


def _actor() -> str:
    member = current_member()
    return member.reference if member else ""


def _identity_errors(words: str, listing: PublishedListing) -> list[FieldError]:
    if not words or "as-it-is" in request.form:
        return []
    notices = (one.content.title for one in shown_notices(db.session(), for_colleagues=True))
    allowed = (listing.name, *(one.name for one in (*listing.staff, *listing.centers)), *notices)
    checker = IdentityChecker(_identity_words(), is_town=_is_town, allowed=allowed)
    return [
        FieldError("words", f"“{one.words}”: {_(WHY[one.kind])}") for one in checker.check(words)
    ]


def _form(listing: PublishedListing, errors: Sequence[FieldError] = ()) -> str:
    return render_template(
        "curation/report.html",
        listing=listing,
        options=[
            {
                "value": kind.value,
                "label": label,
                "hint": hint,
                "checked": request.form.get("kind") == kind,
            }
            for kind, label, hint in kind_choices()
        ],
        words=request.form.get("words", _about_notice(listing.handle)),
        key=_kept_key(),
        may_stand=any(error.field == "words" for error in errors),
        errors=errors,
        error_of={error.field: error.message for error in reversed(errors)},
        words_at_most=WORDS_AT_MOST,
    )


def _about_notice(handle: str) -> str:
    """The first words of a report that begins at a notice, so that a curator knows which."""
    reference = request.args.get("notice", "")
    try:
        notice = shown_notice(db.session(), reference, for_colleagues=is_colleague())
    except RecordNotFound:
        return ""
    title = notice.content.title if notice.handle == handle else ""
    return _("About the notice “%(title)s”:", title=title) + "\n" if title else ""


def _kept_key() -> str:
    try:
        return key_of(request.form)
    except KeyMissingError:
        return new_key()


@cache
def _identity_words() -> IdentityWords:
    return load_identity_words(resources.seed_data() / "identity_check")


def _is_town(name: str) -> bool:
    return bool(engine().gazetteer(db.session()).towns(name.rstrip(".,;").casefold()))
