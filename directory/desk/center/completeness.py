"""What the page of a center still lacks, and why it matters; pure, told as sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.profiles.centers import Belonging
from directory.profiles.closed_sets import Topic
from directory.profiles.completeness import N_, Missing
from directory.profiles.draft import Answers

if TYPE_CHECKING:
    from collections.abc import Callable

    from directory.profiles.centers import Membership, Service
    from directory.profiles.draft import ListingDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class CenterState:
    """A center as its managers have it: what it states, its people, and what they do there."""

    draft: ListingDraft
    people: tuple[Membership, ...] = ()
    services: tuple[Service, ...] = ()
    backings: tuple[str, ...] = ()
    """The ways of working together that something backs."""


def missing_from_center(state: CenterState) -> tuple[Missing, ...]:
    """What is missing, first what publication waits for."""
    lacking = [missing for missing, is_there in RULES if not is_there(state)]
    return tuple(sorted(lacking, key=lambda missing: not missing.is_needed))


def _has_people(state: CenterState) -> bool:
    return any(one.belonging is Belonging.CURRENT and one.is_public for one in state.people)


def _answered(topic: Topic) -> Callable[[CenterState], bool]:
    def is_answered(state: CenterState) -> bool:
        answers = state.draft.answers.get(topic, Answers())
        return bool(answers.yes or answers.no)

    return is_answered


def _needed(step: str, what: str, why: str) -> Missing:
    return Missing(step, what, why, is_needed=True)


def _helps(step: str, what: str, why: str) -> Missing:
    return Missing(step, what, why, is_needed=False)


RULES: tuple[tuple[Missing, Callable[[CenterState], bool]], ...] = (
    (
        _needed("who", N_("The name of the center"), N_("People must know where they go.")),
        lambda state: bool(state.draft.name.strip()),
    ),
    (
        _needed(
            "people",
            N_("Somebody listed who has confirmed that they work there"),
            N_("A center covers nothing but through its people, and every result names them."),
        ),
        _has_people,
    ),
    (
        _needed("places", N_("Where it is"), N_("Searches begin near the client.")),
        lambda state: bool(state.draft.places or state.draft.online_regions),
    ),
    (
        _helps(
            "who",
            N_("Your approach"),
            N_("It says what several disciplines do together that one cannot."),
        ),
        lambda state: bool(state.draft.texts.approach),
    ),
    (
        _helps(
            "services",
            N_("What is done there, and by whom"),
            N_("Each service stands on a person and on the licence that permits it."),
        ),
        lambda state: bool(state.services),
    ),
    (
        _helps(
            "integration",
            N_("How integrated it really is"),
            N_("One roof is not yet one plan. Say which, and what backs it."),
        ),
        lambda state: bool(state.backings),
    ),
    (
        _helps("access", N_("Access to the rooms"), N_("Somebody will stand at that door.")),
        _answered(Topic.ACCESS),
    ),
    (
        _helps("hours", N_("Opening hours"), N_("So that nobody comes to a closed door.")),
        lambda state: bool(state.draft.weekly_times),
    ),
    (
        _helps("fees", N_("Who pays"), N_("Cost is why many give up looking.")),
        lambda state: state.draft.fees.fee is not None or _answered(Topic.PAYER)(state),
    ),
    (
        _helps(
            "availability",
            N_("Whether you take new clients"),
            N_("Without it, the openings of your people are shown."),
        ),
        lambda state: state.draft.availability.status != "not-stated",
    ),
)
"""What a center should say, and whether it does."""
