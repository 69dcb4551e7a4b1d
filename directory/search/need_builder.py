"""From words as they were read, and choices of a form, to one need; nothing is added to either."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from directory.matching.care_team import HANDS_ON
from directory.matching.criteria import HOME_VISITS
from directory.matching.need import (
    FIRST_ISSUE_WEIGHT,
    FURTHER_ISSUE_WEIGHT,
    Kind,
    Mode,
    Need,
    NeedIssue,
    Referrer,
)
from directory.search.wording import KM_PER_MILE
from directory.vocabulary.rule_terms import RuleTerm
from directory.vocabulary.terms import Facet, Strength

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from directory.matching.listing import ListingFacts
    from directory.matching.need import Place
    from directory.search.reading import ReadWords
    from directory.search.request import SearchRequest
    from directory.vocabulary.terms import Vocabulary

CLIENT_GROUPS = frozenset(
    {"adults", "older-adults", "teens", "children", "infants", "couples-pop", "families"}
)
"""Who the client is: somebody sees them or does not. Every other population is a wish."""

KINDS_OF_WORK = (
    (RuleTerm.MASSAGE_METHODS, RuleTerm.MASSAGE_PEOPLE),
    (RuleTerm.ACUPUNCTURE_METHODS, RuleTerm.ACUPUNCTURE_PEOPLE),
)

ANY_HOUSE = "integrative-center"
"""What every center is called; it tells centers from people, and no center from another."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a need is built in: where the client is, who asks, and what everybody states."""

    vocabulary: Vocabulary
    place: Place | None
    own: ListingFacts | None = None
    listings: Mapping[str, ListingFacts] | None = None


def build_need(read: ReadWords, asked: SearchRequest, setting: Setting) -> Need:
    """The need of this search; `read` is what is left of the words after chips were removed."""
    need = _by_those_who_do_it(_from_words(read, setting.vocabulary), setting.vocabulary)
    need = _with_choices(need, asked, setting)
    need = _with_place(need, reach_km(read, asked), setting)
    need = replace(need, referrer=_referrer(read, asked, setting))
    need = replace(need, exclude=_excluded(need, asked, setting))
    return replace(need, complement=not asked.whole_need)


def weighted_issues(slugs: Iterable[str]) -> tuple[NeedIssue, ...]:
    """Issues in order: the first counts in full, further ones a little less."""
    return tuple(
        NeedIssue(slug, FIRST_ISSUE_WEIGHT if position == 0 else FURTHER_ISSUE_WEIGHT)
        for position, slug in enumerate(dict.fromkeys(slugs))
    )


def own_hands(
    listing: ListingFacts, *, does: Iterable[str] | None, vocabulary: Vocabulary
) -> Referrer:
    """A listed practitioner (or center) as the one who asks; `does` are facets or modalities."""
    facets, modalities = stated_work(does, vocabulary)
    return Referrer(
        id=listing.id,
        professions=listing.professions,
        modalities=frozenset(listing.modalities),
        place=listing.offices[0].place if listing.offices else None,
        people=frozenset(listing.staff),
        does_facets=facets,
        does_modalities=modalities,
    )


def stated_work(
    does: Iterable[str] | None, vocabulary: Vocabulary
) -> tuple[frozenset[Facet] | None, frozenset[str] | None]:
    """What somebody says they do here, as facets and as modalities; None for not a word."""
    if does is None:
        return None, None
    stated = list(does)
    facets = {facet.value for facet in Facet}
    return (
        frozenset(Facet(item) for item in stated if item in facets),
        frozenset(item for item in stated if item in vocabulary.modalities),
    )


def _is_house(slug: str, read: ReadWords, vocabulary: Vocabulary) -> bool:
    """Whether a profession is a kind of center: any center may serve somebody who wants one."""
    return read.wants_center and vocabulary.professions[slug].scope_by_roster


