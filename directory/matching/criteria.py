"""The components of a score, each a value in [0, 1] (MATCHING.md section 3.2).

What is not known of somebody counts at a stated default: never as yes, and never as no.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from directory.matching.cover import LEVEL
from directory.matching.listing import CapacityStatus, LanguageLevel
from directory.matching.need import Mode
from directory.matching.weights import Component

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from directory.matching.listing import Acceptance, Capacity, ListingFacts, ModalityLevel
    from directory.matching.need import Need
    from directory.matching.visits import Visit
    from directory.vocabulary.terms import Vocabulary

SAME_FAMILY = 0.3

VIDEO_WISHED = 1.0
VIDEO_ACCEPTED = 0.8
HOME_VISIT = 0.9
DISTANCE_UNKNOWN = 0.25
DEFAULT_HALF_KM = 15.0
HALF_KM_BOUNDS = (5.0, 60.0)
NEAREST_FOR_HALF = 10

IN_NETWORK = 1.0
SLIDING_SCALE = 0.9
OVER_BUDGET = 0.8
SUPERBILL = 0.35
PAY_UNKNOWN = 0.3

LANGUAGE: Mapping[LanguageLevel, float] = {
    LanguageLevel.NATIVE: 1.0,
    LanguageLevel.FLUENT: 1.0,
    LanguageLevel.CONVERSATIONAL: 0.6,
    LanguageLevel.INTERPRETER: 0.4,
}
LANGUAGE_UNKNOWN = 0.1

WISH_UNKNOWN = 0.25
POPULATION_SEEN = 0.7

WAIT_HALF_DAYS = 14.0
CONFIRMED_HALF_DAYS = 180.0
WAIT_UNKNOWN = 0.5
WAITLIST_AT_MOST = 0.35
CONFIRMED_UNKNOWN_DAYS = 90

TRUST_FLOOR = 0.10

ADULTS = "adults"
HOME_VISITS = "home-visits"
SIGNS, SIGN_LANGUAGE = "asl", "ase"
CHINESE, MANDARIN = "zh", "cmn"
SELF_PAY = "self-pay"
SLIDING = "sliding-scale"
PRO_BONO = "pro-bono"
OUT_OF_NETWORK = "out-of-network"


def asked_components(need: Need) -> frozenset[Component]:
    """The components that a need asks for; the others drop out of everybody's score."""
    wished = {
        Component.ISSUE: bool(need.issues),
        Component.MODALITY: bool(need.modalities_must or need.modalities_prefer),
        Component.PROXIMITY: _asks_for_nearness(need),
        Component.PAY: bool(need.payers) or need.max_fee is not None,
        Component.LANGUAGE: bool(need.languages_must or need.languages_prefer),
        Component.PREFERENCE: bool(wishes(need)),
        Component.TRUST: True,
        Component.AVAILABILITY: True,
        Component.COLLABORATION: need.referrer is not None,
    }
    return frozenset(component for component, asked in wished.items() if asked)


def _asks_for_nearness(need: Need) -> bool:
    if need.mode is Mode.TELEHEALTH:
        return True
    place = need.place
    return place is not None and (place.point is not None or place.city is not None)


def modality(methods: Mapping[str, ModalityLevel], need: Need, vocabulary: Vocabulary) -> float:
    """The mean over wished methods: their level, 0.3 for another of the family, else 0."""
    wished = (*need.modalities_must, *need.modalities_prefer)
    families = {vocabulary.modalities[method].family for method in methods}
    values = [_wished(method, methods, families, vocabulary) for method in wished]
    return math.fsum(values) / len(values)


def _wished(
    method: str,
    methods: Mapping[str, ModalityLevel],
    families: set[str],
    vocabulary: Vocabulary,
) -> float:
    if method in methods:
        return LEVEL[methods[method]]
    return SAME_FAMILY if vocabulary.modalities[method].family in families else 0.0


