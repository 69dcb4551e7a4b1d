"""Closed sets of this package."""

from __future__ import annotations

from enum import StrEnum


class Unmet(StrEnum):
    """What a need that nobody met was."""

    SEARCH = "search"
    PARTNER_SEARCH = "partner-search"
    REFERRAL = "referral"
