"""The vocabulary in Spanish: what is shown changes, the terms and what they mean do not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from directory.vocabulary.loading import load_vocabulary
from directory.vocabulary.recognition import Recognizer
from directory.vocabulary.spoken import in_language
from directory.vocabulary.terms import TermKind, Vocabulary
from tests.support.small_gazetteer import small_gazetteer

FOLDER = Path(__file__).resolve().parents[3] / "seed_data" / "vocabulary"


@pytest.fixture(scope="module")
def english() -> Vocabulary:
    return load_vocabulary(FOLDER)


@pytest.mark.parametrize("locale", ["es", "es_MX"])
def test_labels_and_texts_are_those_of_the_language(english: Vocabulary, locale: str) -> None:
    spanish = in_language(english, locale)

    assert spanish.issues["grief"].label == "Duelo y pérdida"
    assert spanish.professions["nurse"].scope == "Evaluación y cuidados de enfermería."
    assert spanish.cautions["C25"].text_for_client == "Pregunte primero a su médico."
    assert spanish.cautions["C25"].text_for_clinician == english.cautions["C25"].text_for_clinician


def test_the_terms_stay_the_same_ones(english: Vocabulary) -> None:
    spanish = in_language(english, "es")

    for kind in TermKind:
        assert list(spanish.terms_of(kind)) == list(english.terms_of(kind))
    assert spanish.issues["grief"].synonyms == english.issues["grief"].synonyms
    assert spanish.issues["grief"].facets == english.issues["grief"].facets


def test_english_is_the_vocabulary_itself_and_spanish_is_made_once(english: Vocabulary) -> None:
    assert in_language(english, "en") is english
    assert in_language(english, "es") is in_language(english, "es_US")


def test_what_is_not_translated_stays_as_it_is(english: Vocabulary) -> None:
    local = replace(english.issues["grief"], slug="local", label="Something local", label_es="")
    edited = replace(english, issues={**english.issues, "local": local})

    assert in_language(edited, "es").issues["local"].label == "Something local"


def test_lines_that_speak_the_language_come_first(english: Vocabulary) -> None:
    speak = ["es" in line.languages for line in in_language(english, "es").crisis_resources]

    assert any(speak)
    assert speak == sorted(speak, reverse=True)


def test_nothing_that_a_client_can_see_is_without_its_spanish(english: Vocabulary) -> None:
    terms = [term for kind in TermKind for term in english.terms_of(kind).values()]
    professions = english.professions.values()

    missing = [term.slug for term in terms if not term.label_es]
    missing += [basis.slug for basis in english.vouch_bases.values() if not basis.label_es]
    missing += [one.slug for one in professions if not (one.scope_es and one.outside_scope_es)]
    missing += [
        rule.identifier
        for rule in english.cautions.values()
        if rule.text_for_client and not rule.text_for_client_es
    ]
    for line in english.crisis_resources:
        said = (line.name, line.contact, line.hours)
        in_spanish = (line.name_es, line.contact_es, line.hours_es)
        pairs = zip(said, in_spanish, strict=True)
        missing += [line.name for text, spanish in pairs if text and not spanish]
    assert missing == []


def test_what_a_page_calls_a_concern_is_understood_when_it_is_typed(english: Vocabulary) -> None:
    recognizer = Recognizer(english, small_gazetteer(), "US-CO")
    labels = {slug: term.label_es for slug, term in english.issues.items() if not term.is_group}

    lost = [
        slug
        for slug, label in labels.items()
        if slug not in recognizer.understand(label.partition(" (")[0]).issues
    ]

    assert lost == []


@pytest.mark.parametrize(
    "told",
    [
        "insomnio y dolor de cuello, solo en línea",
        "me duele mucho la espalda y tengo ansiedad",
        "estoy triste desde que murió mi mamá",
    ],
)
def test_nobody_is_asked_about_what_a_spanish_sentence_is_told_with(
    english: Vocabulary, told: str
) -> None:
    found = Recognizer(english, small_gazetteer(), "US-CO").understand(told)

    assert found.issues
    assert found.not_understood == ()
