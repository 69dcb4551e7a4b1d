"""What somebody would rather not take: private, and it only lowers their place in the order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.desk.forms.professions import issue_groups
from directory.desk.questions import Around, Form, Group, Option, Values, checks

if TYPE_CHECKING:
    from directory.desk.typed import Typed
    from directory.profiles.draft import ListingDraft

NAME = "rather-not-"


def _lists(around: Around) -> list[tuple[Option, tuple[Option, ...]]]:
    vocabulary = around.vocabulary
    people = tuple(Option(one.slug, one.label) for one in vocabulary.populations.values())
    methods = tuple(Option(one.slug, one.label) for one in vocabulary.modalities.values())
    return [
        (Option("people", _("People")), people),
        *issue_groups(around),
        (Option("methods", _("Methods")), methods),
    ]


def _groups(_draft: ListingDraft, around: Around) -> tuple[Group, ...]:
    note = _(
        "Private: nobody sees it, nobody is told. You are still found, lower down. What you"
        " never take belongs under “What I do not provide”."
    )
    return (
        Group(note=note),
        *(
            Group(
                title=group.label,
                is_folded=True,
                questions=(checks(f"{NAME}{group.value}", group.label, options),),
            )
            for group, options in _lists(around)
        ),
    )


def _fill(draft: ListingDraft, around: Around) -> Values:
    return {f"{NAME}{group.value}": list(draft.prefers_not) for group, _options in _lists(around)}


def _read(typed: Typed, draft: ListingDraft, around: Around) -> ListingDraft:
    chosen = [
        slug
        for group, options in _lists(around)
        for slug in typed.some_of(f"{NAME}{group.value}", [option.value for option in options])
    ]
    return replace(draft, prefers_not=tuple(dict.fromkeys(chosen)))


RATHER_NOT = Form(groups=_groups, fill=_fill, read=_read)
