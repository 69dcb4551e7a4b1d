"""Safety before any ranking: what is said first, and when there is no list."""

from __future__ import annotations

from dataclasses import replace

import pytest

from directory.matching.triage import triage
from directory.vocabulary.rule_terms import Act
from tests.support.casting import answer, need, person, vocabulary


def notices(*issues: str, flags: tuple[str, ...] = ()) -> tuple[str, ...]:
    asked = replace(need(*issues), flags=frozenset(flags))
    return triage(asked, vocabulary()).notices


EMERGENCIES = [one.flag for one in vocabulary().triage_rules if one.act is Act.EMERGENCY]


@pytest.mark.parametrize("flag", EMERGENCIES)
def test_an_emergency_has_a_notice_and_no_list(flag: str) -> None:
    asked = replace(need("stress"), flags=frozenset({flag}))

    found = answer(asked, person("a", focus=["stress"]))

    assert found.notices[0] == "emergency:medical"
    assert not found.matches
    assert found.total == 0


@pytest.mark.parametrize(
    ("flag", "notice"),
    [
        ("suicide-risk-now", "crisis:suicide"),
        ("harm-others-risk", "crisis:suicide"),
        ("abuse-ongoing", "crisis:domestic-violence"),
        ("child-at-risk", "crisis:child-abuse"),
        ("recent-assault", "crisis:sexual-assault"),
        ("dvt-suspected", "urgent:medical"),
        ("medically-unstable-ed", "urgent:medical"),
        ("severe-anorexia-bp", "urgent:medical"),
    ],
)
def test_a_crisis_has_its_line_and_the_list_below(flag: str, notice: str) -> None:
    asked = replace(need("depression"), flags=frozenset({flag}))

    found = answer(asked, person("a", focus=["depression"]))

    assert found.notices[0] == notice
    assert [match.id for match in found.matches] == ["a"]


def test_psychosis_after_a_birth_is_its_own_emergency() -> None:
    assert notices("perinatal-depression", flags=("psychosis-active",))[:2] == (
        "crisis:maternal",
        "urgent:medical",
    )
    assert notices("psychosis", flags=("psychosis-active",)) == ("resource:suicide",)


def test_an_issue_has_a_quiet_line_and_no_alarm() -> None:
    assert notices("binge-eating") == ("resource:eating-disorder",)
    assert notices("knee-pain") == ()


def test_a_line_that_stands_on_top_does_not_stand_below_again() -> None:
    assert notices("depression", flags=("suicide-risk-now",)) == ("crisis:suicide",)


def test_the_line_for_suicide_comes_first() -> None:
    flags = ("abuse-ongoing", "suicide-risk-now")

    assert notices("couples", flags=flags)[0] == "crisis:suicide"


def test_every_flag_with_a_line_acts_or_has_rules() -> None:
    triggers = {flag for rule in vocabulary().cautions.values() for flag in _flags(rule.trigger)}

    acting = {rule.flag for rule in vocabulary().triage_rules}

    assert set(vocabulary().flags) <= acting | triggers


def test_every_flag_of_safety_acts_before_ranking() -> None:
    acting = {rule.flag for rule in vocabulary().triage_rules}

    assert {slug for slug, flag in vocabulary().flags.items() if flag.kind == "safety"} <= acting


def _flags(trigger: str) -> list[str]:
    parts = trigger.replace(";", "&").split("&")
    return [f for part in parts if part.startswith("flag:") for f in part[5:].split("|")]
