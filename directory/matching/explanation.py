"""Why this match: clauses over stored facts, three reasons, one honest gap, what is not known.

Nothing is generated: every clause is a template (`templates`) filled with what somebody stated
and the network checked. MATCHING.md section 6.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.matching import criteria
from directory.matching.answer import Clause
from directory.matching.cover import LEVEL, evidence
from directory.matching.explained_issue import gap_reason, issue_reason, unserved_core
from directory.matching.listing import CapacityStatus
from directory.matching.weights import Component
from directory.vocabulary.rule_terms import RuleTerm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from directory.matching.answer import Match, Part, TrustView
    from directory.matching.candidate import Candidate, Offer
    from directory.matching.listing import ListingFacts
    from directory.matching.need import Need
    from directory.matching.situation import Situation

REASONS = 3
WORTH_SAYING = 0.5
"""A part below half of what it could be is no reason."""
OLD_DAYS = 90
LONG_WAIT_DAYS = 28
"""A wait that is told as a minus even where nobody said how soon it should begin."""


@dataclass(frozen=True, slots=True)
class Explained:
    """The clauses of one match."""

    why: tuple[Clause, ...]
    missing: tuple[Clause, ...]
    not_known: tuple[Clause, ...]


def explained(candidate: Candidate, asking: Situation) -> Explained:
    """Up to three reasons (at least one), at most one unmet wish, and what nobody stated."""
    return Explained(
        why=_why(candidate, asking),
        missing=tuple(_missing(candidate, asking))[:1],
        not_known=tuple(_not_known(candidate, asking)),
    )


def why_not_higher(candidate: Candidate | Match, above: Candidate | Match) -> Clause | None:
    """What would change the place: the part in which the one above gains most, if any."""
    own = {part.name: part for part in candidate.parts}
    gains = [(part.points - own[part.name].points, part.name) for part in above.parts]
    most, name = max(gains, default=(0.0, ""))
    return Clause(f"higher-{name}") if most > 0 else None


def _why(candidate: Candidate, asking: Situation) -> tuple[Clause, ...]:
    """The strongest parts as facts; what matters most is said first."""
    reasons = {
        Component.ISSUE: issue_reason,
        Component.MODALITY: _modality,
        Component.PROXIMITY: _proximity,
        Component.PAY: _pay,
        Component.LANGUAGE: _language,
        Component.PREFERENCE: _preference,
        Component.TRUST: _trust,
        Component.AVAILABILITY: _availability,
        Component.COLLABORATION: _collaboration,
    }
    found: list[Clause] = []
    for part in sorted(candidate.parts, key=_strength):
        clause = reasons[Component(part.name)](candidate, asking) if _is_reason(part) else None
        if clause is not None:
            found.append(clause)
    gap = gap_reason(candidate, asking)
    if gap is not None:
        found.insert(1, gap)
    return tuple(found[:REASONS]) or (_in_scope(candidate, asking),)


def _strength(part: Part) -> tuple[bool, float]:
    # What they work with opens the sentence, however near they are.
    return part.name != Component.ISSUE, -part.weight * part.value


def _is_reason(part: Part) -> bool:
    return part.name in {Component.ISSUE, Component.TRUST} or part.value >= WORTH_SAYING


def _in_scope(candidate: Candidate, asking: Situation) -> Clause:
    served = {facet for one in candidate.offer.works.values() for facet in one.practice.facets}
    asked = served & asking.question.facets or served
    return Clause("in-scope", {"facets": "|".join(sorted(asked))})


def _modality(candidate: Candidate, asking: Situation) -> Clause | None:
    offers = candidate.offer.offers
    wished = [method for method in sorted(asking.wished) if method in offers]
    if not wished:
        return None
    best = max(wished, key=lambda method: LEVEL[offers[method]])
    letters = [evidence(asking.vocabulary, best, issue) for issue in asking.question.issues]
    facts = {"modality": best, "level": offers[best].value, "letter": _letter(letters)}
    return Clause("offers-method", facts)


def _letter(values: list[float]) -> str:
    # Words for evidence never say more than the letter of the issue itself.
    return {1.0: "A", 0.75: "B", 0.4: "C"}.get(max(values, default=0.0), "")


def _proximity(candidate: Candidate, asking: Situation) -> Clause | None:
    visit = candidate.offer.visit
    if visit.by_video:
        return Clause("by-video", {"region": visit.region or ""})
    if visit.at_home:
        return Clause("at-home")
    if visit.distance_km is None:
        return None
    place = asking.need.place
    town = place.city if place is not None else None
    if town is None:
        return Clause("distance", {"km": visit.distance_km})
    return Clause("distance-from", {"km": visit.distance_km, "town": town})


def _pay(candidate: Candidate, asking: Situation) -> Clause | None:
    listing, need = candidate.offer.listing, asking.need
    taken = [payer for payer in need.payers if criteria.takes_payer(listing, payer)]
    if taken:
        return Clause("takes-payer", {"payer": taken[0]})
    if need.max_fee is None or listing.currency != need.currency:
        return None
    if listing.fee is not None and listing.fee <= need.max_fee:
        return Clause("fee-within", {"fee": listing.fee, "currency": listing.currency})
    if listing.sliding_min is not None and listing.sliding_min <= need.max_fee:
        return Clause("fee-sliding", {"fee": listing.sliding_min, "currency": listing.currency})
    return None


def _language(candidate: Candidate, asking: Situation) -> Clause | None:
    languages = criteria.spoken(candidate.offer.listing)
    wished = (*asking.need.languages_must, *asking.need.languages_prefer)
    spoken = [code for code in wished if code in languages]
    if not spoken:
        return None
    return Clause("speaks", {"language": spoken[0], "fluency": languages[spoken[0]].value})


def _preference(candidate: Candidate, asking: Situation) -> Clause | None:
    met = [
        (kind, slug)
        for kind, slug in criteria.wishes(asking.need)
        if criteria.wish_met(candidate.offer.listing, kind, slug, asking.vocabulary) == 1.0
    ]
    if not met:
        return None
    kind, slug = met[0]
    return Clause(f"wish-{kind}", {kind: slug} if slug else {})


def _trust(candidate: Candidate, _: Situation) -> Clause | None:
    trust = candidate.trust
    if trust.value <= criteria.TRUST_FLOOR:
        return None
    if not trust.path:
        return Clause("vouched-for")
    facts: dict[str, str | int | float] = {
        "path": "|".join(trust.path),
        "basis": "|".join(trust.basis),
        "others": max(0, trust.routes - 1),
    }
    return Clause(_trust_key(trust), facts)


def _trust_key(trust: TrustView) -> str:
    return "trust-direct" if len(trust.path) == len(("viewer", "practitioner")) else "trust-path"


def _availability(candidate: Candidate, asking: Situation) -> Clause | None:
    capacity = candidate.offer.listing.capacity
    if capacity.wait_days is None or capacity.status is not CapacityStatus.OPEN:
        return None
    if capacity.confirmed_on is None:
        return Clause("openings", {"days": capacity.wait_days})
    ago = criteria.confirmed_days(capacity, today=asking.today)
    return Clause("openings-confirmed", {"days": capacity.wait_days, "ago": ago})


def _collaboration(candidate: Candidate, _: Situation) -> Clause | None:
    acceptance = candidate.offer.listing.acceptance
    if not acceptance.closed_loop:
        return None
    facts = {"closed": acceptance.closed_loop, "asked": acceptance.asked}
    return Clause("reports-back", facts)


def _missing(candidate: Candidate, asking: Situation) -> Iterator[Clause]:
    """Wishes that are known not to be met, the heaviest first; the answer shows the first."""
    core = unserved_core(candidate, asking)
    if core is not None:
        yield core
    unmet: Mapping[str, Callable[[Candidate, Situation], Clause | None]] = {
        Component.MODALITY: _without_method,
        Component.PAY: _unpayable,
        Component.LANGUAGE: _without_language,
        Component.PREFERENCE: _against_wish,
        Component.PROXIMITY: _far,
        Component.AVAILABILITY: _waits,
    }
    for part in sorted(candidate.parts, key=lambda part: -part.weight * (1.0 - part.value)):
        clause = unmet[part.name](candidate, asking) if part.name in unmet else None
        if clause is not None:
            yield clause


def _is_said_by_another(method: str, candidate: Candidate, asking: Situation) -> bool:
    """Whether a method that names a whole kind of work is offered in one of its forms."""
    terms, modalities = asking.vocabulary.rule_terms, asking.vocabulary.modalities
    general = terms[RuleTerm.MASSAGE_METHODS] | terms[RuleTerm.COUPLE_METHODS]
    family = modalities[method].family
    return method in general and any(
        modalities[one].family == family for one in candidate.offer.offers
    )


def _without_method(candidate: Candidate, asking: Situation) -> Clause | None:
    lacking = [
        method
        for method in sorted(asking.wished)
        if method not in candidate.offer.offers
        and not _is_said_by_another(method, candidate, asking)
    ]
    return Clause("no-method", {"modality": lacking[0]}) if lacking else None


def _unpayable(candidate: Candidate, asking: Situation) -> Clause | None:
    listing, need = candidate.offer.listing, asking.need
    answers = [criteria.takes_payer(listing, payer) for payer in need.payers]
    if answers and not any(answers) and answers.count(False) == len(answers):
        return Clause("no-payer", {"payer": need.payers[0]})
    over = need.max_fee is not None and listing.fee is not None and listing.fee > need.max_fee
    sliding = listing.sliding_min is not None and listing.sliding_min <= (need.max_fee or 0)
    if over and not sliding and not any(answers):
        return Clause("over-budget", {"fee": listing.fee or 0, "currency": listing.currency})
    return None


def _without_language(candidate: Candidate, asking: Situation) -> Clause | None:
    stated = criteria.spoken(candidate.offer.listing)
    lacking = [code for code in asking.need.languages_prefer if code not in stated]
    return Clause("no-language", {"language": lacking[0]}) if stated and lacking else None


def _against_wish(candidate: Candidate, asking: Situation) -> Clause | None:
    for kind, slug in criteria.wishes(asking.need):
        if criteria.wish_met(candidate.offer.listing, kind, slug, asking.vocabulary) == 0.0:
            return Clause(f"no-{kind}", {kind: slug} if slug else {})
    return None


def _far(candidate: Candidate, asking: Situation) -> Clause | None:
    visit, need = candidate.offer.visit, asking.need
    enough_km = min(need.comfortable_km, need.max_km) if need.says_how_far else need.max_km
    if visit.sure_km is None or visit.by_video or visit.sure_km <= enough_km:
        return None
    return Clause("far", {"km": visit.distance_km or 0.0})


def _waits(candidate: Candidate, asking: Situation) -> Clause | None:
    capacity = candidate.offer.listing.capacity
    if capacity.status is CapacityStatus.WAITLIST:
        return Clause("waiting-list")
    wait, need = capacity.wait_days, asking.need
    enough_days = need.urgency_days if need.says_how_soon else LONG_WAIT_DAYS
    if wait is not None and wait > enough_days:
        return Clause("long-wait", {"days": wait})
    return None


def _not_known(candidate: Candidate, asking: Situation) -> Iterator[Clause]:
    """What was asked and nobody stated; never worded as a no."""
    listing, need, offer = candidate.offer.listing, asking.need, candidate.offer
    yield from _payment_not_known(listing, need)
    for kind, slug in criteria.wishes(need):
        value = criteria.wish_met(listing, kind, slug, asking.vocabulary)
        if value == criteria.WISH_UNKNOWN:
            yield Clause(f"unknown-{kind}", {kind: slug} if slug else {})
    if need.languages_prefer and not criteria.spoken(listing):
        yield Clause("unknown-language")
    yield from _openings_not_known(offer, asking)
    if need.place is not None and offer.visit.office is not None and offer.visit.sure_km is None:
        yield Clause("unknown-distance")
    if need.population is not None and listing.populations is None:
        yield Clause("unknown-ages")


def _payment_not_known(listing: ListingFacts, need: Need) -> Iterator[Clause]:
    for payer in need.payers:
        if criteria.takes_payer(listing, payer) is None:
            yield Clause("unknown-payer", {"payer": payer})
    if need.max_fee is not None and listing.fee is None and listing.sliding_min is None:
        yield Clause("unknown-fee")


def _openings_not_known(offer: Offer, asking: Situation) -> Iterator[Clause]:
    capacity = offer.listing.capacity
    if capacity.status is CapacityStatus.NOT_STATED:
        yield Clause("unknown-openings")
    elif capacity.wait_days is None:
        yield Clause("unknown-wait")
    elif capacity.confirmed_on is None:
        yield Clause("unconfirmed")
    elif (ago := criteria.confirmed_days(capacity, today=asking.today)) >= OLD_DAYS:
        yield Clause("confirmed-long-ago", {"ago": ago})
