"""Answer a need: the one entry to matching."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from directory.matching.answer import Answer
from directory.matching.columns.judging import judged
from directory.matching.columns.placing import Placing, tier_of
from directory.matching.fairness import Rotation
from directory.matching.folding import folded, folds
from directory.matching.index import Index, build_index
from directory.matching.safe_asking import safely_asked
from directory.matching.situation import NO_TRUST, situation
from directory.matching.telling import Excluded, Matches, Telling
from directory.matching.together import Pairs, Together
from directory.matching.triage import EMPTY, triage
from directory.matching.weights import DEFAULT_WEIGHTS

if TYPE_CHECKING:
    from datetime import date

    from directory.matching.columns.judging import Judged
    from directory.matching.need import Need
    from directory.matching.situation import TrustLookup
    from directory.matching.weights import Weights

__all__ = ["Index", "build_index", "rank"]


def rank(  # noqa: PLR0913  # the one entry: each keyword is a thing of its own
    index: Index,
    need: Need,
    *,
    today: date,
    trust: TrustLookup = NO_TRUST,
    weights: Weights = DEFAULT_WEIGHTS,
    limit: int | None = None,
    offset: int = 0,
    folds_houses: bool = False,
) -> Answer:
    """The ranked, explained answer to a need.

    `matches` holds the window from `offset`, all of them without a `limit`; `total` says how
    many there are. Notices for immediate danger come first; where a list would harm there is
    none. With `folds_houses` a center that serves through one listed person is neither listed
    nor counted: it stands at that person's match (`also_at`).
    """
    said = triage(need, index.lexicon.vocabulary)
    need, set_aside = safely_asked(need, index.lexicon, index.listings.values())
    own = None if need.referrer is None else index.listings.get(need.referrer.id)
    asking = situation(
        need, lexicon=index.lexicon, today=today, trust=trust, weights=weights, own_listing=own
    )
    if not said.shows_list:
        return Answer(matches=(), notices=said.notices, gap=asking.question.gap)
    telling = Telling(index, asking, judged(index, asking))
    if folds_houses and folds(need):
        telling = _with_houses_folded(telling)
    found = telling.judged
    tiers = [tier_of(step.scored, index.columns, asking, index.loops) for step in found.steps]
    placing = Placing(tiers, index.columns, lambda: Rotation.of(today, need))
    places = placing.first(None if limit is None else offset + limit)
    professions, filters = index.count(found)
    together = Together(telling, placing)
    return Answer(
        matches=Matches(telling, places, offset),
        notices=(
            *said.notices,
            *set_aside,
            *_relaxed(found),
            *(() if placing.total else (EMPTY,)),
        ),
        gap=asking.question.gap,
        excluded=Excluded(telling),
        professions=professions,
        filters=filters,
        team=together.team if need.want_team else None,
        pairs=Pairs(together),
        total=placing.total,
    )


def _with_houses_folded(telling: Telling) -> Telling:
    """The search judged again without the houses that stand on somebody's card."""
    houses = folded(telling)
    if not houses:
        return telling
    asking = replace(telling.asking, silently_out=telling.asking.silently_out.union(houses))
    # Who is out changes which results there are, and not what any of those who stay offers.
    return Telling(
        telling.index,
        asking,
        judged(telling.index, asking),
        folded=houses,
        opened=telling.opened,
        worked=telling.worked,
        done=telling.done,
    )


def _relaxed(found: Judged) -> tuple[str, ...]:
    return tuple(
        f"relaxed:{step.relaxed}" for step in found.steps if step.relaxed and len(step.scored)
    )
