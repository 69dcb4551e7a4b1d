"""Questions with three answers: yes, no, and not stated, which is never read as no."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.desk.questions import FOCUS, NO, NOT_STATED, YES, Option, radios
from directory.profiles.draft import Answers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from directory.desk.questions import Question, Values
    from directory.desk.typed import Typed
    from directory.profiles.closed_sets import Topic
    from directory.profiles.draft import ListingDraft


def questions_of(
    topic: Topic, asked: Iterable[Option], *, with_focus: bool = False
) -> tuple[Question, ...]:
    """One row of radios for each term of a topic."""
    focus = (Option(FOCUS, _("Yes, a focus")),) if with_focus else ()
    answers = (
        *focus,
        Option(YES, _("Yes")),
        Option(NO, _("No")),
        Option(NOT_STATED, _("Not stated")),
    )
    return tuple(
        radios(f"{topic.value}-{term.value}", term.label, answers, in_row=True) for term in asked
    )


def filled(topic: Topic, asked: Iterable[Option], draft: ListingDraft) -> Values:
    """The stored answers of a topic."""
    stated = draft.answers.get(topic, Answers())
    return {f"{topic.value}-{term.value}": [_answer(term.value, stated)] for term in asked}


def answered(
    topic: Topic, asked: Iterable[Option], typed: Typed, draft: ListingDraft
) -> ListingDraft:
    """The draft with a topic as it was answered; what is not asked here stays as it was."""
    stated = draft.answers.get(topic, Answers())
    now = {term.value: typed.one(f"{topic.value}-{term.value}") for term in asked}
    answers = Answers(
        yes=(
            *(term for term in stated.yes if term not in now),
            *(term for term, answer in now.items() if answer in {YES, FOCUS}),
        ),
        no=(
            *(term for term in stated.no if term not in now),
            *(term for term, answer in now.items() if answer == NO),
        ),
        focus=(
            *(term for term in stated.focus if term not in now),
            *(term for term, answer in now.items() if answer == FOCUS),
        ),
    )
    return replace(draft, answers={**draft.answers, topic: answers})


def _answer(term: str, stated: Answers) -> str:
    if term in stated.focus:
        return FOCUS
    if term in stated.yes:
        return YES
    return NO if term in stated.no else NOT_STATED
