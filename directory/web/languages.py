"""The language of a page: chosen with the button, else as the browser asks; and the time zone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel import Locale
from flask import Blueprint, abort, current_app, g, has_app_context, request
from flask_babel import Babel, Domain, force_locale, get_locale

from directory import resources
from directory.vocabulary.spoken import in_language
from directory.web.access import ANYONE, access, stated_access
from directory.web.catalogs import SOURCE_LANGUAGE, catalog, is_translated
from directory.web.kept_choice import OWN_PAGE, keep

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from babel.support import NullTranslations, Translations
    from flask import Flask, Response
    from werkzeug.wrappers import Response as Answer

    from directory.config import Settings
    from directory.vocabulary.terms import Vocabulary

COOKIE = "language"
MEMBERS_PAGES = (
    "/account",
    "/claim/",
    "/confirm/",
    "/email/",
    "/noticeboard/renew/",
    "/referral-link",
    "/remove-me/",
    "/report-answer/",
    "/reset",
    "/sign-",
    "/still-true/",
    "/take-down/",
)
"""Addresses that are open to anyone and speak to practitioners alone, as what they lead to does.

Those pages, and all behind sign-in, are not translated. A page that calls itself Spanish and
reads English would be read aloud as nonsense, so they say that they are English.
"""

LISTS = ("/centers", "/find/r/", "/find/s/", "/noticeboard", "/practitioners")
"""Pages whose addresses tell, behind a question mark, which part of a list is shown."""

_QUESTION_AT_MOST = 2000
"""So many signs after the question mark of an address are taken back to it."""

bp = Blueprint("languages", __name__)


@dataclass(frozen=True, slots=True)
class Choice:
    """A language of the switch, under the name that its speakers give it."""

    code: str
    name: str


def init_app(app: Flask, settings: Settings) -> None:
    """Choose each page's language, and serve the switch."""
    offered = translated_languages(settings)
    app.extensions["languages_offered"] = offered
    babel = Babel(
        app,
        default_locale=offered[0],
        default_timezone=settings.time_zone,
        default_translation_directories=str(resources.translations()),
        locale_selector=language_of_page,
    )
    babel.domain_instance = CatalogOfThisPage()
    app.register_blueprint(bp)
    app.after_request(_say_what_it_varies_by)


def translated_languages(settings: Settings) -> tuple[str, ...]:
    """The languages of the settings for which the words are there, never an empty list."""
    there = tuple(language for language in settings.languages if is_translated(language))
    return there or (SOURCE_LANGUAGE,)


def language_of_page() -> str:
    """The reader's language where the page is for clients, else the source's."""
    return _of_reader() if _is_for_clients() else SOURCE_LANGUAGE


def as_read(vocabulary: Vocabulary) -> Vocabulary:
    """The vocabulary with its labels and texts in the language of the page."""
    return in_language(vocabulary, str(get_locale() or SOURCE_LANGUAGE))


def in_source_language() -> AbstractContextManager[None]:
    """While words are written for members, whatever the language of who sends them."""
    return force_locale(SOURCE_LANGUAGE)


def others() -> tuple[Choice, ...]:
    """The languages that the switch of this page leads to."""
    if not _is_for_clients():
        return ()
    present = str(get_locale() or SOURCE_LANGUAGE)
    return tuple(Choice(one, _own_name(one)) for one in _offered() if one != present)


def page_now() -> str:
    """The page to which the switch leads back, with what was chosen in its address.

    Any other page leaves out what somebody put behind a question mark: it may be what they
    search for, and no page says that unasked.
    """
    if request.method != "GET" or not request.full_path.isprintable():
        return "/"
    if request.path.startswith(LISTS):
        return request.full_path.removesuffix("?")
    return request.path


@bp.post("/language")
@access(ANYONE)
def choose() -> Answer:
    """Keep the choice and show the page again; a choice that the browser makes too needs none."""
    chosen = request.form.get("language", "")
    if chosen not in _offered():
        abort(400)
    back = request.form.get("back", "/")
    return keep(
        COOKIE,
        None if chosen == _as_the_browser_asks() else chosen,
        back=back if _is_own_page(back) else "/",
    )


class CatalogOfThisPage(Domain):
    """Finds the catalog once for each page: by itself it would for each of hundreds of sentences.

    It is kept where Flask-Babel keeps the page's language, so a change of language forgets it.
    """

    def get_translations(self) -> Translations | NullTranslations:
        """The words of the page's language."""
        around = g.get("_flask_babel") if has_app_context() else None
        found: Translations | NullTranslations | None = getattr(around, "babel_translations", None)
        if found is None:
            locale = get_locale()
            found = catalog(SOURCE_LANGUAGE if locale is None else str(locale))
            if around is not None:
                around.babel_translations = found
        return found


def _offered() -> tuple[str, ...]:
    offered: tuple[str, ...] = current_app.extensions["languages_offered"]
    return offered


def _is_own_page(address: str) -> bool:
    page, _, question = address.partition("?")
    is_ours = OWN_PAGE.fullmatch(page) is not None
    return is_ours and question.isprintable() and len(question) <= _QUESTION_AT_MOST


def _of_reader() -> str:
    chosen = request.cookies.get(COOKIE, "")
    return chosen if chosen in _offered() else _as_the_browser_asks()


def _as_the_browser_asks() -> str:
    offered = _offered()
    return request.accept_languages.best_match(offered, offered[0]) or offered[0]


def _is_for_clients() -> bool:
    """Whether a page speaks to anyone; where there is no such page, the answer does."""
    if request.path.startswith(MEMBERS_PAGES):
        return False
    if request.endpoint is None:
        return True
    stated = stated_access(current_app.view_functions[request.endpoint])
    return stated is not None and stated.is_open


def _own_name(language: str) -> str:
    return (Locale.parse(language).get_display_name(language) or language).capitalize()


def _say_what_it_varies_by(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.vary.update(("Accept-Language", "Cookie"))
    return response
