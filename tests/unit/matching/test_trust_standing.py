"""Who gains standing, and what a client sees because of it."""

from __future__ import annotations

import pytest

from directory.matching.answer import TrustView
from directory.matching.trust.members import Members
from tests.support.vouching import TODAY, graph, vouch

FOUNDERS = frozenset({"f1", "f2"})


def founded(*names: str) -> Members:
    return Members(checked=FOUNDERS | set(names), founding=FOUNDERS)


def test_two_members_with_standing_lift_a_checked_one_and_so_on() -> None:
    first = [vouch("f1", "a"), vouch("f2", "a"), vouch("f1", "b"), vouch("f2", "b")]
    network = graph(*first, vouch("a", "c"), vouch("b", "c"), members=founded("a", "b", "c"))
    assert all(network.has_standing(name) for name in ("f1", "f2", "a", "b", "c"))


def test_one_vouch_or_no_check_is_not_enough() -> None:
    network = graph(vouch("f1", "a"), vouch("f1", "b"), vouch("f2", "b"), members=founded("a"))
    assert not network.has_standing("a")
    assert not network.has_standing("b")
    assert not network.has_standing("nobody knows")


def test_hearsay_gives_no_standing() -> None:
    network = graph(vouch("f1", "a"), vouch("f2", "a", "knows-of"), members=founded("a"))
    assert not network.has_standing("a")


def test_a_founding_member_whom_nobody_checked_has_no_standing() -> None:
    network = graph(vouch("f1", "a"), members=Members(checked=frozenset(), founding=FOUNDERS))
    assert not network.has_standing("f1")


def test_a_circle_does_not_lift_itself_nor_stay_up_after_its_founders_withdrew() -> None:
    circle = [vouch(a, b) for a in "abc" for b in "abc" if a != b]
    lift = [vouch("f1", "a"), vouch("f2", "a"), vouch("f1", "b")]
    lifted = graph(*circle, *lift, members=founded("a", "b", "c"))
    assert all(lifted.has_standing(name) for name in "abc")
    dropped = lifted.with_vouches_of("f1", [])
    assert not any(dropped.has_standing(name) for name in "abc")
    again = dropped.with_vouches_of("f1", [vouch("f1", "a"), vouch("f1", "b")])
    assert all(again.has_standing(name) for name in "abc")


def test_a_suspended_member_gives_no_standing_from_the_next_question_on() -> None:
    network = graph(vouch("f1", "a"), vouch("f2", "a"), members=founded("a"))
    assert network.has_standing("a")
    members = Members(checked=founded("a").checked, founding=FOUNDERS, silent=frozenset({"f2"}))
    assert not network.with_members(members).has_standing("a")


def test_standing_ages_with_the_vouches_it_rests_on() -> None:
    network = graph(vouch("f1", "a", "met"), vouch("f2", "a", "met"), members=founded("a"))
    assert network.has_standing("a")
    later = TODAY.replace(year=TODAY.year + 5)
    assert not network.on(later).has_standing("a")


def test_a_founder_who_joins_later_has_standing_with_the_first_vouch() -> None:
    network = graph(vouch("f1", "a"), members=founded("a"))
    changed = network.with_vouches_of("f2", [vouch("f2", "a")])
    assert changed.has_standing("f2")
    assert changed.has_standing("a")


def test_clients_see_the_four_strongest_vouches_by_members_with_standing() -> None:
    vouchers = [f"v{n}" for n in range(6)]
    vouches = [vouch(name, "p", "colleague") for name in vouchers] + [vouch("x", "p")]
    network = graph(*vouches, members=Members(standing=frozenset(vouchers)))
    assert network.trust_for_clients("p") == pytest.approx(1 - 0.55**4)
    assert network.trust_for_clients("v1") == 0
    assert network.trust_for_clients("nobody knows") == 0


def test_what_clients_see_follows_a_change_at_once() -> None:
    network = graph(vouch("a", "p"), vouch("a", "q", "met"), vouch("b", "q"))
    assert network.trust_for_clients("p") == pytest.approx(0.9)
    changed = network.with_vouches_of("a", [vouch("a", "new-person")])
    assert changed.trust_for_clients("p") == 0
    assert changed.trust_for_clients("q") == pytest.approx(0.9)
    assert changed.trust_for_clients("new-person") == pytest.approx(0.9)


def test_clients_ask_like_a_viewer_and_see_no_path() -> None:
    seen = graph(vouch("a", "p", "met"), vouch("p", "q", "met")).for_clients()
    assert seen.get("p") == TrustView(value=seen.value_of("p"))
    assert seen.get("a") is None
    assert dict(seen.items()) == {"p": pytest.approx(0.25), "q": pytest.approx(0.25)}
