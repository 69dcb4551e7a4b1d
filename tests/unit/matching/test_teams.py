"""Which team covers a need at the least cost."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.matching.joint_sessions import JointTerms, joint_feasible
from directory.matching.listing import Office, WeeklySlot
from directory.matching.need import Cell, Kind, Place, Point
from directory.matching.teams import (
    Choice,
    TeamCandidate,
    TeamNeed,
    choose,
    km_between,
    pairs,
    shortlist,
)
from directory.vocabulary.terms import Facet

MIND, BODY = Cell("trauma", Facet.MIND), Cell("trauma", Facet.BODY)
MOVEMENT, NUTRITION = Cell("trauma", Facet.MOVEMENT), Cell("trauma", Facet.NUTRITION)
CELLS = (MIND, BODY, MOVEMENT, NUTRITION)


def office(north: float = 0.0) -> Office:
    return Office(Place(city="Denver", region="US-CO", point=Point(39.7 + north, -105.0)))


def one(name: str, score: float, *cells: Cell, north: float = 0.0) -> TeamCandidate:
    return TeamCandidate(name, score, dict.fromkeys(cells, 0.5), office=office(north))


def ids(choice: Choice | None) -> list[str]:
    assert choice is not None
    return [member.id for member in choice.members]


def test_people_complement_each_other() -> None:
    need = TeamNeed(core=(MIND, BODY))
    team = [one("talk", 0.8, MIND), one("touch", 0.7, BODY), one("other", 0.9, MOVEMENT)]
    choice = choose(team, need)
    assert ids(choice) == ["talk", "touch"]
    assert choice is not None
    assert choice.cost == pytest.approx(2 * 1.35 - 0.8 - 0.7)


def test_one_person_who_does_both_needs_no_second() -> None:
    need = TeamNeed(core=(MIND, BODY))
    everything = [one("both", 0.6, MIND, BODY), one("talk", 0.8, MIND), one("touch", 0.7, BODY)]
    assert ids(choose(everything, need)) == ["both"]


def test_a_helpful_cell_alone_is_not_worth_another_person() -> None:
    need = TeamNeed(core=(MIND,), helpful=(BODY,))
    choice = choose([one("talk", 0.8, MIND), one("touch", 0.9, BODY)], need)
    assert ids(choice) == ["talk"]
    both = choose([one("talk", 0.8, MIND), one("wide", 0.75, MIND, BODY)], need)
    assert ids(both) == ["wide"]


def test_thin_cover_is_no_cover() -> None:
    thin = replace(one("thin", 0.9), covers={MIND: 0.24})
    assert choose([thin], TeamNeed(core=(MIND,))) is None
    enough = replace(thin, covers={MIND: 0.25})
    assert ids(choose([enough], TeamNeed(core=(MIND,)))) == ["thin"]


def test_places_near_each_other_are_worth_a_little_score() -> None:
    need = TeamNeed(core=(MIND, BODY))
    talk, near = one("talk", 0.8, MIND), one("near", 0.70, BODY, north=0.01)
    far = one("far", 0.75, BODY, north=0.1)
    assert ids(choose([talk, near, far], need)) == ["near", "talk"]
    assert ids(choose([talk, near, replace(far, score=0.99)], need)) == ["far", "talk"]


def test_of_three_people_the_two_farthest_places_count() -> None:
    need = TeamNeed(core=(MIND, BODY, MOVEMENT))
    crowd = [one("a", 0.8, MIND), one("b", 0.8, BODY), one("c", 0.8, MOVEMENT, north=0.1)]
    choice = choose(crowd, need)
    assert ids(choice) == ["a", "b", "c"]
    assert choice is not None
    assert choice.cost == pytest.approx(3 * 0.55 + 0.15 * km_between(crowd[0], crowd[2]) / 10)


def test_a_place_shown_as_an_area_counts_by_what_is_sure() -> None:
    town = replace(one("town", 0.7, BODY), office=replace(office(0.04), is_area=True))
    assert km_between(one("talk", 0.8, MIND), town) == 0
    assert km_between(one("talk", 0.8, MIND), one("near", 0.7, BODY, north=0.04)) > 4


def test_people_who_trust_each_other_come_first() -> None:
    need = TeamNeed(core=(MIND, BODY))
    team = [one("talk", 0.8, MIND), one("a", 0.75, BODY), one("b", 0.7, BODY)]

    def between(people: object) -> np.ndarray:
        names = list(people)  # type: ignore[call-overload]
        known = {("talk", "b"), ("b", "talk")}
        return np.array([[0.8 if (p, q) in known else 0.0 for q in names] for p in names])

    assert ids(choose(team, need)) == ["a", "talk"]
    assert ids(choose(team, need, between=between)) == ["b", "talk"]


def joint(slots: tuple[WeeklySlot, ...]) -> JointTerms:
    licensed = frozenset({"US-CO"})
    return JointTerms(offers=True, offices=(office(),), licensed_in=licensed, slots=slots)


def test_wished_joint_sessions_choose_those_who_can_and_unknown_is_not_no() -> None:
    need = TeamNeed(core=(MIND, BODY), joint_sessions=True)
    thursday = joint((WeeklySlot(3, 600, 700),))
    talk = replace(one("talk", 0.8, MIND), joint=thursday)
    cannot, can = one("cannot", 0.9, BODY), replace(one("can", 0.6, BODY), joint=thursday)
    assert ids(choose([talk, cannot, can], need)) == ["can", "talk"]
    maybe = replace(cannot, id="maybe", joint=joint(()))
    assert ids(choose([talk, maybe, can], need)) == ["maybe", "talk"]
    assert ids(choose([talk, cannot, can], replace(need, joint_sessions=False))) == [
        "cannot",
        "talk",
    ]


def house(score: float, *people: TeamCandidate) -> TeamCandidate:
    return TeamCandidate("house", score, {}, kind=Kind.CENTER, office=office(), staff=people)


def test_one_roof_stands_alone_and_covers_through_its_people() -> None:
    need = TeamNeed(core=(MIND, BODY))
    center = house(0.6, one("sam", 0.6, MIND), one("kim", 0.6, BODY))
    crowd = [center, one("talk", 0.8, MIND), one("touch", 0.8, BODY)]
    choice = choose(crowd, need)
    assert ids(choice) == ["house"]
    assert choice is not None
    assert choice.cost == pytest.approx(1.35 - 0.6 - 0.15)
    without_kim = replace(center, staff=center.staff[:1], covers={MIND: 0.9, BODY: 0.9})
    assert ids(choose([without_kim, *crowd[1:]], need)) == ["talk", "touch"]


def test_nobody_covers_anything() -> None:
    assert choose([], TeamNeed(core=(MIND,))) is None
    assert choose([one("a", 0.9, BODY)], TeamNeed(core=(MIND,))) is None


def test_equal_costs_go_to_fewer_people_and_then_to_ids() -> None:
    need = TeamNeed(core=(MIND,))
    assert ids(choose([one("b", 0.7, MIND), one("a", 0.7, MIND)], need)) == ["a"]
    # 0.35 + 1 - 0.15 is what the uncovered core cell would cost.
    both = TeamNeed(core=(MIND, BODY))
    assert ids(choose([one("a", 0.5, MIND), one("b", 0.15, BODY)], both)) == ["a"]


def test_whoever_covers_what_few_cover_is_searched_even_with_a_low_score() -> None:
    need = TeamNeed(core=(MIND, NUTRITION))
    crowd = [one(f"talk-{n:02d}", 0.9 - n / 1000, MIND) for n in range(40)]
    rare = one("rare", 0.3, NUTRITION)
    assert len(shortlist([*crowd, rare], need)) == 24
    assert ids(choose([*crowd, rare], need)) == ["rare", "talk-00"]


def test_the_exchange_finds_somebody_beyond_the_search() -> None:
    need = TeamNeed(core=(MIND, BODY))
    far = [one(f"touch-{n:02d}", 0.9 - n / 1000, BODY, north=0.2) for n in range(40)]
    crowd = [one("talk", 0.8, MIND), *far, one("near", 0.7, BODY)]
    assert "near" not in {candidate.id for candidate in shortlist(crowd, need)}
    assert ids(choose(crowd, need)) == ["near", "talk"]


def test_pairs_complement_each_other_and_come_in_order_of_cost() -> None:
    need = TeamNeed(core=(MIND,), helpful=(BODY,))
    crowd = [
        one("talk", 0.8, MIND),
        one("talk-2", 0.6, MIND),
        one("touch", 0.7, BODY),
        one("diet", 0.9, NUTRITION),
        house(0.9, one("sam", 0.6, MIND), one("kim", 0.6, BODY)),
    ]
    found = pairs(crowd, need, [((MIND,), (BODY,))])
    assert [ids(choice) for choice in found] == [["talk", "touch"], ["talk-2", "touch"]]
    assert found[0].cost < found[1].cost
    assert pairs(crowd[:2], need, [((MIND,), (BODY,))]) == ()


slot = st.builds(WeeklySlot, st.integers(0, 1), st.just(600), st.just(660))
candidates = st.lists(
    st.builds(
        TeamCandidate,
        id=st.text("abcdefgh", min_size=1, max_size=3),
        score=st.floats(0.05, 1).map(lambda value: round(value, 3)),
        covers=st.dictionaries(st.sampled_from(CELLS), st.sampled_from((0.1, 0.25, 0.9))),
        office=st.one_of(st.none(), st.floats(0, 0.5).map(office)),
        joint=st.lists(slot, max_size=1).map(lambda slots: joint(tuple(slots))),
    ),
    min_size=1,
    max_size=7,
    unique_by=lambda candidate: candidate.id,
)
needs = st.builds(
    TeamNeed,
    core=st.sampled_from(((MIND,), (MIND, BODY), (MIND, BODY, MOVEMENT))),
    helpful=st.sampled_from(((), (NUTRITION,))),
    joint_sessions=st.booleans(),
)


def stated_cost(team: tuple[TeamCandidate, ...], need: TeamNeed) -> float:
    """The cost of MATCHING.md section 4, written out for one team without vouches."""
    couples = list(combinations(team, 2))
    covered = {cell for cell in CELLS for member in team if member.covers.get(cell, 0) >= 0.25}
    cost = sum(0.35 + 1 - member.score for member in team)
    cost += 1.2 * len(set(need.core) - covered) - 0.1 * len(set(need.helpful) & covered)
    cost += 0.15 * max((km_between(a, b) for a, b in couples), default=0.0) / 10
    can = any(joint_feasible(a.joint, b.joint) is not False for a, b in couples)
    return cost + (0.5 if need.joint_sessions and not can else 0.0)


@settings(max_examples=200, deadline=None)
@given(crowd=candidates, need=needs)
def test_the_search_finds_what_the_formula_says(crowd: list[TeamCandidate], need: TeamNeed) -> None:
    useful = [
        candidate
        for candidate in sorted(crowd, key=lambda candidate: candidate.id)
        if any(candidate.covers.get(cell, 0) >= 0.25 for cell in need.cells)
    ]
    teams = [team for size in range(1, 5) for team in combinations(useful, size)]
    choice = choose(reversed(crowd), need)
    if not teams:
        assert choice is None
        return
    best = min(teams, key=lambda team: (round(stated_cost(team, need), 9), len(team)))
    assert choice is not None
    assert choice.cost == pytest.approx(stated_cost(best, need))
    assert ids(choice) == [member.id for member in best]
