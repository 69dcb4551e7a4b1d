"""“Remove me”: for somebody who is listed and has no account, in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, render_template, request

from directory import db
from directory.curation import removals, report_phrases, reports
from directory.curation.blueprint import bp, keys
from directory.curation.closed_sets import ReportKind
from directory.curation.reports import Said
from directory.curation.views.reports import sender
from directory.mail.links import LinkGoneError
from directory.search.blueprint import snapshot
from directory.web.access import ANYONE, access
from directory.web.limits import limit
from directory.web.one_time_keys import KeyMissingError, key_of, new_key, once

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from directory.profiles.listing import PublishedListing

REMOVE_ME = "/remove-me/<handle>"
TAKE_DOWN = "/take-down/<link>"


@bp.get(REMOVE_ME)
@access(ANYONE)
def remove_me(handle: str) -> str:
    """How somebody takes their page down."""
    return render_template("curation/remove_me.html", listing=_listing(handle), key=new_key())


@bp.post(REMOVE_ME)
@access(ANYONE)
@limit("5 per minute")
@db.writes
def ask_to_remove(handle: str) -> ResponseReturnValue:
    """Mail the link to the page's own address, or ask a networking admin; the answer is one."""
    listing = _listing(handle)
    try:
        key = key_of(request.form)
    except KeyMissingError:
        abort(400)
    if "by-mail" in request.form:
        once(db.session(), key, purpose="remove-me", actor="", make=lambda: _mailed(handle))
        return render_template("curation/remove_me_asked.html", listing=listing, phrase="")
    phrase = report_phrases.phrase_for(keys(), key)
    said = Said(ReportKind.TAKE_DOWN, "", report_phrases.kept_hash(keys(), phrase))
    once(
        db.session(),
        key,
        purpose="report.send",
        actor="",
        make=lambda: reports.report(db.session(), sender(), handle, said),
    )
    return render_template("curation/remove_me_asked.html", listing=listing, phrase=phrase)


@bp.get(TAKE_DOWN)
@access(ANYONE)
@limit("30 per minute")
def take_down_form(link: str) -> str:
    """Ask once more; opening the link changes nothing."""
    _handle, name = _asked_for(link)
    return render_template("curation/take_down.html", name=name, link=link)


@bp.post(TAKE_DOWN)
@access(ANYONE)
@limit("30 per minute")
@db.writes
def take_down(link: str) -> str:
    """Take the page down; the next search finds it no more, and no import brings it back."""
    handle, name = _asked_for(link)
    removals.take_down(db.session(), keys(), handle)
    return render_template("curation/taken_down.html", name=name)


def _mailed(handle: str) -> str:
    removals.ask(db.session(), sender(), handle)
    return "mailed"


def _asked_for(link: str) -> tuple[str, str]:
    try:
        return removals.asked_for(db.session(), keys(), link)
    except LinkGoneError:
        abort(410)


def _listing(handle: str) -> PublishedListing:
    return snapshot().listings.get(handle) or abort(404)
