"""What one viewer sees of a small network, rule by rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from directory.matching.trust.members import Members
from tests.support.vouching import graph, vouch


def test_a_direct_contact_is_worth_the_vouch() -> None:
    view = graph(vouch("ref", "mid", "consults-with")).view("ref").get("mid")
    assert view is not None
    assert view.value == pytest.approx(0.65)
    assert (view.path, view.basis, view.routes) == (("ref", "mid"), ("consults-with",), 1)


def test_each_further_step_costs_four_tenths() -> None:
    network = graph(vouch("ref", "mid"), vouch("mid", "hon", "met"), vouch("mid", "end"))
    network = network.with_vouches_of("hon", [vouch("hon", "far", "referred-good")])
    view = network.view("ref")
    assert view.value_of("hon") == pytest.approx(0.9 * 0.6 * 0.25)
    assert view.value_of("far") == pytest.approx(0.9 * 0.6 * 0.25 * 0.6 * 0.85)
    far = view.get("far")
    assert far is not None
    assert far.path == ("ref", "mid", "hon", "far")
    assert far.basis == ("co-treated", "met", "referred-good")


def test_trust_ends_after_three_steps() -> None:
    chain = [vouch(a, b) for a, b in ("ab", "bc", "cd", "de")]
    view = graph(*chain).view("a")
    assert view.get("d") is not None
    assert view.get("e") is None
    assert view.value_of("e") == 0


def test_each_contact_gives_one_route_and_three_count() -> None:
    friends = ["f1", "f2", "f3", "f4"]
    vouches = [vouch("ref", friend, "consults-with") for friend in friends]
    vouches += [vouch(friend, "hon", "colleague") for friend in friends]
    view = graph(*vouches).view("ref").get("hon")
    assert view is not None
    assert view.routes == 4
    assert view.value == pytest.approx(1 - (1 - 0.65 * 0.6 * 0.45) ** 3)
    assert view.path == ("ref", "f1", "hon")


def test_two_paths_through_one_contact_are_one_route() -> None:
    network = graph(
        vouch("ref", "mid"), vouch("mid", "hon", "met"), vouch("mid", "ann"), vouch("ann", "hon")
    )
    view = network.view("ref").get("hon")
    assert view is not None
    assert view.routes == 1
    assert view.value == pytest.approx(0.9 * 0.6 * 0.9 * 0.6 * 0.9)
    assert view.path == ("ref", "mid", "ann", "hon")


def test_hearsay_reaches_the_person_and_not_their_colleagues() -> None:
    view = graph(vouch("ref", "mid", "knows-of"), vouch("mid", "hon")).view("ref")
    assert view.value_of("mid") == pytest.approx(0.1)
    assert view.get("hon") is None


def test_hearsay_beside_a_meeting_adds_to_the_last_step_only() -> None:
    both = [vouch("ref", "mid", "knows-of"), vouch("ref", "mid", "met")]
    view = graph(*both, vouch("mid", "hon")).view("ref")
    assert view.value_of("mid") == pytest.approx(1 - 0.9 * 0.75)
    assert view.value_of("hon") == pytest.approx(0.25 * 0.6 * 0.9)


def test_nobody_trusts_themselves_through_others() -> None:
    view = graph(vouch("a", "b"), vouch("b", "a"), vouch("b", "c")).view("a")
    assert view.get("a") is None
    assert view.get("c") is not None


def test_somebody_new_trusts_nobody_yet() -> None:
    view = graph(vouch("a", "b")).view("new")
    assert len(view) == 0
    assert view.get("b") is None


def test_a_blocked_person_lends_no_trust_and_stands_in_no_path() -> None:
    network = graph(vouch("ref", "mid"), vouch("mid", "hon"), vouch("ref", "ann"))
    view = network.view("ref", blocked={"mid", "not a member"})
    assert [name for name, _ in view.items()] == ["ann"]


def test_a_suspended_member_lends_no_trust_and_loses_none() -> None:
    network = graph(
        vouch("ref", "mid"), vouch("mid", "hon"), members=Members(silent=frozenset({"mid"}))
    )
    assert network.view("ref").value_of("mid") == pytest.approx(0.9)
    assert network.view("ref").get("hon") is None


def test_without_standing_ones_own_view_stays_and_ones_vouches_do_not_reach_others() -> None:
    network = graph(
        vouch("ref", "mid"),
        vouch("mid", "hon"),
        vouch("hon", "end"),
        members=Members(standing=frozenset({"hon"})),
    )
    assert network.view("ref").get("hon") is None
    assert network.view("mid").value_of("hon") == pytest.approx(0.9)
    assert network.view("mid").value_of("end") == pytest.approx(0.9 * 0.6 * 0.9)


def test_vouching_for_everybody_means_little() -> None:
    network = graph(*(vouch("keen", f"p{n}") for n in range(40)))
    assert network.view("keen").value_of("p7") == pytest.approx(8 / 40)


def test_what_is_said_about_the_viewer_does_not_use_up_what_they_see() -> None:
    others = [vouch("mid", f"p{n}") for n in range(8)]
    with_word = graph(vouch("ref", "mid"), *others, vouch("mid", "ref"))
    without = graph(vouch("ref", "mid"), *others)
    assert with_word.view("ref").value_of("p3") == without.view("ref").value_of("p3")


def test_a_private_basis_counts_and_is_not_named() -> None:
    care = replace(vouch("mid", "hon", "received-care"), issues=("anorexia",))
    view = graph(vouch("ref", "mid"), care).view("ref").get("hon")
    assert view is not None
    assert view.value == pytest.approx(0.9 * 0.6 * 0.65)
    assert view.basis == ("co-treated", "first-hand")
    assert view.named == ()


def test_a_vouch_can_say_what_it_speaks_of() -> None:
    named = replace(vouch("mid", "hon"), issues=("ptsd",), modalities=("emdr",))
    network = graph(vouch("ref", "mid"), named)
    view = network.view("ref").get("hon")
    assert view is not None
    assert view.named == ("ptsd", "emdr")
    later = network.with_vouches_of("mid", [vouch("mid", "hon")]).view("ref").get("hon")
    assert later is not None
    assert later.named == ()


def test_a_new_vouch_counts_at_the_next_question_and_a_withdrawn_one_no_longer() -> None:
    network = graph(vouch("ref", "mid"))
    changed = network.with_vouches_of("mid", [vouch("mid", "new-person")])
    assert changed.view("ref").value_of("new-person") == pytest.approx(0.9 * 0.6 * 0.9)
    withdrawn = changed.with_vouches_of("mid", [])
    assert withdrawn.view("ref").get("new-person") is None
    assert network.view("ref").get("new-person") is None
    assert withdrawn.compacted().view("ref").value_of("mid") == pytest.approx(0.9)


def test_the_basis_of_a_changed_vouch_is_found_whoever_joined_first() -> None:
    network = graph(vouch("ref", "zoe"), vouch("zoe", "ann"))
    own = [vouch("ref", "ann", "met"), vouch("ref", "zoe", "colleague")]
    view = network.with_vouches_of("ref", own).view("ref")
    assert [(found.path, found.basis) for name in ("ann", "zoe") if (found := view.get(name))] == [
        (("ref", "ann"), ("met",)),
        (("ref", "zoe"), ("colleague",)),
    ]


def test_vouches_of_somebody_else_are_refused() -> None:
    with pytest.raises(ValueError, match="not all vouches of mid: leave out those of ref"):
        graph(vouch("ref", "mid")).with_vouches_of("mid", [vouch("ref", "mid")])


def test_for_a_team_trust_is_asked_in_both_directions() -> None:
    between = graph(vouch("a", "b"), vouch("b", "c", "met")).between(["a", "b", "c"])
    assert between[0].tolist() == pytest.approx([0, 0.9, 0.9 * 0.6 * 0.25])
    assert between[2].tolist() == [0, 0, 0]


def test_the_trust_among_others_is_the_same_whoever_looks() -> None:
    network = graph(vouch("a", "b"), vouch("b", "a", "met"))
    expected = network.between(["a", "b"]).tolist()
    assert network.view("b").between(["a", "b"]).tolist() == expected
    assert network.for_clients().between(["a", "b"]).tolist() == expected


def test_two_friends_who_vouch_for_each_other_gain_nothing_with_those_who_know_neither() -> None:
    others = [vouch("x", "y"), vouch("y", "z")]
    apart, together = graph(*others), graph(*others, vouch("a", "b"), vouch("b", "a"))
    assert dict(together.view("x").items()) == dict(apart.view("x").items())
    # Whoever trusts one of them gains trust in the other by no more than one vouch can carry.
    known = graph(*others, vouch("x", "a"), vouch("a", "b"), vouch("b", "a")).view("x")
    assert known.value_of("a") == pytest.approx(0.9)
    assert known.value_of("b") <= 0.9 * 0.6 * 0.95


def test_trust_among_some_people_is_each_ones_view_of_each_other() -> None:
    network = graph(vouch("ann", "bo"), vouch("bo", "cy", "met"), vouch("cy", "ann"))
    people = ["cy", "stranger", "ann", "bo"]

    found = network.between(people)

    views = [network.view(one) for one in people]
    assert found.tolist() == [[view.value_of(other) for other in people] for view in views]
    assert found.any()
