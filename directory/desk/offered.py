"""Terms as options of the desk: what the network offers, and what the profile holds already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.desk.questions import Option
from directory.profiles.draft import Answers
from directory.vocabulary.terms import TermKind

if TYPE_CHECKING:
    from collections.abc import Collection

    from directory.profiles.closed_sets import Topic
    from directory.profiles.draft import ListingDraft
    from directory.vocabulary.terms import Vocabulary

IssueGroups = list[tuple[Option, tuple[Option, ...]]]


def term_options(
    vocabulary: Vocabulary, kind: TermKind, held: Collection[str] = ()
) -> tuple[Option, ...]:
    """Terms as options; one that is hidden stands there only where it is held, and says so."""
    return tuple(
        Option(slug, _label(vocabulary, kind, slug)) for slug in vocabulary.offered(kind, held)
    )


def issue_groups(vocabulary: Vocabulary, held: Collection[str] = ()) -> IssueGroups:
    """The issues under their top groups, as options, in the order of the vocabulary."""
    grouped: dict[str, list[Option]] = {}
    for slug in vocabulary.offered(TermKind.ISSUE, held):
        if not vocabulary.issues[slug].is_group:
            top = (vocabulary.issue_ancestors(slug) or (slug,))[-1]
            label = _label(vocabulary, TermKind.ISSUE, slug)
            grouped.setdefault(top, []).append(Option(slug, label))
    return [
        (Option(top, vocabulary.issues[top].label), tuple(options))
        for top, options in grouped.items()
    ]


def answered_terms(draft: ListingDraft, topic: Topic) -> frozenset[str]:
    """The terms of a topic that a profile says yes or no to."""
    stated = draft.answers.get(topic, Answers())
    return frozenset({*stated.yes, *stated.no, *stated.focus})


def _label(vocabulary: Vocabulary, kind: TermKind, slug: str) -> str:
    label = vocabulary.terms_of(kind)[slug].label
    if vocabulary.is_offered(kind, slug):
        return label
    return _("%(label)s (no longer offered here)", label=label)
