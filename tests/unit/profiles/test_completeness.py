"""What a profile lacks is told in words, and only what is needed stops publication."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from directory.profiles.closed_sets import CredentialLevel, Topic
from directory.profiles.completeness import NEEDED, WORTHWHILE, missing_from, needed_from
from directory.profiles.draft import (
    Answers,
    CredentialDraft,
    ListingDraft,
    ModalityDraft,
    PlaceDraft,
    Texts,
)
from directory.profiles.listing import PublicAvailability, PublicFees, PublicSpecialty

WHOLE = ListingDraft(
    handle="maya",
    name="Maya",
    professions=("massage-therapist",),
    credentials=(
        CredentialDraft(profession="massage-therapist", jurisdiction="US-CO", title="LMT"),
    ),
    specialties=(PublicSpecialty("chronic-pain", is_focus=True, backing="training"),),
    modalities=(ModalityDraft(modality="swedish"),),
    places=(PlaceDraft(city="Lakewood", region="US-CO"),),
    availability=PublicAvailability(status="open", confirmed_on=date(2026, 11, 1)),
    fees=PublicFees(fee=90),
    session_lengths=(60,),
    languages=(("en", "native"),),
    refers_on_for=("ptsd",),
    texts=Texts(does_not_provide="No counsel.", strong_emotion="We pause.", boundaries="Clear."),
    answers={
        topic: Answers(no=("x",)) for topic in (Topic.POPULATION, Topic.ACCESS, Topic.COLLABORATION)
    },
)


def test_a_whole_profile_lacks_nothing() -> None:
    assert missing_from(WHOLE) == ()


def test_an_empty_profile_lacks_everything_that_can_be_judged_without_an_entry() -> None:
    told = missing_from(ListingDraft(handle="maya"))

    # Supervisors and the backing of a focus are asked for once there is a credential or a focus.
    assert len(told) == len(NEEDED) + len(WORTHWHILE) - 2
    assert [item.is_needed for item in told] == sorted(
        (item.is_needed for item in told), reverse=True
    )


@pytest.mark.parametrize(
    ("change", "step"),
    [
        ({"name": "  "}, "who"),
        ({"professions": ()}, "professions"),
        ({"credentials": ()}, "credentials"),
        ({"specialties": ()}, "issues"),
        ({"places": ()}, "places"),
        ({"availability": PublicAvailability()}, "availability"),
    ],
)
def test_publication_waits_for_it(change: dict[str, object], step: str) -> None:
    assert [item.step for item in needed_from(replace(WHOLE, **change))] == [step]  # type: ignore[arg-type]


def test_a_supervised_credential_waits_for_the_supervisor() -> None:
    (licence,) = WHOLE.credentials
    supervised = replace(licence, level=CredentialLevel.SUPERVISED)

    assert needed_from(replace(WHOLE, credentials=(supervised,)))
    named = replace(supervised, supervisor_name="Sam Invented")
    assert needed_from(replace(WHOLE, credentials=(named,))) == ()


@pytest.mark.parametrize("change", [{"online_regions": ("US-CO",)}, {"home_visit_km": 10.0}])
def test_online_work_or_home_visits_do_for_a_place(change: dict[str, object]) -> None:
    assert needed_from(replace(WHOLE, places=(), **change)) == ()  # type: ignore[arg-type]


def test_a_no_is_an_answer() -> None:
    silent = replace(WHOLE, answers={})

    assert {item.step for item in missing_from(silent)} == {"clients", "access", "collaboration"}
    assert needed_from(silent) == ()
