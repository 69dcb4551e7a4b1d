"""Drafts in the order in which they are stored."""

from __future__ import annotations

from directory.profiles.closed_sets import Topic
from directory.profiles.draft import Answers, ListingDraft, canonical
from directory.profiles.listing import WeeklyTime


def test_what_is_named_twice_counts_once() -> None:
    draft = ListingDraft(
        handle="a", professions=("b", "a", "b"), online_regions=("US-UT", "US-CO", "US-UT")
    )

    kept = canonical(draft)

    assert kept.professions == ("b", "a")
    assert kept.online_regions == ("US-CO", "US-UT")


def test_times_that_overlap_or_touch_are_one() -> None:
    times = (WeeklyTime(3, 600, 660), WeeklyTime(3, 540, 630), WeeklyTime(3, 660, 700))

    kept = canonical(ListingDraft(handle="a", weekly_times=(*times, WeeklyTime(1, 600, 660))))

    assert kept.weekly_times == (WeeklyTime(1, 600, 660), WeeklyTime(3, 540, 700))


def test_a_focus_is_a_yes_and_a_topic_without_answers_falls_away() -> None:
    answers = {Topic.POPULATION: Answers(no=("teens",), focus=("adults",)), Topic.PAYER: Answers()}

    kept = canonical(ListingDraft(handle="a", answers=answers))

    assert kept.answers == {
        Topic.POPULATION: Answers(yes=("adults",), no=("teens",), focus=("adults",))
    }


def test_a_canonical_draft_stays_as_it_is() -> None:
    draft = canonical(
        ListingDraft(handle="a", session_lengths=(90, 60), weekly_times=(WeeklyTime(0, 1, 2),))
    )

    assert canonical(draft) == draft
