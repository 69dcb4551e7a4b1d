"""Who may practise where: good standing, compacts, states and professions without a licence."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from directory.matching.licences import Requirement, may_practise
from directory.matching.listing import License, LicenseStatus, ListingFacts
from tests.support.casting import TODAY, lexicon, person


def may(listing: ListingFacts, region: str | None = "US-CO") -> bool:
    return may_practise(
        listing, listing.professions[0], region, rules=lexicon().licence_rules, today=TODAY
    )


def holding(
    *licenses: License,
    profession: str = "psychologist",
    **facts: Any,  # noqa: ANN401  # any field
) -> ListingFacts:
    return person("a", profession, licenses=licenses, **facts)


@pytest.mark.parametrize(
    "status", [one for one in LicenseStatus if one is not LicenseStatus.ACTIVE]
)
def test_only_an_active_licence_is_in_good_standing(status: LicenseStatus) -> None:
    assert not may(holding(License("US-CO", status)))


def test_a_licence_holds_through_its_last_day() -> None:
    assert may(holding(License("US-CO", expires_on=TODAY)))
    assert not may(holding(License("US-CO", expires_on=TODAY - timedelta(days=1))))


def test_a_licence_holds_where_it_was_given() -> None:
    assert not may(holding(License("US-MA")))
    assert may(holding(License("US-CO", level="supervised")))


def test_a_compact_privilege_stands_on_an_independent_licence_alone() -> None:
    utah = frozenset({"US-UT"})

    assert may(holding(License("US-CO"), compact_regions=utah), "US-UT")
    supervised = License("US-CO", level="supervised")
    assert not may(holding(supervised, compact_regions=utah), "US-UT")
    expired = License("US-CO", LicenseStatus.EXPIRED)
    assert not may(holding(expired, compact_regions=utah), "US-UT")


@pytest.mark.parametrize("region", ["US-KS", "US-MN", "US-WY", "US-CA"])
def test_massage_needs_no_licence_where_the_state_has_none(region: str) -> None:
    assert may(holding(profession="massage-therapist"), region)
    assert not may(holding(profession="massage-therapist"), "US-CO")


def test_a_suspended_voluntary_certificate_counts_against() -> None:
    suspended = License("US-CA", LicenseStatus.SUSPENDED, "voluntary")

    assert not may(holding(suspended, profession="massage-therapist"), "US-CA")


def test_an_unlicensed_profession_needs_none() -> None:
    assert may(holding(profession="yoga-therapist"))


def test_where_the_data_are_silent_a_licence_elsewhere_is_not_stretched() -> None:
    rules = lexicon().licence_rules
    assert rules.requirement("dietitian", "US-CO") is Requirement.UNKNOWN

    assert may(holding(profession="dietitian"))
    assert may(holding(License("US-CO"), profession="dietitian"))
    assert not may(holding(License("US-NM"), profession="dietitian"))


def test_a_certification_is_no_licence_and_no_obstacle() -> None:
    mark = License("*", level="certification")

    assert may(holding(mark, profession="dietitian"))
    assert not may(holding(mark, profession="psychologist"))


def test_an_association_is_no_licence_where_one_is_needed() -> None:
    member = License("CA-ON", level="association")

    assert not may(holding(member, profession="massage-therapist"), "CA-ON")


def test_a_licence_counts_for_its_own_profession() -> None:
    both = person(
        "a",
        "physical-therapist",
        professions=("physical-therapist", "professional-counselor"),
        licenses=(License("US-CO", profession="physical-therapist"),),
    )
    rules = lexicon().licence_rules

    assert may_practise(both, "physical-therapist", "US-CO", rules=rules, today=TODAY)
    assert not may_practise(both, "professional-counselor", "US-CO", rules=rules, today=TODAY)
