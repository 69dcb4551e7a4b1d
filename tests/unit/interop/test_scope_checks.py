"""A listing stays inside the scope of its professions, or is told which scope it leaves."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from directory.interop.problems import Gravity, Problem, Remarks
from directory.interop.scope_checks import load_claims, scoped
from directory.profiles.draft import CredentialDraft, ListingDraft, ModalityDraft, Texts
from directory.profiles.listing import PublicSpecialty
from directory.vocabulary.loading import load_vocabulary

if TYPE_CHECKING:
    from directory.vocabulary.terms import Vocabulary

SEEDS = Path(__file__).resolve().parents[3] / "seed_data"
BODYWORK = CredentialDraft(profession="massage-therapist", jurisdiction="US-CO", title="LMT")


@cache
def _vocabulary() -> Vocabulary:
    return load_vocabulary(SEEDS / "vocabulary")


def _check(draft: ListingDraft) -> tuple[ListingDraft, list[Problem]]:
    found: list[Problem] = []
    kept = scoped(draft, _vocabulary(), load_claims(SEEDS), Remarks("a.csv", 2, found))
    return kept, found


def _draft(profession: str, *modalities: str, **changes: object) -> ListingDraft:
    draft = ListingDraft(
        handle="a",
        professions=(profession,),
        modalities=tuple(ModalityDraft(modality=slug) for slug in modalities),
    )
    return replace(draft, **changes)  # type: ignore[arg-type]


def test_a_modality_inside_the_scope_passes() -> None:
    assert _check(_draft("massage-therapist", "swedish"))[1] == []


def test_a_modality_outside_the_scope_is_refused_with_the_scope() -> None:
    _kept, found = _check(_draft("massage-therapist", "emdr"))

    outside = _vocabulary().professions["massage-therapist"].outside_scope.rstrip(".")
    assert [problem.gravity for problem in found] == [Gravity.ERROR]
    assert outside in found[0].cause


def test_touch_is_refused_to_a_psychotherapist_without_a_bodywork_credential() -> None:
    _kept, found = _check(_draft("professional-counselor", "swedish"))

    assert [problem.gravity for problem in found] == [Gravity.ERROR]


def test_touch_that_is_limited_for_a_profession_goes_to_review() -> None:
    _kept, found = _check(_draft("doula", "prenatal-massage"))

    assert [(item.gravity, item.column) for item in found] == [(Gravity.REVIEW, "modalities")]


def test_a_networks_wider_table_does_not_let_a_psychotherapist_touch() -> None:
    known = _vocabulary()
    swedish = known.modalities["swedish"]
    wider = replace(
        swedish, professions_in_scope=(*swedish.professions_in_scope, "psychotherapist")
    )
    vocabulary = replace(known, modalities={**known.modalities, "swedish": wider})
    found: list[Problem] = []

    draft = _draft("professional-counselor", "swedish")
    scoped(draft, vocabulary, (), Remarks("a.csv", 2, found))

    assert [item.gravity for item in found] == [Gravity.ERROR]
    assert "works by touch" in found[0].cause


def test_touch_stands_on_the_bodywork_credential_where_there_is_one() -> None:
    kept, found = _check(_draft("professional-counselor", "swedish", credentials=(BODYWORK,)))

    assert found == []
    assert kept.modalities[0].credential == BODYWORK.key


def test_a_second_profession_counts_once_its_credential_is_recorded() -> None:
    draft = _draft("massage-therapist", "emdr")
    stated = replace(draft, professions=("massage-therapist", "professional-counselor"))
    license_ = CredentialDraft(
        profession="professional-counselor", jurisdiction="US-CO", title="LPC"
    )

    assert _check(stated)[1] != []
    kept, found = _check(replace(stated, credentials=(license_,)))
    assert found == []
    assert kept.modalities[0].credential == license_.key


def test_an_issue_that_needs_nothing_the_profession_may_serve_is_refused() -> None:
    _kept, found = _check(
        _draft("massage-therapist", specialties=(PublicSpecialty("bulimia", is_focus=True),))
    )

    assert [(item.gravity, item.column) for item in found] == [(Gravity.ERROR, "focus_issues")]


@pytest.mark.parametrize(
    "about",
    [
        "I offer counselling on the table.",
        "A licensed psychotherapist at heart.",
        "Together we process your trauma.",
        "I heal depression with my hands.",
    ],
)
def test_words_that_claim_talk_therapy_send_a_massage_listing_to_review(about: str) -> None:
    kept, found = _check(_draft("massage-therapist", texts=Texts(about=about)))

    assert [(item.gravity, item.column) for item in found] == [(Gravity.REVIEW, "about")]
    assert len(kept.needs_review) == 1


@pytest.mark.parametrize(
    "about",
    [
        "I do not offer counselling. Rest is enough.",
        "I refer on for psychotherapy.",
        "I can't prescribe anything.",
        "A quiet hour for your shoulders.",
    ],
)
def test_words_that_deny_or_send_on_claim_nothing(about: str) -> None:
    assert _check(_draft("massage-therapist", texts=Texts(about=about)))[1] == []


def test_the_same_words_are_fine_where_the_scope_has_them() -> None:
    text = Texts(about="I offer counselling.")

    assert _check(_draft("professional-counselor", texts=text))[1] == []


def test_what_somebody_does_not_provide_claims_nothing() -> None:
    text = Texts(does_not_provide="Counselling, psychotherapy.")

    assert _check(_draft("massage-therapist", texts=text))[1] == []


def test_a_center_is_judged_by_its_people() -> None:
    centers = [slug for slug, item in _vocabulary().professions.items() if item.scope_by_roster]

    assert _check(_draft(centers[0], "emdr", "swedish"))[1] == []
