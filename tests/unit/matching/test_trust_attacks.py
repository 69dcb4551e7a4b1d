"""Invented accounts against a network: the figures of MATCHING.md section 5, (a) to (e).

Four hundred honest members with about six vouches each. (d) and (e) hold for every network and
stand in test_trust_matches_statement.py.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from statistics import fmean
from typing import TYPE_CHECKING

import pytest

from directory.matching.trust.members import Members
from tests.support.vouching import Attack, attack

if TYPE_CHECKING:
    from collections.abc import Mapping

SEEDS = (1, 2, 5)
Views = dict[str, dict[str, float]]


@cache
def attacked(invented: int, fooled: int, shape: str, seed: int) -> Attack:
    return attack(invented, fooled, shape=shape, seed=seed)


@cache
def views(invented: int, fooled: int, shape: str, seed: int) -> Views:
    """Everybody's view of everybody, before the floor."""
    case = attacked(invented, fooled, shape, seed)
    graph = case.graph()
    return {member: dict(graph.view(member).items()) for member in case.honest}


def invented_from(case: Attack, view: dict[str, float], least: float) -> list[str]:
    return [name for name in case.invented if view.get(name, 0.0) >= least]


def first_twenty(scores: Mapping[str, float]) -> list[str]:
    return sorted(scores, key=lambda name: (-scores[name], name))[:20]


def most_vouched(case: Attack) -> list[str]:
    everything = (*case.honest_vouches, *case.invented_vouches, *case.fooling_vouches)
    return first_twenty(Counter(vouch.practitioner for vouch in everything))


CASES = [
    # invented, fooled, shape, accounts at T >= .10 (from, to), most-vouched top twenty
    (50, 0, "ring", 0.0, 0.0, 20),
    (50, 3, "ring", 0.02, 0.08, 20),
    (50, 10, "ring", 0.08, 0.15, 20),
    (500, 10, "tree", 0.08, 0.15, 1),
]


@pytest.mark.parametrize(("invented", "fooled", "shape", "low", "high", "naive"), CASES)
def test_the_table_of_attacks(
    *, invented: int, fooled: int, shape: str, low: float, high: float, naive: int
) -> None:
    at_30, at_10, in_twenty, own = [], [], [], []
    for seed in SEEDS:
        case, seen = attacked(invented, fooled, shape, seed), views(invented, fooled, shape, seed)
        undeceived = [seen[member] for member in case.honest if member not in case.fooled]
        at_30 += [len(invented_from(case, view, 0.30)) for view in undeceived]
        at_10 += [len(invented_from(case, view, 0.10)) for view in undeceived]
        in_twenty += [len(set(first_twenty(view)) & set(case.invented)) for view in undeceived]
        own += [len(invented_from(case, seen[member], 0.30)) for member in case.fooled]
        assert len(set(most_vouched(case)) & set(case.invented)) == naive
    assert fmean(at_30) < 0.005
    assert low <= fmean(at_10) <= high
    assert fmean(in_twenty) <= 0.17
    assert set(own) == ({1} if fooled else set())


@pytest.mark.parametrize("seed", SEEDS)
def test_a_where_nobody_is_fooled_no_invented_account_reaches_anybody(seed: int) -> None:
    case, seen = attacked(50, 0, "ring", seed), views(50, 0, "ring", seed)
    assert all(view.get(name, 0) <= 0.10 for view in seen.values() for name in case.invented)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("shape", ["ring", "tree"])
def test_b_ten_times_the_accounts_change_nothing(shape: str, seed: int) -> None:
    few, many = attacked(50, 10, shape, seed), attacked(500, 10, "tree", seed)
    seen_few, seen_many = views(50, 10, shape, seed), views(500, 10, "tree", seed)
    for member in few.honest:
        assert {name: seen_few[member].get(name) for name in few.honest} == {
            name: seen_many[member].get(name) for name in few.honest
        }
    lifted = {name for view in seen_many.values() for name in invented_from(many, view, 0.10)}
    assert lifted <= {vouch.practitioner for vouch in many.fooling_vouches}


@pytest.mark.parametrize("seed", SEEDS)
def test_c_withdrawing_the_vouches_returns_everything(seed: int) -> None:
    case, clean = attacked(50, 10, "ring", seed), views(50, 0, "ring", seed)
    after = case.without_fooling()
    for member in case.honest:
        assert dict(after.view(member).items()) == pytest.approx(clean[member])


def test_it_is_standing_that_keeps_a_tree_out_and_the_budget_a_circle() -> None:
    tree, ring = attacked(50, 3, "tree", 1), attacked(50, 3, "ring", 1)
    top = next(v.voucher for v in tree.fooling_vouches if v.practitioner == tree.invented[0])
    without_standing = dict(tree.graph(Members()).view(top).items())
    assert len(invented_from(tree, without_standing, 0.10)) > 10
    assert len(invented_from(tree, views(50, 3, "tree", 1)[top], 0.10)) == 1
    assert len(invented_from(ring, dict(ring.graph(Members()).view(top).items()), 0.10)) == 1


def test_an_invented_account_with_a_licence_of_its_own_gains_no_standing_by_a_circle() -> None:
    case = attacked(50, 3, "ring", 1)
    members = case.members
    checked = Members(checked=frozenset({*case.honest, *case.invented}), founding=members.founding)
    graph = case.graph(checked)
    assert not any(graph.has_standing(name) for name in case.invented)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_hundred_accounts_and_three_fooled_members_move_nobody_by_more_than_a_place_each(
    seed: int,
) -> None:
    case, seen = attacked(100, 3, "ring", seed), views(100, 3, "ring", seed)
    clean = views(50, 0, "ring", seed)
    for member in case.honest:
        before = sorted(clean[member], key=lambda name: (-clean[member][name], name))
        now = sorted(seen[member], key=lambda name: (-seen[member][name], name))
        reached = invented_from(case, seen[member], 1e-9)
        places = {name: place for place, name in enumerate(now)}
        for place, name in enumerate(before):
            assert 0 <= places[name] - place <= len(reached) <= 3
        assert [name for name in now if name not in case.invented] == before


def test_for_clients_a_circle_without_standing_counts_nothing() -> None:
    case = attacked(50, 3, "ring", 1)
    graph = case.graph()
    seen = {name: graph.trust_for_clients(name) for name in case.invented}
    fooled_for = {vouch.practitioner for vouch in case.fooling_vouches}
    assert {name for name, value in seen.items() if value > 0} <= fooled_for
    assert all(value <= 0.45 for value in seen.values())
