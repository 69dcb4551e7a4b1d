"""The closed sets of words of a circle."""

from __future__ import annotations

from enum import StrEnum


class HandoverEnd(StrEnum):
    """What became of a circle that was offered to somebody."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    CANCELLED = "cancelled"
