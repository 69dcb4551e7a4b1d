"""The need of a scenario, and who refers."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from directory.matching.need import (
    FIRST_ISSUE_WEIGHT,
    FURTHER_ISSUE_WEIGHT,
    Kind,
    Mode,
    Need,
    NeedIssue,
    Place,
    Point,
    Referrer,
)
from directory.search.scenario_fields import Fields, ScenarioError
from directory.vocabulary.caution_grammar import Circumstance
from directory.vocabulary.terms import Facet, FacetNeed, Strength

if TYPE_CHECKING:
    from collections.abc import Sequence
    from enum import StrEnum

    from directory.matching.listing import ListingFacts
    from directory.vocabulary.terms import Vocabulary

NO_TOUCH = "no-touch"
JOINT_SESSIONS = "joint-sessions"
DEFAULT_KM = 40.0
COMFORTABLE_KM = 5.0
HALF_KM = 15.0
URGENCY_DAYS = 14

Closed = TypeVar("Closed", bound="StrEnum")


def read_need(scenario: Fields, cast: Sequence[ListingFacts], vocabulary: Vocabulary) -> Need:
    """The need of a scenario; `cast` tells who works in a center that refers."""
    fields = scenario.inner("need")
    if fields is None:
        raise ScenarioError("need is missing; write an object {…}.")
    constraints = set(fields.texts("constraints"))
    referrer = scenario.inner("referrer")
    place = read_place(fields.inner("place"))
    if place is None and referrer is not None:
        place = read_place(referrer.inner("place"))
    refused = fields.texts("avoid")
    return Need(
        issues=_issues(fields, vocabulary),
        ask_facets=_facets(fields, "ask_facets"),
        complement=fields.value("complement") is not False,
        modalities_must=fields.slugs("modalities_must", vocabulary.modalities),
        modalities_prefer=fields.slugs("modalities_prefer", vocabulary.modalities),
        modalities_avoid=(
            *fields.slugs("modalities_avoid", vocabulary.modalities),
            *(slug for slug in refused if slug in vocabulary.modalities),
        ),
        professions_must=fields.slugs("professions_must", vocabulary.professions),
        professions_prefer=fields.slugs("professions_prefer", vocabulary.professions),
        professions_avoid=(
            *fields.slugs("professions_avoid", vocabulary.professions),
            *(slug for slug in refused if slug in vocabulary.professions),
        ),
        place=place,
        region=fields.text_or_none("region") or (place.region if place else None),
        mode=one_of(Mode, fields, "mode", Mode.EITHER),
        max_km=fields.number("max_km", DEFAULT_KM),
        comfortable_km=fields.number("comfortable_km", COMFORTABLE_KM),
        says_how_far=fields.number_or_none("comfortable_km") is not None,
        half_km=fields.number("half_km", HALF_KM),
        payers=fields.texts("payers"),
        payer_must=bool(fields.yes_or_none("payer_must")),
        payers_avoid=fields.texts("payers_avoid"),
        max_fee=fields.number_or_none("max_fee"),
        languages_must=fields.texts("languages_must"),
        languages_prefer=fields.texts("languages_prefer"),
        preferences_must=fields.texts("prefs_must"),
        preferences_prefer=fields.texts("prefs_prefer"),
        access_must=fields.texts("access_must"),
        access_prefer=fields.texts("access_prefer"),
        population=next(iter(fields.texts("population")), None),
        populations_prefer=fields.texts("populations_prefer"),
        no_touch=NO_TOUCH in constraints,
        joint_sessions=bool(fields.yes_or_none("joint_sessions")) or JOINT_SESSIONS in constraints,
        flags=_flags(fields, constraints, vocabulary),
        urgency_days=round(fields.number("urgency_days", URGENCY_DAYS)),
        says_how_soon=fields.number_or_none("urgency_days") is not None,
        exclude=frozenset(fields.texts("exclude")),
        kinds=frozenset(Kind) if fields.value("want") != "center" else frozenset({Kind.CENTER}),
        want_team=fields.value("want") == "team",
        include_unconfirmed=bool(fields.yes_or_none("include_unconfirmed")),
        referrer=_referrer(referrer, cast, vocabulary),
    )


def read_place(fields: Fields | None) -> Place | None:
    """A place with its public point, where it has one."""
    if fields is None:
        return None
    latitude, longitude = fields.number_or_none("lat"), fields.number_or_none("lon")
    point = None if latitude is None or longitude is None else Point(latitude, longitude)
    return Place(
        city=fields.text_or_none("city"),
        region=fields.text_or_none("region"),
        postal_code=fields.text_or_none("postal") or fields.text_or_none("postal_code"),
        point=point,
        uncertainty_km=fields.number("uncertainty_km", 0.0),
    )


def one_of(kind: type[Closed], fields: Fields, key: str, otherwise: Closed) -> Closed:
    """A member of a closed set, or what holds where it is missing."""
    value = fields.text_or_none(key)
    if value is None:
        return otherwise
    try:
        return kind(value)
    except ValueError:
        choices = ", ".join(kind)
        raise ScenarioError(f"{fields.name}.{key} is {value!r}; write one of {choices}.") from None


def _issues(fields: Fields, vocabulary: Vocabulary) -> tuple[NeedIssue, ...]:
    return tuple(
        NeedIssue(
            slug=issue.slug("slug", vocabulary.issues),
            weight=issue.number("weight", FURTHER_ISSUE_WEIGHT if number else FIRST_ISSUE_WEIGHT),
            facets=_facet_needs(issue),
        )
        for number, issue in enumerate(fields.objects("issues"))
    )


def _facet_needs(issue: Fields) -> tuple[FacetNeed, ...] | None:
    if issue.value("facets") is None:
        return None
    stated = (text.partition(":") for text in issue.texts("facets"))
    try:
        return tuple(
            FacetNeed(Facet(facet), Strength(strength or Strength.CORE))
            for facet, _, strength in stated
        )
    except ValueError as problem:
        raise ScenarioError(f"{issue.name}.facets: {problem}; write such as mind:core.") from None


def _facets(fields: Fields, key: str) -> frozenset[Facet] | None:
    if fields.value(key) is None:
        return None
    try:
        return frozenset(map(Facet, fields.texts(key)))
    except ValueError as problem:
        choices = ", ".join(Facet)
        raise ScenarioError(f"{fields.name}.{key}: {problem}; use {choices}.") from None


def _flags(fields: Fields, constraints: set[str], vocabulary: Vocabulary) -> frozenset[str]:
    known = {*vocabulary.flags, *Circumstance}
    flags = fields.slugs("flags", known)
    return frozenset(flags) | constraints.intersection(known)


def _referrer(
    fields: Fields | None, cast: Sequence[ListingFacts], vocabulary: Vocabulary
) -> Referrer | None:
    """Who refers; a center refers with the scope of all its people."""
    if fields is None:
        return None
    listings = {one.id: one for one in cast}
    own = listings.get(fields.text("id"))
    staff = dict.fromkeys((*fields.texts("staff"), *(own.staff if own else ())))
    people = [listings[handle] for handle in staff if handle in listings]
    professions = [
        *fields.slugs("profession", vocabulary.professions),
        *fields.slugs("professions", vocabulary.professions),
        *(profession for one in people for profession in one.professions),
    ]
    return Referrer(
        id=fields.text("id"),
        professions=tuple(dict.fromkeys(professions)),
        modalities=frozenset(fields.mapping("modalities")),
        place=read_place(fields.inner("place")),
        blocked=frozenset(fields.texts("blocked")),
        people=frozenset(staff),
        does_facets=_facets(fields, "does_facets"),
        does_modalities=frozenset(fields.texts("does_modalities")) or None,
    )
