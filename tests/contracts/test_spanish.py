"""Spanish: every sentence that a client can read is there, whole, and with the same values."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from jinja2 import Environment, FileSystemLoader
from jinja2.meta import find_referenced_templates

from directory import resources
from directory.web.catalogs import catalog, is_translated, sentences_file
from tests.support.checkout import ROOT, tracked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from babel.messages.catalog import Catalog

# The kind of database makes no difference here: once is enough.
pytestmark = pytest.mark.sqlite

TEMPLATES = ROOT / "templates"
PAGES = (
    "curation/report.html",
    "curation/report_sent.html",
    "curation/your_report.html",
    "errors/*.html",
    "messages/*.html",
    "noticeboard/board.html",
    "noticeboard/newsletter.html",
    "noticeboard/not_public.html",
    "noticeboard/notice.html",
    "noticeboard/tear_off.html",
    "pages/*.html",
    "print/card.html",
    "print/paper.html",
    "referrals/client.html",
    "referrals/client_enter.html",
    "search/*.html",
)
"""The pages that speak to clients; what they are made of is found from them."""
FOR_MEMBERS = frozenset(
    {
        "messages/box.html",
        "messages/message.html",
        "pages/styleguide.html",
        "search/partner_results.html",
        "search/partner_sheet.html",
        "search/partners.html",
    }
)
PARTS_FOR_MEMBERS = frozenset({"components/partner_fields.html"})
MODULES = (
    "directory/matching/templates.py",
    "directory/messages/forms.py",
    "directory/messages/needs.py",
    "directory/messages/wording.py",
    "directory/noticeboard/board_page.py",
    "directory/noticeboard/newsletter.py",
    "directory/noticeboard/tear_off.py",
    "directory/search/*.py",
    "directory/vocabulary/evidence.py",
    "directory/web/*.py",
)
MODULES_FOR_MEMBERS = frozenset(
    {"directory/search/partner_form.py", "directory/search/partner_views.py"}
)
KEYWORDS = {
    "_": None,
    "_l": None,
    "N_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
}
VALUE = re.compile(r"%\((\w+)\)[sd]")


def _templates_of_clients() -> set[str]:
    found = {str(path.relative_to(TEMPLATES)) for name in PAGES for path in TEMPLATES.glob(name)}
    found -= FOR_MEMBERS
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), extensions=["jinja2.ext.i18n"], autoescape=True
    )
    waiting = list(found)
    while waiting:
        source = (TEMPLATES / waiting.pop()).read_text(encoding="utf-8")
        parts = set(find_referenced_templates(environment.parse(source))) - {None}
        new = {str(part) for part in parts} - found - PARTS_FOR_MEMBERS
        found |= new
        waiting += new
    return found


def _files() -> Iterator[tuple[str, Path]]:
    for name in sorted(_templates_of_clients()):
        yield "jinja2.ext:babel_extract", TEMPLATES / name
    for pattern in MODULES:
        for path in sorted(ROOT.glob(pattern)):
            if str(path.relative_to(ROOT)) not in MODULES_FOR_MEMBERS:
                yield "python", path


@cache
def _said_to_clients() -> dict[str | tuple[str, ...], str]:
    """Each sentence in English, with where it stands."""
    found: dict[str | tuple[str, ...], str] = {}
    for method, path in _files():
        with path.open("rb") as file:
            for line, message, _comments, _context in extract(method, file, KEYWORDS):
                said = tuple(message) if isinstance(message, tuple) else message
                found.setdefault(said, f"{path.relative_to(ROOT)}:{line}")
    return found


@cache
def _spanish() -> Catalog:
    with sentences_file("es").open("rb") as file:
        return read_po(file, locale="es")


def _texts(entry: object) -> tuple[str, ...]:
    return tuple(entry) if isinstance(entry, (tuple, list)) else (str(entry or ""),)


def test_every_sentence_for_clients_has_its_spanish() -> None:
    known = _spanish()
    missing = []
    for said, where in _said_to_clients().items():
        entry = known.get(said)
        if entry is None or entry.fuzzy or not all(_texts(entry.string)):
            missing.append(f"{where}: {said}")

    assert len(_said_to_clients()) > 1000
    assert missing == []


def test_every_translation_holds_the_values_of_its_sentence() -> None:
    wrong = [
        (entry.id, entry.string)
        for entry in _spanish()
        if entry.id
        for text in _texts(entry.string)
        if text and not _values(text) <= _values(" ".join(_texts(entry.id)))
    ]
    lost = [
        (entry.id, entry.string)
        for entry in _spanish()
        if isinstance(entry.id, str) and entry.string
        if _values(entry.id) - _values(str(entry.string))
    ]

    assert (wrong, lost) == ([], [])


def test_the_words_need_no_step_between_their_text_and_the_page() -> None:
    """Git keeps the text alone, and what travels with the package is that text."""
    files = [name for name in tracked("directory") if "/translations/" in name]

    assert "directory/translations/es/LC_MESSAGES/messages.po" in files
    assert [name for name in files if name.endswith(".mo")] == []
    assert is_translated("es")
    assert catalog("es").ugettext("Leave this site") != "Leave this site"
    assert sentences_file("es").is_relative_to(resources.translations())


def test_a_language_without_words_is_said_in_english() -> None:
    assert not is_translated("fr")
    assert catalog("fr").ugettext("Leave this site") == "Leave this site"


def _values(text: str) -> set[str]:
    return set(VALUE.findall(text))
