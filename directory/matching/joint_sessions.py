"""Whether two practitioners can hold a session together: yes, possibly, or no.

MATCHING.md sections 4 and 3.6.7. Sharing a roof is not enough: both must offer it, be licensed
where it happens, reach a place together, and have time in the same week. What nobody stated
leaves it possible (None).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from directory.matching.distance import distance_km

if TYPE_CHECKING:
    from collections.abc import Iterable

    from directory.matching.listing import Office, WeeklySlot

MOST_KM_BETWEEN_PLACES = 2.0


@dataclass(frozen=True, slots=True)
class JointTerms:
    """On what terms somebody joins a session: offered or not, where, licensed where, and when."""

    offers: bool | None = None
    """None where it was not stated: joint sessions are an offer, so silence is not one."""
    offices: tuple[Office, ...] = ()
    licensed_in: frozenset[str] = frozenset()
    slots: tuple[WeeklySlot, ...] = ()


UNSTATED = JointTerms()


def joint_feasible(one: JointTerms, other: JointTerms) -> bool | None:
    """Whether two people can hold a session together; None where it is possible, not certain."""
    if one.offers is not True or other.offers is not True:
        return False
    return _all_of(_share_a_place(one, other), _share_a_time(one.slots, other.slots))


def joint_feasible_in_center(people: Iterable[JointTerms], center: JointTerms) -> bool | None:
    """Whether two people of one center can: its rooms are theirs, their hours still must overlap.

    Where somebody is silent about joint sessions or hours, the center's own word counts.
    """
    at_home = [_in_center(person, center) for person in people]
    return any_of(
        False
        if one.offers is not True or other.offers is not True
        else _share_a_time(one.slots, other.slots)
        for one, other in combinations(at_home, 2)
    )


def any_of(answers: Iterable[bool | None]) -> bool | None:
    """True where one is true, else None where one is open, else False."""
    known = set(answers)
    if True in known:
        return True
    return None if None in known else False


def _all_of(*answers: bool | None) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


def _in_center(person: JointTerms, center: JointTerms) -> JointTerms:
    return replace(
        person,
        offers=center.offers if person.offers is None else person.offers,
        slots=person.slots or center.slots,
    )


def _share_a_place(one: JointTerms, other: JointTerms) -> bool | None:
    return any_of(
        _near_enough(here, there)
        for here in one.offices
        for there in other.offices
        if _both_licensed(one, other, here) and _both_licensed(one, other, there)
    )


def _both_licensed(one: JointTerms, other: JointTerms, office: Office) -> bool:
    region = office.place.region
    return region is not None and region in one.licensed_in and region in other.licensed_in


def _near_enough(here: Office, there: Office) -> bool | None:
    if here.center is not None and here.center == there.center:
        return True
    if _is_unsure(here) or _is_unsure(there):
        # A distance from the middle of a town would say nothing about two doors.
        return False
    if here.place.point is None or there.place.point is None:
        return None
    return distance_km(here.place.point, there.place.point) <= MOST_KM_BETWEEN_PLACES


def _is_unsure(office: Office) -> bool:
    return office.is_area or office.place.uncertainty_km > 0


def _share_a_time(one: Iterable[WeeklySlot], other: Iterable[WeeklySlot]) -> bool | None:
    mine, theirs = tuple(one), tuple(other)
    if not mine or not theirs:
        return None
    return any(_overlap(a, b) for a in mine for b in theirs)


def _overlap(a: WeeklySlot, b: WeeklySlot) -> bool:
    return a.weekday == b.weekday and max(a.start_minute, b.start_minute) < min(
        a.end_minute, b.end_minute
    )
