"""What somebody works with, the first reason of a match, and which core care they do not give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.matching.answer import Clause
from directory.matching.cover import COVERED, LEVEL
from directory.matching.expertise import ALSO_TREATS, SPECIALTY, TRAINED_IN, dilution
from directory.matching.need import Kind

if TYPE_CHECKING:
    from directory.matching.candidate import Candidate
    from directory.matching.cells import AskedCell
    from directory.matching.listing import ListingFacts
    from directory.matching.situation import Situation

FOCUS = "focus"
TRAINED = "trained"
ALSO = "also"
WIDER = "wider-area"


def issue_reason(candidate: Candidate, asking: Situation) -> Clause | None:
    """How the best covered part of the need is met; a center says who of its people meets what."""
    offer = candidate.offer
    if not offer.covers:
        return None
    if offer.listing.kind is Kind.CENTER:
        return _one_roof(candidate, asking)
    asked, _covered = max(offer.covers.items(), key=lambda item: item[0].weight * item[1].value)
    issue = asked.cell.issue
    relation, listed = relation_to(offer.listing, issue, asking)
    method = _method(candidate, asked, asking)
    if relation is None:
        return Clause("method-alone", {**method, "issue": issue}) if method else None
    facts = {"issue": issue, "listed": listed, **method}
    return Clause(f"{relation}-with-method" if method else relation, facts)


def relation_to(listing: ListingFacts, issue: str, asking: Situation) -> tuple[str | None, str]:
    """How somebody is related to an issue, and through which word: what counted in the score.

    Somebody with a focus on panic and a course in social anxiety works with panic.
    """
    kin = asking.lexicon.kin(issue)
    wider = set(asking.lexicon.with_ancestors(issue)[1:])
    worth = SPECIALTY * dilution(len(listing.specialties))
    counted = [
        (share * kin[name], WIDER if name in wider else relation, name)
        for share, relation, listed in (
            (TRAINED_IN, TRAINED, listing.trained_in),
            (worth, FOCUS, listing.specialties),
            (ALSO_TREATS, ALSO, listing.also_treats),
        )
        for name in listed
        if kin.get(name, 0.0) > 0
    ]
    if not counted:
        return None, ""
    _, relation, listed = max(counted, key=lambda one: one[0])
    return relation, listed


def _method(candidate: Candidate, asked: AskedCell, asking: Situation) -> dict[str, str]:
    """The method that supports a cell best, with the letter of its evidence for the issue."""
    offer, vocabulary = candidate.offer, asking.vocabulary
    methods = offer.works[offer.covers[asked].by].practice.methods
    serving = [
        method
        for method in methods
        if asked.cell.facet in vocabulary.modalities[method].facets_served
    ]
    if not serving:
        return {}
    best = max(
        serving,
        key=lambda method: (
            LEVEL[methods[method]] * asking.lexicon.evidence(method, asked.cell.issue)
        ),
    )
    pair = vocabulary.evidence.get((best, asked.cell.issue))
    letter = "" if pair is None or pair.level is None else pair.level.value
    return {"modality": best, "level": methods[best].value, "letter": letter}


def _one_roof(candidate: Candidate, asking: Situation) -> Clause:
    people: dict[str, dict[str, None]] = {}
    for asked in asking.question.asked:
        if asked in candidate.offer.covers:
            by = candidate.offer.covers[asked].by
            people.setdefault(by, {})[asked.cell.facet.value] = None
    told = "|".join(f"{handle}:{'+'.join(facets)}" for handle, facets in people.items())
    return Clause("one-roof", {"people": told})


def unserved_core(candidate: Candidate, asking: Situation) -> Clause | None:
    """The core part of the need that somebody does not give, where they give only what helps.

    Who was asked for by name, by profession or by method, is not told what they are not.
    """
    core = [asked for asked in asking.question.asked if asked.is_core]
    if not core or any(asked.is_core for asked in candidate.offer.covers):
        return None
    if _asked_for_by_name(candidate, asking):
        return None
    return Clause("core-elsewhere", {"facets": "|".join(dict.fromkeys(a.cell.facet for a in core))})


def _asked_for_by_name(candidate: Candidate, asking: Situation) -> bool:
    wanted = (*asking.need.professions_must, *asking.need.professions_prefer)
    professions = {
        profession
        for one in candidate.offer.works.values()
        for profession in one.practice.professions
    }
    return not asking.wished.isdisjoint(candidate.offer.offers) or any(
        asking.vocabulary.is_profession(profession, name)
        for profession in professions
        for name in wanted
    )


def gap_reason(candidate: Candidate, asking: Situation) -> Clause | None:
    """For a referrer: which part outside their own scope this match covers."""
    gap = asking.question.gap
    if gap is None:
        return None
    facets = [
        asked.cell.facet.value
        for asked, covered in candidate.offer.covers.items()
        if asked.cell in gap.outside and covered.value >= COVERED
    ]
    return Clause("covers-gap", {"facets": "|".join(dict.fromkeys(facets))}) if facets else None
