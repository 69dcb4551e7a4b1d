"""What is true of every page we serve, as rules that give their complaints as sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import html5lib
from bs4 import BeautifulSoup, Tag
from bs4.builder._html5lib import HTML5TreeBuilder
from html5lib.constants import E as PARSE_ERRORS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Rule = Callable[["Page"], Iterator[str]]

LABELLED = ("input", "select", "textarea")
UNLABELLED_TYPES = frozenset({"hidden", "submit", "button", "reset", "image"})
# A browser follows these by itself, or with what somebody typed.
LOADED = ("src", "srcset", "poster", "data", "action", "formaction", "background", "ping")
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "form")
HARMLESS_SCHEMES = frozenset({"mailto", "tel", "sms"})


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was sent, and as a browser would repair it."""

    html: str
    soup: BeautifulSoup
    tags: list[Tag]
    mended: list[tuple[tuple[int, int], str, dict[str, Any]]]

    def having(self, attribute: str) -> Iterator[Tag]:
        """The tags that carry this attribute."""
        return (tag for tag in self.tags if attribute in tag.attrs)

    def named(self, *names: str) -> Iterator[Tag]:
        """The tags of these names."""
        return (tag for tag in self.tags if tag.name in names)


def complaints(html: str, *, unchecked: frozenset[str] = frozenset()) -> list[str]:
    """What is wrong with this page, as sentences that begin with the rule's name.

    `unchecked` names rules to leave out; an unknown name raises KeyError.
    """
    rules = dict(RULES)
    for name in unchecked:
        del rules[name]
    page = _read(html)
    return [f"{name}: {fault}" for name, rule in rules.items() for fault in rule(page)]


class _Builder(HTML5TreeBuilder):
    """Beautiful Soup's own, which keeps what html5lib had to mend."""

    mended: list[Any]

    def feed(self, markup: Any) -> None:  # noqa: ANN401 - as Beautiful Soup has it
        """Parse once, for the tree and for the complaints."""
        make_tree: Any = self.create_treebuilder
        parser: Any = html5lib.HTMLParser(tree=make_tree)
        self.underlying_builder.parser = parser
        parser.parse(markup)
        self.mended = parser.errors


def _read(html: str) -> Page:
    builder = _Builder()
    soup = BeautifulSoup(html, builder=builder)
    tags = [tag for tag in soup.descendants if isinstance(tag, Tag)]
    return Page(html=html, soup=soup, tags=tags, mended=builder.mended)


def _markup(page: Page) -> Iterator[str]:
    lines = page.html.splitlines()
    for (line, column), code, values in page.mended:
        text = lines[line - 1].strip()[:80] if 0 < line <= len(lines) else ""
        yield f"line {line}, column {column}: {PARSE_ERRORS[code] % values} in {text!r}"


def _language(page: Page) -> Iterator[str]:
    if not (page.soup.html and page.soup.html.get("lang")):
        yield "the page does not say its language"


def _title(page: Page) -> Iterator[str]:
    titles = page.soup.select("head > title")
    if len(titles) != 1 or not titles[0].get_text(strip=True):
        yield "the page needs one title with words in it"


def _one_h1(page: Page) -> Iterator[str]:
    headings = list(page.named("h1"))
    if len(headings) != 1:
        yield f"{len(headings)} h1 headings where there must be one"
    elif not headings[0].get_text(strip=True):
        yield "the h1 heading is empty"


def _unique_ids(page: Page) -> Iterator[str]:
    seen: set[str] = set()
    for tag in page.having("id"):
        name = str(tag["id"])
        if name in seen or not name:
            yield f"the id {name!r} stands twice or is empty"
        seen.add(name)


def _references(page: Page) -> Iterator[str]:
    ids = {str(tag["id"]) for tag in page.having("id")}
    for attribute in REFERENCES:
        for tag in page.having(attribute):
            for name in _text(tag, attribute).split():
                if name not in ids:
                    yield f"{_opening(tag)} points at #{name}, which is not on the page"


