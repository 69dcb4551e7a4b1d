"""Rank a list of listings for a need: strict matches first, then widened ones, each tier in order.

The scalar statement of the whole; `directory.matching.search` answers the same from the index.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.matching import criteria
from directory.matching.candidate import offers, score
from directory.matching.centers import house
from directory.matching.eligibility import SILENT
from directory.matching.visits import strict_reach
from directory.matching.weights import ROUNDING
from directory.matching.widening import widened

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from directory.matching.candidate import Candidate, Offer
    from directory.matching.centers import House
    from directory.matching.listing import ListingFacts
    from directory.matching.situation import Situation
    from directory.matching.visits import Reach
    from directory.matching.widening import Relaxation


@dataclass(frozen=True, slots=True)
class Tier:
    """The candidates that one step of widening brought, in no order yet."""

    candidates: tuple[Candidate, ...]
    relaxed: Relaxation | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """Tiers in order, and why everybody else is out."""

    tiers: tuple[Tier, ...]
    excluded: Mapping[str, str]
    half_km: float


def rank_listings(listings: Iterable[ListingFacts], asking: Situation) -> Ranked:
    """Everybody who may be shown, by tiers of widening."""
    everybody = {listing.id: listing for listing in listings}
    pool = [house(listing, everybody) for listing in everybody.values()]
    reach = strict_reach(asking.need)
    found, excluded = _offered(pool, asking, reach)
    half_km = half_distance(found.values(), asking)
    tiers = [Tier(tuple(_best(each, asking, half_km) for each in found.values()))]
    shown = set(found)
    for relaxed, wider in widened(asking.need, reach):
        if enough(tiers, asking):
            break
        rest = [one for one in pool if one.own.id not in shown]
        found, excluded = _offered(rest, asking, wider)
        shown |= set(found)
        tiers.append(Tier(tuple(_best(each, asking, half_km) for each in found.values()), relaxed))
    return Ranked(tuple(tiers), excluded, half_km)


def enough(tiers: Sequence[Tier], asking: Situation) -> bool:
    """Whether there are enough good results to stop widening."""
    limits = asking.thresholds
    good = limits.good - ROUNDING
    found = sum(one.score >= good for tier in tiers for one in tier.candidates)
    return found >= limits.enough


def half_distance(found: Iterable[Sequence[Offer]], asking: Situation) -> float:
    """The distance over which closeness halves: as stated, else as dense as the area is."""
    if asking.need.half_km is not None:
        return asking.need.half_km
    nearest = [
        min(distances)
        for each in found
        if (distances := [o.visit.sure_km for o in each if o.visit.sure_km is not None])
    ]
    return criteria.adaptive_half_km(nearest)


def _offered(
    pool: Iterable[House],
    asking: Situation,
    reach: Reach,
) -> tuple[dict[str, tuple[Offer, ...]], dict[str, str]]:
    found: dict[str, tuple[Offer, ...]] = {}
    excluded: dict[str, str] = {}
    for one in pool:
        result = offers(one, asking, reach)
        if isinstance(result, tuple):
            found[one.own.id] = result
        elif result not in SILENT:
            excluded[one.own.id] = str(result)
    return found, excluded


def _best(each: Sequence[Offer], asking: Situation, half_km: float) -> Candidate:
    """The visit that suits best; offices come before video where both suit alike."""
    scored = [score(offer, asking, half_km=half_km) for offer in each]
    return max(scored, key=lambda candidate: candidate.score)
