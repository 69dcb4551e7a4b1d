"""Texts that a curator reads first, and the many that nobody needs to."""

from __future__ import annotations

import pytest

from directory import resources
from directory.profiles.draft import ListingDraft, Texts
from directory.profiles.listing import PublicProgram, PublicTraining
from directory.profiles.text_checks import alarms_in, load_review_words
from tests.support.drafts import full_draft

WORDS = load_review_words(resources.seed_data())


def _kinds(text: str) -> set[str]:
    draft = ListingDraft(handle="maya", texts=Texts(about=text))
    whys = {alarm.why for alarm in alarms_in(draft, WORDS)}
    return {rule.kind for rule in WORDS if rule.why in whys}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("See https://cheap-pills.example/now for more", "link"),
        ("Visit www.example.org", "link"),
        ("More at mypractice.com/grief", "link"),
        ("Write to maya@example.org", "link"),
        ("Find me on WhatsApp", "link"),
        ("Call 303-555-0100 today", "telephone"),
        ("Call (303) 555 0100", "telephone"),
        ("Call +44 20 7946 0958", "telephone"),
        ("3035550100", "telephone"),
        ("The best online betting and free spins", "betting"),
        ("Casino bonus", "betting"),
        ("I made my money in forex", "betting"),
        ("I cure depression in three sessions.", "cure"),
        ("This cured all my pain", "cure"),
        ("Guaranteed results", "cure"),
        ("Relief is guaranteed", "cure"),
        ("A 100 % success method", "cure"),
        ("Try this instead of your medication", "cure"),
    ],
)
def test_a_doubtful_sentence_is_found_and_its_kind_told(text: str, kind: str) -> None:
    assert kind in _kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "I listen first. Sessions last 50 minutes.",
        "In practice since 1998-2024, with 500 hours of EMDR.",
        "I do not cure depression; I go with you.",
        "No result is guaranteed.",
        "I work with gambling and with other habits that took over.",
        "My fee is 140 dollars, or 90 by income.",
        "We meet at 9:00-11:00 on Mondays, room 204.",
        "Rolfing, e.g. for backs. Ph.D. from C.U. Boulder, B.A. in dance.",
        "I never take you off your medication, I refer you to a physician.",
        "Zip 80226, level 2, suite 1204.",
    ],
)
def test_plain_words_alarm_nobody(text: str) -> None:
    assert _kinds(text) == set()


def test_the_sentence_that_set_it_off_is_told_with_its_part_and_not_the_rest() -> None:
    about = "I listen. Call me at 303-555-0100 now! I am kind."
    draft = ListingDraft(handle="maya", texts=Texts(approach=about))

    (alarm,) = alarms_in(draft, WORDS)

    assert (alarm.part, alarm.sentence) == ("approach", "Call me at 303-555-0100 now!")
    assert str(alarm).startswith("approach: “Call me at 303-555-0100 now!” It looks like")


def test_every_part_with_words_of_ones_own_is_read() -> None:
    link = "www.example.org"
    draft = ListingDraft(
        handle="maya",
        name=link,
        pronouns=link,
        trainings=(PublicTraining("a", school=link),),
        programs=(PublicProgram("b", about=link),),
        texts=Texts(boundaries=link),
    )

    parts = {alarm.part for alarm in alarms_in(draft, WORDS)}

    assert parts == {"name", "pronouns", "trainings", "programs", "boundaries"}
    assert not alarms_in(full_draft("maya"), WORDS)


def test_a_very_long_sentence_is_read_quickly_and_shortened() -> None:
    draft = ListingDraft(handle="maya", texts=Texts(about="call 303-555-0100 " + "a-1 " * 5000))

    alarms = alarms_in(draft, WORDS)

    assert alarms
    assert all(len(alarm.sentence) <= 200 for alarm in alarms)


def test_every_rule_has_its_reason_and_its_source() -> None:
    lines = (resources.seed_data() / "review_words.csv").read_text(encoding="utf-8").splitlines()

    assert lines[0] == "kind,words,unless_denied,why,source"
    assert {rule.kind for rule in WORDS} == {"link", "telephone", "betting", "cure"}
    assert all(rule.why.endswith(".") for rule in WORDS)
    assert not any(line.endswith(",") for line in lines)
