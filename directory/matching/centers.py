"""A center as its people make it: what it states itself, and where it is silent, what they state.

A center covers a need cell only through a person who passes every filter themselves
(MATCHING.md 3.6.1); what is merged here is the rest: places, languages, payment, openings.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from directory.matching.criteria import stated_access
from directory.matching.listing import CapacityStatus, LanguageLevel
from directory.matching.need import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from directory.matching.listing import Capacity, ListingFacts

_FLUENCY = list(LanguageLevel)
_READINESS = (
    CapacityStatus.OPEN,
    CapacityStatus.WAITLIST,
    CapacityStatus.NOT_STATED,
    CapacityStatus.CLOSED,
)
_LONGEST_WAIT = 10_000
"""Days; a wait that nobody stated counts as this one."""
_DAYS = date.max.toordinal() + 1


@dataclass(frozen=True)
class House:
    """A listing as it is ranked: what it states, what its people complete, and who they are."""

    own: ListingFacts
    complete: ListingFacts
    """For a person the same as `own`."""
    people: tuple[ListingFacts, ...] = ()

    @cached_property
    def at_work(self) -> tuple[ListingFacts, ...]:
        """Its people as they work here, put together when it is first looked at."""
        return tuple(in_house(person, self.own) for person in self.people)


def house(listing: ListingFacts, listings: Mapping[str, ListingFacts]) -> House:
    """A listing with its people, where it is a center."""
    if listing.kind is Kind.PERSON:
        return House(listing, listing)
    people = current_people(listing, listings)
    return House(listing, with_people(listing, people), people)


def current_people(
    center: ListingFacts, listings: Mapping[str, ListingFacts]
) -> tuple[ListingFacts, ...]:
    """The center's people who are listed now, in the center's own order."""
    found = (listings.get(handle) for handle in dict.fromkeys(center.staff))
    return tuple(person for person in found if person is not None and person.listed)


def with_people(center: ListingFacts, people: Sequence[ListingFacts]) -> ListingFacts:
    """The center's facts, completed by its people's where it is silent."""
    return replace(
        center,
        offices=center.offices or tuple(office for one in people for office in one.offices),
        telehealth_regions=center.telehealth_regions
        or frozenset().union(*(one.telehealth_regions for one in people)),
        payers=center.payers or frozenset().union(*(one.payers for one in people)),
        fee=center.fee if center.fee is not None else _least(people, "fee"),
        sliding_min=center.sliding_min
        if center.sliding_min is not None
        else _least(people, "sliding_min"),
        languages=_languages(center, people),
        preferences=center.preferences.union(*(one.preferences for one in people)),
        access=stated_access(center).union(*map(stated_access, people)),
        populations=_populations(center, people),
        populations_focus=center.populations_focus.union(
            *(one.populations_focus for one in people)
        ),
        capacity=_capacity(center, people),
        joint_sessions=_joint_sessions(center, people),
    )


def in_house(person: ListingFacts, center: ListingFacts) -> ListingFacts:
    """Somebody as they work in a center: its rooms, languages and access are theirs there."""
    return replace(
        person,
        languages={**center.languages, **person.languages},
        preferences=person.preferences | center.preferences,
        access=stated_access(person) | stated_access(center),
        populations=person.populations or center.populations,
        populations_no=person.populations_no | center.populations_no,
    )


def _least(people: Sequence[ListingFacts], fact: str) -> float | None:
    stated = [value for one in people if (value := getattr(one, fact)) is not None]
    return min(stated, default=None)


def _languages(center: ListingFacts, people: Sequence[ListingFacts]) -> dict[str, LanguageLevel]:
    found: dict[str, LanguageLevel] = {}
    for one in (center, *people):
        for code, level in one.languages.items():
            found[code] = min(found.get(code, level), level, key=_FLUENCY.index)
    return found


def _populations(center: ListingFacts, people: Sequence[ListingFacts]) -> frozenset[str] | None:
    if center.populations:
        return center.populations
    return frozenset().union(*(one.populations or () for one in people)) or None


def _capacity(center: ListingFacts, people: Sequence[ListingFacts]) -> Capacity:
    """The openings of the person who is free first; what a house says of itself opens no door.

    That it takes nobody now is believed.
    """
    if center.capacity.status is CapacityStatus.CLOSED or not people:
        return center.capacity
    return min((one.capacity for one in people), key=lateness)


def lateness(capacity: Capacity) -> int:
    """How late somebody is free, as one number: status, then wait, then when it was confirmed."""
    wait = _LONGEST_WAIT if capacity.wait_days is None else min(capacity.wait_days, _LONGEST_WAIT)
    confirmed = 0 if capacity.confirmed_on is None else capacity.confirmed_on.toordinal()
    ready = _READINESS.index(capacity.status)
    return (ready * (_LONGEST_WAIT + 1) + wait) * _DAYS + _DAYS - 1 - confirmed


def _joint_sessions(center: ListingFacts, people: Sequence[ListingFacts]) -> bool | None:
    if center.joint_sessions is not None:
        return center.joint_sessions
    stated = {one.joint_sessions for one in people}
    if True in stated:
        return True
    return False if stated == {False} else None
