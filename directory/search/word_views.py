"""“Tell the network about this word”: shown before it goes, sent by that act alone, unlinked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request
from flask_babel import gettext as _

from directory import db
from directory.network import unknown_words
from directory.network.unknown_words import WordRefusedError
from directory.search.blueprint import bp
from directory.web.access import ANYONE, access
from directory.web.limits import limit
from directory.web.one_time_keys import KeyMissingError, key_of, new_key, once

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

UNPROCESSABLE = 422
PURPOSE = "unknown-word"


@bp.post("/unknown-word")
@access(ANYONE)
@limit("20 per minute")
def look_at_word() -> ResponseReturnValue:
    """The word just as it would go, and nothing is kept yet."""
    try:
        word = unknown_words.as_told(request.form.get("word", ""))
    except WordRefusedError as problem:
        return _page("", _why_not(problem)), UNPROCESSABLE
    return _page(word)


@bp.post("/unknown-word/send")
@access(ANYONE)
@limit("10 per minute")
@db.writes
def tell_word() -> ResponseReturnValue:
    """Keep the word and the day; with nothing that leads to whoever sent it."""
    try:
        word = unknown_words.as_told(request.form.get("word", ""))
    except WordRefusedError as problem:
        return _page("", _why_not(problem)), UNPROCESSABLE
    try:
        key = key_of(request.form)
    except KeyMissingError:
        return _page(word), UNPROCESSABLE

    def keep() -> str:
        unknown_words.tell(db.session(), word)
        return "told"

    once(db.session(), key, purpose=PURPOSE, actor="", make=keep)
    return render_template("search/unknown_word.html", word=word, is_told=True)


def _page(word: str, problem: str = "") -> str:
    return render_template(
        "search/unknown_word.html", word=word, problem=problem, is_told=False, key=new_key()
    )


def _why_not(problem: WordRefusedError) -> str:
    if str(problem) == "signs":
        return _("Numbers and addresses are not sent: they could tell who somebody is.")
    return _("Only a word or a few can be sent, no whole sentence.")
