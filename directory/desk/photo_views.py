"""One's photograph: sent, drawn anew, worded, removed; and the pictures themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, abort, current_app, redirect, render_template, request
from flask_babel import gettext as _

from directory import db
from directory.accounts.session import current_member
from directory.db import RecordNotFound
from directory.desk.blueprint import PROFILE, bp
from directory.desk.own import own_listing
from directory.desk.typed import Typed
from directory.interop import cells
from directory.profiles.photos import (
    PhotoSize,
    keep_photo,
    photo_bytes,
    photo_of,
    remove_photo,
    reword_photo,
)
from directory.profiles.pictures import (
    FEWEST_DOTS_ACROSS,
    LARGEST_FILE,
    PictureRefusedError,
    Refusal,
    drawn_anew,
)
from directory.profiles.scanning import Verdict, scanned
from directory.web.access import ANYONE, access
from directory.web.headers import POLICY
from directory.web.limits import limit
from directory.web.uploads import takes_file

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from directory.accounts.forms import FieldError
    from directory.config import Settings
    from directory.profiles.pictures import Drawn

UNPROCESSABLE = 422
PHOTO = f"{PROFILE}/photo"
ROOM_FOR_THE_FORM = 64 * 1024
CACHED_SECONDS = 600
"""Short, so that what was taken away is gone soon; each new photograph has a new name."""


@bp.get(PHOTO)
@access("edit-profile")
def photo() -> str:
    """One's photograph, and a form for another."""
    return _page()


@bp.post(PHOTO)
@access("edit-profile")
@limit("20 per minute")
@takes_file(2 * LARGEST_FILE + ROOM_FOR_THE_FORM)
@db.writes
def save_photo() -> ResponseReturnValue:
    """Keep a photograph, or the words for the one that is there."""
    draft, _status = own_listing()
    typed = Typed(request.form)
    words = typed.line("alternative", cells.line)
    sent = request.files.get("photo")
    content = sent.stream.read(LARGEST_FILE + 1) if sent is not None else b""
    if not content and photo_of(db.session(), draft.handle) is None:
        typed.refuse("photo", _refusal(Refusal.EMPTY))
    drawn = _drawn(typed, content) if content else None
    if typed.errors:
        return _page(words, typed.errors), UNPROCESSABLE
    described = words or _("Photograph of %(name)s", name=draft.name)
    if drawn is not None:
        keep_photo(db.session(), draft.handle, drawn, alternative=described)
    else:
        reword_photo(db.session(), draft.handle, alternative=described)
    return redirect(PHOTO, 303)


@bp.post(f"{PHOTO}/remove")
@access("edit-profile")
@db.writes
def take_photo_away() -> ResponseReturnValue:
    """Take one's photograph away, bytes and all."""
    draft, _status = own_listing()
    remove_photo(db.session(), draft.handle)
    return redirect(PHOTO, 303)


@bp.get("/photos/<name>/<size>")
@access(ANYONE)
def show_photo(name: str, size: str) -> Response:
    """The picture itself, while its listing is public or for its owner."""
    member = current_member()
    if size not in set(PhotoSize):
        abort(404)
    try:
        content = photo_bytes(
            db.session(), name, PhotoSize(size), owner=member.listing_handle if member else None
        )
    except RecordNotFound:
        abort(404)
    answer = Response(content, mimetype="image/webp")
    answer.headers[POLICY] = "sandbox"
    answer.headers["Cache-Control"] = f"private, max-age={CACHED_SECONDS}"
    answer.headers["Content-Disposition"] = 'inline; filename="photograph.webp"'
    answer.set_etag(f"{name}-{size}")
    answer.make_conditional(request)
    return answer


def _drawn(typed: Typed, content: bytes) -> Drawn | None:
    settings: Settings = current_app.extensions["settings"]
    try:
        drawn = drawn_anew(content)
    except PictureRefusedError as refused:
        typed.refuse("photo", _refusal(refused.refusal))
        return None
    verdict = scanned(content, settings.virus_scanner)
    if verdict is not Verdict.CLEAN:
        typed.refuse("photo", _scan_words(verdict))
    return drawn


def _scan_words(verdict: Verdict) -> str:
    if verdict is Verdict.REFUSED:
        return _("The virus scanner refused this file. Send another picture.")
    return _("The file could not be scanned now, so it was not kept. Try again later.")


def _refusal(refusal: Refusal) -> str:
    return {
        Refusal.EMPTY: _("Choose a picture first."),
        Refusal.TOO_MANY_BYTES: _("The file is larger than 8 megabytes. Send a smaller one."),
        Refusal.UNKNOWN_KIND: _("This is no JPEG, PNG or WebP picture. Send one of these."),
        Refusal.TOO_MANY_DOTS: _("The picture is too large in dots. Send it at 4,000 dots or so."),
        Refusal.TOO_FEW_DOTS: _(
            "The picture is too small. Send one of %(dots)s dots at least.",
            dots=FEWEST_DOTS_ACROSS,
        ),
        Refusal.MOVES: _("This picture moves. Send a still one."),
        Refusal.UNREADABLE: _("The file is broken. Save the picture anew and send it again."),
    }[refusal]


def _page(words: str | None = None, errors: list[FieldError] | None = None) -> str:
    draft, _status = own_listing()
    stored = photo_of(db.session(), draft.handle)
    if words is None:
        words = stored.alternative if stored else ""
    errors = errors or []
    return render_template(
        "desk/photo.html",
        photo=stored,
        name=draft.name,
        alternative=words,
        errors=errors,
        error_of={error.field: error.message for error in errors},
    )
