"""Templates as a set: they compile, stand in a layout, speak through gettext, hide no logic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup, Comment, Doctype
from jinja2 import Environment, FileSystemLoader, nodes

from tests.support.checkout import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

# The kind of database makes no difference here: once is enough.
pytestmark = pytest.mark.sqlite

TEMPLATES = ROOT / "templates"
# Parts of pages: no layout of their own.
PARTS = ("components/", "layouts/", "base.html", "email/")
# Shown outside production only, to people who read the code.
FOR_DEVELOPERS = frozenset({"pages/styleguide.html"})
# Components that the styleguide does not show, and where they are seen instead.
SEEN_ELSEWHERE = {
    "ask_fields": "the whole form of /practitioners/<handle>/ask",
    "before_form": "holds the h1 of /find at the first visit",
    "carried_marks": "hidden fields alone: there is nothing to see",
    "centers_on_desk": "a part of /desk",
    "done_notice": "takes the focus of the page that it opens: /curate after a decision",
    "find_fields": "the whole form of /find",
    "partner_fields": "the whole form of /partners",
    "profile_article": "the whole page of a practitioner or center",
    "qr_code": "drawn by the server on /noticeboard/tear-off",
    "readiness_questions": "the questions of /referrals/<reference>/check",
    "referral_paper": "the whole sheet of /paper/referral-form",
    "referral_thread": "the whole thread of /referrals/<reference>",
    "results_body": "the whole page of results, of whose parts each is shown",
    "step_buttons": "the pager, as buttons of a form: two navigations of one name",
    "update_fields": "the update in a referral's thread",
    "wish_fields": "the folded part of the form of /find",
}
READ_ALOUD = ("alt", "title", "placeholder", "aria-label", "label")
# Words that our pages never use about a person or a result.
UNWELCOME = re.compile(
    r"\b(victims?|sufferers?|suffers? from|addicts?|the best(?! fit)|proven)\b", re.IGNORECASE
)


def _names(suffix: str = ".html") -> list[str]:
    return sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob(f"*{suffix}"))


def _pages() -> list[str]:
    return [name for name in _names() if not name.startswith(PARTS) and "/_" not in name]


def _parsed(name: str) -> nodes.Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    return environment.parse((TEMPLATES / name).read_text())


def test_each_template_compiles_in_the_app(app: Flask) -> None:
    names = [*_names(), *_names(".txt"), *_names(".svg"), *_names(".xml")]

    assert [app.jinja_env.get_template(name).name for name in names] == names


@pytest.mark.parametrize("name", _pages())
def test_each_page_stands_in_a_layout(name: str) -> None:
    parents = [node.template for node in _parsed(name).find_all(nodes.Extends)]

    assert len(parents) == 1
    assert isinstance(parents[0], nodes.Const)
    assert parents[0].value in {"base.html", *(n for n in _names() if n.startswith("layouts/"))}


@pytest.mark.parametrize("name", [name for name in _names() if name.startswith("components/")])
def test_each_component_is_one_macro_named_as_its_file(name: str) -> None:
    macros = [macro.name for macro in _parsed(name).find_all(nodes.Macro)]

    assert macros[:1] == [name.removeprefix("components/").removesuffix(".html").replace("-", "_")]


def test_the_styleguide_shows_every_component() -> None:
    components = {name for name in _names() if name.startswith("components/")}
    shown = {"pages/styleguide.html"}
    while more := {part for name in shown for part in _imported(name)} - shown:
        shown |= more

    elsewhere = {f"components/{name}.html" for name in SEEN_ELSEWHERE}
    assert components - shown == elsewhere


def _imported(name: str) -> set[str]:
    """What a template draws, or stands in."""
    tree = _parsed(name)
    imported = [node.template for node in tree.find_all(nodes.FromImport)]
    extended = [node.template for node in tree.find_all(nodes.Extends)]
    return {at.value for at in (*imported, *extended) if isinstance(at, nodes.Const)}


@pytest.mark.parametrize("name", _names())
def test_no_template_imports_what_it_does_not_use(name: str) -> None:
    tree = _parsed(name)
    imported = {
        item[1] if isinstance(item, tuple) else item
        for node in tree.find_all(nodes.FromImport)
        for item in node.names
    } | {node.target for node in tree.find_all(nodes.Import)}
    used = {node.name for node in tree.find_all(nodes.Name)}

    assert imported - used == set()


@pytest.mark.parametrize("name", _names())
def test_no_template_switches_escaping_off(name: str) -> None:
    tree = _parsed(name)
    filters = {node.name for node in tree.find_all(nodes.Filter)}

    assert filters & {"safe", "forceescape"} == set()
    assert list(tree.find_all(nodes.ScopedEvalContextModifier)) == []


@pytest.mark.parametrize("name", sorted({*_names()} - FOR_DEVELOPERS))
def test_every_word_on_a_page_goes_through_gettext(name: str) -> None:
    assert list(_untranslated(_parsed(name))) == []


@pytest.mark.parametrize("name", [*_names(), *_names(".txt")])
def test_no_page_labels_a_person_or_praises_a_result(name: str) -> None:
    assert UNWELCOME.findall((TEMPLATES / name).read_text()) == []


def test_each_mail_has_a_subject_of_one_line_and_both_bodies() -> None:
    for folder in (TEMPLATES / "email").glob("*"):
        assert {path.name for path in folder.iterdir()} == {"subject.txt", "body.txt", "body.html"}
        assert (folder / "subject.txt").read_text().strip().count("\n") == 0, folder.name


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>{% trans %}Good day{% endtrans %} {{ name }}</p>", []),
        ("<p>Good day {{ name }}</p>", ["Good day ·"]),
        ('<img alt="A map">', ['alt="A map"']),
        ("{% if a %}<b>yes</b>{% endif %}", ["yes"]),
        ('<p class="{{ kind }}">·</p>', []),
    ],
)
def test_words_that_skip_gettext_are_noticed(source: str, found: list[str]) -> None:
    environment = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])

    assert list(_untranslated(environment.parse(source))) == found


def _untranslated(tree: nodes.Template) -> Iterator[str]:
    """Words of the page's own markup; what stands in `trans` or `{{ }}` is a dot here."""
    text = "".join(_markup(tree))
    soup = BeautifulSoup(text, "html.parser")
    for piece in soup.find_all(string=True):
        if not isinstance(piece, (Comment, Doctype)) and _has_words(str(piece)):
            yield piece.strip()
    for attribute in READ_ALOUD:
        for tag in soup.select(f"[{attribute}]"):
            if _has_words(str(tag[attribute])):
                yield f'{attribute}="{tag[attribute]}"'


def _markup(node: nodes.Node) -> Iterator[str]:
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.TemplateData):
            yield child.data
        elif isinstance(child, nodes.Expr):
            yield "·"
        else:
            yield from _markup(child)


def _has_words(text: str) -> bool:
    return re.search(r"[^\W\d_]{2,}", text) is not None
