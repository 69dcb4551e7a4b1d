"""Hard filters: who may be offered at all, each exclusion with its reason.

MATCHING.md sections 3.1 and 3.6.1. A must needs a yes: whoever did not say is set aside (and
counted as "not stated"), never called a no. Private exclusions leave no trace.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from directory.matching.cautions import Bearing, bearing
from directory.matching.cover import cover, support
from directory.matching.criteria import spoken, stated_access, takes_payer
from directory.matching.expertise import expertise
from directory.matching.listing import CapacityStatus
from directory.matching.practice import Practice, Terms, practice

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from directory.matching.cells import AskedCell
    from directory.matching.listing import ListingFacts
    from directory.matching.need import Need
    from directory.matching.situation import Situation
    from directory.matching.visits import Visit

AGES = frozenset({"infants", "children", "teens", "adults", "older-adults"})
GROUPS_SEEN = frozenset({"couples-pop", "families"})
"""Clients who are several people; like an age, somebody sees them or does not."""


class Reason(StrEnum):
    """Why a listing is not shown."""

    NOT_LISTED = "not-listed"
    LEFT_OUT = "left-out"
    PRIVATE = "private"
    """Never told to anybody, and never counted."""
    KIND = "kind"
    CONVERSION = "conversion-practice"
    CLOSED = "practice-closed"
    STALE = "availability-not-confirmed"
    POPULATION = "population-not-seen"
    LANGUAGE = "language"
    PREFERENCE = "preference"
    ACCESS = "access"
    PAYER = "payer"
    DISTANCE = "distance"
    NO_VIDEO = "no-video"
    LICENCE = "licence"
    PROFESSION = "profession"
    SCOPE = "scope"
    NO_TOUCH = "no-touch"
    MODALITY = "modality"
    REFERS_ON = "refers-on"
    LITTLE_FIT = "little-fit"
    NOBODY = "nobody-of-the-center"
    WITH_A_PERSON = "with-a-person"
    """A center that serves through one person, on whose card it stands."""


SILENT = frozenset({Reason.PRIVATE, Reason.NOT_LISTED})
"""Reasons that nobody is told: they would say that somebody is there."""


@dataclass(frozen=True, slots=True)
class Work:
    """What one person would do in one visit, cell by cell, with the cautions that bear on it."""

    practice: Practice
    covers: Mapping[AskedCell, float]
    bearing: Bearing


def personal_reason(listing: ListingFacts, asking: Situation) -> str | None:
    """Why somebody may not be offered whatever the visit, or None."""
    checks = (
        (not listing.listed, Reason.NOT_LISTED),
        (_is_private(listing, asking), Reason.PRIVATE),
        (listing.id in asking.left_out, Reason.LEFT_OUT),
        (listing.conversion_practice, Reason.CONVERSION),
        (listing.capacity.status is CapacityStatus.CLOSED, Reason.CLOSED),
        (_is_stale(listing, asking), Reason.STALE),
        (not sees(listing, asking.need), Reason.POPULATION),
    )
    return next((reason for applies, reason in checks if applies), None)


def must_reason(listing: ListingFacts, need: Need, *, payer_must: bool) -> str | None:
    """Which stated must somebody does not (or not surely) meet, or None."""
    checks = (
        (_lacks(need.languages_must, spoken, listing), Reason.LANGUAGE),
        (not listing.preferences.issuperset(need.preferences_must), Reason.PREFERENCE),
        (_lacks(need.access_must, stated_access, listing), Reason.ACCESS),
        (payer_must and not _takes_any(listing, need), Reason.PAYER),
    )
    return next((reason for applies, reason in checks if applies), None)


def _lacks(
    wanted: Collection[str],
    stated: Callable[[ListingFacts], Collection[str]],
    listing: ListingFacts,
) -> bool:
    return bool(wanted) and not set(wanted).issubset(stated(listing))


def sees(listing: ListingFacts, need: Need) -> bool:
    """Whether somebody sees this client's age or group; not stated is not a no.

    Who states ages states all of them; adults include older adults.
    """
    wanted = need.population
    if wanted is None:
        return True
    if wanted in listing.populations_no:
        return False
    stated = listing.populations
    if not stated or wanted not in AGES | GROUPS_SEEN or wanted in stated:
        return True
    if wanted in GROUPS_SEEN:
        return False
    ages = stated & AGES
    return not ages or (wanted == "older-adults" and "adults" in ages)


def work(listing: ListingFacts, visit: Visit, asking: Situation) -> Work | str:
    """What somebody would do in a visit, or the reason why they may not."""
    question = asking.question
    doing = practice(
        listing, _terms(visit, asking), question.facets, lexicon=asking.lexicon, today=asking.today
    )
    reason = _practice_reason(doing, asking)
    if reason is not None:
        return reason
    found = bearing(asking.rules, doing, wished=asking.wished, vocabulary=asking.vocabulary)
    if found.stopped_by is not None:
        return f"stop:{found.stopped_by}"
    covers = _covers(listing, doing, asking)
    if question.has_cells and not covers:
        return Reason.REFERS_ON
    return Work(doing, covers, found)


def _terms(visit: Visit, asking: Situation) -> Terms:
    need = asking.need
    return Terms(
        region=visit.region,
        by_video=visit.by_video,
        without_touch=asking.without_touch,
        avoid=frozenset(need.modalities_avoid),
        avoid_professions=frozenset(need.professions_avoid),
    )


def _practice_reason(doing: Practice, asking: Situation) -> str | None:
    need, question = asking.need, asking.question
    if not doing.professions:
        return Reason.LICENCE
    if question.has_cells and not doing.facets & question.facets:
        return Reason.NO_TOUCH if asking.without_touch else Reason.SCOPE
    if not question.has_cells and not doing.facets:
        return Reason.NO_TOUCH if asking.without_touch else Reason.SCOPE
    return None if question.has_cells or _is_named(doing, need, asking) else Reason.SCOPE


def _is_named(doing: Practice, need: Need, asking: Situation) -> bool:
    """Where no issue is stated: whether somebody is of the profession or method that is."""
    wanted = need.professions_prefer
    if not wanted and not asking.wished:
        return True
    return not asking.wished.isdisjoint(doing.offers) or any(
        asking.vocabulary.is_profession(profession, name)
        for profession in doing.professions
        for name in wanted
    )


def _covers(listing: ListingFacts, doing: Practice, asking: Situation) -> dict[AskedCell, float]:
    found: dict[AskedCell, float] = {}
    for asked in asking.question.asked:
        cell = asked.cell
        names = asking.lexicon.with_ancestors(cell.issue)
        if cell.facet not in doing.facets or not listing.refers_on_for.isdisjoint(names):
            continue
        known = expertise(listing, asking.lexicon.kin(cell.issue))
        found[asked] = cover(known, support(doing.methods, cell.issue, cell.facet, asking.lexicon))
    return found


def named_reason(
    professions: frozenset[str], offers: frozenset[str], asking: Situation
) -> str | None:
    """Whether the professions and methods that are musts are there; for a center, among all."""
    need = asking.need
    if need.professions_must and not any(
        asking.vocabulary.is_profession(own, wanted)
        for own in professions
        for wanted in need.professions_must
    ):
        return Reason.PROFESSION
    return None if set(need.modalities_must) <= offers else Reason.MODALITY


def _is_private(listing: ListingFacts, asking: Situation) -> bool:
    referrer = asking.need.referrer
    return listing.id in asking.silently_out or (
        referrer is not None and referrer.id in listing.does_not_match_with
    )


def _is_stale(listing: ListingFacts, asking: Situation) -> bool:
    confirmed = listing.capacity.confirmed_on
    if confirmed is None or asking.need.include_unconfirmed:
        return False
    return (asking.today - confirmed).days >= asking.thresholds.stale_days


def _takes_any(listing: ListingFacts, need: Need) -> bool:
    return not need.payers or any(takes_payer(listing, payer) for payer in need.payers)
