"""The language and time zone of a page: from the browser, among those that are translated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g, has_app_context, request
from flask_babel import Babel, Domain

from directory import resources

if TYPE_CHECKING:
    from babel.support import NullTranslations, Translations
    from flask import Flask

    from directory.config import Settings

SOURCE_LANGUAGE = "en"


def init_app(app: Flask, settings: Settings) -> None:
    """Choose each page's language by what the browser accepts."""
    offered = translated_languages(settings)
    app.extensions["languages_offered"] = offered

    def choose() -> str:
        return request.accept_languages.best_match(offered, offered[0]) or offered[0]

    babel = Babel(
        app,
        default_locale=offered[0],
        default_timezone=settings.time_zone,
        default_translation_directories=str(resources.translations()),
        locale_selector=choose,
    )
    babel.domain_instance = CatalogOfThisPage()


class CatalogOfThisPage(Domain):
    """Finds the catalog once for each page: by itself it would for each of hundreds of sentences.

    It is kept where Flask-Babel keeps the page's language, so a change of language forgets it.
    """

    def get_translations(self) -> Translations | NullTranslations:
        """The words of the page's language."""
        around = g.get("_flask_babel") if has_app_context() else None
        found: Translations | NullTranslations | None = getattr(around, "babel_translations", None)
        if found is None:
            found = super().get_translations()
            if around is not None:
                around.babel_translations = found
        return found


def translated_languages(settings: Settings) -> tuple[str, ...]:
    """The languages of the settings for which the words are there, never an empty list.

    A page that calls itself Spanish and reads English would be read aloud as nonsense.
    """
    folder = resources.translations()
    there = tuple(
        language
        for language in settings.languages
        if language == SOURCE_LANGUAGE or any((folder / language).glob("LC_MESSAGES/*.mo"))
    )
    return there or (SOURCE_LANGUAGE,)
