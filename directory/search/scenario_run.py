"""Run scenarios through the same entry that pages and commands use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from directory.matching.search import build_index, rank
from directory.matching.trust.graph import TrustGraph
from directory.matching.trust.members import Members
from directory.matching.weights import DEFAULT_WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.matching.answer import Answer, Match
    from directory.matching.listing import ListingFacts
    from directory.matching.need import Need
    from directory.matching.situation import TrustLookup
    from directory.matching.weights import Weights
    from directory.search.scenario_file import Scenario
    from directory.vocabulary.terms import Vocabulary

TODAY = date(2026, 3, 2)
"""Scenarios count days back from a fixed Monday, so that they answer the same every day."""
KEPT_EACH_WEEK = 0.75
"""Recent load decays by a quarter each week."""


def run(
    scenario: Scenario, vocabulary: Vocabulary, weights: Weights = DEFAULT_WEIGHTS
) -> dict[str, Any]:
    """The result of a scenario, in the shape that the scoring script describes."""
    cast = scenario.cast
    answers: list[Answer] = []
    for week in range(scenario.times):
        today = TODAY + timedelta(weeks=week)
        answers.append(_answer(scenario, cast, today, vocabulary, weights))
        cast = _a_week_later(cast, answers[-1])
    return {
        "id": scenario.id,
        **_as_result(answers[0]),
        "first_places": [answer.matches[0].id for answer in answers if answer.matches],
    }


def _answer(
    scenario: Scenario,
    cast: tuple[ListingFacts, ...],
    today: date,
    vocabulary: Vocabulary,
    weights: Weights,
) -> Answer:
    # Dates count back from the day of the run: everybody confirms again each week.
    aged = tuple(_moved_to(one, today - TODAY) for one in cast)
    graph = TrustGraph.of(
        [replace(vouch, given_on=vouch.given_on + (today - TODAY)) for vouch in scenario.vouches],
        vocabulary.vouch_bases,
        today,
        Members(standing=scenario.standing),
    )
    return rank(
        build_index(aged, vocabulary),
        scenario.need,
        today=today,
        trust=_viewed(graph, scenario.need),
        weights=weights,
    )


def _viewed(graph: TrustGraph, need: Need) -> TrustLookup:
    """Trust as the referrer sees it, else as clients do."""
    if need.referrer is None:
        return graph.for_clients()
    return graph.view(need.referrer.id, need.referrer.blocked)


def _moved_to(listing: ListingFacts, later: timedelta) -> ListingFacts:
    capacity = listing.capacity
    confirmed = capacity.confirmed_on
    return replace(
        listing,
        capacity=replace(capacity, confirmed_on=confirmed and confirmed + later),
        joined_on=listing.joined_on and listing.joined_on + later,
    )


def _a_week_later(cast: tuple[ListingFacts, ...], answer: Answer) -> tuple[ListingFacts, ...]:
    """The first place accepts; then a week passes."""
    first = answer.matches[0].id if answer.matches else None
    return tuple(_loaded(one, accepted=one.id == first) for one in cast)


def _loaded(listing: ListingFacts, *, accepted: bool) -> ListingFacts:
    capacity = listing.capacity
    recent = (capacity.recent_30d + accepted) * KEPT_EACH_WEEK
    return replace(listing, capacity=replace(capacity, recent_30d=recent))


def _as_result(answer: Answer) -> dict[str, Any]:
    return {
        "ranked": [_as_ranked(match) for match in answer.matches],
        "excluded": dict(answer.excluded),
        "notices": list(answer.notices),
        "gap": _as_gap(answer),
        "team": _as_team(answer),
    }


def _as_ranked(match: Match) -> dict[str, Any]:
    path = match.trust.path if match.trust is not None else ()
    return {
        "id": match.id,
        "score": round(match.score, 6),
        "relaxed": match.relaxed,
        "cautions": [caution.id for caution in match.cautions],
        "path": list(path) or None,
    }


def _as_gap(answer: Answer) -> Mapping[str, list[list[str]]] | None:
    if answer.gap is None:
        return None
    return {
        "inside": [[cell.issue, cell.facet.value] for cell in answer.gap.inside],
        "outside": [[cell.issue, cell.facet.value] for cell in answer.gap.outside],
    }


def _as_team(answer: Answer) -> dict[str, Any] | None:
    team = answer.team
    if team is None:
        return None
    return {
        "members": list(team.members),
        "missing": [[cell.issue, cell.facet.value] for cell in team.missing],
        "joint_feasible": team.joint_feasible,
    }
