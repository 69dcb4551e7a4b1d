"""The columns answer what the plain statement says, on networks of every shape."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.matching.trust.graph import TrustGraph
from directory.matching.trust.members import Members
from directory.matching.trust.statement import Network, lenders, trust_of, trust_of_clients
from directory.matching.trust.vouches import DEFAULT_RULES, VouchFact
from tests.support.vouching import TODAY, vouch_bases

PEOPLE = tuple("abcdefghijkl")
# A small budget, so that a dozen people can exceed it.
TIGHT = replace(DEFAULT_RULES, budget=2.0)

people = st.sampled_from(PEOPLE)
vouches = st.builds(
    VouchFact,
    voucher=people,
    practitioner=people,
    basis=st.sampled_from(tuple(vouch_bases())),
    given_on=st.integers(-30, 3000).map(lambda days: TODAY - timedelta(days=days)),
    issues=st.sampled_from(((), ("ptsd",))),
    modalities=st.sampled_from(((), ("emdr",))),
    is_private=st.booleans(),
    revoked=st.integers(0, 9).map(lambda one_in_ten: one_in_ten == 0),
)
some_people = st.frozensets(people)
members = st.one_of(
    st.just(Members()),
    st.builds(Members, standing=some_people, silent=some_people),
    st.builds(
        Members,
        checked=st.frozensets(people, min_size=6),
        founding=st.frozensets(people, min_size=2, max_size=5),
        silent=st.frozensets(people, max_size=2),
    ),
)


def networks(most: int = 70) -> st.SearchStrategy[Network]:
    return st.builds(
        Network,
        vouches=st.lists(vouches, max_size=most).map(tuple),
        bases=st.just(vouch_bases()),
        today=st.just(TODAY),
        members=members,
        rules=st.sampled_from((DEFAULT_RULES, TIGHT)),
    )


def columns_of(network: Network) -> TrustGraph:
    return TrustGraph.of(
        network.vouches, network.bases, network.today, network.members, network.rules
    )


def assert_same(graph: TrustGraph, network: Network, viewer: str, blocked: frozenset[str]) -> None:
    stated, seen = trust_of(network, viewer, blocked), graph.view(viewer, blocked)
    assert {name for name, _ in seen.items()} == set(stated)
    for name, view in stated.items():
        found = seen.get(name)
        assert found is not None
        assert found.value == pytest.approx(view.value, rel=1e-9)
        assert replace(found, value=0.0) == replace(view, value=0.0)


@settings(max_examples=250, deadline=None)
@given(network=networks(), viewer=people, blocked=st.frozensets(people, max_size=2))
def test_every_view_is_what_the_statement_says(
    network: Network, viewer: str, blocked: frozenset[str]
) -> None:
    assert_same(columns_of(network), network, viewer, blocked)


@settings(max_examples=150, deadline=None)
@given(network=networks())
def test_standing_and_the_view_of_clients_are_what_the_statement_says(network: Network) -> None:
    graph, lending = columns_of(network), lenders(network)
    lends = {name for name, may in zip(graph.ids, graph.lends, strict=True) if may}
    vouchers = {vouch.voucher for vouch in network.vouches}
    assert lends & vouchers == lending & vouchers
    for name in PEOPLE:
        stated = trust_of_clients(network, name)
        assert graph.trust_for_clients(name) == pytest.approx(stated, rel=1e-9)


@settings(max_examples=150, deadline=None)
@given(
    network=networks(40),
    later=st.lists(st.lists(vouches, max_size=15), min_size=1, max_size=4),
    viewer=people,
    compact=st.booleans(),
)
def test_a_changed_graph_is_the_graph_made_anew(
    network: Network, later: list[list[VouchFact]], viewer: str, *, compact: bool
) -> None:
    graph, known = columns_of(network), list(network.vouches)
    assert graph.clients.shape == (len(graph.ids),)
    for change in later:
        voucher = change[0].voucher if change else viewer
        own = [vouch for vouch in change if vouch.voucher == voucher]
        known = [vouch for vouch in known if vouch.voucher != voucher] + own
        graph = graph.with_vouches_of(voucher, own)
        if compact:
            graph = graph.compacted()
    anew = replace(network, vouches=tuple(known))
    assert_same(graph, anew, viewer, frozenset())
    fresh = columns_of(anew)
    for name in PEOPLE:
        assert graph.trust_for_clients(name) == pytest.approx(fresh.trust_for_clients(name))
        assert graph.has_standing(name) == fresh.has_standing(name) or name not in fresh.ids


@settings(max_examples=150, deadline=None)
@given(network=networks(), viewer=people, new=vouches)
def test_another_vouch_lowers_nobody_further_than_its_vouchers_budget_is_thinned(
    network: Network, viewer: str, new: VouchFact
) -> None:
    before = trust_of(network, viewer)
    after_network = replace(network, vouches=(*network.vouches, new))
    after = columns_of(after_network).view(viewer)
    was = network.edges(without=viewer).get(new.voucher, {})
    now = after_network.edges(without=viewer).get(new.voucher, {})
    thinned = [now[p].weight / edge.weight for p, edge in was.items() if p != new.practitioner]
    least = min((*thinned, 1.0))
    for name, view in before.items():
        if name != new.practitioner:
            assert after.value_of(name) >= view.value * least - 1e-9


@settings(max_examples=150, deadline=None)
@given(network=networks(), viewer=people, others=st.lists(vouches, max_size=10))
def test_nothing_said_about_the_viewer_changes_what_they_see(
    network: Network, viewer: str, others: list[VouchFact]
) -> None:
    # Standing is given here: it is a state of the network, see the next test.
    given_standing = replace(network, members=Members(standing=lenders(network)))
    about = tuple(replace(vouch, practitioner=viewer) for vouch in others)
    more = replace(given_standing, vouches=(*network.vouches, *about))
    before, after = columns_of(given_standing).view(viewer), columns_of(more).view(viewer)
    assert {name: after.get(name) for name, _ in after.items()} == {
        name: before.get(name) for name, _ in before.items()
    }


@settings(max_examples=150, deadline=None)
@given(network=networks(), viewer=people, others=st.lists(vouches, max_size=10))
def test_that_holds_with_standing_worked_out_for_whoever_has_it(
    network: Network, viewer: str, others: list[VouchFact]
) -> None:
    graph = columns_of(network)
    if not graph.has_standing(viewer):
        return
    about = tuple(replace(vouch, practitioner=viewer, revoked=False) for vouch in others)
    more = columns_of(replace(network, vouches=(*network.vouches, *about)))
    if set(graph.ids) == set(more.ids):
        assert dict(more.view(viewer).items()) == pytest.approx(dict(graph.view(viewer).items()))
