"""The answer of `directory match --json`: the contract that other people's scripts stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from directory.search.cards import openings_of
from directory.search.listing_lines import credential_line, place_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from directory.matching.answer import (
        Answer,
        Match,
        Team,
        ThreeValuedCount,
    )
    from directory.matching.need import Cell, Need, Place
    from directory.search.cards import CardContext

UNCONFIRMED = None
"""`confirmed_days_ago` of somebody who never confirmed: not a number of days."""


def answer_document(
    answer: Answer, context: CardContext, *, parse: Mapping[str, Any], took_ms: float
) -> dict[str, Any]:
    """The whole document (DESIGN.md section 6); `points` of a result add up to its `score`."""
    return {
        "need": dict(parse),
        "notices": list(answer.notices),
        "gap": None
        if answer.gap is None
        else {"inside": _cells(answer.gap.inside), "outside": _cells(answer.gap.outside)},
        "results": [_result(match, context) for match in answer.matches],
        "counts": {
            "profession": dict(answer.professions),
            "filters": {name: _count(count) for name, count in answer.filters.items()},
        },
        "team": None if answer.team is None else _team(answer.team, context),
        "total": answer.total,
        "took_ms": round(took_ms, 2),
    }


def need_document(need: Need, parse: Mapping[str, Any]) -> dict[str, Any]:
    """The parse of the words with what the options added, in the fields of the evaluation."""
    listed = {
        "issues": [issue.slug for issue in need.issues],
        "modalities": [*need.modalities_must, *need.modalities_prefer],
        "professions": [*need.professions_must, *need.professions_prefer],
        "payers": list(need.payers),
        "preferences": [*need.preferences_must, *need.preferences_prefer],
        "access": [*need.access_must, *need.access_prefer],
        "languages": [*need.languages_must, *need.languages_prefer],
    }
    document = dict(parse)
    for name, slugs in listed.items():
        known = list(document.get(name, []))
        together = [*known, *(slug for slug in slugs if slug not in known)]
        if together:
            document[name] = together
    if need.place is not None:
        document["place"] = [_place_document(need.place)]
    return document


def _place_document(place: Place) -> dict[str, Any]:
    if place.postal_code:
        return {"postal": place.postal_code}
    return {"city": place.city, "region": place.region} if place.city else {"region": place.region}


def _result(match: Match, context: CardContext) -> dict[str, Any]:
    listing = context.listings[match.id]
    explain = context.explain
    return {
        "rank": match.rank,
        "slug": match.id,
        "kind": match.kind.value,
        "name": listing.name,
        "profession": listing.professions[0] if listing.professions else None,
        "credentials": credential_line(listing),
        "place": _place(match, context),
        "distance_km": None if match.distance_km is None else round(match.distance_km, 2),
        "by_video": match.by_video,
        "score": match.score,
        "parts": [
            {"name": part.name, "value": part.value, "weight": part.weight, "points": part.points}
            for part in match.parts
        ],
        "factors": [{"name": factor.name, "value": factor.value} for factor in match.factors],
        "moved": match.moved,
        "relaxed": match.relaxed,
        "why": [explain(clause) for clause in match.why],
        "missing": [explain(clause) for clause in match.missing],
        "not_known": [explain(clause) for clause in match.not_known],
        "why_not_higher": [explain(clause) for clause in match.why_not_higher],
        "cautions": list(_cautions(match, for_clinician=context.for_clinician)),
        "trust": _trust(match),
        "availability": _availability(match, context),
        "covers": _cells(match.covers),
        "also_at": list(match.also_at),
        "staff": [[cell.issue, cell.facet.value, who] for cell, who in match.staff.items() if who],
    }


def _cautions(match: Match, *, for_clinician: bool) -> Iterator[dict[str, str]]:
    """The cautions that have words for who reads; not all concern clients."""
    for caution in match.cautions:
        text = caution.text_for_clinician if for_clinician else caution.text_for_client
        if text:
            yield {"id": caution.id, "severity": caution.severity, "text": text}


def _place(match: Match, context: CardContext) -> str | None:
    places = context.listings[match.id].places
    if match.by_video or not places:
        return None
    office = match.office if match.office is not None and match.office < len(places) else 0
    return place_line(places[office], context.say)


def _trust(match: Match) -> dict[str, Any] | None:
    view = match.trust
    if view is None:
        return None
    return {
        "value": view.value,
        "path": list(view.path) or None,
        "basis": list(view.basis),
        "routes": view.routes,
    }


def _availability(match: Match, context: CardContext) -> dict[str, Any]:
    availability = openings_of(match, context.listings)
    confirmed = availability.confirmed_on
    return {
        "status": availability.status,
        "wait_days": availability.wait_days,
        "confirmed_days_ago": UNCONFIRMED
        if confirmed is None
        else max(0, (context.today - confirmed).days),
    }


def _count(count: ThreeValuedCount) -> dict[str, int]:
    return {"yes": count.yes, "no": count.no, "not_stated": count.not_stated}


def _team(team: Team, context: CardContext) -> dict[str, Any]:
    return {
        "members": list(team.members),
        "steps": [
            {
                "member": step.member,
                "cells": _cells(step.cells),
                "cleared_by": step.cleared_by,
                "why": [context.explain(clause) for clause in step.why],
            }
            for step in team.steps
        ],
        "missing": _cells(team.missing),
        "joint_feasible": team.joint_feasible,
        "why": [context.explain(clause) for clause in team.why],
    }


def _cells(cells: tuple[Cell, ...]) -> list[list[str]]:
    return [[cell.issue, cell.facet.value] for cell in cells]
