"""What a step of the profile asks, as values that one template sets out."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from directory.desk.typed import Typed
    from directory.interop.scope_checks import Claim
    from directory.places.gazetteer import Gazetteer
    from directory.places.geocoding import Geocoder
    from directory.profiles.compacts import Compact
    from directory.profiles.draft import ListingDraft
    from directory.profiles.listing import PublishedListing
    from directory.profiles.text_checks import ReviewWords
    from directory.vocabulary.terms import Vocabulary

NOT_STATED = "not-stated"
YES = "yes"
NO = "no"
FOCUS = "focus"
NEW = "new"


class Look(StrEnum):
    """How a question is set out."""

    LINE = "line"
    TEXT = "text"
    LIST = "list"
    RADIOS = "radios"
    CHECKS = "checks"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing that is asked; `name` is what the form sends, and its id on the page."""

    look: Look
    name: str
    label: str
    hint: str = ""
    options: tuple[Option, ...] = ()
    at_most: int = 300
    rows: int = 4
    is_short: bool = False
    is_in_row: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Questions that belong together; a folded group opens when it is wanted."""

    title: str = ""
    note: str = ""
    listed: tuple[str, ...] = ()
    """Lines to read, such as what is outside a scope."""
    questions: tuple[Question, ...] = ()
    is_folded: bool = False


def _nobody(_name: str) -> tuple[PublishedListing, ...]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What reading a profile needs to know beside the profile."""

    vocabulary: Vocabulary
    gazetteer: Gazetteer
    claims: tuple[Claim, ...]
    geocoder: Geocoder
    country: str
    today: date
    review_words: tuple[ReviewWords, ...] = ()
    compacts: tuple[Compact, ...] = ()
    called: Callable[[str], tuple[PublishedListing, ...]] = _nobody
    """The public listings of a name or handle."""
    chosen: Mapping[str, str] = field(default_factory=dict)
    """What was chosen on the page before this one."""


Values = dict[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A step with one form: what it asks, what stands in it, and how it is read."""

    groups: Callable[[ListingDraft, Around], tuple[Group, ...]]
    fill: Callable[[ListingDraft, Around], Values]
    read: Callable[[Typed, ListingDraft, Around], ListingDraft]


@dataclass(frozen=True, slots=True)
class Item:
    """One of several things of the same kind, as it is listed: a credential, a place."""

    reference: str
    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemForm:
    """A step with several items; `reference` names one of them, `new` a further one."""

    items: Callable[[ListingDraft, Around], tuple[Item, ...]]
    groups: Callable[[ListingDraft, str, Around], tuple[Group, ...]]
    fill: Callable[[ListingDraft, str, Around], Values]
    read: Callable[[Typed, ListingDraft, str, Around], ListingDraft]
    remove: Callable[[ListingDraft, str], ListingDraft]
    choose_first: Callable[[ListingDraft, Around], tuple[Question, ...]] | None = None
    """What a new item needs to know before its form can be asked."""


def line(name: str, label: str, *, hint: str = "", at_most: int = 300) -> Question:
    """One line of typing."""
    return Question(look=Look.LINE, name=name, label=label, hint=hint, at_most=at_most)


def short(name: str, label: str, *, hint: str = "") -> Question:
    """A few signs, such as a number."""
    return Question(look=Look.LINE, name=name, label=label, hint=hint, at_most=20, is_short=True)


def text(name: str, label: str, *, hint: str = "", rows: int = 4) -> Question:
    """Some sentences of one's own."""
    return Question(look=Look.TEXT, name=name, label=label, hint=hint, at_most=6000, rows=rows)


def radios(
    name: str, label: str, options: tuple[Option, ...], *, hint: str = "", in_row: bool = False
) -> Question:
    """One answer of a few."""
    return Question(
        look=Look.RADIOS, name=name, label=label, options=options, hint=hint, is_in_row=in_row
    )


def checks(
    name: str, label: str, options: tuple[Option, ...], *, hint: str = "", in_row: bool = False
) -> Question:
    """Any number of answers."""
    return Question(
        look=Look.CHECKS, name=name, label=label, options=options, hint=hint, is_in_row=in_row
    )


def one_of(name: str, label: str, options: tuple[Option, ...], *, hint: str = "") -> Question:
    """One answer of many."""
    return Question(look=Look.LIST, name=name, label=label, options=options, hint=hint)