def proximity(visit: Visit, need: Need, *, half_km: float) -> float:
    """1 up to the comfortable distance, then halving every `half_km`; video as it is wished."""
    if visit.by_video:
        return VIDEO_WISHED if need.mode is Mode.TELEHEALTH else VIDEO_ACCEPTED
    if visit.at_home:
        return HOME_VISIT
    if visit.sure_km is None:
        return DISTANCE_UNKNOWN
    return closeness(visit.sure_km, comfortable_km=need.comfortable_km, half_km=half_km)


def closeness(sure_km: float, *, comfortable_km: float, half_km: float) -> float:
    """2^(-(d' - d0) / h) beyond the comfortable distance d0."""
    return float(2.0 ** (-max(0.0, sure_km - comfortable_km) / half_km))


def adaptive_half_km(sure_distances: Iterable[float]) -> float:
    """The median distance to the ten nearest, 5 to 60 km: short in town, long in the hills."""
    nearest = sorted(sure_distances)[:NEAREST_FOR_HALF]
    if not nearest:
        return DEFAULT_HALF_KM
    middle = len(nearest) // 2
    median = nearest[middle] if len(nearest) % 2 else (nearest[middle - 1] + nearest[middle]) / 2
    lowest, highest = HALF_KM_BOUNDS
    return min(max(median, lowest), highest)


def pay(listing: ListingFacts, need: Need) -> float:
    """The best way to pay: in network, a fee within the budget, a sliding fee, a superbill."""
    by_payer = max((_payer(listing, payer) for payer in need.payers), default=0.0)
    by_fee = 0.0 if need.max_fee is None else _fee(listing, need.max_fee, need.currency)
    return max(by_payer, by_fee)


def takes_payer(listing: ListingFacts, payer: str) -> bool | None:
    """Whether somebody takes a way to pay; None where they did not say."""
    if payer in listing.payers:
        return True
    if payer in listing.payers_no:
        return False
    stated = {
        SELF_PAY: True,
        SLIDING: None if listing.sliding_min is None else True,
        PRO_BONO: True if 0 in (listing.fee, listing.sliding_min) else None,
        OUT_OF_NETWORK: listing.superbill,
    }
    return stated.get(payer)


def _payer(listing: ListingFacts, payer: str) -> float:
    takes = takes_payer(listing, payer)
    if takes:
        return IN_NETWORK
    otherwise = PAY_UNKNOWN if takes is None else 0.0
    return max(otherwise, SUPERBILL if listing.superbill else 0.0)


def _fee(listing: ListingFacts, budget: float, currency: str) -> float:
    if listing.currency != currency:
        return PAY_UNKNOWN
    sliding = listing.sliding_min is not None and listing.sliding_min <= budget
    if listing.fee is None:
        return SLIDING_SCALE if sliding else PAY_UNKNOWN
    if listing.fee <= budget:
        return 1.0
    over = (listing.fee - budget) / budget if budget > 0 else math.inf
    return max(SLIDING_SCALE if sliding else 0.0, OVER_BUDGET * max(0.0, 1.0 - over))


def stated_access(listing: ListingFacts) -> frozenset[str]:
    """What somebody says of access, also by other facts.

    A stated radius says that they make home visits, and American Sign Language is both a
    language and an access need.
    """
    implied = set()
    if listing.home_visit_km is not None:
        implied.add(HOME_VISITS)
    if SIGN_LANGUAGE in listing.languages:
        implied.add(SIGNS)
    return listing.access | implied


def spoken(listing: ListingFacts) -> Mapping[str, LanguageLevel]:
    """The languages somebody works in, under every code that they are asked for by.

    "Chinese" without more is Mandarin (CLDR); Cantonese is a language of its own.
    """
    found = dict(listing.languages)
    if SIGNS in listing.access:
        found.setdefault(SIGN_LANGUAGE, LanguageLevel.FLUENT)
    for code, other in ((CHINESE, MANDARIN), (MANDARIN, CHINESE)):
        if code in listing.languages:
            found.setdefault(other, listing.languages[code])
    return found