def _from_words(read: ReadWords, vocabulary: Vocabulary) -> Need:
    groups = [slug for slug in read.populations if slug in CLIENT_GROUPS]
    needed = {HOME_VISITS, *vocabulary.rule_terms[RuleTerm.SPOKEN_WITH]}
    return Need(
        issues=weighted_issues(read.issues),
        modalities_prefer=read.modalities,
        modalities_avoid=read.modalities_avoid,
        professions_must=tuple(
            slug for slug in read.professions if not _is_house(slug, read, vocabulary)
        ),
        professions_prefer=tuple(
            slug
            for slug in read.professions
            if slug != ANY_HOUSE and _is_house(slug, read, vocabulary)
        ),
        professions_avoid=read.professions_avoid,
        mode=Mode(read.mode) if read.mode else Mode.EITHER,
        payers=read.payers,
        payers_avoid=read.payers_avoid,
        payer_must=read.payer_must and bool(read.payers),
        max_fee=read.fee_max,
        languages_must=read.languages,
        preferences_prefer=read.preferences,
        access_must=tuple(slug for slug in read.access if slug in needed),
        access_prefer=tuple(slug for slug in read.access if slug not in needed),
        population=groups[0] if groups else None,
        populations_prefer=tuple(slug for slug in read.populations if slug not in groups[:1]),
        no_touch=read.no_touch,
        joint_sessions=read.joint_sessions,
        flags=frozenset(read.flags),
        urgency_days=read.urgency_days or Need().urgency_days,
        says_how_soon=read.urgency_days is not None,
        kinds=frozenset({Kind.CENTER}) if read.wants_center else Need().kinds,
        want_team=read.wants_team,
    )


def _by_those_who_do_it(need: Need, vocabulary: Vocabulary) -> Need:
    """The need, where a method said alone names whoever does the work.

    "Massage for back pain" looks for a massage therapist. "Massage after an assault" does not:
    what belongs to the mind at heart is never answered by work with the body alone.
    """
    terms = vocabulary.rule_terms
    if not terms[RuleTerm.ANY_BODYWORKER].isdisjoint(need.professions_must):
        everybody = _joined(need.professions_must, sorted(terms[RuleTerm.MASSAGE_PEOPLE]))
        return replace(need, professions_must=everybody)
    if _is_of_the_mind(need, vocabulary):
        return need
    for methods, people in KINDS_OF_WORK:
        if _names_only(terms[methods], need):
            who = tuple(sorted(terms[people]))
            return replace(need, professions_must=who, modalities_prefer=())
    return need


def _names_only(methods: frozenset[str], need: Need) -> bool:
    """Whether these methods are all that was said about who should help."""
    others = (need.professions_must, need.professions_prefer, need.want_team)
    wished = need.modalities_prefer
    return (
        bool(wished)
        and methods.issuperset(wished)
        and not any(others)
        and Kind.PERSON in need.kinds
    )


def _is_of_the_mind(need: Need, vocabulary: Vocabulary) -> bool:
    """Whether an issue belongs to the mind at heart and to the body at most beside it."""
    for issue in need.issues:
        core = {
            item.facet
            for item in vocabulary.issues[issue.slug].facets
            if item.strength is Strength.CORE
        }
        if Facet.MIND in core and core.isdisjoint(HANDS_ON):
            return True
    return False


def _with_choices(need: Need, asked: SearchRequest, setting: Setting) -> Need:
    musts, wishes = _musts_and_wishes(asked.access, "access", asked)
    need = _with_population(_with_care(need, asked, setting.vocabulary), asked)
    return replace(
        need,
        kinds=frozenset(Kind(kind) for kind in asked.kinds) or need.kinds,
        mode=Mode(asked.mode) if asked.mode else need.mode,
        payers=_joined(need.payers, [asked.payer] if asked.payer else []),
        payer_must=_has_to_be_paid_so(need, asked),
        max_fee=need.max_fee if asked.max_fee is None else float(asked.max_fee),
        languages_must=_joined(need.languages_must, [asked.language] if asked.language else []),
        preferences_prefer=_joined(need.preferences_prefer, asked.preferences),
        access_must=_joined(need.access_must, musts),
        access_prefer=_joined(need.access_prefer, wishes),
        no_touch=need.no_touch or asked.no_touch,
        joint_sessions=need.joint_sessions or asked.joint,
        professions_must=_joined(need.professions_must, [asked.wants] if asked.wants else []),
        want_team=need.want_team or asked.team,
        include_unconfirmed=asked.include_unconfirmed,
    )


