"""What recognition made of the words, as this package works with it, less what was set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.search.reading import PAYER_ONLY, ReadWords

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from directory.vocabulary.understanding import PlaceMention, Understanding

DAYS: Mapping[str, int] = {
    "today": 1,
    "tomorrow": 2,
    "this-week": 7,
    "soon": 7,
    "next-week": 14,
    "next-month": 30,
}
"""How soon somebody wishes to be seen, in days, by the slug of the timing they spoke of."""

NEAR_ME = "near me"


def as_read(
    understood: Understanding, without: Iterable[str], *, radius_km: float | None = None
) -> ReadWords:
    """The understanding without what was set aside ("issue:grief", "not-payer:aetna")."""
    gone = frozenset(without)
    avoid = understood.avoid
    return ReadWords(
        issues=_left("issue", understood.issues, gone),
        modalities=_left("modality", understood.modalities, gone),
        modalities_avoid=_left("not-modality", avoid.modalities, gone),
        professions=_left("profession", understood.professions, gone),
        professions_avoid=_left("not-profession", avoid.professions, gone),
        populations=_left("population", understood.populations, gone),
        payers=_left("payer", understood.payers, gone),
        payers_avoid=_left("not-payer", avoid.payers, gone),
        languages=_left("language", understood.languages, gone),
        access=_left("access", understood.access, gone),
        preferences=_left("preference", understood.preferences, gone),
        flags=_left("flag", understood.flags, gone),
        mode=next(iter(_left("mode", understood.mode, gone)), None),
        wants_center=_wishes("center", understood.kind, gone),
        wants_team=_wishes("team", understood.kind, gone),
        no_touch=_wishes("no-touch", understood.constraints, gone),
        joint_sessions=_wishes("joint-sessions", understood.constraints, gone),
        fee_max=None if "wish:fee" in gone else understood.fee_max,
        payer_must=understood.payer_must and f"wish:{PAYER_ONLY}" not in gone,
        urgency_days=None if "wish:soon" in gone else _days(understood.timing),
        place=_place(understood.place, gone),
        is_clinician=understood.referrer_profession is not None,
        own_professions=tuple(
            item for item in (understood.referrer_profession,) if item is not None
        ),
        crisis=understood.crisis,
        perhaps=understood.perhaps,
        name=understood.name or "",
        radius_km=None if "wish:radius" in gone else radius_km,
        not_understood=understood.not_understood,
    )


def _left(kind: str, slugs: Iterable[str], gone: AbstractSet[str]) -> tuple[str, ...]:
    return tuple(slug for slug in slugs if f"{kind}:{slug}" not in gone)


def _wishes(slug: str, slugs: Iterable[str], gone: AbstractSet[str]) -> bool:
    return slug in slugs and f"wish:{slug}" not in gone


def _days(timings: Iterable[str]) -> int | None:
    return min((DAYS[timing] for timing in timings if timing in DAYS), default=None)


def _place(mentions: Iterable[PlaceMention], gone: AbstractSet[str]) -> str:
    """The first place as words that can be looked up; a guessed state is left to the look-up."""
    for mention in mentions:
        words = _words_of(mention)
        if words and f"place:{words}" not in gone:
            return words
    return ""


def _words_of(mention: PlaceMention) -> str:
    if mention.near_me:
        return NEAR_ME
    if mention.postal:
        return mention.postal
    if mention.city:
        known = mention.region and not mention.assumed_region
        return f"{mention.city}, {mention.region}" if known else mention.city
    return mention.region or ""
