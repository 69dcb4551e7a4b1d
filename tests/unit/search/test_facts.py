"""What reaches ranking of a published listing, and what never does."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from directory.matching.listing import CapacityStatus, LanguageLevel, LicenseStatus, ModalityLevel
from directory.matching.need import Kind, Point
from directory.profiles.listing import (
    Affiliate,
    PublicAvailability,
    PublicCredential,
    PublicFees,
    PublicModality,
    PublicPlace,
    PublicSpecialty,
    PublicTraining,
    PublishedListing,
    Visibility,
    WeeklyTime,
)
from directory.profiles.queries import PrivateMatching
from directory.search.facts import all_facts, listing_facts


def credential(**changes: Any) -> PublicCredential:  # noqa: ANN401
    whole = PublicCredential(
        profession="massage-therapist",
        jurisdiction="US-CO",
        title="Licensed Massage Therapist",
        level="independent",
        status="active",
    )
    return dataclasses.replace(whole, **changes)


def test_carries_every_public_fact_with_its_dates() -> None:
    listing = PublishedListing(
        handle="ana",
        kind="person",
        name="Ana",
        professions=("massage-therapist",),
        credentials=(credential(checked_on=date(2026, 10, 1), expires_on=date(2027, 1, 1)),),
        modalities=(PublicModality("swedish", "certified"),),
        online_regions=("US-CO",),
        availability=PublicAvailability("open", 10, 2, date(2026, 11, 1)),
        weekly_times=(WeeklyTime(3, 540, 660),),
        payers_yes=("medicaid",),
        payers_no=("aetna",),
        fees=PublicFees(fee=90, sliding_min=50, superbill=False),
        languages=(("es", "fluent"),),
        populations=("adults",),
        preferences_yes=("trauma-informed",),
        access_no=("wheelchair",),
        collaboration_yes=("joint-sessions",),
        joined_on=date(2026, 9, 1),
    )

    facts = listing_facts(listing, published={"ana"})

    assert facts.kind is Kind.PERSON
    assert facts.licenses[0].status is LicenseStatus.ACTIVE
    assert facts.licenses[0].expires_on == date(2027, 1, 1)
    assert facts.licence_checked
    assert facts.modalities == {"swedish": ModalityLevel.CERTIFIED}
    assert facts.capacity.status is CapacityStatus.OPEN
    assert (facts.capacity.wait_days, facts.capacity.weekly_new) == (10, 2.0)
    assert facts.capacity.confirmed_on == date(2026, 11, 1)
    assert facts.payers == {"medicaid"}
    assert facts.payers_no == {"aetna"}
    assert (facts.fee, facts.sliding_min, facts.superbill) == (90, 50, False)
    assert facts.languages == {"es": LanguageLevel.FLUENT}
    assert facts.access_no == {"wheelchair"}
    assert facts.joint_sessions is True
    assert facts.joined_on == date(2026, 9, 1)


def test_keeps_not_stated_apart_from_no() -> None:
    facts = listing_facts(
        PublishedListing(handle="ana", kind="person", name="Ana"), published={"ana"}
    )

    assert facts.capacity.status is CapacityStatus.NOT_STATED
    assert facts.capacity.confirmed_on is None
    assert facts.populations is None
    assert facts.fee is None
    assert facts.superbill is None
    assert facts.joint_sessions is None
    assert not facts.payers_no
    assert not facts.access_no
    assert not facts.licence_checked


def test_says_no_where_no_was_stated() -> None:
    listing = PublishedListing(
        handle="ana", kind="person", name="Ana", collaboration_no=("joint-sessions",)
    )

    assert listing_facts(listing, published={"ana"}).joint_sessions is False


def test_a_word_that_it_does_not_know_is_not_taken_for_good_standing() -> None:
    listing = PublishedListing(
        handle="ana",
        kind="person",
        name="Ana",
        credentials=(credential(status="under-a-cloud"),),
        availability=PublicAvailability(status="perhaps"),
    )

    facts = listing_facts(listing, published={"ana"})

    assert facts.licenses[0].status is LicenseStatus.NOT_CHECKED
    assert facts.capacity.status is CapacityStatus.NOT_STATED


def test_a_hidden_address_is_an_area_with_its_uncertainty_and_no_street() -> None:
    place = PublicPlace(
        label="Home office",
        city="Lakewood",
        region="US-CO",
        country="US",
        visibility=Visibility.AREA,
        latitude=39.7,
        longitude=-105.1,
        uncertainty_km=4.0,
    )
    listing = PublishedListing(handle="ana", kind="person", name="Ana", places=(place,))

    office = listing_facts(listing, published={"ana"}).offices[0]

    assert office.is_area
    assert office.place.point == Point(39.7, -105.1)
    assert office.place.uncertainty_km == 4.0
    assert not hasattr(office.place, "street")


def test_a_place_without_coordinates_is_kept_with_its_town() -> None:
    place = PublicPlace("Office", "Lakewood", "US-CO", "US", Visibility.EXACT)
    listing = PublishedListing(handle="ana", kind="person", name="Ana", places=(place,))

    office = listing_facts(listing, published={"ana"}).offices[0]

    assert office.place.point is None
    assert office.place.city == "Lakewood"


def test_only_published_people_stand_for_a_center() -> None:
    center = PublishedListing(
        handle="house",
        kind="center",
        name="House",
        staff=(Affiliate("ana", "Ana"), Affiliate("gone", "Gone")),
    )

    assert listing_facts(center, published={"house", "ana"}).staff == ("ana",)


def test_a_compact_privilege_is_no_licence_and_counts_only_while_active() -> None:
    listing = PublishedListing(
        handle="ana",
        kind="person",
        name="Ana",
        credentials=(
            credential(),
            credential(jurisdiction="US-UT", is_compact_privilege=True),
            credential(jurisdiction="US-NE", is_compact_privilege=True, status="expired"),
        ),
    )

    facts = listing_facts(listing, published={"ana"})

    assert [license_.region for license_ in facts.licenses] == ["US-CO"]
    assert facts.compact_regions == {"US-UT"}


def test_training_counts_as_training_and_words_as_words() -> None:
    listing = PublishedListing(
        handle="ana",
        kind="person",
        name="Ana",
        specialties=(
            PublicSpecialty("grief", is_focus=True),
            PublicSpecialty("trauma", is_focus=True, backing="training"),
            PublicSpecialty("stress", is_focus=False),
        ),
        trainings=(PublicTraining("A course", issues=("sleep", "trauma")),),
    )

    facts = listing_facts(listing, published={"ana"})

    assert facts.specialties == ("grief", "trauma")
    assert facts.also_treats == ("stress",)
    assert facts.trained_in == ("trauma", "sleep")


def test_private_facts_are_joined_only_where_they_are_given() -> None:
    first = PublishedListing(handle="b", kind="person", name="B")
    second = PublishedListing(handle="a", kind="person", name="A")

    facts = all_facts(
        [first, second],
        private={"b": PrivateMatching(referrals_recent_30d=3.0, prefers_not=frozenset({"grief"}))},
    )

    assert [item.id for item in facts] == ["a", "b"]
    assert [item.capacity.recent_30d for item in facts] == [0.0, 3.0]
    assert [item.prefers_not for item in facts] == [frozenset(), {"grief"}]
