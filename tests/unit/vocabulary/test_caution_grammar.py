"""The grammar of cautions: every rule parses, and means what the README of the files says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from directory.vocabulary.caution_grammar import (
    Circumstance,
    Group,
    parse_applies_to,
    parse_rules,
    parse_trigger,
    trauma_family,
)

if TYPE_CHECKING:
    from directory.vocabulary.terms import Vocabulary


def test_every_rule_reads_and_reaches_somebody(shipped: Vocabulary) -> None:
    rules = parse_rules(shipped)
    assert len(rules) == len(shipped.cautions)
    for rule in rules:
        reach = rule.applies_to
        assert reach.groups or reach.touch or reach.modalities or reach.professions


def test_and_binds_closer_than_or(shipped: Vocabulary) -> None:
    trigger = parse_trigger("flag:no-therapist-yet&issue:trauma-family;flag:minor", shipped)
    assert trigger.holds(issues=["sexual-assault"], flags=["no-therapist-yet"])
    assert not trigger.holds(issues=["grief"], flags=["no-therapist-yet"])
    assert not trigger.holds(issues=["sexual-assault"], flags=[])
    assert trigger.holds(issues=[], flags=["minor"])


def test_an_issue_means_itself_only(shipped: Vocabulary) -> None:
    trigger = parse_trigger("issue:anorexia|bulimia", shipped)
    assert trigger.holds(issues=["bulimia"], flags=[])
    assert not trigger.holds(issues=["eating-disorders"], flags=[])


def test_trauma_family_is_trauma_and_all_below(shipped: Vocabulary) -> None:
    family = trauma_family(shipped)
    assert {"trauma", "ptsd", "sexual-assault", "dissociation", "did"} <= family
    assert "domestic-violence" not in family


def test_any_mental_is_what_calls_for_the_mind(shipped: Vocabulary) -> None:
    trigger = parse_trigger("issue:any-mental", shipped)
    assert trigger.holds(issues=["depression"], flags=[])
    assert not trigger.holds(issues=["neck-pain"], flags=[])


def test_a_circumstance_is_told_by_the_caller(shipped: Vocabulary) -> None:
    trigger = parse_trigger("professional-boundary", shipped)
    assert not trigger.holds(issues=[], flags=[])
    assert trigger.holds(issues=[], flags=[], circumstances=[Circumstance.PROFESSIONAL_BOUNDARY])


def test_a_kind_holds_until_the_next(shipped: Vocabulary) -> None:
    reach = parse_applies_to("touch:yes|modality:yoga-therapy|breathwork|profession:doula", shipped)
    assert reach.touch
    assert reach.modalities == {"yoga-therapy", "breathwork"}
    assert reach.professions == {"doula"}


def test_a_family_spells_out_its_members(shipped: Vocabulary) -> None:
    reach = parse_applies_to("family:energy", shipped)
    assert {"reiki", "polarity", "healing-touch"} <= reach.modalities


def test_groups_are_a_closed_set(shipped: Vocabulary) -> None:
    assert parse_applies_to("bodywork-only", shipped).groups == {Group.BODYWORK_ONLY}
    with pytest.raises(ValueError, match="any-therapists"):
        parse_applies_to("any-therapists", shipped)


@pytest.mark.parametrize(
    ("trigger", "says"),
    [
        ("mood:low", "kind 'mood'"),
        ("flag:sad", "flag 'sad'"),
        ("issue:sadness", "issue 'sadness'"),
        ("sensitve-area", "'sensitve-area'"),
    ],
)
def test_an_unknown_word_in_a_trigger_is_an_error(
    shipped: Vocabulary, trigger: str, says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        parse_trigger(trigger, shipped)


@pytest.mark.parametrize(
    ("applies_to", "says"),
    [
        ("touch:no", "touch:yes"),
        ("modality:magic", "'magic'"),
        ("profession:wizard", "'wizard'"),
        ("family:royal", "'royal'"),
        ("person:anybody", "'person'"),
    ],
)
def test_an_unknown_word_in_a_reach_is_an_error(
    shipped: Vocabulary, applies_to: str, says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        parse_applies_to(applies_to, shipped)
