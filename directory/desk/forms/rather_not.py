"""What somebody would rather not take: private, and it only lowers their place in the order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.desk.offered import issue_groups, term_options
from directory.desk.questions import Around, Form, Group, Option, Values, checks
from directory.vocabulary.terms import TermKind

if TYPE_CHECKING:
    from directory.desk.offered import IssueGroups
    from directory.desk.typed import Typed
    from directory.profiles.draft import ListingDraft

NAME = "rather-not-"


def _lists(draft: ListingDraft, around: Around) -> IssueGroups:
    vocabulary, held = around.vocabulary, draft.prefers_not
    return [
        (Option("people", _("People")), term_options(vocabulary, TermKind.POPULATION, held)),
        *issue_groups(vocabulary, held),
        (Option("methods", _("Methods")), term_options(vocabulary, TermKind.MODALITY, held)),
    ]


def _groups(draft: ListingDraft, around: Around) -> tuple[Group, ...]:
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
            for group, options in _lists(draft, around)
        ),
    )


def _fill(draft: ListingDraft, around: Around) -> Values:
    return {
        f"{NAME}{group.value}": list(draft.prefers_not) for group, _options in _lists(draft, around)
    }


def _read(typed: Typed, draft: ListingDraft, around: Around) -> ListingDraft:
    chosen = [
        slug
        for group, options in _lists(draft, around)
        for slug in typed.some_of(f"{NAME}{group.value}", [option.value for option in options])
    ]
    return replace(draft, prefers_not=tuple(dict.fromkeys(chosen)))


RATHER_NOT = Form(groups=_groups, fill=_fill, read=_read)
