"""Ask one practitioner or center: the message and a safe way to answer, then the phrase."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import abort, make_response, render_template, request
from flask_babel import gettext as _

from directory import clock, db
from directory.accounts.forms import FieldError
from directory.messages import queries, wording
from directory.messages.blueprint import (
    TOO_MANY,
    UNPROCESSABLE,
    bp,
    identity_findings,
    public_listing,
    review_words,
    settings,
)
from directory.messages.forms import (
    LINE_AT_MOST,
    WORDS_AT_MOST,
    AskForm,
    read_ask,
    wishes_errors,
    words_errors,
)
from directory.messages.sending import QUESTION, Sending, send_once
from directory.search.listing_lines import href_of
from directory.web import interruption
from directory.web.access import ANYONE, access
from directory.web.limits import limit
from directory.web.one_time_keys import KeyMissingError, key_of, new_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from directory.identity_check.findings import Finding
    from directory.messages.seen import Taking
    from directory.profiles.listing import PublishedListing

PERSON, CENTER = "person", "center"
STEPS_LIMIT = "60 per hour"
SEND_LIMIT = "10 per hour"
"""More than one needs who is shown twice what could tell who they are, and far from a flood."""


@bp.get("/practitioners/<handle>/ask")
@access(ANYONE)
def ask_practitioner(handle: str) -> ResponseReturnValue:
    """The page of a message to a practitioner."""
    return _begin(handle, PERSON)


@bp.get("/centers/<handle>/ask")
@access(ANYONE)
def ask_center(handle: str) -> ResponseReturnValue:
    """The page of a message to a center."""
    return _begin(handle, CENTER)


@bp.post("/practitioners/<handle>/ask")
@access(ANYONE)
@limit(STEPS_LIMIT)
def practitioner_steps(handle: str) -> ResponseReturnValue:
    """Look it over, or change it; what was typed goes along, and is kept nowhere."""
    return _step(handle, PERSON)


@bp.post("/centers/<handle>/ask")
@access(ANYONE)
@limit(STEPS_LIMIT)
def center_steps(handle: str) -> ResponseReturnValue:
    """Look it over, or change it; what was typed goes along, and is kept nowhere."""
    return _step(handle, CENTER)


@bp.post("/practitioners/<handle>/ask/send")
@access(ANYONE)
@limit(SEND_LIMIT)
@db.writes
def send_to_practitioner(handle: str) -> ResponseReturnValue:
    """Send it, and show the phrase."""
    return _send(handle, PERSON)


@bp.post("/centers/<handle>/ask/send")
@access(ANYONE)
@limit(SEND_LIMIT)
@db.writes
def send_to_center(handle: str) -> ResponseReturnValue:
    """Send it, and show the phrase."""
    return _send(handle, CENTER)


def _begin(handle: str, kind: str) -> ResponseReturnValue:
    listing = public_listing(handle, kind)
    if not _taking(handle).messages:
        return render_template("messages/not_here.html", listing=listing)
    return _words_page(listing, read_ask({}), is_told_first=interruption.is_due())


def _step(handle: str, kind: str) -> ResponseReturnValue:
    listing, ask = public_listing(handle, kind), read_ask(request.form)
    if not _taking(handle).messages:
        return render_template("messages/not_here.html", listing=listing)
    if request.form.get("step", "") == "words":
        return _words_page(listing, ask)
    return _wrong(listing, ask) or _check_page(listing, ask)


def _send(handle: str, kind: str) -> ResponseReturnValue:
    listing, ask = public_listing(handle, kind), read_ask(request.form)
    taking = _taking(handle)
    if not taking.messages:
        return render_template("messages/not_here.html", listing=listing)
    wrong = _wrong(listing, ask)
    if wrong is not None:
        return wrong
    try:
        key = key_of(request.form)
    except KeyMissingError:
        return make_response(_check_page(listing, ask), UNPROCESSABLE)
    return _send_or_hold(listing, ask, taking, key)


def _send_or_hold(
    listing: PublishedListing, ask: AskForm, taking: Taking, key: str
) -> ResponseReturnValue:
    sending = Sending(
        one_time_key=key,
        purpose=QUESTION,
        wishes=ask.wishes,
        listing_ids=(taking.listing_id,),
        words=ask.words,
    )
    if ask.trap:
        # Whoever fills in what nobody sees is a program: it is told no more than people are.
        abort(400)
    if queries.asked_today(db.session(), taking.listing_id) >= settings().messages_a_day:
        message = _(
            "Many people wrote to %(name)s today. Nothing was sent. Please try again tomorrow;"
            " your words are below.",
            name=listing.name,
        )
        errors = (FieldError("words", message),)
        return make_response(_words_page(listing, ask, errors), TOO_MANY)
    return send_once(sending)


def _wrong(listing: PublishedListing, ask: AskForm) -> ResponseReturnValue | None:
    """The form again where it cannot go out as it is, else None."""
    errors = (*words_errors(ask.words, review_words()), *wishes_errors(ask.wishes))
    if errors:
        return make_response(_words_page(listing, ask, errors), UNPROCESSABLE)
    if ask.lets_stand:
        return None
    findings = identity_findings(ask.words, (listing.name,))
    if not findings:
        return None
    message = _("Something here could tell who you are. Take it out, or say that it may stay.")
    errors = (FieldError("words", message),)
    return make_response(_words_page(listing, ask, errors, findings), UNPROCESSABLE)


def _taking(handle: str) -> Taking:
    return queries.takings(db.session(), (handle,))[handle]


def _words_page(
    listing: PublishedListing,
    ask: AskForm,
    errors: Sequence[FieldError] = (),
    findings: Sequence[Finding] = (),
    *,
    is_told_first: bool = False,
) -> str:
    lines = wording.finding_lines(findings)
    return _page("words", listing, ask, errors, findings=lines, is_told_first=is_told_first)


def _check_page(listing: PublishedListing, ask: AskForm) -> str:
    return _page("check", listing, ask, ())


def _page(
    step: str,
    listing: PublishedListing,
    ask: AskForm,
    errors: Sequence[FieldError],
    **values: object,
) -> str:
    return render_template(
        f"messages/ask_{step}.html",
        listing=listing,
        address=f"{href_of(listing)}/ask",
        ask=ask,
        wishes=ask.wishes,
        wording=wording,
        errors=errors,
        error_of={error.field: error.message for error in errors},
        words_at_most=WORDS_AT_MOST,
        line_at_most=LINE_AT_MOST,
        one_time_key=new_key(),
        erase_on=clock.today() + timedelta(days=settings().message_keep_days),
        **values,
    )
