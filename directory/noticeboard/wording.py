"""Notices in words: kinds, when, where, what it costs, and where a notice stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import format_time, ngettext
from flask_babel import gettext as _

from directory.noticeboard.closed_sets import Fee, NoticeKind, ShownTo, Venue
from directory.noticeboard.lifecycle import NoticeStatus
from directory.profiles.listing import Visibility
from directory.search.region_names import region_name
from directory.web.shown_text import day

if TYPE_CHECKING:
    from datetime import date

    from directory.noticeboard.content import NoticeContent
    from directory.noticeboard.queries import KeptNotice
    from directory.profiles.listing import PublicPlace, PublishedListing
    from directory.vocabulary.terms import Vocabulary


@dataclass(frozen=True, slots=True)
class At:
    """Where a notice takes place, as its reader may know it."""

    words: str
    town: str
    """Such as “Lakewood, CO”; empty online and where nothing is stated."""


def kind_words(kind: NoticeKind) -> str:
    """What it is, as a heading says it."""
    return {
        NoticeKind.OPENING: _("Opening"),
        NoticeKind.GROUP: _("Group"),
        NoticeKind.WORKSHOP: _("Workshop"),
        NoticeKind.INTRODUCTORY_SESSION: _("Introductory session"),
        NoticeKind.EVENT: _("Event"),
    }[kind]


def kind_hint(kind: NoticeKind) -> str:
    """What a kind is for, in the form."""
    return {
        NoticeKind.OPENING: _("You have time for new clients."),
        NoticeKind.GROUP: _("People meet again and again."),
        NoticeKind.WORKSHOP: _("People learn something together."),
        NoticeKind.INTRODUCTORY_SESSION: _("A colleague may try your work. For colleagues only."),
        NoticeKind.EVENT: _("A talk, an open house, a meeting: it has a day."),
    }[kind]


def status_words(notice: KeptNotice) -> str:
    """Where a notice stands, for its poster."""
    if notice.is_shown and notice.waits:
        return _("Shown. Your change waits for a curator, and the approved words stay till then.")
    if notice.is_shown and notice.reason:
        return _("Shown as it was approved. A curator did not take your change.")
    if notice.is_shown and notice.proposed:
        return _("Shown as it was approved. You have a change that is not sent yet.")
    return {
        NoticeStatus.DRAFT: _("A private draft. Nobody but you sees it."),
        NoticeStatus.WAITING: _("Waits for a curator. It is not shown yet."),
        NoticeStatus.SHOWN: _("Shown on the noticeboard."),
        NoticeStatus.REFUSED: _("Not shown. A curator says why."),
        NoticeStatus.WITHDRAWN: _("Taken down by you or a colleague of your center."),
        NoticeStatus.ENDED: _("Ended. You can put it up again."),
    }[notice.status]


def when_words(content: NoticeContent) -> str:
    """When it takes place, in one line; empty where nothing is stated."""
    return ", ".join(part for part in (_days(content), _hours(content), content.schedule) if part)


def _days(content: NoticeContent) -> str:
    first, last = content.starts_on, content.ends_on
    if first is None:
        return ""
    if last is not None and last != first:
        return _("%(first)s to %(last)s", first=day(first), last=day(last))
    return _("From %(day)s", day=day(first)) if content.last_day is None else day(first)


def _hours(content: NoticeContent) -> str:
    begins, ends = content.begins_at, content.ends_at
    if begins is None:
        return ""
    first = str(format_time(begins, "short", rebase=False))
    if ends is None:
        return _("at %(time)s", time=first)
    last = str(format_time(ends, "short", rebase=False))
    return _("%(first)s to %(last)s", first=first, last=last)


def at(content: NoticeContent, listing: PublishedListing) -> At:
    """Where it takes place; of a place no more than its owner shows today."""
    if content.venue is Venue.AREA:
        return At(content.venue_detail, content.venue_detail)
    if content.venue is Venue.ONLINE:
        region = region_name(content.venue_detail)
        return At(_("Online, for people in %(region)s", region=region), "")
    place = place_called(listing, content.venue_detail) if content.venue is Venue.PLACE else None
    if place is None:
        return At("", "")
    town = town_of(place)
    door = (place.label, place.street, town) if place.street else (_("%(town)s area", town=town),)
    return At(", ".join(part for part in door if part), town)


def place_called(listing: PublishedListing, label: str) -> PublicPlace | None:
    """The place of this label, where it may be shown."""
    return next((one for one in shown_places(listing) if place_label(one) == label), None)


def shown_places(listing: PublishedListing) -> tuple[PublicPlace, ...]:
    """The places of which at least the town may stand on a page."""
    return tuple(
        one for one in listing.places if one.visibility is not Visibility.NONE and one.city
    )


def place_label(place: PublicPlace) -> str:
    """What tells the places of one listing apart."""
    return place.label or town_of(place)


def town_of(place: PublicPlace) -> str:
    """The town of a place, such as “Lakewood, CO”."""
    return ", ".join(part for part in (place.city, place.region.rpartition("-")[2]) if part)


def fee_words(content: NoticeContent) -> str:
    """What it costs; empty where nothing is stated."""
    low = _money(content.fee_low, content.currency)
    return {
        Fee.NOT_STATED: "",
        Fee.FREE: _("Free"),
        Fee.DONATION: _("By donation"),
        Fee.FIXED: low,
        Fee.SLIDING: _(
            "%(low)s to %(high)s, as you can pay",
            low=low,
            high=_money(content.fee_high, content.currency),
        ),
    }[content.fee]


def _money(amount: int | None, currency: str) -> str:
    return "" if amount is None else f"{amount:,} {currency}"


def places_words(content: NoticeContent) -> str:
    """Whether places are left; “not stated” is said aloud, and is no “no”."""
    if content.has_places is None:
        return _("Not stated: ask")
    if not content.has_places:
        return _("None left; ask about a waiting list")
    if content.places_left is None:
        return _("Yes")
    return ngettext("%(num)s place", "%(num)s places", content.places_left)


def shown_to_words(shown_to: ShownTo) -> str:
    """Who may read it."""
    if shown_to is ShownTo.COLLEAGUES:
        return _("Colleagues only: members whom the network has checked")
    return _("Everybody")


def fact_rows(
    content: NoticeContent, listing: PublishedListing, vocabulary: Vocabulary
) -> list[dict[str, str]]:
    """The facts of a notice with their names; a fact that is not stated says so."""
    not_stated = _("Not stated: ask")
    languages = [
        vocabulary.languages[code].label
        for code in content.languages
        if code in vocabulary.languages
    ]
    access = [
        vocabulary.access_needs[slug].label
        for slug in content.access
        if slug in vocabulary.access_needs
    ]
    rows = (
        (_("When"), when_words(content)),
        (_("Where"), at(content, listing).words),
        (_("For whom"), content.for_whom),
        (_("What it costs"), fee_words(content)),
        (_("Places left"), places_words(content)),
        (_("Languages"), ", ".join(languages)),
        (_("Access"), ", ".join(access)),
    )
    return [{"term": term, "value": value or not_stated} for term, value in rows]


def until_words(closes_on: date) -> str:
    """How long it stands."""
    return _("Stands until %(day)s", day=day(closes_on))
