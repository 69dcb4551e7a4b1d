"""Whom somebody sees, in which languages, and who they are where they choose to say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.desk.forms.answers import answered, filled, questions_of
from directory.desk.offered import answered_terms, term_options
from directory.desk.questions import Around, Form, Group, Option, Values, one_of
from directory.matching.listing import LanguageLevel
from directory.profiles.closed_sets import Topic
from directory.vocabulary.terms import TermKind

if TYPE_CHECKING:
    from directory.desk.questions import Question
    from directory.desk.typed import Typed
    from directory.profiles.draft import ListingDraft

LANGUAGE_ROWS = 4
KINDS = {Topic.POPULATION: TermKind.POPULATION, Topic.PREFERENCE: TermKind.PREFERENCE}


def _languages(draft: ListingDraft, around: Around) -> tuple[Option, ...]:
    held = {code for code, _level in draft.languages}
    return term_options(around.vocabulary, TermKind.LANGUAGE, held)


def _terms(topic: Topic, draft: ListingDraft, around: Around) -> tuple[Option, ...]:
    return term_options(around.vocabulary, KINDS[topic], answered_terms(draft, topic))


def _groups(draft: ListingDraft, around: Around) -> tuple[Group, ...]:
    return (
        Group(
            title=_("Languages you work in"),
            questions=tuple(
                question
                for number in range(1, _rows(draft) + 1)
                for question in _language(number, _languages(draft, around))
            ),
        ),
        Group(
            title=_("Whom you see"),
            is_folded=True,
            questions=questions_of(
                Topic.POPULATION, _terms(Topic.POPULATION, draft, around), with_focus=True
            ),
        ),
        Group(
            title=_("What clients may wish for in you"),
            note=_("Answer only what you want to be public. Not stated is a full answer."),
            is_folded=True,
            questions=questions_of(Topic.PREFERENCE, _terms(Topic.PREFERENCE, draft, around)),
        ),
    )


def _language(number: int, languages: tuple[Option, ...]) -> tuple[Question, ...]:
    levels = (
        Option("native", _("First language")),
        Option("fluent", _("Fluent")),
        Option("conversational", _("Enough for a conversation")),
        Option("interpreter", _("With an interpreter")),
    )
    none = Option("", _("None"))
    return (
        one_of(f"language-{number}", _("Language %(number)s", number=number), (none, *languages)),
        one_of(f"level-{number}", _("How well (%(number)s)", number=number), levels),
    )


def _rows(draft: ListingDraft) -> int:
    return max(LANGUAGE_ROWS, len(draft.languages) + 1)


def _fill(draft: ListingDraft, around: Around) -> Values:
    values = filled(Topic.POPULATION, _terms(Topic.POPULATION, draft, around), draft)
    values |= filled(Topic.PREFERENCE, _terms(Topic.PREFERENCE, draft, around), draft)
    for number, (code, level) in enumerate(draft.languages, start=1):
        values[f"language-{number}"] = [code]
        values[f"level-{number}"] = [level]
    return values


def _read(typed: Typed, draft: ListingDraft, around: Around) -> ListingDraft:
    offered = [option.value for option in _languages(draft, around)]
    languages: dict[str, str] = {}
    for number in range(1, _rows(draft) + 1):
        code = typed.one_of(f"language-{number}", offered)
        if code in languages:
            typed.refuse(f"language-{number}", _("This language stands here twice. Keep one."))
        elif code:
            levels = [item.value for item in LanguageLevel]
            languages[code] = typed.one_of(f"level-{number}", levels, "fluent")
    for topic in KINDS:
        draft = answered(topic, _terms(topic, draft, around), typed, draft)
    return replace(draft, languages=tuple(languages.items()))


CLIENTS = Form(groups=_groups, fill=_fill, read=_read)
