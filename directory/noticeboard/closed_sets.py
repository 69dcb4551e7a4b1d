"""The closed sets of the noticeboard."""

from __future__ import annotations

from enum import StrEnum


class NoticeKind(StrEnum):
    """What a notice offers."""

    OPENING = "opening"
    """Time for new clients."""
    GROUP = "group"
    WORKSHOP = "workshop"
    INTRODUCTORY_SESSION = "introductory-session"
    """A colleague may try the work; for colleagues alone."""
    EVENT = "event"


class ShownTo(StrEnum):
    """Who may read a notice."""

    EVERYBODY = "everybody"
    COLLEAGUES = "colleagues"
    """Members who were checked, and curators; signed in."""


class Venue(StrEnum):
    """Where a notice takes place."""

    NOT_STATED = "not-stated"
    PLACE = "place"
    """One of the public places of the listing; `venue_detail` is its label."""
    AREA = "area"
    """A town; `venue_detail` reads “Lakewood, CO”."""
    ONLINE = "online"
    """By video; `venue_detail` is the region whose people may join (ISO 3166-2)."""


class Fee(StrEnum):
    """What it costs, as a fact."""

    NOT_STATED = "not-stated"
    FREE = "free"
    DONATION = "donation"
    FIXED = "fixed"
    SLIDING = "sliding"
    """From `fee_low` to `fee_high`."""


class Stage(StrEnum):
    """Which wording of a notice: the one that a curator approved, or the one to be looked at."""

    APPROVED = "approved"
    PROPOSED = "proposed"
