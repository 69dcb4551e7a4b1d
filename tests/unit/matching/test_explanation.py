"""Why this match: stored facts in plain sentences, one gap at most, unknown never worded as no."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from directory.matching.answer import Clause, TrustView
from directory.matching.listing import License
from directory.matching.need import Mode
from directory.matching.templates import TEMPLATES
from directory.matching.wording import Wording, sentence
from tests.support.casting import (
    BOULDER,
    answer,
    center,
    need,
    openings,
    person,
    referrer,
    vocabulary,
)
from tests.support.invented_casts import InventedTrust

if TYPE_CHECKING:
    from collections.abc import Iterable

    from directory.matching.answer import Match

WORDING = Wording(vocabulary(), people={"sam": "Sam", "rui": "Rui", "mid": "Mid", "hon": "Hon"})


def said(clauses: Iterable[Clause], wording: Wording = WORDING) -> list[str]:
    return [sentence(clause, wording) for clause in clauses]


def first(*args: Any, **facts: Any) -> Match:  # noqa: ANN401  # any field
    return answer(*args, **facts).matches[0]


def test_focus_method_evidence_distance_and_openings() -> None:
    match = first(need("ocd"), person("a", focus=["ocd"], methods=["erp"], place=BOULDER))

    first_reason, second_reason = said(match.why)
    assert first_reason == (
        "Works with obsessions and compulsions (OCD) as a focus and is trained in Exposure and "
        "response prevention (ERP), recommended in guidelines."
    )
    assert second_reason == "Openings in about 10 days (confirmed 20 days ago)."
    assert not match.missing


def test_a_generalist_works_with_the_wider_area() -> None:
    match = first(need("panic"), person("a", focus=["anxiety"]))

    assert said(match.why)[0] == "Works with the wider area of panic attacks: anxiety."


def test_a_referrer_reads_what_is_outside_their_scope() -> None:
    asked = need("grief", referrer=referrer("massage-therapist"))

    assert said(first(asked, person("a", focus=["grief"])).why)[1] == (
        "Covers what is outside your scope: talk therapy."
    )


def test_a_center_names_its_people_and_what_each_covers() -> None:
    sam = person("sam", "professional-counselor", focus=["tmj"])
    rui = person("rui", "physical-therapist", focus=["tmj"])
    found = answer(need("tmj"), center("house", "sam", "rui"), sam, rui)

    (house,) = [match for match in found.matches if match.id == "house"]

    assert said(house.why)[0] == (
        "One roof: Rui (movement and rehabilitation, bodywork), Sam (talk therapy)."
    )


def test_the_path_of_trust_names_each_step() -> None:
    view = TrustView(0.5, ("ref", "mid", "hon"), ("co-treated", "first-hand"), 3)

    class Viewer(InventedTrust):
        def get(self, identifier: str, /) -> TrustView | None:
            return view if identifier == "hon" else None

    asked = need("depression", place=None, mode=Mode.EITHER, referrer=referrer("massage-therapist"))
    match = first(asked, person("hon", focus=["depression"]), trust=Viewer({"hon": 0.5}))

    assert said(match.why)[-1] == (
        "You → Mid (treated a client together) → Hon (knows their work first hand); "
        "2 more of your colleagues lead to them."
    )


def test_core_care_that_somebody_does_not_give_is_the_one_gap() -> None:
    match = first(need("depression"), person("a", "massage-therapist", focus=["depression"]))

    assert said(match.missing) == [
        "Does not offer talk therapy, which is at the heart of this need."
    ]


def test_who_was_asked_for_by_name_is_not_told_what_they_are_not() -> None:
    massage = person("a", "massage-therapist", focus=["depression"], methods=["swedish"])
    by_profession = replace(need("depression"), professions_prefer=("massage-therapist",))
    by_method = replace(need("depression"), modalities_prefer=("swedish",))

    assert not first(by_profession, massage).missing
    assert not first(by_method, massage).missing


def test_what_nobody_stated_is_not_known_and_never_no() -> None:
    asked = need("grief", payers=("medicaid",), preferences_prefer=("practitioner-woman",))
    match = first(asked, person("a", focus=["grief"]))

    assert said(match.not_known) == [
        "Has not said whether they take Medicaid.",
        "Has not said: Practitioner is a woman.",
    ]
    assert not match.missing


def test_what_is_known_to_be_missing_is_said_as_such() -> None:
    asked = need("grief", payers=("medicaid",))
    refuses = person("a", focus=["grief"], payers_no=frozenset({"medicaid"}))

    assert said(first(asked, refuses).missing) == ["Does not take Medicaid."]


def test_why_not_higher_says_what_would_change_the_place() -> None:
    near, far = person("near", focus=["grief"]), person("far", focus=["grief"], place=BOULDER)
    best, second = answer(need("grief"), near, far).matches

    assert best.why_not_higher == ()
    assert said(second.why_not_higher) == ["Those above are nearer."]


def test_kilometres_where_they_are_used() -> None:
    asked = need("grief", max_km=80.0, comfortable_km=5.0, says_how_far=True)
    match = first(asked, person("a", focus=["grief"], place=BOULDER))

    assert said(match.missing, replace(WORDING, unit="km")) == ["About 39 km away."]


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ({}, []),
        ({"comfortable_km": 5.0}, []),
        ({"comfortable_km": 5.0, "says_how_far": True}, ["About 24 miles away."]),
        ({"max_km": 25.0}, ["About 24 miles away."]),
    ],
)
def test_distance_is_a_wish_not_met_only_beyond_what_was_asked(
    stated: dict[str, Any], told: list[str]
) -> None:
    match = first(need("grief", **stated), person("a", focus=["grief"], place=BOULDER))

    assert said(match.missing) == told


@pytest.mark.parametrize(
    ("wait", "stated", "told"),
    [
        (20, {}, []),
        (28, {}, []),
        (29, {}, ["The wait is about 29 days."]),
        (20, {"urgency_days": 14, "says_how_soon": True}, ["The wait is about 20 days."]),
        (20, {"urgency_days": 30, "says_how_soon": True}, []),
    ],
)
def test_a_wait_is_a_wish_not_met_only_beyond_what_was_hoped_or_four_weeks(
    wait: int, stated: dict[str, Any], told: list[str]
) -> None:
    waits = person("a", focus=["grief"], capacity=openings(wait=wait))

    assert said(first(need("grief", **stated), waits).missing) == told


def test_translation_gets_templates_and_words_but_no_sentences() -> None:
    asked: list[str] = []

    def translate(message: str) -> str:
        asked.append(message)
        return message.upper()

    clause = Clause("focus", {"listed": "grief"})
    wording = Wording(vocabulary(), translate=lambda m: m if "%" in m else translate(m))
    text = sentence(clause, wording)

    assert text == "Works with GRIEF AND LOSS as a focus."
    assert asked == [vocabulary().issues["grief"].label]


def test_at_least_one_reason_even_where_nothing_was_stated() -> None:
    bare = person("a", capacity=person("x").capacity, licenses=(License("US-CO"),))
    match = first(need(place=None), bare)

    assert said(match.why)


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        (115, "USD", "$115"),
        (62.5, "USD", "$62.50"),
        (140, "CAD", "CA$140"),
        (900, "JPY", "900 JPY"),
    ],
)
def test_money_has_the_sign_of_its_currency(amount: float, currency: str, words: str) -> None:
    clause = Clause("fee-within", {"fee": amount, "currency": currency})

    assert sentence(clause, WORDING) == f"Charges {words}, within your budget."


@pytest.mark.parametrize("key", list(TEMPLATES))
def test_no_template_promises_or_rates(key: str) -> None:
    text = TEMPLATES[key].lower()

    assert not re.search(r"\bbest\b|proven|\bstars?\b|%%|\bpercent|\bperfect", text)
    assert len(text.split()) < 20
    if key.startswith("unknown-"):
        assert not re.search(r"\bno\b|does not|doesn't|cannot", text)


def test_a_form_of_massage_is_massage() -> None:
    wishes = need("low-back-pain", modalities_prefer=("massage-general",))
    one = person("a", "massage-therapist", focus=["low-back-pain"], methods=["medical-massage"])
    other = person("b", "physical-therapist", focus=["low-back-pain"], methods=["mckenzie"])
    told = {
        match.id: [clause.key for clause in match.missing]
        for match in answer(wishes, one, other).matches
    }

    assert "no-method" not in told["a"]
    assert told["b"] == ["no-method"]


def test_the_reason_is_what_counted_in_the_score() -> None:
    both = person("a", focus=["panic"], trained_in=("social-anxiety",))
    wide = person("b", focus=["social-anxiety"], trained_in=("anxiety",))
    told = {match.id: match.why[0] for match in answer(need("panic"), both, wide).matches}

    assert (told["a"].key, told["a"].facts["listed"]) == ("focus", "panic")
    assert (told["b"].key, told["b"].facts["listed"]) == ("wider-area", "anxiety")
