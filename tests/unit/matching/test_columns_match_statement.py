"""The columns answer what the scalar statement says, for thousands of random needs."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pytest

from directory.matching.columns.judging import judged
from directory.matching.columns.placing import Placing, tier_of
from directory.matching.columns.sites import spot_of
from directory.matching.fairness import Contender, Rotation, in_order, is_newcomer, load
from directory.matching.ranking import rank_listings
from directory.matching.search import build_index, rank
from directory.matching.situation import situation
from directory.matching.telling import FACTORS
from tests.support.casting import TODAY, vocabulary
from tests.support.invented_casts import invented_listings, invented_needs, invented_trust

if TYPE_CHECKING:
    from directory.matching.candidate import Candidate
    from directory.matching.columns.scoring import Scored
    from directory.matching.index import Index
    from directory.matching.situation import Situation

LISTINGS = 200
SEEDS = range(1, 7)
MANY_SEEDS, MANY_NEEDS, FEW_LISTINGS = range(1, 11), 200, 100
"""Two thousand needs."""
SAME = 1e-12


@pytest.mark.parametrize("seed", MANY_SEEDS)
def test_the_columns_show_the_same_people_with_the_same_scores(seed: int) -> None:
    listings = invented_listings(FEW_LISTINGS, seed)
    index, trust = build_index(listings, vocabulary()), invented_trust(listings, seed)

    shown = 0
    for need in invented_needs(MANY_NEEDS, seed):
        own = index.listings.get(need.referrer.id) if need.referrer else None
        asking = situation(need, lexicon=index.lexicon, today=TODAY, trust=trust, own_listing=own)
        stated, found = rank_listings(listings, asking), judged(index, asking)

        assert [tier.relaxed for tier in stated.tiers] == [step.relaxed for step in found.steps]
        assert found.half_km == pytest.approx(stated.half_km, rel=SAME)
        for tier, step in zip(stated.tiers, found.steps, strict=True):
            _compare({one.id: one for one in tier.candidates}, step.scored, index, need)
            shown += len(tier.candidates)
    assert shown > MANY_NEEDS / 2


def _compare(stated: dict[str, Candidate], found: Scored, index: Index, need: object) -> None:
    rows = {index.columns.ids[row]: at for at, row in enumerate(found.row)}
    assert rows.keys() == stated.keys(), need
    for name, candidate in stated.items():
        at = rows[name]
        assert found.score[at] == pytest.approx(candidate.score, abs=SAME), (name, need)
        assert found.parts[:, at] == pytest.approx([part.value for part in candidate.parts])
        factors = {factor.name: factor.value for factor in candidate.factors}
        assert found.factors[:, at] == pytest.approx([factors.get(one, 1.0) for one in FACTORS])
        visit = candidate.offer.visit
        assert (visit.office is None and found.office[at] < 0) or visit.office == found.office[at]
        assert visit.by_video == found.by_video[at]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_window_is_the_beginning_of_the_whole_order(seed: int) -> None:
    listings = invented_listings(LISTINGS, seed)
    index = build_index(listings, vocabulary())

    for need in invented_needs(25, seed):
        asking = situation(need, lexicon=index.lexicon, today=TODAY)
        whole = _in_order(index, asking)
        found = judged(index, asking)
        tiers = [tier_of(step.scored, index.columns, asking) for step in found.steps]
        placing = Placing(tiers, index.columns, partial(Rotation.of, TODAY, need))
        for wanted in (1, 3, 5, 20, None):
            places = placing.first(wanted)
            names = [
                (index.columns.ids[found.steps[p.tier].scored.row[p.at]], p.moved) for p in places
            ]
            assert names == whole[: len(names)]
            assert len(names) == (len(whole) if wanted is None else min(wanted, len(whole)))


def _in_order(index: Index, asking: Situation) -> list[tuple[str, object]]:
    """The order as `fairness` states it, over everybody."""
    stated = rank_listings(index.listings.values(), asking)
    contenders = [
        Contender(
            one.id,
            one.score,
            one.offer.fit or 0.0,
            load(one.offer.listing.capacity),
            is_newcomer=is_newcomer(
                one.offer.listing.joined_on,
                TODAY,
                licence_checked=one.offer.listing.licence_checked,
            ),
            widening=number,
        )
        for number, tier in enumerate(stated.tiers)
        for one in tier.candidates
    ]
    placed = in_order(contenders, Rotation.of(TODAY, asking.need))
    return [(one.contender.id, one.moved) for one in placed]


def test_counts_agree_with_what_each_listing_states() -> None:
    listings = invented_listings(LISTINGS, 3)
    index = build_index(listings, vocabulary())

    for need in invented_needs(40, 3):
        found = rank(index, need, today=TODAY)
        shown = [index.houses[index.columns.row_of[match.id]].complete for match in found.matches]
        for name, count in found.filters.items():
            kind, _, slug = name.partition(":")
            if kind == "payer":
                assert count.yes == sum(slug in one.payers for one in shown)
                assert count.no == sum(
                    slug in one.payers_no and slug not in one.payers for one in shown
                )
                assert count.yes + count.no + count.not_stated == len(shown)


def test_a_parts_points_add_up_to_the_score() -> None:
    listings = invented_listings(LISTINGS, 5)
    index, trust = build_index(listings, vocabulary()), invented_trust(listings, 5)

    for need in invented_needs(60, 5):
        for match in rank(index, need, today=TODAY, trust=trust).matches:
            assert sum(part.points for part in match.parts) == pytest.approx(match.score, abs=1e-9)
            assert sum(part.weight for part in match.parts) == pytest.approx(1.0)
            assert 0.0 <= match.score <= 1.0


def test_every_match_has_a_reason_and_at_most_one_unmet_wish() -> None:
    listings = invented_listings(LISTINGS, 6)
    index = build_index(listings, vocabulary())

    for need in invented_needs(60, 6):
        for match in rank(index, need, today=TODAY).matches:
            assert 1 <= len(match.why) <= 3
            assert len(match.missing) <= 1


def test_equal_listings_tie_exactly_wherever_they_stand_in_the_columns() -> None:
    listings = invented_listings(60, 9)
    twins = [replace(one, id=f"{one.id}-{copy}", staff=()) for one in listings for copy in range(3)]
    index = build_index(twins, vocabulary())

    for need in invented_needs(40, 9):
        asking = situation(need, lexicon=index.lexicon, today=TODAY)
        for step in judged(index, asking).steps:
            families: dict[str, set[float]] = {}
            for row, score in zip(step.scored.row, step.scored.score, strict=True):
                name = index.columns.ids[row].rpartition("-")[0]
                families.setdefault(name, set()).add(float(score))
            assert all(len(scores) == 1 for scores in families.values())


def test_distances_of_columns_and_statement_agree() -> None:
    index = build_index(invented_listings(LISTINGS, 4), vocabulary())
    offices = index.ways(TODAY).offices
    with_point = np.arange(offices.with_point)

    for need in invented_needs(30, 4):
        if need.place is None or need.place.point is None:
            continue
        found = offices.distance_km(with_point, spot_of(need.place.point))
        near = set(offices.near(spot_of(need.place.point), 40.0).tolist())
        assert set(np.flatnonzero(found <= 40.0).tolist()) <= near
