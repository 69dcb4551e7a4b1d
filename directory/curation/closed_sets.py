"""The closed sets of words of the curator's desk: what is reported, and what it came to."""

from __future__ import annotations

from enum import StrEnum


class ReportKind(StrEnum):
    """What somebody says about a listing, with no account."""

    WRONG_NUMBER = "wrong-number"
    NOT_TAKING = "not-taking"
    LEFT = "left"
    UNSAFE = "unsafe"
    OTHER_PROFESSION = "other-profession"
    TAKE_DOWN = "take-down"
    """Somebody who is listed asks to be taken out, and has no account."""
    OTHER = "other"


class ReportOutcome(StrEnum):
    """What a report came to; the reporter reads it with their return phrase."""

    CORRECTED = "corrected"
    FOUND_RIGHT = "found-right"
    HIDDEN = "hidden"
    SUSPENDED = "suspended"
    REMOVED = "removed"
    SEEN_TO = "seen-to"


FACTUAL = frozenset({ReportKind.WRONG_NUMBER, ReportKind.NOT_TAKING, ReportKind.LEFT})
"""What the owner can put right alone: they are told at once, a curator after two working days."""
