"""One listing judged for one need: the best visit to it, what is covered by whom, and the score.

This is the scalar statement of the model; the vectorised index has to agree with it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from directory.matching import criteria
from directory.matching.answer import Factor, Part, TrustView
from directory.matching.centers import lateness
from directory.matching.cover import COVERED, LEVEL, issue_fit
from directory.matching.eligibility import (
    Reason,
    Work,
    must_reason,
    named_reason,
    personal_reason,
    work,
)
from directory.matching.need import Kind
from directory.matching.visits import visits
from directory.matching.weights import ROUNDING, Component

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from directory.matching.cells import AskedCell
    from directory.matching.centers import House
    from directory.matching.listing import ListingFacts, ModalityLevel
    from directory.matching.situation import Situation
    from directory.matching.visits import Reach, Visit
    from directory.vocabulary.caution_grammar import CautionRule

    Doing = Callable[[ListingFacts, Visit, Situation], Work | str]

FIT_GATE = "fit-gate"
PREFERS_NOT = "prefers-not"
HOLD = "hold"
ADAPT = "adapt"


@dataclass(frozen=True, slots=True)
class Covered:
    """How well a cell is covered, and by whom."""

    value: float
    by: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A listing in one visit before distance is weighed: everybody who may work, and the fit."""

    listing: ListingFacts
    visit: Visit
    works: Mapping[str, Work]
    """Who would do what; for a person just themselves."""
    covers: Mapping[AskedCell, Covered]
    fit: float | None
    """None where the need states no issue."""
    rules: tuple[CautionRule, ...]
    holds: bool
    adapts_all: bool
    offers: Mapping[str, ModalityLevel]
    """The methods of everybody who would work, at their best level."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An offer with its score."""

    offer: Offer
    parts: tuple[Part, ...]
    factors: tuple[Factor, ...]
    score: float
    trust: TrustView

    @property
    def id(self) -> str:
        """The listing's handle."""
        return self.offer.listing.id


def offers(
    house: House,
    asking: Situation,
    reach: Reach,
) -> tuple[Offer, ...] | str:
    """Every way in which a listing may be offered, or the reason why there is none."""
    need, listing = asking.need, house.complete
    if listing.kind not in need.kinds:
        return Reason.KIND
    # A center that states no openings of its own is as open as its people, who are asked below.
    reason = personal_reason(house.own, asking) or must_reason(
        listing, need, payer_must=reach.payer_must
    )
    if reason is not None:
        return reason
    found: list[Offer] = []
    reason = Reason.DISTANCE if reach.in_person else Reason.NO_VIDEO
    for visit in visits(listing, need, reach):
        offer = offer_in(house, visit, asking)
        if isinstance(offer, str):
            reason = offer
        else:
            found.append(offer)
    return tuple(found) or reason


def offer_in(house: House, visit: Visit, asking: Situation, does: Doing = work) -> Offer | str:
    """What a listing may offer in one visit, or the reason why nothing.

    Whether it may be offered at all is the business of `offers`. `does` tells what `work` tells;
    one that remembers spares whoever asks about many houses of the same people.
    """
    listing = house.complete
    works = _works(house, visit, asking, does)
    if isinstance(works, str):
        return works
    methods = _best_levels(works)
    professions = {own for one in works.values() for own in one.practice.professions}
    if listing.kind is Kind.CENTER:
        professions.update(listing.professions)
    reason = named_reason(frozenset(professions), frozenset(methods), asking)
    if reason is not None:
        return reason
    covers = _best_covers(works)
    fit = _fit(covers, asking, everything=listing.kind is Kind.CENTER)
    if fit is not None and fit < asking.thresholds.least_fit - ROUNDING:
        return Reason.LITTLE_FIT
    active = _active(works, covers)
    return Offer(
        listing=_as_open_as_those_who_serve(listing, house, works, covers),
        visit=visit,
        works=works,
        covers=covers,
        fit=fit,
        rules=tuple(rule for one in active for rule in one.bearing.rules),
        holds=all(one.bearing.holds for one in active),
        adapts_all=all(one.bearing.adapts_all for one in active),
        offers=methods,
    )


def _works(house: House, visit: Visit, asking: Situation, does: Doing) -> dict[str, Work] | str:
    if house.own.kind is Kind.PERSON:
        done = does(house.own, visit, asking)
        return done if isinstance(done, str) else {house.own.id: done}
    found: dict[str, Work] = {}
    for there in house.at_work:
        reason = personal_reason(there, asking) or must_reason(there, asking.need, payer_must=False)
        done = reason or does(there, visit, asking)
        if not isinstance(done, str):
            found[there.id] = done
    return found or Reason.NOBODY


def _best_levels(works: Mapping[str, Work]) -> dict[str, ModalityLevel]:
    found: dict[str, ModalityLevel] = {}
    for one in works.values():
        for method, level in one.practice.offers.items():
            found[method] = max(found.get(method, level), level, key=LEVEL.__getitem__)
    return found


