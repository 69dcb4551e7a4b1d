"""Ask the network: a need without words or name, offered to the few who fit."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import abort, make_response, render_template, request
from flask_babel import gettext as _

from directory import clock, db
from directory.accounts.forms import FieldError
from directory.messages.blueprint import UNPROCESSABLE, bp, keys, settings
from directory.messages.forms import LINE_AT_MOST, read_wishes, wishes_errors
from directory.messages.needs import terms_of, who_fits
from directory.messages.sending import NETWORK, Sending, send_once
from directory.messages.views.asking import SEND_LIMIT, STEPS_LIMIT
from directory.search import notices
from directory.search.blueprint import engine, translator
from directory.search.forms import read_form
from directory.search.request import SearchRequest
from directory.web.access import ANYONE, access
from directory.web.languages import as_read, in_source_language
from directory.web.limits import limit
from directory.web.one_time_keys import KeyMissingError, key_of, new_key
from directory.web.sealing import SealError, open_seal, seal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from directory.search.engine import Found

ADDRESS = "/ask-the-network"
SEAL = "network-need"
FORM = "form"
"""The need travels in the form itself, so that it works with cookies off; nobody can alter it."""


@bp.get(ADDRESS)
@access(ANYONE)
def about_asking() -> str:
    """What asking the network is; the need comes from a search."""
    return render_template("messages/network_about.html")


@bp.post(ADDRESS)
@access(ANYONE)
@limit(STEPS_LIMIT)
def network_steps() -> ResponseReturnValue:
    """What they will see, and how it is safe to answer; nothing is sent by this."""
    read = read_form(request.form, engine().vocabulary)
    if read.errors:
        page = render_template("messages/network_about.html", errors=read.errors)
        return make_response(page, UNPROCESSABLE)
    return make_response(_page(_found(read.request), ()))


@bp.post(f"{ADDRESS}/send")
@access(ANYONE)
@limit(SEND_LIMIT)
@db.writes
def send_to_network() -> ResponseReturnValue:
    """Send the terms to those who fit, and show the phrase."""
    asked = _carried()
    if asked is None:
        return _again()
    found, errors = _found(asked), _send_errors()
    wishes = read_wishes(request.form)
    people = who_fits(db.session(), found) if _may_ask(found) else ()
    # Practitioners read them, whose pages are not translated.
    with in_source_language():
        terms = terms_of(found, engine().vocabulary)
    if errors or not people or not terms:
        return make_response(_page(found, errors), UNPROCESSABLE)
    return send_once(
        Sending(
            one_time_key=key_of(request.form),
            purpose=NETWORK,
            wishes=wishes,
            listing_ids=[taking.listing_id for _handle, taking in people],
            terms=terms,
        )
    )


def _send_errors() -> tuple[FieldError, ...]:
    """What is wrong with the form that sends; 400 for a program that fills in what nobody sees."""
    if request.form.get("website"):
        abort(400)
    try:
        key_of(request.form)
    except KeyMissingError:
        return (FieldError("send", _("Please press the button once more.")),)
    return wishes_errors(read_wishes(request.form))


def _carried() -> SearchRequest | None:
    """The search as the page before carried it; None where it is too old, or none of ours."""
    try:
        text = open_seal(
            keys(), request.form.get("asked", ""), purpose=SEAL, visitor=FORM, now=clock.now()
        )
    except SealError:
        return None
    return SearchRequest.from_text(text)


def _again() -> ResponseReturnValue:
    message = _("This page was open for too long. Nothing was sent. Please search again.")
    errors = (FieldError("again", message),)
    page = render_template("messages/network_about.html", errors=errors)
    return make_response(page, UNPROCESSABLE)


def _found(asked: SearchRequest) -> Found:
    return engine().find(db.session(), asked, translator(), today=clock.today())


def _may_ask(found: Found) -> bool:
    """Not in an emergency, where it would only cost time."""
    return notices.shows_list(found.answer.notices)


def _page(found: Found, errors: Sequence[FieldError]) -> str:
    vocabulary = as_read(engine().vocabulary)
    names = [
        found.snapshot.listings[handle].name for handle, _taking in who_fits(db.session(), found)
    ]
    return render_template(
        "messages/network.html",
        urgent=notices.urgent(found.answer.notices, found.help_region, vocabulary),
        quiet_lines=notices.quiet_lines(found.answer.notices, found.help_region, vocabulary),
        may_ask=_may_ask(found),
        terms=terms_of(found, vocabulary),
        names=names,
        asked=seal(keys(), found.asked.to_text(), purpose=SEAL, visitor=FORM, now=clock.now()),
        wishes=read_wishes(request.form),
        errors=errors,
        error_of={error.field: error.message for error in errors},
        line_at_most=LINE_AT_MOST,
        one_time_key=new_key(),
        erase_on=clock.today() + timedelta(days=settings().message_keep_days),
    )
