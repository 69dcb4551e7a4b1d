"""Which cells are asked: the gap, what is named, what is stated to be in one's own hands."""

from __future__ import annotations

from typing import Any

from directory.matching.cells import CORE_WEIGHT, HELPFUL_WEIGHT, ask
from directory.matching.need import Cell, NeedIssue
from directory.vocabulary.terms import Facet, FacetNeed, Strength
from tests.support.casting import need, referrer, vocabulary


def asked(*args: Any, **facts: Any) -> dict[tuple[str, str], float]:  # noqa: ANN401  # any field
    question = ask(need(*args, **facts), vocabulary())
    return {(one.cell.issue, one.cell.facet.value): one.weight for one in question.asked}


def test_a_client_asks_for_every_cell_core_and_helpful() -> None:
    assert asked("grief") == {
        ("grief", "mind"): CORE_WEIGHT,
        ("grief", "body"): HELPFUL_WEIGHT,
        ("grief", "spirit"): HELPFUL_WEIGHT,
    }


def test_further_issues_weigh_less() -> None:
    assert asked("ocd", "panic") == {("ocd", "mind"): 1.0, ("panic", "mind"): 0.7}


def test_a_referrer_asks_for_what_is_outside_their_scope() -> None:
    question = ask(need("grief", referrer=referrer("massage-therapist")), vocabulary())

    assert question.gap is not None
    assert question.gap.inside == (Cell("grief", Facet.BODY),)
    assert question.gap.outside == (Cell("grief", Facet.MIND), Cell("grief", Facet.SPIRIT))
    assert [one.cell for one in question.asked] == list(question.gap.outside)


def test_a_gap_of_helpful_cells_alone_counts_in_full() -> None:
    assert asked("depression", referrer=referrer("psychologist")) == {("depression", "body"): 1.0}


def test_one_click_asks_for_the_whole_need() -> None:
    found = asked("grief", referrer=referrer("massage-therapist"), complement=False)

    assert found == asked("grief")


def test_what_is_named_is_asked_although_it_is_in_scope() -> None:
    found = asked(
        "low-back-pain",
        referrer=referrer("physical-therapist"),
        modalities_prefer=("massage-general",),
    )

    assert found == {("low-back-pain", "body"): 1.0, ("low-back-pain", "mind"): HELPFUL_WEIGHT}


def test_a_profession_asked_for_by_name_is_asked() -> None:
    found = asked("ptsd", referrer=referrer("psychologist"), professions_prefer=("psychologist",))

    assert found[("ptsd", "mind")] == 1.0


def test_what_i_state_to_do_is_subtracted_in_place_of_my_scope() -> None:
    mine = referrer("physical-therapist", does_facets=frozenset({Facet.MOVEMENT}))

    assert ("neck-pain", "body") in asked("neck-pain", referrer=mine)
    assert ("neck-pain", "movement") not in asked("neck-pain", referrer=mine)


def test_a_method_that_i_state_to_do_is_subtracted() -> None:
    mine = referrer("psychologist", does_modalities=frozenset({"cbt"}))

    assert asked("ptsd", referrer=mine) == {("ptsd", "body"): 1.0}


def test_a_facet_that_the_issue_does_not_call_for_can_still_be_asked_for() -> None:
    assert asked("ocd", ask_facets=frozenset({Facet.BODY})) == {("ocd", "body"): 1.0}


def test_facets_ticked_off_are_not_asked() -> None:
    issue = NeedIssue("grief", facets=(FacetNeed(Facet.SPIRIT, Strength.CORE),))

    assert asked(issues=(issue,)) == {("grief", "spirit"): 1.0}


def test_a_gap_that_is_empty_asks_for_nothing() -> None:
    assert asked("ocd", referrer=referrer("psychologist")) == {}
