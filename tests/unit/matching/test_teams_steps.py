"""In which order a team begins, who clears each step, and what the client agrees to."""

from __future__ import annotations

from directory.matching.answer import Clause, ShownCaution
from directory.matching.need import Cell
from directory.matching.steps import Task, in_steps
from directory.vocabulary.terms import Facet

MIND, BODY = Cell("trauma", Facet.MIND), Cell("trauma", Facet.BODY)
MEDICAL, NUTRITION = Cell("anorexia", Facet.MEDICAL), Cell("anorexia", Facet.NUTRITION)
HOLD = ShownCaution("C02", "hold", "", "", "psychotherapist")

TALK = Task("talk", (MIND,), 0.7)
TOUCH = Task("touch", (BODY,), 0.9, works_by_touch=True)
HELD = Task("touch", (BODY,), 0.9, works_by_touch=True, holds=(HOLD,))
DOCTOR = Task("doctor", (MEDICAL,), 0.6)
DIET = Task("diet", (NUTRITION,), 0.8)


def order(*tasks: Task, asked: tuple[Cell, ...], medical_first: bool = False) -> list[str]:
    return [step.member for step in in_steps(tasks, asked, medical_first=medical_first)]


def test_without_a_hold_the_order_follows_the_need() -> None:
    assert order(TALK, TOUCH, asked=(BODY, MIND)) == ["touch", "talk"]
    assert order(TALK, TOUCH, asked=(MIND, BODY)) == ["talk", "touch"]


def test_with_a_hold_talk_is_first_then_medical_care_and_touch_last() -> None:
    asked = (BODY, MEDICAL, NUTRITION, MIND)
    assert order(HELD, DIET, DOCTOR, TALK, asked=asked) == ["talk", "doctor", "diet", "touch"]


def test_whoever_is_on_hold_waits_even_if_they_also_talk() -> None:
    both = Task("both", (MIND, BODY), 0.9, works_by_touch=True, holds=(HOLD,))
    assert order(both, TALK, asked=(MIND, BODY)) == ["talk", "both"]


def test_somebody_unstable_is_seen_by_a_physician_first_and_touched_last() -> None:
    asked = (BODY, MIND, NUTRITION, MEDICAL)
    found = order(HELD, TALK, DIET, DOCTOR, asked=asked, medical_first=True)
    assert found == ["doctor", "talk", "diet", "touch"]
    assert order(TOUCH, DOCTOR, asked=asked, medical_first=True) == ["doctor", "touch"]


def test_each_step_says_who_clears_it_and_what_the_client_agrees_to() -> None:
    first, last = in_steps((HELD, TALK), (BODY, MIND), medical_first=False)
    assert (first.cleared_by, first.consent, first.why) == (None, (), (Clause("step-first"),))
    assert last.cleared_by == "psychotherapist"
    assert last.why == (Clause("step-when-agreed", {"people": "talk:mind"}),)
    assert last.consent == (
        Clause("consent-to-share", {"people": "talk:mind"}),
        Clause("consent-to-touch"),
    )


def test_a_step_that_waits_for_nothing_may_begin_alongside() -> None:
    _, second = in_steps((DIET, DOCTOR), (MEDICAL, NUTRITION), medical_first=False)
    assert second.why == (Clause("step-alongside", {"people": "doctor:medical"}),)
    assert second.consent == (Clause("consent-to-share", {"people": "doctor:medical"}),)
