"""Text that people wrote, and facts, in the form in which a page shows them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import nh3
from babel.dates import format_date
from flask_babel import get_locale, gettext, ngettext
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from datetime import date

KILOMETRES_IN_A_MILE = 1.609344
_COUNTRIES_WITH_MILES = frozenset({"US", "GB", "LR", "MM"})
_AGEING_DAYS = 30
_NOT_CONFIRMED_DAYS = 90
_WEEKS_FROM_DAYS = 14
_MONTHS_FROM_DAYS = 61
_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "a", "blockquote"}


def plain_text(text: str) -> Markup:
    """Text as it was typed: escaped, with its line breaks and paragraphs kept."""
    paragraphs = (part.strip() for part in text.replace("\r\n", "\n").split("\n\n"))
    lines = (
        Markup("<br>").join(escape(line) for line in part.split("\n"))
        for part in paragraphs
        if part
    )
    return Markup("").join(Markup("<p>{}</p>").format(part) for part in lines)


def tiny_markdown(text: str) -> Markup:
    """Paragraphs, emphasis, lists and links; no pictures, no HTML, no headings, no tables."""
    cleaned = nh3.clean(
        _markdown().render(text),
        tags=_TAGS,
        attributes={"*": set(), "a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="nofollow noopener noreferrer",
    )
    return Markup(cleaned)  # noqa: S704 - nh3 has just cleaned it


def distance(kilometres: float | None, country: str = "US", *, is_area: bool = False) -> str:
    """About how far, in miles where people there count in miles; an area is never exact."""
    if kilometres is None:
        return ""
    in_miles = country in _COUNTRIES_WITH_MILES
    value = kilometres / KILOMETRES_IN_A_MILE if in_miles else kilometres
    if value < 1:
        return gettext("less than a mile") if in_miles else gettext("less than 1 km")
    number = round(value)
    if in_miles:
        words = ngettext("about %(num)s mile", "about %(num)s miles", number)
    else:
        words = gettext("about %(number)s km", number=number)
    return gettext("%(distance)s, area only", distance=words) if is_area else words


def age(confirmed_on: date | None, today: date) -> str:
    """How long ago a fact was confirmed, in words; from 90 days it counts as not confirmed."""
    if confirmed_on is None:
        return gettext("not confirmed yet")
    days = (today - confirmed_on).days
    if days > _NOT_CONFIRMED_DAYS:
        return gettext("not confirmed since %(month)s", month=month(confirmed_on))
    return gettext("confirmed %(ago)s", ago=ago(days))


def ago(days: int) -> str:
    """A number of days in the past, in words."""
    if days <= 0:
        return gettext("today")
    if days == 1:
        return gettext("yesterday")
    if days < _WEEKS_FROM_DAYS:
        return ngettext("%(num)s day ago", "%(num)s days ago", days)
    if days < _MONTHS_FROM_DAYS:
        return ngettext("%(num)s week ago", "%(num)s weeks ago", days // 7)
    return ngettext("%(num)s month ago", "%(num)s months ago", days // 30)


def freshness(confirmed_on: date | None, today: date) -> str:
    """`fresh`, `ageing` from 30 days, `old` from more than 90, `unknown` for never."""
    if confirmed_on is None:
        return "unknown"
    days = (today - confirmed_on).days
    if days > _NOT_CONFIRMED_DAYS:
        return "old"
    return "ageing" if days >= _AGEING_DAYS else "fresh"


def day(value: date | None) -> str:
    """A date in the reader's language, such as 3 Nov 2026."""
    return "" if value is None else _date(value, "d MMM y")


def month(value: date) -> str:
    """A month in the reader's language, such as August 2026."""
    return _date(value, "LLLL y")


def initials(name: str) -> str:
    """Up to two letters for somebody without a picture; titles and marks are passed over."""
    words = [word for word in name.split() if word[:1].isalpha()]
    letters = [word[0].upper() for word in (words[:1] + words[-1:] if len(words) > 1 else words)]
    return "".join(letters)


def _date(value: date, form: str) -> str:
    return format_date(value, form, locale=get_locale() or "en")


@cache
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
    return parser.disable(["image", "heading", "lheading", "code", "fence", "hr", "html_block"])