def _has_to_be_paid_so(need: Need, asked: SearchRequest) -> bool:
    """Whether words or form leave no other way to pay, and silence about it is not accepted."""
    named = {*need.payers, asked.payer} - {""}
    accepts_silence = any(f"payer:{slug}" in asked.or_unstated for slug in named)
    return (need.payer_must or asked.payer_must) and not accepts_silence


def _with_care(need: Need, asked: SearchRequest, vocabulary: Vocabulary) -> Need:
    """Ticked kinds of care: facets of the concerns, or professions where none was stated."""
    if not asked.care:
        return need
    if need.issues:
        return replace(need, ask_facets=frozenset(Facet(facet) for facet in asked.care))
    families = {
        family
        for facet in asked.care
        for family in vocabulary.rule_terms[RuleTerm(f"care-{facet}")]
    }
    meant = [slug for slug, item in vocabulary.professions.items() if item.family in families]
    return replace(need, professions_must=_joined(need.professions_must, meant))


def _with_population(need: Need, asked: SearchRequest) -> Need:
    if not asked.population:
        return need
    if asked.population in CLIENT_GROUPS:
        return replace(need, population=asked.population)
    return replace(need, populations_prefer=_joined(need.populations_prefer, [asked.population]))


def _musts_and_wishes(
    chosen: Iterable[str], kind: str, asked: SearchRequest
) -> tuple[list[str], list[str]]:
    """Must-haves, and those that became wishes so that who did not say is shown too."""
    musts: list[str] = []
    wishes: list[str] = []
    for slug in chosen:
        (wishes if f"{kind}:{slug}" in asked.or_unstated else musts).append(slug)
    return musts, wishes


def _with_place(need: Need, max_km: float, setting: Setting) -> Need:
    region = setting.place.region if setting.place else None
    return replace(need, place=setting.place, region=region, max_km=max_km)


def reach_km(read: ReadWords, asked: SearchRequest) -> float:
    """How far the search looks, in km: as the words say, else as the form does."""
    return asked.within * KM_PER_MILE if read.radius_km is None else read.radius_km


def _referrer(read: ReadWords, asked: SearchRequest, setting: Setting) -> Referrer | None:
    does = asked.does if asked.says_does else None
    if setting.own is not None:
        own = own_hands(setting.own, does=does, vocabulary=setting.vocabulary)
        return own if not asked.i_am else replace(own, professions=(asked.i_am,))
    professions = (asked.i_am,) if asked.i_am else read.own_professions
    if not professions or not (asked.for_client or read.is_clinician):
        return None
    facets, modalities = stated_work(does, setting.vocabulary)
    return Referrer(id="", professions=professions, does_facets=facets, does_modalities=modalities)


def _excluded(need: Need, asked: SearchRequest, setting: Setting) -> frozenset[str]:
    """Who says no to what cannot be done without, or to a must of which silence is accepted."""
    access = setting.vocabulary.rule_terms[RuleTerm.NEEDED_TO_COME].intersection(need.access_prefer)
    access |= {slug for slug in need.access_prefer if f"access:{slug}" in asked.or_unstated}
    payers = {slug for slug in need.payers if f"payer:{slug}" in asked.or_unstated}
    if not access and not payers:
        return need.exclude
    return need.exclude | frozenset(
        handle
        for handle, facts in (setting.listings or {}).items()
        if access & facts.access_no or payers & facts.payers_no
    )


def _joined(first: Iterable[str], further: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*first, *further]))
