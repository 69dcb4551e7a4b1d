"""Cautions: every rule bears on somebody, stops leave out, holds lower, the rest is said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from directory.matching.cautions import NO_CONVERSION, triggered
from directory.matching.need import Need, NeedIssue
from directory.vocabulary.terms import Severity
from tests.support.casting import answer, lexicon, need, order, person, vocabulary

if TYPE_CHECKING:
    from directory.matching.listing import ListingFacts

NECK = need("neck-pain")


def cautions_of(asked: Need, *listings: ListingFacts) -> dict[str, list[str]]:
    found = answer(asked, *listings)
    return {match.id: [caution.id for caution in match.cautions] for match in found.matches}


def factors_of(asked: Need, listing: ListingFacts) -> dict[str, float]:
    (match,) = answer(asked, listing).matches
    return {factor.name: factor.value for factor in match.factors}


@pytest.mark.parametrize("identifier", list(vocabulary().cautions))
def test_every_rule_can_be_triggered(identifier: str) -> None:
    rule = next(r for r in lexicon().caution_rules if r.caution.identifier == identifier)
    conditions = rule.trigger.alternatives[0]
    asked = Need(
        issues=tuple(NeedIssue(min(one.issues)) for one in conditions if one.issues),
        flags=frozenset(
            min(one.flags or one.circumstances)
            for one in conditions
            if one.flags or one.circumstances
        ),
    )

    found = triggered(asked, lexicon())

    assert (rule in found) == (rule.caution.action != NO_CONVERSION)


@pytest.mark.parametrize(
    ("flag", "method"), [("fever-infection", "swedish"), ("dvt-suspected", "swedish")]
)
def test_a_stop_on_touch_leaves_out_hands_on_people(flag: str, method: str) -> None:
    asked = replace(NECK, flags=frozenset({flag}))
    hands_on = person("a", "massage-therapist", focus=["neck-pain"], methods=[method])

    assert order(asked, hands_on) == []
    assert answer(asked, hands_on).excluded["a"].startswith("stop:")


def test_a_stop_on_methods_leaves_out_who_has_no_other() -> None:
    asked = replace(NECK, flags=frozenset({"carotid-disease"}))
    thrust = person("thrust", "chiropractor", focus=["neck-pain"], methods=["spinal-manipulation"])
    more = person(
        "more",
        "physical-therapist",
        focus=["neck-pain"],
        methods=["spinal-manipulation", "therapeutic-exercise"],
    )

    assert cautions_of(asked, thrust, more) == {"more": ["C26"]}


def test_a_method_asked_for_by_name_and_stopped_is_not_offered() -> None:
    asked = replace(
        need("couples"),
        modalities_prefer=("gottman",),
        flags=frozenset({"abuse-ongoing"}),
    )
    both = person("a", focus=["couples"], methods=["gottman", "cbt"])

    assert order(asked, both) == []


def test_a_hold_lowers_the_score_and_is_said() -> None:
    touch = person("a", "massage-therapist", focus=["ptsd"], methods=["trauma-informed-massage"])
    calm = need("ptsd")
    active = replace(calm, flags=frozenset({"active-trauma"}))

    assert "hold" not in factors_of(calm, touch)
    assert factors_of(active, touch)["hold"] == 0.85
    assert cautions_of(active, touch)["a"][0] == "C02"


def test_a_hold_on_touch_says_nothing_to_talk() -> None:
    active = replace(need("ptsd"), flags=frozenset({"active-trauma"}))

    assert cautions_of(active, person("a", focus=["ptsd"], methods=["emdr"])) == {"a": []}


def test_by_video_nobody_touches() -> None:
    active = replace(need("chronic-pain"), flags=frozenset({"active-trauma"}))
    moves = person(
        "a",
        "physical-therapist",
        focus=["chronic-pain"],
        methods=["therapeutic-exercise"],
        offices=(),
        telehealth_regions=frozenset({"US-CO"}),
    )

    assert "C02" not in cautions_of(active, moves)["a"]


def test_where_all_work_needs_adapting_the_light_form_comes_first() -> None:
    asked = replace(need("upper-back-tension"), flags=frozenset({"anticoagulants"}))
    focus: dict[str, Any] = {"profession": "massage-therapist", "focus": ["upper-back-tension"]}
    deep = person("deep", methods=["deep-tissue"], **focus)
    mixed = person("mixed", methods=["deep-tissue", "swedish"], **focus)

    assert order(asked, deep, mixed) == ["mixed", "deep"]
    assert cautions_of(asked, mixed) == {"mixed": ["C17"]}


def test_consent_and_clearance_do_not_count_as_adapting() -> None:
    pelvic = person(
        "a", "physical-therapist", focus=["vaginismus"], methods=["pelvic-floor-therapy"]
    )

    assert "adapt" not in factors_of(need("vaginismus"), pelvic)
    assert cautions_of(need("vaginismus"), pelvic)["a"] == ["C36"]


def test_a_wider_term_brings_its_rules() -> None:
    touch = person("a", "massage-therapist", focus=["cancer-support"], methods=["oncology-massage"])

    assert "C23" in cautions_of(need("breast-cancer-recovery"), touch)["a"]


def test_the_strongest_caution_stands_first() -> None:
    asked = replace(need("childhood-sexual-abuse"), flags=frozenset({"active-trauma"}))
    touch = person("a", "massage-therapist", focus=["sexual-trauma"], methods=["mabt"])

    (match,) = answer(asked, touch).matches

    severities = [list(Severity).index(Severity(one.severity)) for one in match.cautions]
    assert severities == sorted(severities)


def test_a_child_implies_the_guardian() -> None:
    asked = replace(need("child-anxiety"), population="children")
    sees = person("a", focus=["child-anxiety"], populations=frozenset({"children"}))

    assert cautions_of(asked, sees) == {"a": ["C38"]}


def test_no_touch_keeps_what_works_without() -> None:
    asked = replace(need("low-back-pain"), no_touch=True)
    exercise = person(
        "exercise", "physical-therapist", focus=["low-back-pain"], methods=["therapeutic-exercise"]
    )
    manual = person(
        "manual", "physical-therapist", focus=["low-back-pain"], methods=["manual-therapy"]
    )
    massage = person("massage", "massage-therapist", focus=["low-back-pain"], methods=["swedish"])

    assert order(asked, exercise, manual, massage) == ["exercise"]


def test_the_flag_no_touch_says_the_same_as_the_constraint() -> None:
    asked = replace(need("low-back-pain"), flags=frozenset({"no-touch"}))

    assert order(asked, person("a", "massage-therapist", focus=["low-back-pain"])) == []
