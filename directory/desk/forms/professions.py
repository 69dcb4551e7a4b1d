"""One or two professions, with the scope of each in plain words, and one's own limits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.desk.offered import issue_groups, term_options
from directory.desk.questions import Around, Form, Group, Option, Values, checks, one_of, text
from directory.vocabulary.terms import TermKind

if TYPE_CHECKING:
    from directory.desk.typed import Typed
    from directory.profiles.draft import ListingDraft
    from directory.vocabulary.terms import Profession

FIELDS = ("profession", "second_profession")
REFERS = "refers_on_for-"


def _groups(draft: ListingDraft, around: Around) -> tuple[Group, ...]:
    options = _offered(draft, around)
    none = Option("", _("None"))
    chosen = [around.vocabulary.professions[slug] for slug in draft.professions]
    return (
        Group(
            questions=(
                one_of("profession", _("Your profession"), (none, *options)),
                one_of(
                    "second_profession",
                    _("A second profession, if you have one"),
                    (none, *options),
                    hint=_("It needs a credential of its own before it widens what you may offer."),
                ),
            )
        ),
        *(_scope(item) for item in chosen),
        Group(
            title=_("In your own words"),
            questions=(
                text("provides", _("What I provide")),
                text("does_not_provide", _("What I do not provide")),
            ),
        ),
        *_refers_on(draft, around),
    )


def _offered(draft: ListingDraft, around: Around) -> tuple[Option, ...]:
    vocabulary = around.vocabulary
    return tuple(
        option
        for option in term_options(vocabulary, TermKind.PROFESSION, draft.professions)
        if not vocabulary.professions[option.value].scope_by_roster
    )


def _scope(profession: Profession) -> Group:
    return Group(
        title=_("The scope of: %(profession)s", profession=profession.label),
        listed=tuple(
            line
            for line in (
                profession.scope and _("Inside: %(scope)s", scope=profession.scope),
                profession.outside_scope
                and _("Outside: %(scope)s", scope=profession.outside_scope),
            )
            if line
        ),
    )


def _refers_on(draft: ListingDraft, around: Around) -> tuple[Group, ...]:
    return tuple(
        Group(
            title=_("I refer on for: %(group)s", group=group.label),
            is_folded=True,
            questions=(checks(f"{REFERS}{group.value}", group.label, options),),
        )
        for group, options in issue_groups(around.vocabulary, draft.refers_on_for)
    )


def _fill(draft: ListingDraft, around: Around) -> Values:
    first, second = (*draft.professions, "", "")[:2]
    refers = {
        f"{REFERS}{group.value}": list(draft.refers_on_for)
        for group, _options in issue_groups(around.vocabulary, draft.refers_on_for)
    }
    return refers | {
        "profession": [first],
        "second_profession": [second],
        "provides": [draft.texts.provides],
        "does_not_provide": [draft.texts.does_not_provide],
    }


def _read(typed: Typed, draft: ListingDraft, around: Around) -> ListingDraft:
    known = [option.value for option in _offered(draft, around)]
    chosen = [typed.one_of(name, known) for name in FIELDS]
    if not chosen[0]:
        typed.refuse("profession", _("Choose your profession, so that your scope is known."))
    if chosen[0] and chosen[0] == chosen[1]:
        typed.refuse("second_profession", _("This is the same profession. Choose none here."))
    refers = [
        slug
        for group, options in issue_groups(around.vocabulary, draft.refers_on_for)
        for slug in typed.some_of(f"{REFERS}{group.value}", [option.value for option in options])
    ]
    return replace(
        draft,
        professions=tuple(dict.fromkeys(slug for slug in chosen if slug)),
        refers_on_for=tuple(refers),
        texts=replace(
            draft.texts,
            provides=typed.text("provides"),
            does_not_provide=typed.text("does_not_provide"),
        ),
    )


PROFESSIONS = Form(groups=_groups, fill=_fill, read=_read)