def _best_covers(works: Mapping[str, Work]) -> dict[AskedCell, Covered]:
    found: dict[AskedCell, Covered] = {}
    for handle, one in works.items():
        for asked, value in one.covers.items():
            if asked not in found or value > found[asked].value:
                found[asked] = Covered(value, handle)
    return found


def _fit(
    covers: Mapping[AskedCell, Covered], asking: Situation, *, everything: bool
) -> float | None:
    """A person is measured on what they may serve, a center on all that is asked."""
    if not asking.question.has_cells:
        return None
    measured = {asked: covered.value for asked, covered in covers.items()}
    if everything:
        measured = {asked: measured.get(asked, 0.0) for asked in asking.question.asked}
    return issue_fit(measured, thresholds=asking.thresholds)


def _as_open_as_those_who_serve(
    listing: ListingFacts,
    house: House,
    works: Mapping[str, Work],
    covers: Mapping[AskedCell, Covered],
) -> ListingFacts:
    """A center with the openings of whoever is free first among those who cover what is asked.

    They are who covers a cell best and well; where nobody does it well, who does it best; where
    nothing is measured by cells, everybody who may work.
    """
    if listing.kind is Kind.PERSON:
        return listing
    best = covers.values()
    well = {one.by for one in best if one.value >= COVERED - ROUNDING}
    serve = well or {one.by for one in best} or works.keys()
    openings = (person.capacity for person in house.people if person.id in serve)
    return replace(listing, capacity=min(openings, key=lateness))


def _active(works: Mapping[str, Work], covers: Mapping[AskedCell, Covered]) -> tuple[Work, ...]:
    """The people whose work is what is offered: those who cover a cell best."""
    chosen = dict.fromkeys(covered.by for covered in covers.values())
    return tuple(works[handle] for handle in chosen) or tuple(works.values())


def score(offer: Offer, asking: Situation, *, half_km: float) -> Candidate:
    """The parts of a score and the factors on the whole; the parts' points add up to it."""
    trust = _trust(offer, asking)
    values = _values(offer, asking, trust, half_km=half_km)
    factors = _factors(offer, asking)
    product = math.prod(factor.value for factor in factors)
    parts = tuple(
        Part(component, values[component], weight, weight * values[component] * product)
        for component, weight in asking.weights.items()
    )
    return Candidate(offer, parts, factors, math.fsum(part.points for part in parts), trust)


def _values(
    offer: Offer, asking: Situation, trust: TrustView, *, half_km: float
) -> dict[Component, float]:
    need, listing = asking.need, offer.listing
    vocabulary = asking.vocabulary
    compute = {
        Component.ISSUE: lambda: offer.fit or 0.0,
        Component.MODALITY: lambda: criteria.modality(offer.offers, need, vocabulary),
        Component.PROXIMITY: lambda: criteria.proximity(offer.visit, need, half_km=half_km),
        Component.PAY: lambda: criteria.pay(listing, need),
        Component.LANGUAGE: lambda: criteria.language(listing, need),
        Component.PREFERENCE: lambda: criteria.preference(listing, need, vocabulary),
        Component.TRUST: lambda: criteria.trust(trust.value),
        Component.AVAILABILITY: lambda: criteria.availability(
            listing.capacity, urgency_days=need.urgency_days, today=asking.today
        ),
        Component.COLLABORATION: lambda: criteria.collaboration(listing.acceptance),
    }
    return {component: compute[component]() for component in asking.weights}


def _factors(offer: Offer, asking: Situation) -> tuple[Factor, ...]:
    limits = asking.thresholds
    found: list[Factor] = []
    if offer.fit is not None:
        found.append(Factor(FIT_GATE, min(1.0, offer.fit / limits.full_fit)))
    if prefers_not(offer.listing, asking):
        found.append(Factor(PREFERS_NOT, limits.prefers_not))
    if offer.holds:
        found.append(Factor(HOLD, limits.hold))
    if offer.adapts_all:
        found.append(Factor(ADAPT, limits.adapt))
    return tuple(found)


def prefers_not(listing: ListingFacts, asking: Situation) -> bool:
    """Whether somebody would rather not take this issue, method or population."""
    need = asking.need
    names = {name for issue in need.issues for name in asking.lexicon.with_ancestors(issue.slug)}
    names |= asking.wished | set(need.populations_prefer) | {need.population or ""}
    return not listing.prefers_not.isdisjoint(names)


def _trust(offer: Offer, asking: Situation) -> TrustView:
    """Trust in the listing; a center is trusted as the most trusted of those who would work."""
    handles = dict.fromkeys((offer.listing.id, *offer.works))
    views = (asking.trust.get(handle) or TrustView() for handle in handles)
    return max(views, key=lambda view: view.value)
