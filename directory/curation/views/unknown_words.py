"""The words that people told the network about: each gets its place, or is set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, render_template, request

from directory import db
from directory.accounts.session import signed_in_member
from directory.curation.blueprint import bp, keys
from directory.curation.services import Curator, log_act
from directory.curation.unknown_words import UNKNOWN_WORDS
from directory.network import unknown_words
from directory.web.access import access

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@bp.get(UNKNOWN_WORDS)
@access("edit-words")
def told_words() -> str:
    """What waits, with a way to the term that each belongs to."""
    return render_template(
        "curation/unknown_words.html",
        told=unknown_words.waiting(db.session()),
        address=UNKNOWN_WORDS,
    )


@bp.post(f"{UNKNOWN_WORDS}/close")
@access("edit-words")
@db.writes
def close_word() -> ResponseReturnValue:
    """Take a word from the list, because it has its place or needs none."""
    if unknown_words.close(db.session(), request.form.get("word", "")):
        curator = Curator(signed_in_member().reference, keys())
        log_act(db.session(), curator, "unknown-word.closed", "unknown-words", {})
    return redirect(UNKNOWN_WORDS, 303)
