"""What somebody helps with: at most five as a focus, each with what backs it, the rest also."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.desk.offered import issue_groups
from directory.desk.questions import Around, Form, Group, Option, Values, checks, line, one_of
from directory.matching.expertise import UNDILUTED_SPECIALTIES, dilution
from directory.profiles.closed_sets import Backing
from directory.profiles.listing import PublicSpecialty

if TYPE_CHECKING:
    from directory.desk.offered import IssueGroups
    from directory.desk.typed import Typed
    from directory.profiles.draft import ListingDraft

FOCUS_AT_MOST = 5
MANY = 24
ALSO = "also-"


def _groups(draft: ListingDraft, around: Around) -> tuple[Group, ...]:
    grouped = _offered(draft, around)
    offered = (
        Option("", _("None")),
        *(
            Option(option.value, f"{group.label}: {option.label}")
            for group, options in grouped
            for option in options
        ),
    )
    also = {item.issue for item in draft.specialties if not item.is_focus}
    return (
        Group(title=_("Your focus, five at most"), note=_dilution_words()),
        *(_focus(number, offered) for number in range(1, _rows(draft) + 1)),
        Group(title=_("You also work with"), note=_also_words(len(also))),
        *(
            Group(
                title=group.label,
                is_folded=True,
                questions=(checks(f"{ALSO}{group.value}", group.label, options),),
            )
            for group, options in grouped
        ),
    )


def _offered(draft: ListingDraft, around: Around) -> IssueGroups:
    return issue_groups(around.vocabulary, {item.issue for item in draft.specialties})


def _rows(draft: ListingDraft) -> int:
    # Somebody who was imported with more keeps seeing them all, and may choose which to keep.
    return max(FOCUS_AT_MOST, sum(item.is_focus for item in draft.specialties))


def _dilution_words() -> str:
    return _(
        "Naming much says little. From %(limit)s focus issues on, each counts less in the order:"
        " with %(many)s it would count %(share)s of a hundred. What is under “also” counts less"
        " than a focus, and is found all the same.",
        limit=UNDILUTED_SPECIALTIES + 1,
        many=MANY,
        share=round(100 * dilution(MANY)),
    )


def _also_words(count: int) -> str:
    return _("You name %(count)s now. Tick what you would gladly take on tomorrow.", count=count)


def _focus(number: int, offered: tuple[Option, ...]) -> Group:
    backings = tuple(Option(item.value, backing_words(item)) for item in Backing)
    return Group(
        questions=(
            one_of(f"focus-{number}", _("Focus %(number)s", number=number), offered),
            one_of(f"backing-{number}", _("What backs focus %(number)s", number=number), backings),
            line(f"detail-{number}", _("In a few words, if you wish (%(number)s)", number=number)),
        )
    )


def backing_words(backing: Backing) -> str:
    """What stands behind a focus."""
    return {
        Backing.SELF_STATED: _("My own statement"),
        Backing.TRAINING: _("Training"),
        Backing.CERTIFICATION: _("A certification"),
        Backing.YEARS: _("Years of practice"),
        Backing.SUPERVISION: _("Supervision"),
        Backing.LIVED_EXPERIENCE: _("Lived experience"),
    }[backing]


def _fill(draft: ListingDraft, around: Around) -> Values:
    values: Values = {}
    focus = [item for item in draft.specialties if item.is_focus]
    for number in range(1, _rows(draft) + 1):
        item = focus[number - 1] if number <= len(focus) else PublicSpecialty("", is_focus=True)
        values[f"focus-{number}"] = [item.issue]
        values[f"backing-{number}"] = [item.backing]
        values[f"detail-{number}"] = [item.detail]
    also = [item.issue for item in draft.specialties if not item.is_focus]
    return values | {f"{ALSO}{group.value}": also for group, _options in _offered(draft, around)}


def _read(typed: Typed, draft: ListingDraft, around: Around) -> ListingDraft:
    if not draft.professions:
        typed.refuse("focus-1", _("Choose your profession first, so that your scope is known."))
    known = {option.value for _top, options in _offered(draft, around) for option in options}
    focus: dict[str, PublicSpecialty] = {}
    for number in range(1, _rows(draft) + 1):
        item = _read_focus(typed, number, known)
        if item is not None and item.issue in focus:
            typed.refuse(f"focus-{number}", _("You chose this twice. Choose another, or none."))
        elif item is not None:
            focus[item.issue] = item
    if len(focus) > FOCUS_AT_MOST:
        typed.refuse(
            f"focus-{FOCUS_AT_MOST + 1}", _("Five at most. Move the others to “also” below.")
        )
    also = _read_also(typed, draft, around)
    return replace(
        draft,
        specialties=(*focus.values(), *(item for item in also if item.issue not in focus)),
    )


def _read_focus(typed: Typed, number: int, known: set[str]) -> PublicSpecialty | None:
    issue = typed.one_of(f"focus-{number}", known)
    if not issue:
        return None
    backing = typed.one_of(f"backing-{number}", [item.value for item in Backing], "self-stated")
    return PublicSpecialty(
        issue, is_focus=True, backing=backing, detail=typed.line(f"detail-{number}")
    )


def _read_also(typed: Typed, draft: ListingDraft, around: Around) -> list[PublicSpecialty]:
    # What backs an issue of the second list came with an import, and stays.
    stored = {item.issue: item for item in draft.specialties if not item.is_focus}
    return [
        stored.get(slug, PublicSpecialty(slug, is_focus=False))
        for group, options in _offered(draft, around)
        for slug in typed.some_of(f"{ALSO}{group.value}", [option.value for option in options])
    ]


ISSUES = Form(groups=_groups, fill=_fill, read=_read)
