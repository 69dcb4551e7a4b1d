"""Care teams and pairs out of listings, through the same ranking that people see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest

from directory import resources
from directory.matching.answer import Clause
from directory.matching.care_team import choose_team, pairs_for, straddles
from directory.matching.lexicon import Lexicon
from directory.matching.listing import (
    Capacity,
    CapacityStatus,
    License,
    ListingFacts,
    ModalityLevel,
    Office,
)
from directory.matching.need import Kind, Need, NeedIssue, Place, Point
from directory.matching.ranking import rank_listings
from directory.matching.situation import situation
from directory.matching.templates import TEMPLATES
from directory.vocabulary.loading import load_vocabulary
from directory.vocabulary.terms import Facet

if TYPE_CHECKING:
    from directory.matching.answer import Team

TODAY = date(2026, 3, 2)
DENVER = Place(city="Denver", region="US-CO", point=Point(39.7392, -104.9903))
TRAINED = ModalityLevel.TRAINED


@cache
def lexicon() -> Lexicon:
    return Lexicon(load_vocabulary(resources.seed_data() / "vocabulary"))


def person(
    name: str, profession: str, issue: str, *modalities: str, joint: bool | None = None
) -> ListingFacts:
    return ListingFacts(
        id=name,
        professions=(profession,),
        licenses=(License("US-CO"),),
        specialties=(issue,),
        modalities=dict.fromkeys(modalities, TRAINED),
        offices=(Office(DENVER),),
        populations=frozenset({"adults"}),
        capacity=Capacity(CapacityStatus.OPEN, wait_days=10, confirmed_on=TODAY),
        joint_sessions=joint,
    )


def ask(need: Need, *listings: ListingFacts, pairs: bool = False) -> tuple[Team, ...]:
    asking = situation(need, lexicon=lexicon(), today=TODAY)
    ranked = rank_listings(listings, asking)
    candidates = [one for tier in ranked.tiers for one in tier.candidates]
    known = {listing.id: listing for listing in listings}
    if pairs:
        return pairs_for(candidates, asking, known.get)
    team = choose_team(candidates, asking, known.get)
    return () if team is None else (team,)


def need(issue: str, *flags: str, joint: bool = False) -> Need:
    return Need(
        issues=(NeedIssue(issue),),
        place=DENVER,
        region="US-CO",
        population="adults",
        flags=frozenset(flags),
        joint_sessions=joint,
    )


TALK = person("talk", "psychologist", "childhood-sexual-abuse", "emdr")
TOUCH = person("touch", "massage-therapist", "childhood-sexual-abuse", "trauma-informed-massage")
PT = person("pt", "physical-therapist", "tmj", "manual-therapy", "therapeutic-exercise")


def test_a_jaw_pain_team_leaves_nothing_at_the_heart_of_it_uncovered() -> None:
    (team,) = ask(need("tmj"), PT, person("kim", "massage-therapist", "tmj", "intraoral-massage"))
    assert team.missing == ()
    assert team.members == ("pt",)
    assert team.why[0] == Clause("team-of-one", {"people": "pt:movement+body"})


def test_what_nobody_covers_is_named() -> None:
    (team,) = ask(need("bulimia"), person("talk", "psychologist", "bulimia", "cbt-e"))
    assert {cell.facet.value for cell in team.missing} == {"nutrition", "medical"}
    assert Clause("team-missing", {"issue": "bulimia", "facets": "nutrition"}) in team.why


def test_what_is_asked_for_by_name_must_not_stay_uncovered() -> None:
    asked = need("childhood-sexual-abuse")
    (team,) = ask(asked, TALK)
    assert team.missing == ()
    named = replace(asked, ask_facets=frozenset({Facet.MIND, Facet.BODY}))
    (team,) = ask(named, TALK)
    assert [cell.facet for cell in team.missing] == [Facet.BODY]
    (team,) = ask(named, TALK, TOUCH)
    assert set(team.members) == {"talk", "touch"}


def test_active_trauma_puts_talk_before_touch_and_says_who_clears_it() -> None:
    (pair,) = ask(need("childhood-sexual-abuse", "active-trauma"), TALK, TOUCH, pairs=True)
    assert pair.members == ("talk", "touch")
    assert [step.cleared_by for step in pair.steps] == [None, "psychotherapist"]
    assert pair.steps[1].why == (Clause("step-when-agreed", {"people": "talk:mind"}),)


def test_a_straddling_issue_gets_a_pair_and_another_none() -> None:
    pairs = ask(need("childhood-sexual-abuse"), TALK, TOUCH, pairs=True)
    assert [set(pair.members) for pair in pairs] == [{"talk", "touch"}]
    grief = person("g", "psychologist", "gambling", "cbt")
    assert ask(need("gambling"), grief, TOUCH, pairs=True) == ()


@pytest.mark.parametrize(
    ("issue", "expected"),
    [
        ("sexual-assault", True),
        ("eating-disorders", True),
        ("body-image", True),
        ("chronic-pain", True),
        ("vaginismus", True),
        ("bulimia", False),
        ("tmj", False),
    ],
)
def test_what_belongs_to_mind_and_body_alike(issue: str, *, expected: bool) -> None:
    assert straddles(lexicon().vocabulary.issues[issue].facets) is expected


def test_one_roof_names_who_covers_what() -> None:
    talk = person("sam", "psychologist", "childhood-sexual-abuse", "emdr", joint=True)
    touch = person(
        "kim", "massage-therapist", "childhood-sexual-abuse", "trauma-informed-massage", joint=True
    )
    center = ListingFacts(
        id="house",
        kind=Kind.CENTER,
        professions=("integrative-center",),
        offices=(Office(DENVER),),
        staff=("sam", "kim"),
    )
    asked = need("childhood-sexual-abuse", joint=True)
    (team,) = ask(asked, center, talk, touch)
    assert team.members == ("house",)
    assert {step.member for step in team.steps} == {"sam", "kim"}
    assert team.why[0].key == "one-roof"
    assert team.joint_feasible is None
    assert Clause("team-joint-possible") in team.why


def test_every_clause_of_teams_has_a_template() -> None:
    said = [
        clause
        for team in (
            *ask(need("bulimia"), person("talk", "psychologist", "bulimia", "cbt-e")),
            *ask(need("childhood-sexual-abuse", "active-trauma"), TALK, TOUCH, pairs=True),
            *ask(need("childhood-sexual-abuse", joint=True), TALK, TOUCH, pairs=True),
            *ask(need("tmj"), PT),
        )
        for clause in (*team.why, *(c for step in team.steps for c in (*step.why, *step.consent)))
    ]
    assert {clause.key for clause in said} >= {"team-covers", "team-missing", "step-first"}
    assert all(clause.key in TEMPLATES for clause in said)


def test_a_house_with_both_sides_stands_beside_the_pairs() -> None:
    house = ListingFacts(
        id="house", kind=Kind.CENTER, staff=("talk", "touch"), offices=(Office(DENVER),)
    )
    found = ask(need("childhood-sexual-abuse"), TALK, TOUCH, house, pairs=True)

    assert [team.members for team in found] == [("talk", "touch"), ("house",)]
    assert {step.member for step in found[1].steps} == {"talk", "touch"}
    half = replace(house, staff=("talk",))
    assert [
        t.members for t in ask(need("childhood-sexual-abuse"), TALK, TOUCH, half, pairs=True)
    ] == [("talk", "touch")]


def test_an_issue_of_the_mind_beside_one_of_the_body_makes_a_pair_across_them() -> None:
    rehab = person("rehab", "physical-therapist", "knee-pain", "therapeutic-exercise")
    talk = person("talk", "psychologist", "depression", "cbt")
    both = replace(need("depression"), issues=(NeedIssue("depression"), NeedIssue("knee-pain")))

    assert [set(pair.members) for pair in ask(both, rehab, talk, pairs=True)] == [{"rehab", "talk"}]
    assert ask(need("knee-pain"), rehab, talk, pairs=True) == ()


def test_three_pairs_are_not_three_times_the_same_person() -> None:
    bodywork = [replace(TOUCH, id=f"touch-{number}") for number in range(5)]
    found = ask(need("childhood-sexual-abuse"), TALK, *bodywork, pairs=True)

    assert len(found) == 2
    assert all("talk" in pair.members for pair in found)
