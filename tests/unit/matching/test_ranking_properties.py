"""What holds for every need: order of input, irrelevant listings, wishes, blocked people."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest

from directory.matching.listing import LanguageLevel, ListingFacts, Office
from directory.matching.need import Need, Place, Referrer
from directory.matching.search import build_index, rank
from tests.support.casting import TODAY, need, person, vocabulary
from tests.support.invented_casts import invented_listings, invented_needs, invented_trust

SEEDS = (21, 22, 23)


def shown(listings: list[ListingFacts], need: Need) -> list[tuple[str, float]]:
    index = build_index(listings, vocabulary())
    return [(m.id, m.score) for m in rank(index, need, today=TODAY).matches]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_input_does_not_matter(seed: int) -> None:
    listings = invented_listings(120, seed)

    for asked in invented_needs(12, seed):
        assert shown(listings, asked) == shown(listings[::-1], asked)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_irrelevant_listing_changes_nobody_elses_place(seed: int) -> None:
    listings = invented_listings(120, seed)
    intruders = [
        person("000", focus=["torticollis"]),
        person("zzz", "massage-therapist", focus=["lactation"], listed=False),
        person("mmm", focus=["depression", "ocd"], licenses=()),
    ]

    for asked in invented_needs(12, seed):
        before = shown(listings, asked)
        after = shown([*listings, *intruders], asked)
        if not {"000", "zzz", "mmm"} & {name for name, _ in after}:
            assert after == before


@pytest.mark.parametrize("seed", SEEDS)
def test_blocked_people_never_appear_in_any_way(seed: int) -> None:
    listings = invented_listings(120, seed)
    blocked = frozenset(one.id for one in listings[::3])

    for asked in invented_needs(12, seed):
        asking = asked.referrer or Referrer("somebody", ("massage-therapist",))
        hidden = replace(asked, referrer=replace(asking, blocked=blocked), complement=False)
        found = rank(build_index(listings, vocabulary()), hidden, today=TODAY)
        for match in found.matches:
            assert match.id not in blocked
            assert blocked.isdisjoint(match.staff.values())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("part", "withdrawn"),
    [
        ("pay", {"payers": (), "payer_must": False, "max_fee": None}),
        ("modality", {"modalities_prefer": (), "modalities_must": ()}),
        ("language", {"languages_prefer": (), "languages_must": ()}),
    ],
)
def test_a_wish_withdrawn_takes_its_points_with_it(
    seed: int, part: str, withdrawn: dict[str, Any]
) -> None:
    index = build_index(invented_listings(120, seed), vocabulary())

    for asked in invented_needs(25, seed):
        plain = replace(asked, **withdrawn)
        for match in rank(index, plain, today=TODAY).matches:
            assert part not in {one.name for one in match.parts}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_wish_that_is_met_never_lowers_whoever_meets_it(seed: int) -> None:
    index = build_index(invented_listings(120, seed), vocabulary())

    for asked in invented_needs(25, seed):
        plain = replace(asked, languages_prefer=(), languages_must=())
        wished = replace(plain, languages_prefer=("en",))
        before = {match.id: match.score for match in rank(index, plain, today=TODAY).matches}
        for match in rank(index, wished, today=TODAY).matches:
            speaks = index.houses[index.columns.row_of[match.id]].complete.languages.get("en")
            if speaks in {LanguageLevel.NATIVE, LanguageLevel.FLUENT} and match.id in before:
                assert match.score >= before[match.id] - 1e-12


def test_the_same_need_has_the_same_answer_twice() -> None:
    listings = invented_listings(120, 24)
    index, trust = build_index(listings, vocabulary()), invented_trust(listings, 24)

    for asked in invented_needs(20, 24):
        first, second = (rank(index, asked, today=TODAY, trust=trust) for _ in range(2))
        assert list(first.matches) == list(second.matches)
        assert first.notices == second.notices


def test_true_ties_turn_from_week_to_week() -> None:
    index = build_index([person(name, focus=["grief"]) for name in "abcdef"], vocabulary())
    asked = need("grief")

    firsts = {
        rank(index, asked, today=TODAY + timedelta(weeks=week)).matches[0].id for week in range(8)
    }
    in_a_week = {
        rank(index, asked, today=TODAY + timedelta(days=day)).matches[0].id for day in range(7)
    }

    assert len(firsts) > 1
    assert len(in_a_week) == 1


def test_no_fact_that_ranking_sees_holds_a_hidden_address() -> None:
    # A listing has only public points: there is no field in which a door could travel.
    assert {field.name for field in fields(Office)} == {"place", "is_area", "center"}
    assert {field.name for field in fields(Place)} == {
        "city",
        "region",
        "postal_code",
        "point",
        "uncertainty_km",
    }
    assert not {f.name for f in fields(ListingFacts)} & {"address", "street", "exact", "latitude"}
