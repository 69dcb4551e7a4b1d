"""What somebody knows of an issue, which methods support it, and how well a cell is covered."""

from __future__ import annotations

import math

import pytest

from directory.matching.cells import AskedCell
from directory.matching.cover import cover, evidence, issue_fit, support
from directory.matching.expertise import dilution, expertise, kinship
from directory.matching.listing import ModalityLevel
from directory.matching.need import Cell
from directory.matching.weights import Thresholds
from directory.vocabulary.terms import Facet
from tests.support.casting import lexicon, person, vocabulary


@pytest.mark.parametrize(
    ("asked", "listed", "similarity"),
    [
        ("panic", "panic", 1.0),
        ("panic", "anxiety", 0.60),
        ("complex-ptsd", "trauma", 0.36),
        ("anxiety", "panic", 0.85),
        ("trauma", "complex-ptsd", 0.70),
        ("panic", "social-anxiety", 0.35),
        ("ocd", "anxiety", 0.0),
        ("panic", "grief", 0.0),
    ],
)
def test_kinship_of_issues(asked: str, listed: str, similarity: float) -> None:
    assert kinship(vocabulary(), asked).get(listed, 0.0) == pytest.approx(similarity)


def test_training_counts_more_than_a_focus_and_that_more_than_also_treats() -> None:
    kin = kinship(vocabulary(), "ocd")

    assert expertise(person("a", trained_in=("ocd",)), kin) == pytest.approx(0.95)
    assert expertise(person("a", focus=["ocd"]), kin) == pytest.approx(0.80)
    assert expertise(person("a", also_treats=("ocd",)), kin) == pytest.approx(0.50)
    assert expertise(person("a", focus=["grief"]), kin) == 0.0


def test_more_than_twelve_specialties_dilute_each() -> None:
    assert dilution(12) == 1.0
    assert dilution(48) == pytest.approx(0.5)
    assert dilution(0) == 1.0


@pytest.mark.parametrize(
    ("modality", "issue", "value"),
    [
        ("erp", "ocd", 1.0),
        ("swedish", "stress", 0.75),
        ("cbt", "panic", 1.0),
        ("nutrition-therapy", "grief", 0.15),
    ],
)
def test_evidence_letters(modality: str, issue: str, value: float) -> None:
    assert evidence(vocabulary(), modality, issue) == pytest.approx(value)


def test_evidence_for_the_parent_counts_less() -> None:
    pairs = vocabulary().evidence
    issue, modality = next(
        (slug, pair.modality)
        for slug, one in vocabulary().issues.items()
        for pair in pairs.values()
        if one.parent == pair.issue
        and pair.level is not None
        and pair.level.value == "A"
        and (pair.modality, slug) not in pairs
    )

    assert evidence(vocabulary(), modality, issue) == pytest.approx(0.7)


def test_support_takes_the_best_method_that_serves_the_facet() -> None:
    methods = {"erp": ModalityLevel.TRAINED, "swedish": ModalityLevel.CERTIFIED}

    assert support(methods, "ocd", Facet.MIND, lexicon()) == pytest.approx(0.85)
    assert support({}, "ocd", Facet.MIND, lexicon()) == 0.0


def test_cover_is_seven_parts_knowing_and_three_parts_method() -> None:
    assert cover(0.8, 0.85) == pytest.approx(0.7 * 0.8 + 0.3 * 0.85)


def test_who_serves_only_what_helps_and_was_not_asked_for_counts_less() -> None:
    cell = Cell("grief", Facet.BODY)
    helpful = AskedCell(cell, 0.4, is_core=False, is_named=False)
    named = AskedCell(cell, 1.0, is_core=False, is_named=True)

    assert issue_fit({helpful: 0.5}, thresholds=Thresholds()) == pytest.approx(0.3)
    assert issue_fit({named: 0.5}, thresholds=Thresholds()) == pytest.approx(0.5)


def test_fit_is_the_mean_weighted_by_the_cells() -> None:
    core = AskedCell(Cell("a", Facet.MIND), 1.0, is_core=True, is_named=False)
    less = AskedCell(Cell("b", Facet.MIND), 0.7, is_core=True, is_named=False)

    found = issue_fit({core: 0.8, less: 0.1}, thresholds=Thresholds())

    assert math.isclose(found, (0.8 + 0.07) / 1.7)
