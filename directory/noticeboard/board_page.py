"""The board as its page shows it: what was asked for, by date alone, page by page."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask_babel import gettext as _
from flask_babel import ngettext

from directory.noticeboard import wording
from directory.noticeboard.closed_sets import NoticeKind
from directory.search.listing_lines import href_of
from directory.web.shown_text import day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from directory.noticeboard.content import NoticeContent
    from directory.noticeboard.queries import ShownNotice
    from directory.profiles.listing import PublishedListing

    Options = Sequence[tuple[str, str]]

PER_PAGE = 20
FIRST_WORDS = 220
DAYS_AHEAD = (7, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the form says; it holds no concern, so it may stand in an address."""

    kind: str = ""
    town: str = ""
    within: int = 0
    """Only what takes place in so many days from today; 0 for everything."""
    page: int = 1

    def address(self, page: int) -> str:
        """The address of another page of the same list."""
        asked = {"kind": self.kind, "town": self.town, "days": self.within or ""}
        return "/noticeboard?" + urlencode({**asked, "page": page})


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeCard:
    """A notice in the list."""

    href: str
    kind: str
    title: str
    by: str
    by_href: str
    when: str
    where: str
    first_words: str
    put_up: str
    is_for_colleagues: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage:
    """Everything that templates/noticeboard/board.html shows."""

    heading: str
    order: str
    summary: str
    kinds: Options
    towns: Options
    days: Options
    asked: Asked
    cards: tuple[NoticeCard, ...]
    page: int
    pages: int
    previous: str | None
    next: str | None


def board_page(
    asked: Asked,
    notices: Sequence[ShownNotice],
    listings: Mapping[str, PublishedListing],
    today: date,
) -> BoardPage:
    """The board for whoever asks; of a listing that nobody is shown, no notice is either."""
    here = [one for one in notices if one.handle in listings]
    found = in_order([one for one in here if _fits(one, asked, listings, today)], asked)
    pages = max(1, math.ceil(len(found) / PER_PAGE))
    page = min(asked.page, pages)
    shown = found[PER_PAGE * (page - 1) : PER_PAGE * page]
    kinds, towns, days = _kinds(here), _towns(here, listings), _days()
    chosen = (
        asked.kind and dict(kinds).get(asked.kind, ""),
        asked.town,
        asked.within and dict(days)[str(asked.within)],
    )
    return BoardPage(
        heading=ngettext("%(num)s notice", "%(num)s notices", len(found)),
        order=_("Soonest first. Nobody can pay to be higher.")
        if asked.within
        else _("The newest first. Nobody can pay to be higher."),
        summary=", ".join(str(part) for part in chosen if part),
        kinds=kinds,
        towns=towns,
        days=days,
        asked=asked,
        cards=tuple(card(one, listings[one.handle]) for one in shown),
        page=page,
        pages=pages,
        previous=asked.address(page - 1) if page > 1 else None,
        next=asked.address(page + 1) if page < pages else None,
    )


def in_order(notices: Sequence[ShownNotice], asked: Asked) -> list[ShownNotice]:
    """By date and nothing else: of what takes place soon the soonest, else the newest first."""
    if not asked.within:
        return list(notices)  # As they came.
    return sorted(notices, key=lambda one: (str(one.content.starts_on), one.reference))


def card(notice: ShownNotice, listing: PublishedListing) -> NoticeCard:
    """A notice in the list, with the beginning of its words."""
    content = notice.content
    return NoticeCard(
        href=notice.address,
        kind=wording.kind_words(content.kind),
        title=content.title,
        by=listing.name,
        by_href=href_of(listing),
        when=wording.when_words(content),
        where=wording.at(content, listing).words,
        first_words=first_words(content),
        put_up=day(notice.shown_since.date()),
        is_for_colleagues=content.shown_to.value == "colleagues",
    )


def first_words(content: NoticeContent, at_most: int = FIRST_WORDS) -> str:
    """The beginning of what it says, on one line."""
    line = " ".join(content.words.split())
    return line if len(line) <= at_most else f"{line[: at_most - 1].rsplit(' ', 1)[0]}…"


def _fits(
    notice: ShownNotice,
    asked: Asked,
    listings: Mapping[str, PublishedListing],
    today: date,
) -> bool:
    content = notice.content
    if asked.kind and content.kind.value != asked.kind:
        return False
    if asked.town and wording.at(content, listings[notice.handle]).town != asked.town:
        return False
    if not asked.within:
        return True
    first = content.starts_on
    return first is not None and today <= first <= today + timedelta(days=asked.within)


def _kinds(notices: Sequence[ShownNotice]) -> Options:
    counted = Counter(one.content.kind for one in notices)
    return [
        ("", _("Any")),
        *((kind.value, wording.kind_words(kind)) for kind in NoticeKind if counted[kind]),
    ]


def _towns(notices: Sequence[ShownNotice], listings: Mapping[str, PublishedListing]) -> Options:
    towns = {wording.at(one.content, listings[one.handle]).town for one in notices} - {""}
    return [("", _("Any")), *((town, town) for town in sorted(towns))]


def _days() -> Options:
    return [
        ("", _("Any")),
        *((str(days), _("In the next %(days)s days", days=days)) for days in DAYS_AHEAD),
    ]
