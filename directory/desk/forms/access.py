"""Access to the rooms, each with yes, no or not stated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.desk.forms.answers import answered, filled, questions_of
from directory.desk.offered import answered_terms, term_options
from directory.desk.questions import Around, Form, Group, Option, Values
from directory.profiles.closed_sets import Topic
from directory.vocabulary.terms import TermKind

if TYPE_CHECKING:
    from directory.desk.typed import Typed
    from directory.profiles.draft import ListingDraft


def _needs(draft: ListingDraft, around: Around) -> tuple[Option, ...]:
    return term_options(around.vocabulary, TermKind.ACCESS, answered_terms(draft, Topic.ACCESS))


def _groups(draft: ListingDraft, around: Around) -> tuple[Group, ...]:
    note = _("Go and look rather than guess: somebody will stand before that door.")
    return (Group(note=note, questions=questions_of(Topic.ACCESS, _needs(draft, around))),)


def _fill(draft: ListingDraft, around: Around) -> Values:
    return filled(Topic.ACCESS, _needs(draft, around), draft)


def _read(typed: Typed, draft: ListingDraft, around: Around) -> ListingDraft:
    return answered(Topic.ACCESS, _needs(draft, around), typed, draft)


ACCESS = Form(groups=_groups, fill=_fill, read=_read)
