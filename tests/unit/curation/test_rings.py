"""Rings: all vouch for all, and hardly anybody else does; ordinary trust is none."""

from __future__ import annotations

from itertools import permutations

from directory.curation.rings import Ring, vouch_rings

FOUR = list(permutations("abcd", 2))


def test_four_who_all_vouch_for_all_are_a_ring() -> None:
    assert vouch_rings(FOUR) == (Ring(("a", "b", "c", "d"), 1.0),)


def test_three_are_a_practice_and_one_way_vouches_are_trust() -> None:
    assert vouch_rings(permutations("abc", 2)) == ()
    assert vouch_rings([(one, other) for one, other in FOUR if one < other]) == ()


def test_a_group_that_others_vouch_for_is_no_ring() -> None:
    outside = [(f"o{number}", "a") for number in range(5)]

    assert vouch_rings([*FOUR, *outside[:4]]) == (Ring(("a", "b", "c", "d"), 12 / 16),)
    assert vouch_rings([*FOUR, *outside]) == ()


def test_the_larger_ring_comes_first_and_smaller_ones_inside_are_not_told() -> None:
    five = list(permutations("vwxyz", 2))

    assert [len(ring.members) for ring in vouch_rings([*FOUR, *five, ("a", "a")])] == [5, 4]


def test_a_dense_network_ends_in_time() -> None:
    everybody = [f"p{number}" for number in range(60)]
    rings = vouch_rings(permutations(everybody, 2))

    assert [len(ring.members) for ring in rings] == [60]
