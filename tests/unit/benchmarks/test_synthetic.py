"""The invented network of the benchmark is the same each time, and uneven like a real one."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from benchmarks.queries import QueryClass, questions
from benchmarks.synthetic import Network, network
from directory.matching.need import Kind


@pytest.fixture(scope="module")
def made() -> Network:
    return network(800)


def test_the_same_seed_makes_the_same_network(made: Network) -> None:
    assert network(800).listings == made.listings
    assert network(800, seed=2).listings != made.listings


def test_one_in_fifty_is_a_center_with_people(made: Network) -> None:
    centers = [one for one in made.listings if one.kind is Kind.CENTER]

    assert len(centers) == 16
    handles = {one.id for one in made.listings}
    assert all(len(one.staff) >= 2 and handles.issuperset(one.staff) for one in centers)


def test_some_issues_are_common_and_most_are_rare(made: Network) -> None:
    listed = Counter(issue for one in made.listings for issue in one.specialties)
    counts = sorted(listed.values(), reverse=True)

    assert counts[0] > 10 * counts[len(counts) // 2]
    assert 3.0 < sum(counts) / len(made.listings) < 8.0


def test_facts_are_left_unsaid_by_many(made: Network) -> None:
    people = [one for one in made.listings if one.kind is Kind.PERSON]
    silent = sum(not (one.payers or one.payers_no) for one in people)

    assert 0.3 < silent / len(people) < 0.5


def test_every_class_is_asked_as_often_by_clients_and_by_colleagues(made: Network) -> None:
    asked = questions(made, 6)

    for kind in QueryClass:
        mine = [one for one in asked if one.kind is kind]
        assert [one.viewer is None for one in mine] == [True, False] * 3
        assert all(one.need.issues for one in mine)


def test_vouches_go_mostly_to_somebody_near(made: Network) -> None:
    graph = made.trust
    columns = graph.day.columns
    voucher = range(300, 340)
    steps = [
        abs(int(practitioner) - one)
        for one in voucher
        for practitioner in columns.of_vouchers(_array(one))[1].practitioner
    ]

    assert sum(step <= 80 for step in steps) > 0.6 * len(steps) > 60


def _array(number: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([number])
