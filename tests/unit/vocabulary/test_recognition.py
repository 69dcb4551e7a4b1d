"""What recognition does with words, one reason at a time (whole searches: tests/evaluation)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.vocabulary.understanding import PlaceMention, Role, Span

if TYPE_CHECKING:
    from directory.vocabulary.recognition import Recognizer


def test_nothing_is_guessed_from_nothing(recognizer: Recognizer) -> None:
    for text in ("", "   ", "?!", "xyz", "best pizza in town"):
        assert recognizer.understand(text).is_empty
    assert recognizer.understand("xyz").not_understood == ("xyz",)


def test_the_floor_is_not_crossed_by_likeness_of_a_phrase(recognizer: Recognizer) -> None:
    found = recognizer.understand("recovery from surgery")
    assert found.issues == ("post-surgical-rehab",)
    assert found.crisis == ()


@pytest.mark.parametrize(
    ("typed", "issue"),
    [
        ("bulemia", "bulimia"),
        ("migrane", "migraine"),
        ("fibromylagia", "fibromyalgia"),
        ("annorexia", "anorexia"),
        ("depresion", "depression"),
        ("insomina", "insomnia"),
        ("backpain", "low-back-pain"),
    ],
)
def test_misspelt_concerns(recognizer: Recognizer, typed: str, issue: str) -> None:
    assert recognizer.understand(typed).issues == (issue,)


@pytest.mark.parametrize("typed", ["rapped", "bolder", "prater", "ramped"])
def test_ordinary_words_are_not_corrected(recognizer: Recognizer, typed: str) -> None:
    assert recognizer.understand(typed).is_empty


def test_accents_and_apostrophes_do_not_matter(recognizer: Recognizer) -> None:
    assert recognizer.understand("depresión").issues == recognizer.understand("depresion").issues
    assert recognizer.understand("parkinson’s").issues == ("parkinsons",)


def test_a_span_names_the_letters_that_were_typed(recognizer: Recognizer) -> None:
    found = recognizer.understand("Ansiedad, please")
    assert Span(0, 8, "issues", "anxiety") in found.spans


@pytest.mark.parametrize(
    ("text", "present", "absent"),
    [
        ("PT for knee pain", "physical-therapist", None),
        ("ED recovery dietitian", "dietitian", None),
        ("burned out vet tech", None, "veterans"),
    ],
)
def test_abbreviations_follow_their_neighbours(
    recognizer: Recognizer, text: str, present: str | None, absent: str | None
) -> None:
    found = recognizer.understand(text)
    assert present is None or present in found.professions
    assert absent is None or absent not in found.populations


def test_ed_is_read_by_its_cues(recognizer: Recognizer) -> None:
    assert recognizer.understand("ED recovery dietitian").issues == ("eating-disorders",)
    assert "erectile-difficulty" in recognizer.understand("ED and my prostate").issues
    assert recognizer.understand("I went to the ED at the hospital").issues == ()


def test_the_writers_own_profession_is_not_the_wish(recognizer: Recognizer) -> None:
    found = recognizer.understand(
        "massage therapist needs counselor for client with bulimia", Role.CLINICIAN
    )
    assert found.professions == ("psychotherapist",)
    assert found.modalities == ()
    assert found.referrer_profession == "massage-therapist"


def test_pt_before_a_description_is_the_patient(recognizer: Recognizer) -> None:
    found = recognizer.understand("pt is 34F with vaginismus, needs OT", Role.CLINICIAN)
    assert found.professions == ("occupational-therapist",)
    assert recognizer.understand("pt lakewood", Role.CLIENT).professions == ("physical-therapist",)


@pytest.mark.parametrize(
    "text",
    [
        "my sister is a psychologist, I need a dietitian",
        "my psychologist says I need a dietitian",
        "already have a psychologist, need a dietitian",
    ],
)
def test_somebody_elses_practitioner_is_not_the_wish(recognizer: Recognizer, text: str) -> None:
    assert recognizer.understand(text).professions == ("dietitian",)


def test_what_is_refused_is_avoided_and_never_wished(recognizer: Recognizer) -> None:
    found = recognizer.understand("therapist for ptsd, no emdr, not cigna")
    assert found.modalities == ()
    assert found.payers == ()
    assert found.avoid.modalities == ("emdr",)
    assert found.avoid.payers == ("cigna",)
    assert found.issues == ("ptsd",)


def test_a_refused_kind_of_practitioner_leaves_the_profession(recognizer: Recognizer) -> None:
    found = recognizer.understand("therapist, no christian counselors")
    assert found.professions == ("psychotherapist",)
    assert found.avoid.preferences == ("faith-christian",)


def test_a_refusal_ends_with_its_clause(recognizer: Recognizer) -> None:
    found = recognizer.understand("no couples work just individual therapy for depression")
    assert found.issues == ("depression",)
    assert found.professions == ("psychotherapist",)


def test_no_that_ends_a_clause_looks_back(recognizer: Recognizer) -> None:
    found = recognizer.understand("quiropráctico no, fisioterapia sí")
    assert found.professions == ("physical-therapist",)


def test_a_payer_that_is_lost_is_not_one(recognizer: Recognizer) -> None:
    found = recognizer.understand("lost my insurance with kaiser, need cheap counseling")
    assert found.payers == ("sliding-scale",)
    assert found.avoid.payers == ("kaiser",)


@pytest.mark.parametrize(
    "text",
    [
        "dying for a massage",
        "my husband is killing me with his snoring",
        "i want to end it with my boyfriend",
        "not suicidal",
        "work is killing me",
    ],
)
def test_idioms_and_denials_raise_no_alarm(recognizer: Recognizer, text: str) -> None:
    found = recognizer.understand(text)
    assert "suicidal-thoughts" not in found.issues
    assert found.flags == ()
    assert "suicide" not in found.crisis


@pytest.mark.parametrize(
    "text",
    [
        "i want to end it",
        "thinking about killing myself",
        "no one would miss me if i was gone",
        "i don't see a reason to go on living",
        "quiero quitarme la vida",
        "ya no quiero vivir",
    ],
)
def test_the_wish_to_die_shows_the_line(recognizer: Recognizer, text: str) -> None:
    assert recognizer.understand(text).crisis[:1] == ("suicide",)


def test_immediate_danger_comes_first(recognizer: Recognizer) -> None:
    found = recognizer.understand("bulimia, and chest pain and arm numb right now")
    assert found.crisis == ("medical", "eating-disorder")


def test_thoughts_that_frighten_in_ocd_are_no_risk_to_others(recognizer: Recognizer) -> None:
    found = recognizer.understand("ocd intrusive thoughts about harming people")
    assert found.flags == ()


def test_a_flag_may_ask_for_its_concern(recognizer: Recognizer) -> None:
    assert recognizer.understand("fainted at the sight of blood").flags == ()
    found = recognizer.understand("my daughter purges and fainted")
    assert "medically-unstable-ed" in found.flags


def test_an_identity_is_the_practitioners_or_the_clients(recognizer: Recognizer) -> None:
    wished = recognizer.understand("black woman therapist")
    assert wished.preferences == ("practitioner-black", "practitioner-woman")
    assert wished.populations == ()
    said = recognizer.understand("black woman seeking therapist")
    assert said.preferences == ()
    assert said.populations == ("black", "women")
    theirs = recognizer.understand("therapist for gay men")
    assert theirs.populations == ("lgbtqia", "men")
    assert recognizer.understand("a therapist who is black").preferences == ("practitioner-black",)
    assert recognizer.understand("my son who is trans").preferences == ()


def test_no_touch_is_a_constraint(recognizer: Recognizer) -> None:
    found = recognizer.understand("not ready for touch")
    assert found.constraints == ("no-touch",)
    assert found.flags == ()


@pytest.mark.parametrize(
    ("text", "fee"),
    [
        ("therapist under $80", 80),
        ("max 100 a session", 100),
        ("$60 or less", 60),
        ("up to 90 dollars", 90),
        ("menos de 70 dólares", 70),
        ("within 25 miles", None),
        ("under 18", None),
    ],
)
def test_a_fee_is_read_where_money_is_meant(
    recognizer: Recognizer, text: str, fee: int | None
) -> None:
    assert recognizer.understand(text).fee_max == fee


@pytest.mark.parametrize(
    ("text", "population"),
    [
        ("my 15 year old", "teens"),
        ("7yo wets the bed", "children"),
        ("18 month old", "infants"),
        ("82 year old mother", "older-adults"),
        ("mi hijo de 8 años", "children"),
        ("my daughter, 14", "teens"),
    ],
)
def test_ages_become_populations(recognizer: Recognizer, text: str, population: str) -> None:
    assert population in recognizer.understand(text).populations


def test_an_adult_child_is_no_child(recognizer: Recognizer) -> None:
    found = recognizer.understand("eating disorder help for my 19 year old daughter")
    assert found.populations == ()
    assert found.flags == ()


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("9 weeks pregnant massage", "pregnancy-first-trimester"),
        ("embarazada de 10 semanas", "pregnancy-first-trimester"),
        ("had surgery 3 weeks ago", "recent-surgery"),
        ("on eliquis", "anticoagulants"),
        ("one leg swollen, red and hot", "dvt-suspected"),
        ("back pain and i can't control my bladder", "spine-red-flags"),
        ("hit my head this morning and throwing up", "concussion-acute"),
        ("he choked me", "abuse-ongoing"),
        ("raped two days ago", "recent-assault"),
    ],
)
def test_circumstances_that_change_what_is_offered(
    recognizer: Recognizer, text: str, flag: str
) -> None:
    assert flag in recognizer.understand(text).flags


def test_late_pregnancy_and_old_surgery_raise_no_flag(recognizer: Recognizer) -> None:
    assert recognizer.understand("30 weeks pregnant").flags == ()
    assert recognizer.understand("surgery 9 weeks ago").flags == ()


def test_a_part_of_the_body_needs_pain_or_hands(recognizer: Recognizer) -> None:
    assert recognizer.understand("my knee hurts").issues == ("knee-pain",)
    assert recognizer.understand("massage for my neck").issues == ("neck-pain",)
    assert recognizer.understand("get back to me").issues == ()


def test_two_facts_together_mean_a_third(recognizer: Recognizer) -> None:
    assert recognizer.understand("pregnant and depressed").issues == ("perinatal-depression",)
    assert recognizer.understand("32 weeks pregnant, back pain").issues == ("pregnancy-pain",)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("emdr lakewood", PlaceMention("Lakewood", "US-CO", assumed_region=True)),
        ("emdr lakewod co", PlaceMention("Lakewood", "US-CO")),
        ("emdr lakewood, ohio", PlaceMention("Lakewood", "US-OH")),
        ("emdr Lakewood OH", PlaceMention("Lakewood", "US-OH")),
        ("emdr ft collins", PlaceMention("Fort Collins", "US-CO", assumed_region=True)),
        ("emdr toronto", PlaceMention("Toronto", "CA-ON", assumed_region=True)),
        ("emdr 80226", PlaceMention(postal="80226")),
        ("emdr M5V 2T6", PlaceMention(postal="M5V2T6")),
        ("emdr online texas", PlaceMention(region="US-TX")),
        ("emdr near me", PlaceMention(near_me=True)),
        ("emdr new york", PlaceMention("New York City", "US-NY")),
    ],
)
def test_places(recognizer: Recognizer, text: str, place: PlaceMention) -> None:
    assert recognizer.understand(text).place == (place,)


@pytest.mark.parametrize(
    "text",
    ["massage or acupuncture", "help me", "hi, looking for emdr", "superbill for 90837", "in pain"],
)
def test_words_that_are_letters_of_states_are_words(recognizer: Recognizer, text: str) -> None:
    assert recognizer.understand(text).place == ()


def test_the_place_one_leaves_is_not_meant(recognizer: Recognizer) -> None:
    found = recognizer.understand("moving from toronto to denver, need emdr")
    assert [mention.city for mention in found.place] == ["Denver"]


def test_a_name_is_kept_apart_from_places(recognizer: Recognizer) -> None:
    found = recognizer.understand("Dr. Maria Denver psychologist")
    assert found.name == "Maria Denver"
    assert found.place == ()


def test_a_spanish_search_wishes_for_spanish(recognizer: Recognizer) -> None:
    found = recognizer.understand("busco terapeuta para ansiedad")
    assert found.languages == ("es",)
    assert found.issues == ("anxiety",)


def test_only_set_fields_are_in_the_parse(recognizer: Recognizer) -> None:
    assert recognizer.understand("reiki near me").as_parse() == {
        "modalities": ["reiki"],
        "place": [{"near_me": True}],
    }


def test_a_very_long_text_is_read_from_its_beginning(recognizer: Recognizer) -> None:
    found = recognizer.understand("bulimia " + "word " * 5000 + "grief")
    assert found.issues == ("bulimia",)


def test_an_unknown_word_that_is_near_is_asked_back(recognizer: Recognizer) -> None:
    assert recognizer.understand("acupunsture").suggestions or recognizer.understand(
        "acupunsture"
    ).modalities == ("acupuncture",)


@settings(max_examples=200, deadline=None)
@given(
    text=st.one_of(
        st.text(max_size=200),
        st.lists(
            st.sampled_from(
                [
                    "no",
                    "not",
                    "my",
                    "i",
                    "am",
                    "a",
                    "therapist",
                    "massage",
                    "co",
                    "or",
                    "in",
                    "who",
                    "black",
                    "woman",
                    "pt",
                    "golden",
                    ",",
                ]
            ),
            max_size=12,
        ).map(" ".join),
    ),
    role=st.sampled_from([None, *Role]),
)
def test_any_text_is_answered(recognizer: Recognizer, text: str, role: Role | None) -> None:
    found = recognizer.understand(text, role)

    assert all(span.end <= len(text) for span in found.spans)
    assert found == recognizer.understand(text, role)


@pytest.mark.parametrize(
    "text",
    [
        "panic when the dentist leans over me",
        "panic attacks at the dentist",
        "I panic when a doctor touches me",
    ],
)
def test_a_profession_inside_the_concern_is_no_wish(recognizer: Recognizer, text: str) -> None:
    found = recognizer.understand(text)

    assert found.issues == ("panic",)
    assert found.professions == ()


@pytest.mark.parametrize(
    ("text", "profession"),
    [
        ("dentist for jaw pain", "orofacial-pain-dentist"),
        ("wondering if a psychologist could help with panic", "psychologist"),
        ("I want to see the chiropractor", "chiropractor"),
    ],
)
def test_a_profession_that_is_asked_for_is_a_wish(
    recognizer: Recognizer, text: str, profession: str
) -> None:
    assert recognizer.understand(text).professions == (profession,)


@pytest.mark.parametrize(
    "text", ["my shoulders are up at my ears", "shoulders by my ears", "shoulders up to my ears"]
)
def test_shoulders_at_the_ears_are_tension(recognizer: Recognizer, text: str) -> None:
    found = recognizer.understand(text)

    assert found.issues == ("upper-back-tension",)
    assert found.not_understood == ()


@pytest.mark.parametrize(
    ("text", "issues"),
    [
        ("can't stop crying since my dad died", ("grief",)),
        ("my cat died and I cry all the time", ("pet-loss",)),
        ("depressed since my dad died", ("depression", "grief")),
        ("can't stop crying", ("depression",)),
    ],
)
def test_who_cries_over_a_death_mourns(
    recognizer: Recognizer, text: str, issues: tuple[str, ...]
) -> None:
    assert recognizer.understand(text).issues == issues


@pytest.mark.parametrize(
    "text",
    [
        "anxiety therapist, Medicaid only",
        "Medicaid insurance only please",
        "grief counselor, must take Medicaid",
        "someone who has to accept Medicaid",
        "I have to use my Medicaid",
        "I only have Medicaid",
        "solo Medicaid",
        "tiene que aceptar Medicaid",
    ],
)
def test_a_payer_that_has_to_be_is_a_must(recognizer: Recognizer, text: str) -> None:
    found = recognizer.understand(text)

    assert found.payers == ("medicaid",)
    assert found.payer_must


@pytest.mark.parametrize(
    "text",
    [
        "grief, Medicaid",
        "women only, Medicaid",
        "not only Medicaid",
        "Medicaid, evenings only",
        "does not have to take Medicaid",
        "only massage",
        "no Medicaid only cash please",
    ],
)
def test_a_payer_that_is_named_is_a_wish(recognizer: Recognizer, text: str) -> None:
    found = recognizer.understand(text)

    assert not found.payer_must or "medicaid" not in found.payers


def test_small_words_are_not_said_back(recognizer: Recognizer) -> None:
    found = recognizer.understand("talk through grief up and over with xyzzy, I must use quockers")

    assert found.not_understood == ("xyzzy", "quockers")
