"""The vocabulary as readers of another language see it: other labels and texts, the same terms.

Recognition and matching go by slugs and never ask for it; only what is shown does.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from _typeshed import DataclassInstance

    from directory.vocabulary.terms import CrisisResource, Vocabulary

    Entry = TypeVar("Entry", bound=DataclassInstance)

SOURCE = "en"
SPANISH = "es"
_SUFFIX = "_es"
_SHOWN = (
    "issues",
    "modalities",
    "professions",
    "populations",
    "payers",
    "preferences",
    "access_needs",
    "languages",
    "flags",
    "vouch_bases",
    "cautions",
)


def in_language(vocabulary: Vocabulary, locale: str) -> Vocabulary:
    """The vocabulary with its texts in the language of a locale such as "es" or "es_MX".

    A text that is not translated stays as it is; help lines that speak the language come first.
    It is made once for each vocabulary, so that two requests get the same value.
    """
    if locale.partition("_")[0] != SPANISH:
        return vocabulary.spoken.get(SOURCE, vocabulary)
    found = vocabulary.spoken.get(SPANISH)
    if found is None:
        found = vocabulary.spoken.setdefault(SPANISH, _in_spanish(vocabulary))
    return found


def _in_spanish(vocabulary: Vocabulary) -> Vocabulary:
    shown = {name: _each(getattr(vocabulary, name)) for name in _SHOWN}
    lines = sorted(map(_translated, vocabulary.crisis_resources), key=_speaks_another)
    found = replace(vocabulary, **shown, crisis_resources=tuple(lines))  # type: ignore[arg-type]
    found.spoken.update({SOURCE: vocabulary, SPANISH: found})
    return found


def _each(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    return {name: _translated(entry) for name, entry in entries.items()}


def _translated(entry: Entry) -> Entry:
    """The entry with each text `x` replaced by `x_es` where that is written."""
    names = [field.name for field in fields(entry)]
    texts = {
        name: getattr(entry, name + _SUFFIX)
        for name in names
        if name + _SUFFIX in names and isinstance(getattr(entry, name), str)
    }
    return replace(entry, **{name: text for name, text in texts.items() if text})


def _speaks_another(line: CrisisResource) -> bool:
    return SPANISH not in line.languages
