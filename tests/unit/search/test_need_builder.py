"""From words to a need: who is meant where only a method, or a loose name, was said."""

from __future__ import annotations

import pytest

from directory.matching.need import Kind, Need
from directory.search.need_builder import Setting, build_need
from directory.search.reading import ReadWords
from directory.search.request import SearchRequest
from tests.support.casting import vocabulary

MASSAGE_PEOPLE = {"massage-therapist", "bodyworker"}


def built(**read: object) -> Need:
    words = ReadWords(**read)  # type: ignore[arg-type]
    return build_need(words, SearchRequest(), Setting(vocabulary(), place=None))


@pytest.mark.parametrize("issues", [(), ("low-back-pain",), ("chronic-pain",), ("stress",)])
def test_massage_said_alone_looks_for_those_who_give_it(issues: tuple[str, ...]) -> None:
    need = built(issues=issues, modalities=("massage-general",))

    assert set(need.professions_must) == MASSAGE_PEOPLE
    assert need.modalities_prefer == ()


@pytest.mark.parametrize("issues", [("sexual-assault",), ("depression",), ("bulimia", "neck-pain")])
def test_what_belongs_to_the_mind_is_never_answered_by_massage_alone(
    issues: tuple[str, ...],
) -> None:
    need = built(issues=issues, modalities=("massage-general",))

    assert need.professions_must == ()
    assert need.modalities_prefer == ("massage-general",)


@pytest.mark.parametrize(
    "said",
    [
        {"modalities": ("deep-tissue",)},
        {"modalities": ("massage-general", "cbt")},
        {"modalities": ("massage-general",), "professions": ("physical-therapist",)},
        {"modalities": ("massage-general",), "wants_center": True},
        {"modalities": ("massage-general",), "wants_team": True},
    ],
)
def test_more_than_the_method_alone_stays_a_wish(said: dict[str, object]) -> None:
    need = built(issues=("low-back-pain",), **said)

    assert need.modalities_prefer == said["modalities"]
    assert not MASSAGE_PEOPLE & set(need.professions_must)


def test_a_bodyworker_may_be_a_massage_therapist_and_not_the_other_way_round() -> None:
    assert set(built(professions=("bodyworker",)).professions_must) == MASSAGE_PEOPLE
    assert built(professions=("massage-therapist",)).professions_must == ("massage-therapist",)


def test_a_language_of_signs_is_a_must_like_other_languages() -> None:
    need = built(issues=("trauma",), access=("asl", "wheelchair", "home-visits"))

    assert set(need.access_must) == {"asl", "home-visits"}
    assert need.access_prefer == ("wheelchair",)


def test_centers_only_is_no_search_for_one_profession() -> None:
    assert built(wants_center=True).kinds == frozenset({Kind.CENTER})
