"""Facts in words: nothing is surer, nearer or newer than it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from directory.profiles.listing import PublicAvailability, PublicCredential
from directory.search.wording import (
    ENGLISH,
    Fact,
    Tone,
    age_words,
    availability_fact,
    board_words,
    distance_words,
    freshness,
    licence_fact,
)

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("km", "unit", "words"),
    [
        (0.3, "mi", "less than a mile"),
        (1.7, "mi", "about 1 mile"),
        (11.3, "mi", "about 7 miles"),
        (0.3, "km", "less than a kilometre"),
        (11.3, "km", "about 11 kilometres"),
    ],
)
def test_says_about_how_far(km: float, unit: str, words: str) -> None:
    assert distance_words(ENGLISH, km, unit=unit) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "confirmed today"),
        (1, "confirmed 1 day ago"),
        (89, "confirmed 89 days ago"),
        (90, "not confirmed since August 2026"),
    ],
)
def test_says_how_old_a_confirmation_is(days: int, words: str) -> None:
    assert age_words(ENGLISH, TODAY - timedelta(days=days), today=TODAY) == words


def test_says_when_nothing_was_ever_confirmed() -> None:
    assert age_words(ENGLISH, None, today=TODAY) == "never confirmed"


@pytest.mark.parametrize(
    ("days", "level"), [(0, "fresh"), (29, "fresh"), (30, "ageing"), (89, "ageing"), (90, "old")]
)
def test_a_confirmation_ages_by_itself(days: int, level: str) -> None:
    assert freshness(TODAY - timedelta(days=days), today=TODAY) == level
    assert freshness(None, today=TODAY) == "unknown"


def test_openings_that_nobody_stated_are_not_a_no() -> None:
    fact = availability_fact(ENGLISH, PublicAvailability(), today=TODAY)

    assert fact == Fact(Tone.UNKNOWN, "Openings: not stated")


@pytest.mark.parametrize(
    ("availability", "tone", "sentence"),
    [
        (
            PublicAvailability("open", 10, None, TODAY - timedelta(days=6)),
            Tone.OK,
            "Openings in about 10 days, confirmed 6 days ago",
        ),
        (
            PublicAvailability("waitlist", 25, None, TODAY - timedelta(days=41)),
            Tone.WAITING,
            "Waiting list, about 4 weeks, confirmed 41 days ago",
        ),
        (
            PublicAvailability("open", None, None, TODAY - timedelta(days=30)),
            Tone.OK,
            "Taking new clients, confirmed 30 days ago",
        ),
        (
            PublicAvailability("closed", None, None, TODAY),
            Tone.CLOSED,
            "Not taking new clients, confirmed today",
        ),
    ],
)
def test_says_openings_with_their_age(
    availability: PublicAvailability, tone: Tone, sentence: str
) -> None:
    fact = availability_fact(ENGLISH, availability, today=TODAY)

    assert (fact.kind, fact.sentence) == (tone, sentence)


def credential(
    *, checked_on: date | None = None, expires_on: date | None = None, body: str = ""
) -> PublicCredential:
    return PublicCredential(
        profession="massage-therapist",
        jurisdiction="US-CO",
        title="Licensed Massage Therapist",
        level="independent",
        status="active",
        body=body,
        checked_on=checked_on,
        expires_on=expires_on,
    )


def test_a_licence_is_checked_only_with_its_day_and_place() -> None:
    fact = licence_fact(ENGLISH, credential(checked_on=date(2026, 11, 3), body="DORA"), today=TODAY)

    assert fact.sentence == "Licence checked 3 Nov 2026, with DORA (Colorado)"
    assert fact.kind is Tone.TRUST


@pytest.mark.parametrize(
    ("board", "jurisdiction", "words"),
    [
        ("state social work board", "US-CO", "Colorado social work board"),
        ("Colorado State Board of Psychologist Examiners", "US-CO",
         "Colorado State Board of Psychologist Examiners"),
        ("College of Massage Therapists", "CA-ON", "College of Massage Therapists (Ontario)"),
        ("Commission on Dietetic Registration", "*", "Commission on Dietetic Registration"),
        ("", "US-CO", ""),
    ],
)  # fmt: skip
def test_a_board_is_named_with_its_region(board: str, jurisdiction: str, words: str) -> None:
    assert board_words(board, jurisdiction) == words


def test_a_licence_that_only_its_owner_states_says_so() -> None:
    fact = licence_fact(ENGLISH, credential(), today=TODAY)

    assert fact.sentence == "Licence stated, but not checked by the network"


def test_a_licence_that_ran_out_loses_its_check() -> None:
    fact = licence_fact(
        ENGLISH,
        credential(checked_on=date(2026, 1, 1), expires_on=TODAY - timedelta(days=1)),
        today=TODAY,
    )

    assert fact == Fact(Tone.WARNING, "Licence ran out", "on 21 Nov 2026")


def test_no_licence_on_record_is_not_stated() -> None:
    assert licence_fact(ENGLISH, None, today=TODAY).strong == "Licence: not stated"
