"""The closed sets of words that trust is told in."""

from __future__ import annotations

from enum import StrEnum


class VouchTopic(StrEnum):
    """What a vouch may be about, where it is not about everything."""

    ISSUE = "issue"
    MODALITY = "modality"


class Visibility(StrEnum):
    """Who may learn of a vouch, beside the one who gave it; it counts in ranking all the same."""

    PUBLIC = "public"
    """Everybody, as one of a number; members also see by whom, and on which basis."""
    MEMBERS = "members"
    """Members only, with name and basis."""
    PRIVATE = "private"
    """Nobody."""


class RelationKind(StrEnum):
    """Why two people do not vouch for each other."""

    HOUSEHOLD = "household"
    BUSINESS = "business"
