"""Scope of practice, and what may be claimed for a modality."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from directory.vocabulary.evidence import find_evidence
from directory.vocabulary.scope import (
    facets_of,
    facets_of_all,
    may_offer_touch,
    may_touch,
    served_through,
)
from directory.vocabulary.terms import Facet

if TYPE_CHECKING:
    from directory.vocabulary.terms import Vocabulary


def test_an_organization_has_the_scope_of_its_people(shipped: Vocabulary) -> None:
    assert facets_of(shipped, "integrative-center") == frozenset()
    assert facets_of_all(shipped, ["psychologist", "massage-therapist"]) == {
        Facet.MIND,
        Facet.BODY,
    }
    assert facets_of_all(shipped, []) == frozenset()


def test_an_unknown_profession_is_an_error(shipped: Vocabulary) -> None:
    with pytest.raises(KeyError):
        facets_of(shipped, "wizard")


def test_a_modality_never_widens_a_scope(shipped: Vocabulary) -> None:
    # Somatic Experiencing serves mind and body; each profession keeps to its own.
    assert served_through(shipped, "massage-therapist", "somatic-experiencing") == {Facet.BODY}
    assert served_through(shipped, "psychologist", "somatic-experiencing") == {Facet.MIND}
    assert served_through(shipped, "massage-therapist", "emdr") == frozenset()


def test_the_umbrella_passes_its_modalities_on(shipped: Vocabulary) -> None:
    assert shipped.may_offer("clinical-social-worker", "emdr")
    assert not shipped.may_offer("massage-therapist", "emdr")


def test_touch_needs_a_hands_on_profession(shipped: Vocabulary) -> None:
    assert may_touch(shipped.professions["massage-therapist"])
    assert not may_touch(shipped.professions["psychologist"])
    assert may_offer_touch(shipped, "physical-therapist", "dry-needling")
    assert not may_offer_touch(shipped, "psychologist", "somatic-experiencing")
    assert not may_offer_touch(shipped, "massage-therapist", "polyvagal-informed")


def test_evidence_for_the_wider_issue_counts_seven_tenths(shipped: Vocabulary) -> None:
    direct = find_evidence(shipped, "cbt", "anxiety")
    assert direct is not None
    assert (direct.value, direct.for_parent) == (1.0, False)
    assert direct.words == "recommended in guidelines"
    below = find_evidence(shipped, "reiki", "performance-anxiety")
    assert below is not None
    assert below.value == pytest.approx(0.28)
    assert below.for_parent


def test_a_pair_without_a_letter_makes_no_claim(shipped: Vocabulary) -> None:
    offered = find_evidence(shipped, "craniosacral", "anxiety")
    assert offered is not None
    assert offered.value == 0.25
    assert offered.words == "offered; we have no evidence to cite"


def test_nothing_is_found_where_nothing_is_listed(shipped: Vocabulary) -> None:
    assert find_evidence(shipped, "reflexology", "psychosis") is None
