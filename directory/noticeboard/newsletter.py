"""The newsletter: who is new, who has time, what takes place; of what is published, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext

from directory.matching.listing import CapacityStatus
from directory.noticeboard import wording
from directory.noticeboard.board_page import first_words
from directory.noticeboard.closed_sets import NoticeKind
from directory.profiles.listing import Visibility
from directory.web.help_lines import first_of_each, for_region
from directory.web.shown_text import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from directory.noticeboard.queries import ShownNotice
    from directory.profiles.listing import PublishedListing
    from directory.vocabulary.terms import Vocabulary

NEW_FOR = timedelta(days=31)
CONFIRMED_WITHIN = timedelta(days=30)
WORDS_AT_MOST = 160
HELP = ("medical", "suicide", "domestic-violence", "sexual-assault")
TOGETHER = frozenset({NoticeKind.GROUP, NoticeKind.WORKSHOP})


@dataclass(frozen=True, slots=True)
class Room:
    """How many entries there is room for in each part, so that it stays a few pages."""

    new: int
    openings: int
    notices: int


ROOM = Room(new=12, openings=18, notices=10)
LARGE_ROOM = Room(new=5, openings=7, notices=4)
"""For large print, on four pages at most."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One person, center or notice, in a name and a few lines."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the newsletter; `more` tells what there was no room for."""

    title: str
    entries: tuple[Entry, ...]
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsletter:
    """One issue."""

    title: str
    lead: str
    parts: tuple[Part, ...]
    help_lines: tuple[Entry, ...]
    address: str
    as_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What an issue is made of, and for whom."""

    listings: Mapping[str, PublishedListing]
    notices: Sequence[ShownNotice]
    """The public part of the board."""
    vocabulary: Vocabulary
    site_name: str
    address: str
    region: str
    today: date


def newsletter(known: Known, *, is_large: bool = False) -> Newsletter:
    """The issue of today. Each part is by date alone, then by name."""
    room = LARGE_ROOM if is_large else ROOM
    here = [one for one in known.notices if one.handle in known.listings]
    parts = (
        _part(_("New in the network"), _new(known), room.new, known),
        _part(_("Openings confirmed this month"), _openings(known, here), room.openings, known),
        _part(
            _("Groups and workshops"),
            _notices(known, [one for one in here if one.content.kind in TOGETHER]),
            room.notices,
            known,
        ),
        _part(
            _("Events"),
            _notices(known, [one for one in here if one.content.kind is NoticeKind.EVENT]),
            room.notices,
            known,
        ),
    )
    return Newsletter(
        title=_("News from %(site)s", site=known.site_name),
        lead=_("People who work well together for body and mind. Ask before you go."),
        parts=tuple(part for part in parts if part.entries),
        help_lines=_help_lines(known),
        address=known.address,
        as_of=day(known.today),
    )


def _part(title: str, entries: Sequence[Entry], room: int, known: Known) -> Part:
    left_out = len(entries) - room
    more = ""
    if left_out > 0:
        more = ngettext(
            "And %(num)s more at %(address)s",
            "And %(num)s more at %(address)s",
            left_out,
            address=known.address,
        )
    return Part(title, tuple(entries[:room]), more)


def _new(known: Known) -> list[Entry]:
    since = known.today - NEW_FOR
    found = [
        (one.joined_on, one)
        for one in known.listings.values()
        if one.joined_on is not None and one.joined_on >= since
    ]
    found.sort(key=lambda pair: (-pair[0].toordinal(), pair[1].name.casefold(), pair[1].handle))
    return [_listing(one, known, _("since %(day)s", day=day(joined))) for joined, one in found]


def _openings(known: Known, notices: Iterable[ShownNotice]) -> list[Entry]:
    since = known.today - CONFIRMED_WITHIN
    found = [
        (stated.confirmed_on, one)
        for one in known.listings.values()
        if (stated := one.availability).status == CapacityStatus.OPEN.value
        and stated.confirmed_on is not None
        and stated.confirmed_on >= since
        and stated.said_full_on is None
    ]
    found.sort(key=lambda pair: (-pair[0].toordinal(), pair[1].name.casefold(), pair[1].handle))
    put_up = [one for one in notices if one.content.kind is NoticeKind.OPENING]
    return [
        *_notices(known, put_up),
        *(_listing(one, known, _("confirmed %(day)s", day=day(on))) for on, one in found),
    ]


def _notices(known: Known, notices: Iterable[ShownNotice]) -> list[Entry]:
    """What has a day comes by its day, the soonest first; then what has none."""
    in_order = sorted(notices, key=lambda one: str(one.content.starts_on or "9999"))
    return [_notice(one, known.listings[one.handle]) for one in in_order]


def _notice(notice: ShownNotice, listing: PublishedListing) -> Entry:
    content = notice.content
    facts = (wording.when_words(content), wording.at(content, listing).words)
    cost = wording.fee_words(content)
    lines = (
        ". ".join(part for part in (*facts, cost) if part),
        first_words(content, WORDS_AT_MOST),
        ", ".join((listing.name, *phones(listing))),
    )
    return Entry(content.title, tuple(line for line in lines if line))


def _listing(listing: PublishedListing, known: Known, since: str) -> Entry:
    professions = [
        known.vocabulary.professions[slug].label
        for slug in listing.professions
        if slug in known.vocabulary.professions
    ]
    towns = dict.fromkeys(
        wording.town_of(place)
        for place in listing.places
        if place.visibility is not Visibility.NONE and place.city
    )
    where = "; ".join(towns) or (_("online") if listing.online_regions else "")
    line = ", ".join(part for part in (*professions, where, since) if part)
    return Entry(listing.name, tuple(part for part in (line, *phones(listing)) if part))


def phones(listing: PublishedListing) -> tuple[str, ...]:
    """The telephone numbers that the owner shows to everybody."""
    return tuple(one.value for one in listing.contacts if one.kind == "phone")


def _help_lines(known: Known) -> tuple[Entry, ...]:
    lines = first_of_each(for_region(known.vocabulary.crisis_resources, known.region, keys=HELP))
    once = {(line.name, line.contact): line for line in lines}
    return tuple(Entry(line.name, (line.contact,)) for line in once.values())
