"""The language and time zone of a page: from the browser, among those that are translated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request
from flask_babel import Babel

from directory import resources

if TYPE_CHECKING:
    from flask import Flask

    from directory.config import Settings

SOURCE_LANGUAGE = "en"


def init_app(app: Flask, settings: Settings) -> None:
    """Choose each page's language by what the browser accepts."""
    offered = translated_languages(settings)
    app.extensions["languages_offered"] = offered

    def choose() -> str:
        return request.accept_languages.best_match(offered, offered[0]) or offered[0]

    Babel(
        app,
        default_locale=offered[0],
        default_timezone=settings.time_zone,
        default_translation_directories=str(resources.translations()),
        locale_selector=choose,
    )


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