def language(listing: ListingFacts, need: Need) -> float:
    """The mean over the asked languages of how well they are spoken."""
    wished = dict.fromkeys((*need.languages_must, *need.languages_prefer))
    languages = spoken(listing)
    otherwise = 0.0 if languages else LANGUAGE_UNKNOWN
    values = [LANGUAGE[languages[code]] if code in languages else otherwise for code in wished]
    return math.fsum(values) / len(values)


def wishes(need: Need) -> tuple[tuple[str, str], ...]:
    """The explicit wishes of a need that are not musts, as (kind, slug)."""
    found = [("preference", slug) for slug in need.preferences_prefer]
    found += [("access", slug) for slug in need.access_prefer]
    found += [("population", slug) for slug in need.populations_prefer]
    found += [("profession", slug) for slug in need.professions_prefer]
    if need.population is not None and need.population != ADULTS:
        found.append(("population", need.population))
    if need.joint_sessions:
        found.append(("joint-sessions", ""))
    return tuple(dict.fromkeys(found))


def preference(listing: ListingFacts, need: Need, vocabulary: Vocabulary) -> float:
    """The share of explicit wishes that somebody meets."""
    values = [wish_met(listing, kind, slug, vocabulary) for kind, slug in wishes(need)]
    return math.fsum(values) / len(values)


def wish_met(listing: ListingFacts, kind: str, slug: str, vocabulary: Vocabulary) -> float:
    """How far one wish is met: 1 yes, 0 no, a quarter where they did not say."""
    match kind:
        case "preference":
            return _three_valued(slug, yes=listing.preferences, no=listing.preferences_no)
        case "access":
            return _three_valued(slug, yes=stated_access(listing), no=listing.access_no)
        case "population":
            return _population(listing, slug)
        case "profession":
            wanted = any(vocabulary.is_profession(own, slug) for own in listing.professions)
            return 1.0 if wanted else 0.0
        case _:
            answer = listing.joint_sessions
            return WISH_UNKNOWN if answer is None else float(answer)


def _three_valued(slug: str, *, yes: frozenset[str], no: frozenset[str]) -> float:
    if slug in yes:
        return 1.0
    return 0.0 if slug in no else WISH_UNKNOWN


def _population(listing: ListingFacts, slug: str) -> float:
    if slug in listing.populations_focus:
        return 1.0
    if listing.populations is not None and slug in listing.populations:
        return POPULATION_SEEN
    return 0.0 if slug in listing.populations_no else WISH_UNKNOWN


def availability(capacity: Capacity, *, urgency_days: int, today: date) -> float:
    """1 where the wait is within the target, halving every 14 days; and it ages by itself."""
    if capacity.wait_days is None:
        value = WAIT_UNKNOWN
    else:
        value = float(2.0 ** (-max(0, capacity.wait_days - urgency_days) / WAIT_HALF_DAYS))
    if capacity.status is CapacityStatus.NOT_STATED:
        value = min(value, WAIT_UNKNOWN)
    if capacity.status is CapacityStatus.WAITLIST:
        value = min(value, WAITLIST_AT_MOST)
    return value * float(2.0 ** (-confirmed_days(capacity, today=today) / CONFIRMED_HALF_DAYS))


def confirmed_days(capacity: Capacity, *, today: date) -> int:
    """How long ago openings were confirmed; a default where no date is known."""
    if capacity.confirmed_on is None:
        return CONFIRMED_UNKNOWN_DAYS
    return max(0, (today - capacity.confirmed_on).days)


def collaboration(acceptance: Acceptance) -> float:
    """(closed loops + 1) / (asked + 2): Laplace's estimate of how often somebody reports back."""
    return (min(acceptance.closed_loop, acceptance.asked) + 1) / (acceptance.asked + 2)


def trust(value: float) -> float:
    """Trust as it counts: strangers are not zeroed."""
    return max(TRUST_FLOOR, value)
