"""Pairs and teams sought among few of each kind, and only when somebody reads them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from directory.matching.need import Referrer
from directory.matching.telling import Telling
from directory.matching.together import ALIKE, CENTERS, OF_A_KIND, Acquaintance
from tests.support.casting import answer, need, person

if TYPE_CHECKING:
    from directory.matching.candidate import Candidate
    from directory.matching.columns.placing import Place

TALKERS = [person(f"talk-{n:02d}", focus=["childhood-sexual-abuse"]) for n in range(40)]
BODYWORKER = person(
    "touch", professions=("massage-therapist",), focus=["childhood-sexual-abuse"], methods={}
)


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The handles that were looked at closely; the statement itself stays ours."""
    seen: list[str] = []
    real = Telling.candidate

    def watched(self: Telling, place: Place) -> Candidate:
        found = real(self, place)
        seen.append(found.id)
        return found

    monkeypatch.setattr(Telling, "candidate", watched)
    return seen


def test_nothing_is_looked_at_before_pairs_are_read(looked_at: list[str]) -> None:
    found = answer(need("childhood-sexual-abuse"), *TALKERS, BODYWORKER)

    assert looked_at == []
    assert len(found.pairs) > 0
    assert looked_at


def test_few_of_a_kind_are_looked_at_and_the_rare_kind_is_found(looked_at: list[str]) -> None:
    found = answer(need("childhood-sexual-abuse"), *TALKERS, BODYWORKER)

    assert all("touch" in pair.members for pair in found.pairs)
    assert len(set(looked_at)) <= OF_A_KIND + CENTERS + ALIKE


def test_an_issue_of_the_mind_alone_has_no_pairs_and_costs_nothing(looked_at: list[str]) -> None:
    found = answer(need("gambling"), *TALKERS, BODYWORKER)

    assert len(found.pairs) == 0
    assert looked_at == []


def test_a_side_inside_the_referrers_own_scope_makes_no_pair() -> None:
    asked = replace(
        need("childhood-sexual-abuse"), referrer=Referrer(id="", professions=("massage-therapist",))
    )

    assert len(answer(asked, *TALKERS, BODYWORKER).pairs) == 0


def test_trust_among_people_is_asked_once() -> None:
    asked: list[tuple[str, ...]] = []

    def between(people: object) -> np.ndarray:
        asked.append(tuple(people))  # type: ignore[arg-type]
        return np.array([[0.0, 0.4], [0.2, 0.0]])

    known = Acquaintance(between, ["a", "b"])

    assert known(["b", "a"]).tolist() == [[0.0, 0.2], [0.4, 0.0]]
    assert known(["a", "stranger"]).tolist() == [[0.0, 0.0], [0.0, 0.0]]
    assert asked == [("a", "b")]
