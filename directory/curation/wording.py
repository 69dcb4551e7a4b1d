"""What the curator's desk says: states, outcomes, obstacles and due times in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from directory.curation.requirements import Obstacle
from directory.profiles.closed_sets import CheckOutcome, DecisionKind
from directory.profiles.freshness import Freshness
from directory.profiles.lifecycle import ListingStatus

if TYPE_CHECKING:
    from datetime import datetime

    from directory.curation.requirements import Standing
    from directory.vocabulary.terms import Vocabulary


def status_words(status: ListingStatus) -> str:
    """Where a listing stands."""
    return {
        ListingStatus.DRAFT: _("A private draft"),
        ListingStatus.IN_REVIEW: _("Waits for review"),
        ListingStatus.PUBLISHED: _("Public"),
        ListingStatus.PAUSED: _("Paused by its owner"),
        ListingStatus.SUSPENDED: _("Suspended"),
        ListingStatus.WITHDRAWN: _("Withdrawn by its owner"),
    }[status]


def decision_words(kind: DecisionKind) -> str:
    """What was decided, for curators."""
    return {
        DecisionKind.PUBLISH: _("Published"),
        DecisionKind.RETURN: _("Returned"),
        DecisionKind.ASK_TO_CORRECT: _("Asked to correct"),
        DecisionKind.HIDE: _("Hidden until corrected"),
        DecisionKind.SUSPEND: _("Suspended"),
        DecisionKind.RESTORE: _("Restored"),
        DecisionKind.ACCEPT_CHANGES: _("Changes accepted"),
        DecisionKind.RETURN_CHANGES: _("Changes returned"),
        DecisionKind.CHECK: _("Licence checked"),
        DecisionKind.MERGE: _("Made one with another listing"),
        DecisionKind.SPLIT: _("Made two again"),
        DecisionKind.ANSWER: _("Told what became of it"),
    }[kind]


def outcome_words(outcome: CheckOutcome) -> str:
    """What stood where a credential was looked up."""
    return {
        CheckOutcome.GOOD_STANDING: _("There, active, nothing against it"),
        CheckOutcome.PROOF_SEEN: _("A certificate was seen"),
        CheckOutcome.RESTRICTED: _("There, with a restriction or discipline"),
        CheckOutcome.EXPIRED: _("There, but run out"),
        CheckOutcome.NOT_FOUND: _("Not found"),
    }[outcome]


def obstacle_words(standing: Standing, vocabulary: Vocabulary) -> tuple[str, str]:
    """What stands against publication, and what to do about it."""
    profession = vocabulary.professions.get(standing.about)
    about = profession.label if profession else standing.about
    return {
        Obstacle.NO_NAME: (_("There is no name."), _("Return it.")),
        Obstacle.NO_PROFESSION: (_("There is no profession."), _("Return it.")),
        Obstacle.NOT_CHECKED: (
            _("Nobody has checked a credential for: %(about)s.", about=about),
            _("Look it up, and write down what you find."),
        ),
        Obstacle.LICENCE_NEEDED: (
            _("A licence is needed for: %(about)s.", about=about),
            _("A certificate that was seen is not enough here."),
        ),
        Obstacle.NUMBER_NEEDED: (
            _("The licence has no number: %(about)s.", about=about),
            _("Write down the number that the register gives."),
        ),
        Obstacle.SUPERVISOR: (
            _("The supervisor has not confirmed: %(about)s.", about=about),
            _("They confirm on their own desk, or to you in writing."),
        ),
        Obstacle.SECOND_CHECK: (
            _("Concerns of high risk are named, so a second curator has to look, too."),
            _("Alone in the network, your own check counts after 48 hours."),
        ),
        Obstacle.NOBODY_LISTED: (
            _("No listed practitioner has confirmed that they work there."),
            _("A center covers nothing but through its people."),
        ),
    }[standing.obstacle]


def part_words(part: str) -> str:
    """A part of a listing that changes, in words."""
    return {
        "name": _("Name"),
        "professions": _("Professions"),
        "credentials": _("Credentials"),
        "modalities": _("Methods"),
        "specialties": _("What they help with"),
        "trainings": _("Training"),
        "commitments": _("Commitments"),
        "programs": _("Groups and programs"),
        "practice": _("Kind of practice"),
    }.get(part, part.replace("_", " ").capitalize())


def due_words(due: datetime, now: datetime) -> str:
    """When something is due, in words."""
    days = (due.date() - now.date()).days
    if days < 0:
        return ngettext("%(num)s day late", "%(num)s days late", -days)
    if days == 0:
        return _("due today")
    if days == 1:
        return _("due tomorrow")
    return _("due on %(day)s", day=format_date(due.date()))


def state_words(state: Freshness) -> str:
    """What age has done to a listing's openings."""
    return {
        Freshness.FRESH: _("Fresh: confirmed within 30 days"),
        Freshness.AGEING: _("Ageing: confirmed 30 to 89 days ago"),
        Freshness.NOT_CONFIRMED: _("Not confirmed for 90 days, or never"),
        Freshness.OUT_OF_DEFAULT_RESULTS: _("Out of results: 120 to 179 days"),
        Freshness.HIDDEN: _("Hidden: 180 days or more"),
    }[state]
