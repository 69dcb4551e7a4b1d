"""The blueprint of this package, in a module of its own so that every view module can use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, current_app
from flask_babel import get_locale

from directory import clock, db
from directory.search.wording import Translator
from directory.web.page_words import words_of_page

if TYPE_CHECKING:
    from directory.search.engine import SearchEngine
    from directory.search.snapshot import Snapshot

bp = Blueprint("search", __name__)


def engine() -> SearchEngine:
    """The search engine of the app."""
    found: SearchEngine = current_app.extensions["search"]
    return found


def translator() -> Translator:
    """The translating functions of this request's language.

    They hold the messages: to look the language up anew for each word of a page of results
    takes longer than to rank them.
    """
    words = words_of_page()

    def gettext(string: str, /, **values: object) -> str:
        found = words.text(string)
        return found % values if values else found

    def ngettext(singular: str, plural: str, num: int, /, **values: object) -> str:
        found: str = words.catalog.ungettext(singular, plural, num)
        return found % {"num": num, **values}

    return Translator(gettext, ngettext, str(get_locale() or "en"))


def snapshot() -> Snapshot:
    """The published network as it is at this request."""
    return engine().snapshot(db.session(), today=clock.today())
