"""The form of a notice as its page shows it: questions with their options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.noticeboard import wording
from directory.noticeboard.blueprint import settings, town_called
from directory.noticeboard.closed_sets import Fee, NoticeKind, ShownTo
from directory.noticeboard.content import (
    DAYS_AT_MOST,
    DAYS_BY_ITSELF,
    LINE_AT_MOST,
    TITLE_AT_MOST,
    WORDS_AT_MOST,
)
from directory.noticeboard.forms import AREA, FULL, LEFT, NOT_STATED, ONLINE, PLACE, Choices
from directory.search.blueprint import engine
from directory.search.region_names import region_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from directory.profiles.listing import PublishedListing

    Option = dict[str, object]

USUAL_LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeForm:
    """What templates/noticeboard/write.html shows."""

    values: Mapping[str, str]
    """What stands in the fields of one line."""
    listings: Sequence[tuple[str, str]]
    """For whom one may post, by handle."""
    kinds: Sequence[Option]
    shown_to: Sequence[Option]
    venues: Sequence[tuple[str, str]]
    fees: Sequence[tuple[str, str]]
    currency: str
    places: Sequence[Option]
    languages: Sequence[Option]
    access: Sequence[Option]
    title_at_most: int = TITLE_AT_MOST
    words_at_most: int = WORDS_AT_MOST
    line_at_most: int = LINE_AT_MOST
    days_by_itself: int = DAYS_BY_ITSELF
    days_at_most: int = DAYS_AT_MOST


def choices_for(listing: PublishedListing) -> Choices:
    """What may be chosen in a notice of this listing."""
    return Choices(
        place_labels=[wording.place_label(one) for one in wording.shown_places(listing)],
        regions=_regions(listing),
        languages=_languages(listing),
        access=tuple(engine().vocabulary.access_needs),
        currency=listing.fees.currency,
        town=town_called,
    )


def notice_form(
    listing: PublishedListing,
    values: Mapping[str, Sequence[str]],
    listings: Iterable[PublishedListing] = (),
) -> NoticeForm:
    """The form with what was typed or stands there; `listings` are those one may post for."""
    ticked = {name: set(several) for name, several in values.items()}
    vocabulary = engine().vocabulary
    languages = {
        code: vocabulary.languages[code].label
        for code in _languages(listing)
        if code in vocabulary.languages
    }
    access = {slug: term.label for slug, term in vocabulary.access_needs.items()}
    return NoticeForm(
        values={name: several[0] if several else "" for name, several in values.items()},
        listings=[(one.handle, one.name) for one in listings],
        kinds=[
            _option(one.value, wording.kind_words(one), ticked.get("kind"), wording.kind_hint(one))
            for one in NoticeKind
        ],
        shown_to=[
            _option(
                one.value,
                wording.shown_to_words(one),
                ticked.get("shown_to") or {ShownTo.EVERYBODY.value},
            )
            for one in ShownTo
        ],
        venues=_venues(listing),
        fees=_fees(),
        currency=listing.fees.currency,
        places=_places(ticked.get("places") or {NOT_STATED}),
        languages=[
            _option(one, label, ticked.get("languages")) for one, label in languages.items()
        ],
        access=[_option(one, label, ticked.get("access")) for one, label in access.items()],
    )


def _option(value: str, label: str, ticked: set[str] | None, hint: str = "") -> Option:
    return {"value": value, "label": label, "hint": hint, "checked": value in (ticked or ())}


def _regions(listing: PublishedListing) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*listing.online_regions, settings().home_region)))


def _languages(listing: PublishedListing) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(code for code, _level in listing.languages), *USUAL_LANGUAGES)))


def _venues(listing: PublishedListing) -> list[tuple[str, str]]:
    places = [wording.place_label(one) for one in wording.shown_places(listing)]
    return [
        (NOT_STATED, _("Not stated")),
        *((f"{PLACE}{label}", label) for label in places),
        (AREA, _("In a town, written below")),
        *(
            (f"{ONLINE}{one}", _("Online, for people in %(region)s", region=region_name(one)))
            for one in _regions(listing)
        ),
    ]


def _fees() -> list[tuple[str, str]]:
    return [
        (Fee.NOT_STATED.value, _("Not stated")),
        (Fee.FREE.value, _("Free")),
        (Fee.DONATION.value, _("By donation")),
        (Fee.FIXED.value, _("One amount")),
        (Fee.SLIDING.value, _("From one amount to another, as people can pay")),
    ]


def _places(ticked: set[str]) -> list[Option]:
    return [
        _option(NOT_STATED, _("Not stated"), ticked),
        _option(LEFT, _("Yes, places are left"), ticked),
        _option(FULL, _("No, it is full"), ticked),
    ]
