"""Spanish pages are Spanish: whatever the catalogue or the vocabulary has words for."""

from __future__ import annotations

import gzip
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup, Comment, Doctype
from flask.testing import FlaskClient

from directory import resources
from directory.vocabulary.loading import load_vocabulary
from directory.vocabulary.terms import TermKind
from directory.web.access import stated_access
from directory.web.catalogs import sentences_file
from directory.web.languages import MEMBERS_PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

SPANISH = {"Accept-Language": "es-US,es;q=0.9"}
# Files and answers to machines.
NO_PAGES = re.compile(r"/(healthz|readyz|metrics|robots|sitemap|favicon|leave|.*\.(xml|ico|txt)$)")
SAID = ("aria-label", "alt", "placeholder", "title")
VALUE = re.compile(r"%\\\((?:\w|\\_)+\\\)[sd]")
PAGE_AT_MOST = 25_000
"""Bytes of one page as they are sent; styles, script and fonts come once (test_assets)."""
A_WORD = re.compile(r"[a-z]{3}")


@pytest.fixture
def client(shared_app: Flask) -> FlaskClient:
    """A visitor whose pages are read here alone: their HTML is checked where they are English."""
    return FlaskClient(shared_app, shared_app.response_class)


def _open_addresses(app: Flask) -> list[str]:
    return sorted(
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and not rule.arguments
        and not rule.rule.startswith(MEMBERS_PAGES)
        and not NO_PAGES.match(rule.rule)
        and (stated := stated_access(app.view_functions[rule.endpoint])) is not None
        and stated.is_open
    )


def _first(client: FlaskClient, address: str, kind: str) -> str:
    page = BeautifulSoup(client.get(address).text, "html.parser")
    link = page.select_one(f'main a[href^="/{kind}/"]')
    assert link is not None
    return str(link["href"]).partition("?")[0]


def _said(html: str) -> set[str]:
    """The pieces of text of a page, and what stands in attributes that are read aloud."""
    page = BeautifulSoup(html, "html.parser")
    for switch in page.select(".language-switch"):
        switch.decompose()  # Each language stands there under its own name.
    pieces = [str(one) for one in page.find_all(string=True) if type(one) not in {Comment, Doctype}]
    pieces += [str(tag[name]) for tag in page.select("*") for name in SAID if tag.get(name)]
    return {" ".join(piece.split()) for piece in pieces} - {""}


@cache
def _translated() -> tuple[frozenset[str], re.Pattern[str]]:
    """Texts that have a Spanish of their own, and the shape of those that hold values."""
    with sentences_file("es").open("rb") as file:
        entries = list(read_po(file, locale="es"))
    pairs = [
        (source, text)
        for entry in entries
        if entry.id
        for source, text in zip(_all(entry.id), _all(entry.string), strict=False)
        if text and source != text
    ]
    vocabulary = load_vocabulary(resources.seed_data() / "vocabulary")
    labels = {
        term.label
        for kind in TermKind
        for term in vocabulary.terms_of(kind).values()
        if term.label_es != term.label
    }
    shapes = [
        VALUE.sub(".+", re.escape(source))
        for source, _text in pairs
        if "%(" in source and A_WORD.search(VALUE.sub("", re.escape(source)))
    ]
    return frozenset({source for source, _text in pairs} | labels), re.compile("|".join(shapes))


def _all(texts: object) -> tuple[str, ...]:
    return tuple(texts) if isinstance(texts, (tuple, list)) else (str(texts),)


def _left_in_english(english: str, spanish: str) -> Iterator[str]:
    exact, shapes = _translated()
    for piece in _said(english) & _said(spanish):
        if piece in exact or shapes.fullmatch(piece):
            yield piece


def _in_both(client: FlaskClient, address: str) -> tuple[str, str]:
    english, spanish = client.get(address), client.get(address, headers=SPANISH)
    assert (english.status_code, spanish.status_code) == (200, 200), address
    assert '<html lang="es"' in spanish.text, address
    return english.text, spanish.text


def test_every_open_page_says_in_spanish_what_there_is_spanish_for(
    shared_app: Flask, client: FlaskClient
) -> None:
    person = _first(client, "/practitioners", "practitioners")
    center = _first(client, "/centers", "centers")
    addresses = [*_open_addresses(shared_app), person, center, f"{person}/ask", f"{center}/ask"]

    left = {
        address: found
        for address in addresses
        if (found := sorted(_left_in_english(*_in_both(client, address))))
    }

    assert len(addresses) > 20
    assert left == {}


def test_a_search_in_spanish_is_answered_in_spanish(client: FlaskClient) -> None:
    client.get("/find", headers=SPANISH)
    asked = {"words": "dolor de espalda, duelo", "place": "Lakewood"}
    address = client.post("/find", data=asked, headers=SPANISH).headers["Location"]

    english, spanish = _in_both(client, address)

    page = BeautifulSoup(spanish, "html.parser")
    chips = {str(button["value"]): button.text for button in page.select("[name=remove]")}
    assert "Duelo y pérdida" in chips["read:issue:grief"]
    assert page.select(".result-heading a")
    assert list(_left_in_english(english, spanish)) == []


def test_what_is_left_is_noticed(client: FlaskClient) -> None:
    english = client.get("/about").text

    assert list(_left_in_english(english, english))


def test_the_shared_parts_of_a_page_keep_to_its_language(client: FlaskClient) -> None:
    """They are drawn once and kept: for the language they were drawn in alone."""
    pages = [client.get("/about", headers=one).text for one in ({}, SPANISH, {}, SPANISH)]

    assert [_said(page) for page in pages[:2]] == [_said(page) for page in pages[2:]]
    assert not set(_left_in_english(pages[2], pages[3]))


def test_a_spanish_page_weighs_no_more_than_a_page_may(client: FlaskClient) -> None:
    for address in ("/", "/find", "/privacy", "/scope", "/help-now"):
        page = client.get(address, headers=SPANISH).get_data()

        assert len(gzip.compress(page)) < PAGE_AT_MOST, address


@pytest.mark.parametrize("address", ["/help-now", "/"])
def test_the_help_lines_that_speak_spanish_come_first(client: FlaskClient, address: str) -> None:
    page = client.get(address, headers=SPANISH).text

    assert "oprima 2 para español" in BeautifulSoup(page, "html.parser").text
