"""A network's own edits, applied over the shipped vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from directory.vocabulary.overlay import (
    AddedSynonym,
    HiddenTerm,
    LocalTerms,
    Merge,
    NewLabel,
    Overlay,
    OverlayError,
    apply_overlay,
)
from directory.vocabulary.recognition import Recognizer
from directory.vocabulary.terms import Facet, FacetNeed, Issue, Modality, Strength, TermKind
from tests.support.small_gazetteer import small_gazetteer

if TYPE_CHECKING:
    from directory.vocabulary.overlay import EditedVocabulary
    from directory.vocabulary.terms import Vocabulary

ALTITUDE = Issue(
    "altitude-adjustment",
    "Getting used to altitude",
    ("mountain sickness",),
    facets=(FacetNeed(Facet.MEDICAL, Strength.CORE),),
)


def recognizer_of(edited: EditedVocabulary) -> Recognizer:
    return Recognizer(edited.vocabulary, small_gazetteer(), "US-CO", hidden=edited.hidden)


def test_an_empty_overlay_changes_nothing(shipped: Vocabulary) -> None:
    edited = apply_overlay(shipped, Overlay())
    assert edited.vocabulary == shipped
    assert not edited.hidden


def test_an_added_synonym_is_recognized(shipped: Vocabulary) -> None:
    added = AddedSynonym(TermKind.ISSUE, "grief", "hollow heart")
    edited = apply_overlay(shipped, Overlay(synonyms=(added,)))
    assert recognizer_of(edited).understand("hollow heart").issues == ("grief",)
    assert Recognizer(shipped, small_gazetteer(), "US-CO").understand("hollow heart").issues == ()


def test_a_label_replaces_the_shipped_one(shipped: Vocabulary) -> None:
    label = NewLabel(TermKind.PAYER, "medicaid", "Health First Colorado")
    edited = apply_overlay(shipped, Overlay(labels=(label,)))
    assert edited.vocabulary.payers["medicaid"].label == "Health First Colorado"
    assert shipped.payers["medicaid"].label == "Medicaid"


def test_a_hidden_term_is_not_recognized_and_stays_readable(shipped: Vocabulary) -> None:
    edited = apply_overlay(shipped, Overlay(hidden=(HiddenTerm(TermKind.MODALITY, "aba"),)))
    assert recognizer_of(edited).understand("aba therapy").modalities == ()
    assert edited.vocabulary.modalities["aba"].label


def test_a_local_term_is_recognized(shipped: Vocabulary) -> None:
    edited = apply_overlay(shipped, Overlay(local=LocalTerms(issues=(ALTITUDE,))))
    found = recognizer_of(edited).understand("mountain sickness")
    assert found.issues == ("altitude-adjustment",)


def test_a_merged_term_leads_to_the_other(shipped: Vocabulary) -> None:
    merge = Merge(TermKind.ISSUE, "altitude-adjustment", into="dizziness-vertigo")
    overlay = Overlay(local=LocalTerms(issues=(ALTITUDE,)), merges=(merge,))
    edited = apply_overlay(shipped, overlay)
    assert edited.current(TermKind.ISSUE, "altitude-adjustment") == "dizziness-vertigo"
    assert edited.current(TermKind.ISSUE, "grief") == "grief"
    found = recognizer_of(edited).understand("mountain sickness")
    assert found.issues == ("dizziness-vertigo",)


@pytest.mark.parametrize(
    ("overlay", "says"),
    [
        (Overlay(synonyms=(AddedSynonym(TermKind.ISSUE, "sorrow", "x"),)), "no issue 'sorrow'"),
        (Overlay(synonyms=(AddedSynonym(TermKind.ISSUE, "grief", " "),)), "is empty"),
        (Overlay(labels=(NewLabel(TermKind.FLAG, "x", "y"),)), "no flag 'x'"),
        (Overlay(hidden=(HiddenTerm(TermKind.PAYER, "x"),)), "no payer 'x'"),
        (Overlay(merges=(Merge(TermKind.ISSUE, "grief", "grief"),)), "in a circle"),
        (
            Overlay(
                merges=(
                    Merge(TermKind.ISSUE, "grief", "anger"),
                    Merge(TermKind.ISSUE, "anger", "grief"),
                )
            ),
            "in a circle",
        ),
        (Overlay(local=LocalTerms(issues=(Issue("grief", "Grief"),))), "exists already"),
        (
            Overlay(local=LocalTerms(issues=(Issue("new", "New", parent="nowhere"),))),
            "'nowhere', which does not exist",
        ),
        (
            Overlay(
                local=LocalTerms(
                    modalities=(Modality("new", "New", professions_in_scope=("wizard",)),)
                )
            ),
            "'wizard'",
        ),
    ],
)
def test_an_edit_that_cannot_be_is_refused(
    shipped: Vocabulary, overlay: Overlay, says: str
) -> None:
    with pytest.raises(OverlayError, match=says):
        apply_overlay(shipped, overlay)
