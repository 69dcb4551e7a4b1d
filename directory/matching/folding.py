"""A center that serves a need through one person who is listed too stands on that person's card.

Listed beside them it would be the same offer twice. It keeps a place of its own where it offers
more than its person does alone: a nearer room, or an earlier step of the search.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from directory.matching.columns.placing import Place
from directory.matching.cover import COVERED
from directory.matching.need import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from directory.matching.need import Need
    from directory.matching.telling import Telling

NEARER_KM = 5.0
"""So much nearer a room is another place to go to: d0 of section 3.2."""
LOOKED_AT = 100
"""So many of the best houses are looked at; nobody reads on to the next."""


def folds(need: Need) -> bool:
    """Whether houses may fold: where people and centers are listed together."""
    return len(need.kinds) == len(Kind)


def folded(telling: Telling) -> dict[str, str]:
    """Each house that stands on somebody's card, and that person, by handle; the best first."""
    places = _houses(telling)
    people = _people(telling, places)
    found = {}
    for place in places:
        if not _may_fold(telling, place, people):
            continue
        offer = telling.offer(place)
        covers = offer.covers.values()
        # Where nobody covers anything well, whoever covers it at all is what the house offers.
        serve = {one.by for one in covers if one.value >= COVERED} or {one.by for one in covers}
        person = next(iter(serve), "")
        alone = len(serve) == 1 and person in people
        if alone and not _offers_more(telling, place, people[person]):
            found[offer.listing.id] = person
    return found


def _may_fold(telling: Telling, house: Place, people: Mapping[str, Place]) -> bool:
    """Whether somebody in the house could carry it: quick, and only the rest is looked at closely.

    Whoever covers something in a house works there, so a house that offers more than each of its
    people in the results stays, whatever they cover.
    """
    return any(
        one in people and not _offers_more(telling, house, people[one])
        for one in _workers(telling, house)
    )


def _workers(telling: Telling, house: Place) -> list[str]:
    return [one.id for one in telling.house(house).people]


def _offers_more(telling: Telling, house: Place, person: Place) -> bool:
    """Whether a house is an offer of its own beside its person: found sooner, or nearer.

    A higher score alone is none: it may come from what others in the house speak or accept.
    """
    steps = telling.judged.steps
    there, here = steps[house.tier].scored, steps[person.tier].scored
    room, own = float(there.distance_km[house.at]), float(here.distance_km[person.at])
    # An unknown distance (a visit by video) is not a number: whatever is known is then nearer.
    is_nearer = not math.isnan(room) and not own - room <= NEARER_KM
    return house.tier < person.tier or is_nearer


def _houses(telling: Telling) -> list[Place]:
    """Where the best centers stand among the results."""
    listings = telling.index.columns
    found: list[Place] = []
    for tier, step in enumerate(telling.judged.steps):
        houses = np.flatnonzero(listings.is_center[step.scored.row])
        best = houses[np.argsort(-step.scored.score[houses], kind="stable")]
        found += [Place(tier, at) for at in best[: LOOKED_AT - len(found)].tolist()]
    return found


def _people(telling: Telling, houses: Iterable[Place]) -> dict[str, Place]:
    """Where everybody stands who works in a house of the results and is listed."""
    wanted = {one for house in houses for one in _workers(telling, house)}
    return dict(_standing(telling, wanted))


def _standing(telling: Telling, wanted: set[str]) -> Iterator[tuple[str, Place]]:
    row_of = telling.index.columns.row_of
    rows = {row_of[one]: one for one in wanted if one in row_of}
    if not rows:
        return
    for tier, step in enumerate(telling.judged.steps):
        at = np.flatnonzero(np.isin(step.scored.row, list(rows)))
        for number in at.tolist():
            yield rows[int(step.scored.row[number])], Place(tier, number)
