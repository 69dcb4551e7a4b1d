"""Access to the rooms, each with yes, no or not stated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.desk.forms.answers import answered, filled, questions_of
from directory.desk.forms.clients import options_of
from directory.desk.questions import Around, Form, Group, Values
from directory.profiles.closed_sets import Topic

if TYPE_CHECKING:
    from directory.desk.typed import Typed
    from directory.profiles.draft import ListingDraft


def _groups(_draft: ListingDraft, around: Around) -> tuple[Group, ...]:
    needs = options_of(around.vocabulary.access_needs)
    note = _("Go and look rather than guess: somebody will stand before that door.")
    return (Group(note=note, questions=questions_of(Topic.ACCESS, needs)),)


def _fill(draft: ListingDraft, around: Around) -> Values:
    return filled(Topic.ACCESS, options_of(around.vocabulary.access_needs), draft)


def _read(typed: Typed, draft: ListingDraft, around: Around) -> ListingDraft:
    return answered(Topic.ACCESS, options_of(around.vocabulary.access_needs), typed, draft)


ACCESS = Form(groups=_groups, fill=_fill, read=_read)