def _labels(page: Page) -> Iterator[str]:
    for control in page.named(*LABELLED):
        if _text(control, "type").lower() not in UNLABELLED_TYPES and not _is_labelled(
            page, control
        ):
            yield f"{_opening(control)} has no label"


def _names(page: Page) -> Iterator[str]:
    for tag in page.named("button", "a", "summary"):
        if tag.name == "a" and "href" not in tag.attrs:
            continue
        pictures = " ".join(_text(picture, "alt") for picture in tag.select("img"))
        named = tag.get_text(strip=True) or pictures.strip() or _text(tag, "aria-label")
        if not (named or tag.has_attr("aria-labelledby")):
            yield f"{_opening(tag)} has no words"
    for picture in page.named("img"):
        if "alt" not in picture.attrs:
            yield f"{_opening(picture)} has no alternative text"


def _forms(page: Page) -> Iterator[str]:
    for form in page.named("form"):
        if not _text(form, "action"):
            yield f"{_opening(form)} has no action"
        if _text(form, "method").lower() not in {"get", "post", "dialog"}:
            yield f"{_opening(form)} has no method"


def _no_inline(page: Page) -> Iterator[str]:
    for tag in page.tags:
        if any(name == "style" or name.startswith("on") for name in tag.attrs):
            yield f"{_opening(tag)} carries a style or a handler of its own"
    for _tag in page.named("style"):
        yield "a style element stands in the page"
    for tag in page.named("script"):
        if "src" not in tag.attrs and _text(tag, "type") != "application/ld+json":
            yield "a script stands in the page"


def _own_host(page: Page) -> Iterator[str]:
    yield from _loads(page)
    yield from _links_out(page)


def _loads(page: Page) -> Iterator[str]:
    for tag in page.tags:
        for attribute in LOADED:
            for address in _addresses(tag, attribute):
                if not _is_own(address):
                    yield f"{_opening(tag)} makes the browser ask {address}"
    for link in page.named("link"):
        if not _is_own(_text(link, "href")):
            yield f"{_opening(link)} makes the browser ask {_text(link, 'href')}"


def _links_out(page: Page) -> Iterator[str]:
    for link in page.named("a", "area"):
        if "href" in link.attrs:
            yield from _outward(link)


def _outward(link: Tag) -> Iterator[str]:
    address = _text(link, "href")
    scheme = urlsplit(address).scheme
    if _is_own(address) or scheme in HARMLESS_SCHEMES:
        return
    if scheme not in {"https", "http", ""}:
        yield f"{_opening(link)} has an address of the kind {scheme}:"
    elif "noreferrer" not in _text(link, "rel").split():
        yield f'{_opening(link)} leads to another host without rel="noreferrer"'


RULES: dict[str, Rule] = {
    "markup": _markup,
    "language": _language,
    "title": _title,
    "one-h1": _one_h1,
    "unique-ids": _unique_ids,
    "references": _references,
    "labels": _labels,
    "names": _names,
    "forms": _forms,
    "no-inline": _no_inline,
    "own-host": _own_host,
}


def _is_labelled(page: Page, control: Tag) -> bool:
    if _text(control, "aria-label") or control.has_attr("aria-labelledby"):
        return True
    around = control.find_parent("label")
    beside = [label for label in page.named("label") if _points_at(label, control)]
    labels = [*beside, *([around] if around else [])]
    return any(label.get_text(strip=True) for label in labels)


def _points_at(label: Tag, control: Tag) -> bool:
    return "for" in label.attrs and label["for"] == control.get("id")


def _addresses(tag: Tag, attribute: str) -> list[str]:
    value = _text(tag, attribute)
    if attribute == "srcset":
        return [part.split()[0] for part in value.split(",") if part.split()]
    return [value] if value else []


def _is_own(address: str) -> bool:
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc


def _text(tag: Tag, attribute: str) -> str:
    value = tag.get(attribute)
    if value is None:
        return ""
    return value if isinstance(value, str) else " ".join(value)


def _opening(tag: Tag) -> str:
    """The tag as it stands in the page, without what is in it."""
    attributes = "".join(f' {name}="{_text(tag, name)}"' for name in tag.attrs)
    return f"<{tag.name}{attributes[:120]}>"
