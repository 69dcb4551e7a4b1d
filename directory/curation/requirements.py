"""What stands against making a listing public; pure, told as sentences.

A practitioner is public only with a licence that somebody looked up, or with a named proof where
no law licenses the profession. Two people look where somebody works with concerns of high risk.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from directory.matching.licences import Requirement, licence_rules
from directory.profiles.closed_sets import CheckOutcome
from directory.profiles.licence_checks import GOOD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from directory.profiles.licence_checks import Check
    from directory.profiles.listing import PublishedListing
    from directory.vocabulary.terms import Vocabulary

ALONE_AFTER = timedelta(hours=48)
"""How long the one check of a lone curator has to stand before it counts for two."""

SUPERVISED = "supervised"


class Obstacle(StrEnum):
    """What stands against publication."""

    NO_NAME = "no-name"
    NO_PROFESSION = "no-profession"
    NOT_CHECKED = "not-checked"
    LICENCE_NEEDED = "licence-needed"
    NUMBER_NEEDED = "number-needed"
    SUPERVISOR = "supervisor"
    SECOND_CHECK = "second-check"
    NOBODY_LISTED = "nobody-listed"


@dataclass(frozen=True, slots=True)
class Standing:
    """One thing in the way, with what it is about: a profession's slug or a title."""

    obstacle: Obstacle
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known beside the listing itself: every check, the day, how many curators act."""

    checks: tuple[Check, ...]
    vocabulary: Vocabulary
    now: datetime
    curators: int

    @property
    def today(self) -> date:
        """The day of it."""
        return self.now.date()


def against_publication(listing: PublishedListing, known: Known) -> tuple[Standing, ...]:
    """What stands against showing this listing to everybody; nothing where it may be public."""
    found = _of_a_center(listing) if listing.kind == "center" else _of_a_person(listing, known)
    nameless = () if listing.name.strip() else (Standing(Obstacle.NO_NAME),)
    return (*nameless, *found)


def high_risk_issues(vocabulary: Vocabulary) -> frozenset[str]:
    """Issues whose help line is one that a danger leads to: what goes wrong there costs most."""
    lines = {flag.crisis_resource_key for flag in vocabulary.flags.values()
             if flag.kind == "safety" and flag.crisis_resource_key}  # fmt: skip
    return frozenset(
        slug for slug, issue in vocabulary.issues.items() if issue.crisis_resource_key in lines
    )


def counting_checks(listing: PublishedListing, known: Known) -> tuple[Check, ...]:
    """The good checks that still hold: of the very title and number, and not run out."""
    stated = {
        (item.profession, item.jurisdiction, item.title): item for item in listing.credentials
    }
    return tuple(
        check
        for check in known.checks
        if check.outcome in GOOD
        and (item := stated.get(check.credential)) is not None
        and item.number == check.number
        and (item.expires_on is None or item.expires_on >= known.today)
        and item.status == "active"
    )


def _of_a_center(listing: PublishedListing) -> tuple[Standing, ...]:
    return () if listing.staff else (Standing(Obstacle.NOBODY_LISTED),)


def _of_a_person(listing: PublishedListing, known: Known) -> tuple[Standing, ...]:
    if not listing.professions:
        return (Standing(Obstacle.NO_PROFESSION),)
    holding = counting_checks(listing, known)
    found = [
        standing
        for slug in listing.professions
        for standing in _of_a_profession(slug, holding, known)
    ]
    found += [
        Standing(Obstacle.SUPERVISOR, item.title)
        for item in listing.credentials
        if item.level == SUPERVISED and not item.supervisor_confirmed
    ]
    if not found and not _looked_at_enough(listing, holding, known):
        found.append(Standing(Obstacle.SECOND_CHECK))
    return tuple(found)


def _of_a_profession(slug: str, holding: Iterable[Check], known: Known) -> Iterator[Standing]:
    names = {slug, *known.vocabulary.profession_ancestors(slug)}
    mine = [check for check in holding if check.credential[0] in names]
    needed = [check for check in mine if _is_needed(slug, check, known)]
    if not mine:
        yield Standing(Obstacle.NOT_CHECKED, slug)
    elif needed and all(check.outcome is not CheckOutcome.GOOD_STANDING for check in mine):
        yield Standing(Obstacle.LICENCE_NEEDED, slug)
    elif needed and not any(check.number for check in needed):
        yield Standing(Obstacle.NUMBER_NEEDED, slug)


def _is_needed(slug: str, check: Check, known: Known) -> bool:
    rules = licence_rules(known.vocabulary)
    return rules.requirement(slug, check.credential[1]) is Requirement.NEEDED


def _looked_at_enough(listing: PublishedListing, holding: tuple[Check, ...], known: Known) -> bool:
    named = {item.issue for item in listing.specialties}
    if not named & high_risk_issues(known.vocabulary):
        return True
    if len({check.checked_by for check in holding}) > 1:
        return True
    return known.curators == 1 and any(
        known.now - check.recorded_at >= ALONE_AFTER for check in holding
    )
