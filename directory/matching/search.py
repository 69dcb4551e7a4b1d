"""Answer a need: the one entry to matching."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.matching import cautions
from directory.matching.answer import Answer, Match
from directory.matching.fingerprint import need_fingerprint
from directory.matching.lexicon import Lexicon
from directory.matching.ranking import rank_listings
from directory.matching.situation import NO_TRUST, situation
from directory.matching.triage import EMPTY, triage
from directory.matching.weights import DEFAULT_WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from directory.matching.candidate import Candidate
    from directory.matching.listing import ListingFacts
    from directory.matching.need import Need
    from directory.matching.ranking import Tier
    from directory.matching.situation import Situation, TrustLookup
    from directory.matching.weights import Weights
    from directory.vocabulary.terms import Vocabulary


@dataclass(frozen=True)
class Index:
    """All listings of one revision, ready to be ranked."""

    listings: Mapping[str, ListingFacts]
    lexicon: Lexicon
    revision: int = 0


def build_index(
    listings: Iterable[ListingFacts], vocabulary: Vocabulary, *, revision: int = 0
) -> Index:
    """An index over listings; their order does not matter."""
    ordered = sorted(listings, key=lambda listing: listing.id)
    return Index({listing.id: listing for listing in ordered}, Lexicon(vocabulary), revision)


def rank(
    index: Index,
    need: Need,
    *,
    today: date,
    trust: TrustLookup = NO_TRUST,
    weights: Weights = DEFAULT_WEIGHTS,
    limit: int | None = None,
    offset: int = 0,
) -> Answer:
    """The ranked, explained answer to a need."""
    said = triage(need, index.lexicon.vocabulary)
    own = None if need.referrer is None else index.listings.get(need.referrer.id)
    asking = situation(
        need, lexicon=index.lexicon, today=today, trust=trust, weights=weights, own_listing=own
    )
    if not said.shows_list:
        return Answer(matches=(), notices=said.notices, gap=asking.question.gap)
    ranked = rank_listings(index.listings.values(), asking)
    matches = [match for tier in ranked.tiers for match in _ordered(tier, asking)]
    last = None if limit is None else offset + limit
    return Answer(
        matches=tuple(_numbered(matches)[offset:last]),
        notices=(*said.notices, *_relaxed(ranked.tiers), *(() if matches else (EMPTY,))),
        gap=asking.question.gap,
        excluded=ranked.excluded,
        total=len(matches),
    )


def _relaxed(tiers: Iterable[Tier]) -> tuple[str, ...]:
    return tuple(f"relaxed:{tier.relaxed}" for tier in tiers if tier.relaxed and tier.candidates)


def _ordered(tier: Tier, asking: Situation) -> list[Match]:
    print_ = need_fingerprint(asking.need)
    year, week, _ = asking.today.isocalendar()

    def key(c):
        cap = c.offer.listing.capacity
        load = min(1.0, cap.recent_30d / max(4 * cap.weekly_new, 1e-9)) if cap.recent_30d else 0
        return (
            -round(c.score - asking.thresholds.load * load, 9),
            hashlib.sha256(f"{c.id}|{year}-W{week:02d}|{print_}".encode()).hexdigest(),
        )

    return [_match(c, tier, asking) for c in sorted(tier.candidates, key=key)]


def _match(candidate: Candidate, tier: Tier, asking: Situation) -> Match:
    offer = candidate.offer
    visit = offer.visit
    return Match(
        id=candidate.id,
        kind=offer.listing.kind,
        rank=0,
        score=candidate.score,
        parts=candidate.parts,
        factors=candidate.factors,
        relaxed=tier.relaxed,
        distance_km=visit.distance_km,
        office=visit.office,
        by_video=visit.by_video,
        covers=tuple(
            asked.cell for asked, covered in offer.covers.items() if covered.value >= 0.25
        ),
        staff={asked.cell: covered.by for asked, covered in offer.covers.items()},
        cautions=cautions.shown(offer.rules),
        trust=candidate.trust,
    )


def _numbered(matches: list[Match]) -> list[Match]:
    from dataclasses import replace

    return [replace(match, rank=number) for number, match in enumerate(matches, start=1)]
