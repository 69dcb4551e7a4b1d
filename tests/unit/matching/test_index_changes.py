"""An index into which changes were worked answers like one that was built anew from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from directory.matching import index as module
from directory.matching.listing import Capacity, CapacityStatus
from directory.matching.need import Kind
from directory.matching.search import build_index, rank
from tests.support.casting import TODAY, vocabulary
from tests.support.invented_casts import invented_listings, invented_needs, invented_trust

if TYPE_CHECKING:
    from datetime import date

    from directory.matching.answer import Answer
    from directory.matching.index import Index
    from directory.matching.listing import ListingFacts

LISTINGS, NEEDS = 150, 60


@pytest.mark.parametrize("seed", range(1, 5))
def test_changed_added_and_gone_listings_count_as_if_built_anew(seed: int) -> None:
    before = list(invented_listings(LISTINGS, seed))
    strangers = [replace(one, id=f"new-{one.id}") for one in invented_listings(12, seed + 50)]
    changed = [_another(one, before[at + 7]) for at, one in enumerate(before[:40:4])]
    gone = {one.id for one in before[50:60]}
    index = build_index(before, vocabulary(), today=TODAY)

    grown = index.with_changes([*changed, *strangers], gone, revision=2)

    after = {one.id: one for one in (*before, *changed, *strangers) if one.id not in gone}
    _same_answers(grown, build_index(after.values(), vocabulary(), today=TODAY), seed)


def test_what_earlier_searches_kept_goes_on_with_the_changed_listings() -> None:
    before = list(invented_listings(LISTINGS, 5))
    index = build_index(before, vocabulary(), today=TODAY)
    _same_answers(index, index, 5)

    changed = [_another(one, before[at + 7]) for at, one in enumerate(before[:40:4])]
    grown = index.with_changes(changed, revision=2)

    after = {one.id: one for one in (*before, *changed)}
    _same_answers(grown, build_index(after.values(), vocabulary(), today=TODAY), 5)
    _same_answers(index, build_index(before, vocabulary(), today=TODAY), 5)


def test_many_small_changes_one_after_the_other() -> None:
    listings = {one.id: one for one in invented_listings(LISTINGS, 9)}
    index = build_index(listings.values(), vocabulary(), today=TODAY)

    for number, one in enumerate(list(listings.values())[:30]):
        listings[one.id] = replace(one, fee=float(50 + number), payers=frozenset({"aetna"}))
        index = index.with_changes([listings[one.id]], revision=number)

    _same_answers(index, build_index(listings.values(), vocabulary(), today=TODAY), 9)


def test_a_center_counts_by_its_people_as_they_are_now() -> None:
    listings = {one.id: one for one in invented_listings(LISTINGS, 3)}
    center = next(one for one in listings.values() if one.kind is Kind.CENTER and one.staff)
    index = build_index(listings.values(), vocabulary(), today=TODAY)
    closed = Capacity(CapacityStatus.CLOSED)

    people = [replace(listings[one], capacity=closed) for one in center.staff if one in listings]
    grown = index.with_changes(people, revision=2)

    listings |= {one.id: one for one in people}
    _same_answers(grown, build_index(listings.values(), vocabulary(), today=TODAY), 3)


def test_the_index_before_a_change_still_answers_as_before() -> None:
    listings = list(invented_listings(LISTINGS, 4))
    index = build_index(listings, vocabulary(), today=TODAY)
    needs = invented_needs(NEEDS, 4)
    said = [_told(rank(index, need, today=TODAY)) for need in needs]

    index.with_changes([], {one.id for one in listings[:40]}, revision=2)

    assert [_told(rank(index, need, today=TODAY)) for need in needs] == said


def test_two_changes_of_the_same_index_do_not_meet() -> None:
    listings = list(invented_listings(LISTINGS, 6))
    index = build_index(listings, vocabulary(), today=TODAY)
    first, second = (replace(one, fee=float(20 + at)) for at, one in enumerate(listings[:2]))

    one = index.with_changes([first], revision=2)
    other = index.with_changes([second], revision=2)

    _same_answers(one, build_index([first, *listings[1:]], vocabulary(), today=TODAY), 6)
    anew = build_index([listings[0], second, *listings[2:]], vocabulary(), today=TODAY)
    _same_answers(other, anew, 6)


def test_a_licence_that_ran_out_overnight_counts_no_more() -> None:
    later = TODAY + timedelta(days=30)
    listings = invented_listings(LISTINGS, 8)
    index = build_index(listings, vocabulary(), today=TODAY)

    grown = index.with_changes((), revision=1, today=later)

    assert len(grown.columns) > len(index.columns), "nobody's licence ran out: move the day"
    _same_answers(grown, build_index(listings, vocabulary(), today=later), 8, later)
    _same_answers(
        grown.with_changes((), revision=1, today=TODAY),
        build_index(listings, vocabulary(), today=TODAY),
        8,
    )


def test_after_many_changes_dead_rows_are_cleared_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_DEAD", 3)
    listings = list(invented_listings(LISTINGS, 5))
    index = build_index(listings, vocabulary(), today=TODAY)

    changed = [replace(one, fee=99.0) for one in listings[:40]]
    assert not index.is_worn
    for one in changed:
        index = index.with_changes([one], revision=2)

    assert index.is_worn
    anew = index.built_anew()
    assert len(anew.columns) == len(anew.listings)
    assert not anew.is_worn
    assert anew.revision == index.revision
    _same_answers(anew, build_index([*changed, *listings[40:]], vocabulary(), today=TODAY), 5)
    _same_answers(index, anew, 5)


def _another(one: ListingFacts, other: ListingFacts) -> ListingFacts:
    """The same person with somebody else's facts."""
    return replace(other, id=one.id, kind=one.kind, staff=one.staff)


def _same_answers(grown: Index, anew: Index, seed: int, today: date = TODAY) -> None:
    shown = 0
    trust = invented_trust(list(anew.listings.values()), seed)
    for need in invented_needs(NEEDS, seed):
        one, other = (rank(index, need, today=today, trust=trust) for index in (grown, anew))
        assert _told(one) == _told(other), need
        shown += one.total
    assert shown > NEEDS / 2


def _told(answer: Answer) -> object:
    return (
        [(m.id, round(m.score, 10), m.office, m.by_video, m.moved) for m in answer.matches],
        answer.notices,
        answer.professions,
        dict(answer.filters),
        dict(answer.excluded),
    )
