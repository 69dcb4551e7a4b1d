"""What somebody keeps private can be told from nothing that another one sees."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from directory.matching.need import Kind
from directory.matching.templates import TEMPLATES
from tests.support.casting import answer, center, need, person, referrer

if TYPE_CHECKING:
    from directory.matching.answer import Answer
    from directory.matching.listing import ListingFacts

ASKER = person("ref", "massage-therapist", focus=["neck-pain"])
TALKERS = tuple(
    person(
        f"talk-{number}",
        focus=["ptsd"],
        methods=["emdr", "cpt"][: 1 + number % 2],
        payers=frozenset({"medicaid"}) if number % 2 else frozenset(),
    )
    for number in range(6)
)
ASKED = replace(
    need("ptsd"), referrer=referrer("massage-therapist", people=frozenset()), payers=("medicaid",)
)


def seen(found: Answer) -> object:
    """Everything that an asker is shown of an answer."""
    return (
        [
            (one.id, one.rank, one.score, one.why, one.missing, one.why_not_higher, one.also_at)
            for one in found.matches
        ],
        found.total,
        dict(found.professions),
        dict(found.filters),
        found.notices,
        [pair.members for pair in found.pairs],
        dict(found.excluded),
    )


def apart(one: ListingFacts, *others: str) -> ListingFacts:
    return replace(one, does_not_match_with=frozenset(others))


@pytest.mark.parametrize("who", ["asker", "other", "both"])
def test_an_exclusion_looks_as_if_that_person_had_never_joined(who: str) -> None:
    hidden, *rest = TALKERS
    asker = apart(ASKER, hidden.id) if who in {"asker", "both"} else ASKER
    if who in {"other", "both"}:
        hidden = apart(hidden, asker.id)

    assert seen(answer(ASKED, asker, hidden, *rest)) == seen(answer(ASKED, asker, *rest))


def test_nobody_else_sees_anything_of_an_exclusion_between_two() -> None:
    hidden, *rest = TALKERS
    for asked in (
        need("ptsd"),
        replace(ASKED, referrer=replace(referrer("yoga-therapist"), id="another")),
    ):
        with_it = answer(asked, apart(ASKER, hidden.id), hidden, *rest)
        without = answer(asked, ASKER, hidden, *rest)

        assert seen(with_it) == seen(without)
        assert hidden.id in {match.id for match in with_it.matches}


def test_a_house_does_not_offer_whom_the_asker_is_kept_from() -> None:
    hidden, other, *_ = TALKERS
    house = center("house", hidden.id, other.id)
    asked = replace(ASKED, kinds=frozenset({Kind.CENTER}))

    found = answer(asked, ASKER, house, apart(hidden, ASKER.id), other)

    assert [set(match.staff.values()) for match in found.matches] == [{other.id}]


def test_a_wish_against_some_work_never_lifts_and_is_told_only_by_its_factor() -> None:
    willing, *rest = TALKERS
    unwilling = replace(willing, prefers_not=frozenset({"ptsd"}))
    before = {one.id: one.score for one in answer(ASKED, ASKER, willing, *rest).matches}
    after = {one.id: one.score for one in answer(ASKED, ASKER, unwilling, *rest).matches}

    assert after[willing.id] == pytest.approx(0.8 * before[willing.id])
    assert {one: after[one] for one in after if one != willing.id} == {
        one: before[one] for one in before if one != willing.id
    }


def test_a_wish_about_other_work_changes_nothing() -> None:
    willing, *rest = TALKERS
    other = replace(willing, prefers_not=frozenset({"gambling"}))

    assert seen(answer(ASKED, ASKER, other, *rest)) == seen(answer(ASKED, ASKER, willing, *rest))


def test_why_not_higher_names_what_would_change_the_place() -> None:
    """Granting what the clause names lifts the person to whoever stands above, or past them."""
    best = person("best", focus=["ptsd"], methods=["emdr"])
    slow = replace(best, id="slow", capacity=replace(best.capacity, wait_days=60))
    listed = answer(need("ptsd"), best, slow).matches

    assert [one.id for one in listed] == ["best", "slow"]
    (clause,) = listed[1].why_not_higher
    assert clause.key in TEMPLATES
    assert listed[0].why_not_higher == ()
    sooner = answer(need("ptsd"), best, replace(slow, capacity=best.capacity)).matches
    assert sooner[0].score == pytest.approx(sooner[1].score)
    for above, below in pairwise(listed):
        assert above.score >= below.score
