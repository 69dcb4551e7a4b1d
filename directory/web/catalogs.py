"""The sentences of each language, read from the text in which translators write them.

Only the text is kept (`translations/<language>/LC_MESSAGES/messages.po`). It is compiled in memory
by whoever first needs it, so that no build step can be forgotten between a mended sentence, a
fresh clone or an installed wheel, and the page.
"""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from directory import resources

if TYPE_CHECKING:
    from pathlib import Path

SOURCE_LANGUAGE = "en"


def sentences_file(language: str) -> Path:
    """Where the sentences of a language stand; there may be none."""
    return resources.translations() / language / "LC_MESSAGES" / "messages.po"


def is_translated(language: str) -> bool:
    """Whether there are words for pages in this language."""
    return language == SOURCE_LANGUAGE or sentences_file(language).is_file()


@cache
def catalog(language: str) -> Translations | NullTranslations:
    """The words of a language; those of the source where nothing is translated.

    An unsure (fuzzy) sentence is left out: the English one says what is meant.
    """
    path = sentences_file(language)
    if language == SOURCE_LANGUAGE or not path.is_file():
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as text:
        write_mo(compiled, read_po(text, locale=language))
    compiled.seek(0)
    return Translations(compiled)
