"""How our states are called by the standards: FHIR Task (SDOH Clinical Care 3.0) and BSeR 1.0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.referrals.closed_sets import Outcome, State

if TYPE_CHECKING:
    from collections.abc import Mapping

TASK_STATUS: Mapping[State, str] = {
    State.DRAFT: "draft",
    State.SENT: "requested",
    State.SEEN: "requested",
    State.WAITLISTED: "requested",
    State.ACCEPTED: "accepted",
    State.DECLINED: "rejected",
    State.SCHEDULED: "in-progress",
    State.UNDER_WAY: "in-progress",
    State.WITHDRAWN: "cancelled",
    State.EXPIRED: "cancelled",
}
"""SDOHCC has no `received`; a place on a waiting list is still a request without an answer."""

TASK_STATUS_CLOSED: Mapping[Outcome, str] = {
    Outcome.COMPLETED: "completed",
    Outcome.PARTLY: "completed",
    Outcome.CLIENT_DID_NOT_COME: "failed",
    Outcome.REFERRED_BACK: "cancelled",
    Outcome.RELATIONSHIP_CHANGED: "cancelled",
}

BUSINESS_STATUS: Mapping[State, str] = {
    State.DRAFT: "2.0",
    State.SENT: "2.0",
    State.SEEN: "2.0",
    State.WAITLISTED: "2.0",
    State.ACCEPTED: "3.0",
    State.DECLINED: "4.0",
    State.SCHEDULED: "5.1.1",
    State.UNDER_WAY: "5.1.4",
    State.WITHDRAWN: "5.2",
    State.EXPIRED: "6.0",
}

BUSINESS_STATUS_CLOSED: Mapping[Outcome, str] = {
    Outcome.COMPLETED: "7.0",
    Outcome.PARTLY: "7.0",
    Outcome.CLIENT_DID_NOT_COME: "5.1.2",
    Outcome.REFERRED_BACK: "6.0",
    Outcome.RELATIONSHIP_CHANGED: "6.0",
}

TASK_MOVES: frozenset[tuple[str, str]] = frozenset(
    {
        ("draft", "requested"),
        ("requested", "accepted"),
        ("requested", "rejected"),
        ("accepted", "in-progress"),
        ("in-progress", "completed"),
        ("in-progress", "failed"),
        *((status, "cancelled") for status in ("draft", "requested", "accepted", "in-progress")),
    }
)
"""What SDOHCC lets a Task do, as far as we use it; each name of a list is a Task of its own."""


def task_status(state: State, outcome: Outcome | None = None) -> str:
    """The FHIR Task status. KeyError for a closed referral without outcome."""
    return TASK_STATUS_CLOSED[outcome] if outcome else TASK_STATUS[state]


def business_status(state: State, outcome: Outcome | None = None) -> str:
    """The BSeR business status code. KeyError for a closed referral without outcome."""
    return BUSINESS_STATUS_CLOSED[outcome] if outcome else BUSINESS_STATUS[state]
