"""Terms are found by what people call them, and nothing is guessed."""

from __future__ import annotations

import pytest

from directory import resources
from directory.search.lookup import UnknownTermError, find_slug, folded
from directory.vocabulary.loading import load_vocabulary
from directory.vocabulary.terms import TermKind, Vocabulary


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(resources.seed_data() / "vocabulary")


@pytest.mark.parametrize(
    ("kind", "typed", "slug"),
    [
        (TermKind.ISSUE, "grief", "grief"),
        (TermKind.MODALITY, "Cognitive behavioral therapy (CBT)", "cbt"),
        (TermKind.MODALITY, "CBT", "cbt"),
        (TermKind.MODALITY, "cognitive  Behavioral THERAPY", "cbt"),
        (TermKind.PROFESSION, "lmt", "massage-therapist"),
        (TermKind.PROFESSION, "psicólogo", "psychologist"),
        (TermKind.PAYER, "Health First Colorado", "medicaid"),
        (TermKind.LANGUAGE, "Spanish", "es"),
    ],
)
def test_finds_by_slug_label_or_synonym(
    vocabulary: Vocabulary, kind: TermKind, typed: str, slug: str
) -> None:
    assert find_slug(vocabulary, kind, typed) == slug


def test_refuses_what_it_does_not_know_and_names_the_nearest(vocabulary: Vocabulary) -> None:
    with pytest.raises(UnknownTermError) as refused:
        find_slug(vocabulary, TermKind.PROFESSION, "masage therapst")

    assert "massage-therapist" in refused.value.nearest
    assert len(refused.value.nearest) == 3
    assert "massage-therapist" in str(refused.value)


@pytest.mark.parametrize("typed", ["", "  ", "\x00", "!!!", "心"])
def test_refuses_what_is_no_word(vocabulary: Vocabulary, typed: str) -> None:
    with pytest.raises(UnknownTermError):
        find_slug(vocabulary, TermKind.ISSUE, typed)


def test_a_slug_wins_over_anothers_synonym(vocabulary: Vocabulary) -> None:
    for kind in TermKind:
        for slug in vocabulary.terms_of(kind):
            assert find_slug(vocabulary, kind, slug) == slug


def test_folds_case_accents_and_punctuation() -> None:
    assert folded("  Psicólogo/a_(Niños) ") == "psicologo a ninos"
