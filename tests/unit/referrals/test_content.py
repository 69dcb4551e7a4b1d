"""What a referral says as a value, its readiness, its rows to read, and the file for a calendar."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime

import pytest

from directory import resources
from directory.referrals.calendar_file import calendar_file
from directory.referrals.content import (
    Content,
    Fallback,
    Plan,
    Updates,
    Wanted,
    content_text,
    read_content,
    read_plan,
)
from directory.referrals.readiness import (
    Answer,
    answers_for,
    cautions_for,
    holds_touch,
    is_ready,
    is_touch,
    relevant_flags,
    stopped,
    unanswered,
)
from directory.referrals.words import load_referral_words
from directory.vocabulary.loading import load_vocabulary
from directory.vocabulary.terms import Severity

VOCABULARY = load_vocabulary(resources.seed_data() / "vocabulary")
WORDS = load_referral_words(resources.seed_data() / "referrals")
MASSAGE = Wanted(profession="massage-therapist", issues=("sexual-assault",))
TALK = Wanted(profession="psychologist", issues=("grief",))


def test_content_comes_back_as_it_was() -> None:
    content = Content(
        wanted=MASSAGE,
        code="pine 42",
        goals=("safe-touch",),
        fallback=Fallback(name="Maya", phone="303-555-0100"),
        updates=Updates(every_visits=4),
        flags=("active-trauma",),
        cautions=(("C02", "cleared"),),
    )

    assert read_content(content_text(content)) == content
    assert read_content(content_text(Content())).flags is None


def test_a_plan_comes_back_as_it_was() -> None:
    plan = Plan(sender_does="a", order="talk-first", goals=("startle",), agreed_by=("sender",))

    assert read_plan(content_text(plan)) == plan


def test_there_is_no_place_for_a_name_a_diagnosis_or_a_medicine() -> None:
    names = {one.name for kind in (Content, Wanted, Plan) for one in fields(kind)}

    assert not [
        name for name in names for word in ("client", "diagnos", "medic", "birth") if word in name
    ]


def test_touch_brings_its_questions_and_talk_does_not() -> None:
    touch = {flag.slug for flag in relevant_flags(MASSAGE, VOCABULARY)}
    talk = {flag.slug for flag in relevant_flags(TALK, VOCABULARY)}

    assert is_touch(MASSAGE, VOCABULARY)
    assert not is_touch(TALK, VOCABULARY)
    assert {"dvt-suspected", "active-trauma", "no-touch"} <= touch
    assert "dvt-suspected" not in talk
    assert "suicide-risk-now" in talk


def test_each_caution_waits_for_an_answer() -> None:
    asked = Content(wanted=MASSAGE, flags=("active-trauma",))
    rules = cautions_for(asked, VOCABULARY)
    answers = tuple((rule.caution.identifier, "cleared") for rule in rules)

    assert {"C01", "C02"} <= {rule.caution.identifier for rule in rules}
    assert unanswered(asked, VOCABULARY) == rules
    assert not is_ready(asked, VOCABULARY)
    assert is_ready(Content(wanted=MASSAGE, flags=("active-trauma",), cautions=answers), VOCABULARY)


def test_nothing_ticked_is_not_the_same_as_nobody_asked() -> None:
    assert not is_ready(Content(wanted=TALK), VOCABULARY)
    assert is_ready(Content(wanted=TALK, flags=()), VOCABULARY)


def test_a_stop_cannot_be_put_off() -> None:
    content = Content(wanted=MASSAGE, flags=("dvt-suspected",), cautions=(("C15", "will-be"),))
    halted = Content(wanted=MASSAGE, flags=("dvt-suspected",), cautions=(("C15", "stop"),))

    assert Answer.WILL_BE not in answers_for(Severity.STOP)
    assert "C15" in {rule.caution.identifier for rule in unanswered(content, VOCABULARY)}
    assert [rule.caution.identifier for rule in stopped(halted, VOCABULARY)] == ["C15"]


@pytest.mark.parametrize(("answer", "holds"), [("will-be", True), ("cleared", False)])
def test_a_hold_that_is_not_cleared_holds_touch(answer: str, *, holds: bool) -> None:
    content = Content(wanted=MASSAGE, flags=("active-trauma",), cautions=(("C02", answer),))

    assert holds_touch(content, VOCABULARY) is holds


def test_the_words_of_the_seeds_are_there() -> None:
    assert {"pain", "circulation", "range-of-motion", "safe-touch", "startle"} <= set(WORDS.goals)
    assert next(iter(WORDS.pressures)) == "extremely-light"
    assert list(WORDS.pressures)[-1] == "extremely-deep"


def test_a_calendar_file_has_its_own_line_ends_and_escapes() -> None:
    text = calendar_file(
        reference="abc",
        at=datetime(2026, 12, 3, 14, 30, tzinfo=UTC),
        minutes=90,
        title="Joint; session,\nnow",
        now=datetime(2026, 11, 23, tzinfo=UTC),
    )

    assert text.count("\r\n") == len(text.splitlines()) == 12
    assert "SUMMARY:Joint\\; session\\, now\r\n" in text
