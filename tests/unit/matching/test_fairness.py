"""The order among near ties: load, newcomers, the week's turn, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.matching.fairness import (
    LOAD_WEIGHT,
    Contender,
    Moved,
    Placed,
    Rotation,
    in_order,
    is_newcomer,
    load,
    sort_key,
)
from directory.matching.listing import Capacity
from directory.matching.need import Need, NeedIssue

TODAY = date(2026, 3, 2)
THIS_WEEK = Rotation.of(TODAY, Need())


def one(name: str, score: float, load_: float = 0.0, **more: object) -> Contender:
    return replace(Contender(name, score, issue_fit=0.8, load=load_), **more)  # type: ignore[arg-type]


def names(placed: tuple[Placed, ...]) -> list[str]:
    return [each.contender.id for each in placed]


def moves(placed: tuple[Placed, ...]) -> dict[str, Moved | None]:
    return {each.contender.id: each.moved for each in placed}


def test_load_is_the_share_of_stated_openings_that_is_taken() -> None:
    assert load(Capacity(weekly_new=1, recent_30d=2)) == 0.5
    assert load(Capacity(weekly_new=2, recent_30d=30)) == 1.0
    assert load(Capacity()) == 0.0
    assert load(Capacity(weekly_new=0)) == 1.0


def test_somebody_with_room_passes_a_full_practice_that_is_a_little_better() -> None:
    placed = in_order([one("full", 0.80, 1.0), one("free", 0.75)], THIS_WEEK)
    assert names(placed) == ["free", "full"]
    assert moves(placed) == {"free": Moved.LOAD, "full": Moved.LOAD}


def test_nobody_is_passed_by_somebody_who_is_clearly_worse() -> None:
    placed = in_order([one("full", 0.80, 1.0), one("free", 0.73)], THIS_WEEK)
    assert names(placed) == ["full", "free"]
    assert moves(placed) == {"full": None, "free": None}


def test_only_those_whom_the_load_moved_are_marked() -> None:
    placed = in_order([one("best", 0.95), one("full", 0.80, 1.0), one("free", 0.78)], THIS_WEEK)
    assert moves(placed) == {"best": None, "free": Moved.LOAD, "full": Moved.LOAD}


def test_a_network_may_turn_the_load_off_and_may_not_make_it_heavier_than_its_bound() -> None:
    pair = [one("full", 0.80, 1.0), one("free", 0.79)]
    assert names(in_order(pair, THIS_WEEK, load_weight=0.0)) == ["full", "free"]
    with pytest.raises(ValueError, match=r"load weight 0\.2 is outside 0\.0 to 0\.1"):
        in_order(pair, THIS_WEEK, load_weight=0.2)


def test_true_ties_turn_from_week_to_week_and_not_within_one() -> None:
    pair = [one("ann", 0.7), one("bea", 0.7 + 1e-13)]
    need = Need(issues=(NeedIssue("stress"),))
    first = []
    for week in range(40):
        monday = TODAY + timedelta(weeks=week)
        orders = {
            tuple(names(in_order(pair, Rotation.of(monday + timedelta(days=day), need))))
            for day in range(7)
        }
        assert len(orders) == 1
        first.append(orders.pop()[0])
    assert 10 <= first.count("ann") <= 30


def test_another_need_turns_the_same_tie_its_own_way() -> None:
    tie = [one(name, 0.7) for name in "abcdefgh"]
    orders = {
        tuple(names(in_order(tie, Rotation.of(TODAY, Need(issues=(NeedIssue(slug),))))))
        for slug in ("stress", "grief", "tmj")
    }
    assert len(orders) == 3


def test_widened_results_stay_below_strict_ones() -> None:
    placed = in_order([one("far", 0.9, widening=1), one("near", 0.5, 1.0)], THIS_WEEK)
    assert names(placed) == ["near", "far"]
    assert moves(placed) == {"near": None, "far": None}


def six(newcomer: Contender) -> list[Contender]:
    return [*(one(f"p{n}", 0.9 - n / 100) for n in range(6)), newcomer]


def test_the_best_good_newcomer_is_lifted_to_place_five() -> None:
    placed = in_order(six(one("new", 0.6, is_newcomer=True)), THIS_WEEK)
    assert names(placed) == ["p0", "p1", "p2", "p3", "new", "p4", "p5"]
    assert moves(placed)["new"] is Moved.NEWCOMER
    assert moves(placed)["p4"] is None


@pytest.mark.parametrize(
    "newcomer",
    [
        one("new", 0.5, is_newcomer=True),
        one("new", 0.6, is_newcomer=True, issue_fit=0.6),
        one("new", 0.6, is_newcomer=True, widening=1),
        one("new", 0.6),
    ],
)
def test_a_newcomer_who_fits_too_little_is_not_lifted(newcomer: Contender) -> None:
    assert names(in_order(six(newcomer), THIS_WEEK))[-1] == "new"


def test_no_second_newcomer_is_lifted_and_five_results_need_no_lift() -> None:
    newcomers = [one("new", 0.895, is_newcomer=True), one("newer", 0.6, is_newcomer=True)]
    assert names(in_order([*six(newcomers[0]), newcomers[1]], THIS_WEEK))[-1] == "newer"
    five = [*(one(f"p{n}", 0.9) for n in range(4)), one("new", 0.6, is_newcomer=True)]
    assert moves(in_order(five, THIS_WEEK))["new"] is None


def test_a_newcomer_joined_within_ninety_days_and_was_checked() -> None:
    assert is_newcomer(TODAY - timedelta(days=90), TODAY, licence_checked=True)
    assert not is_newcomer(TODAY - timedelta(days=91), TODAY, licence_checked=True)
    assert not is_newcomer(TODAY, TODAY, licence_checked=False)
    assert not is_newcomer(None, TODAY, licence_checked=True)


share = st.floats(0, 1).map(lambda value: round(value, 6))
crowds = st.lists(
    st.builds(
        Contender,
        id=st.uuids().map(str),
        score=share,
        issue_fit=share,
        load=share,
        is_newcomer=st.booleans(),
        widening=st.integers(0, 2),
    ),
    max_size=12,
    unique_by=lambda contender: contender.id,
)


@given(crowd=crowds)
def test_the_order_of_what_comes_in_does_not_matter_and_nobody_is_lost(
    crowd: list[Contender],
) -> None:
    placed = in_order(crowd, THIS_WEEK)
    assert placed == in_order(list(reversed(crowd)), THIS_WEEK)
    assert sorted(names(placed)) == sorted(contender.id for contender in crowd)


@given(crowd=crowds)
def test_load_never_costs_anybody_more_than_its_weight(crowd: list[Contender]) -> None:
    placed = [
        each.contender for each in in_order(crowd, THIS_WEEK) if each.moved is not Moved.NEWCOMER
    ]
    for place, above in enumerate(placed):
        for below in placed[place + 1 :]:
            assert above.widening <= below.widening
            if above.widening == below.widening:
                assert below.score - above.score <= LOAD_WEIGHT + 1e-9
                assert sort_key(above) <= sort_key(below)
