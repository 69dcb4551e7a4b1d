"""Groups, programs, classes and workshops: what several people come to together."""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.desk.questions import (
    NEW,
    Around,
    Group,
    Item,
    ItemForm,
    Option,
    line,
    radios,
    text,
)
from directory.interop import cells
from directory.profiles.closed_sets import ProgramKind
from directory.profiles.listing import PublicProgram

if TYPE_CHECKING:
    from directory.desk.questions import Values
    from directory.desk.typed import Typed
    from directory.profiles.draft import ListingDraft

PROGRAMS_AT_MOST = 20
LINES = ("for_whom", "schedule", "price")


def reference_of(item: PublicProgram) -> str:
    """What names a program in an address."""
    return hashlib.sha256(f"program|{item.title}".encode()).hexdigest()[:16]


def kind_words(kind: str) -> str:
    """A kind of program in words."""
    return {
        "group": _("Group"),
        "program": _("Program of several meetings"),
        "class": _("Class"),
        "workshop": _("Workshop"),
    }[kind]


def _items(draft: ListingDraft, _around: Around) -> tuple[Item, ...]:
    return tuple(
        Item(
            reference_of(item),
            item.title,
            tuple(
                words
                for words in (kind_words(item.kind), item.for_whom, item.schedule, item.price)
                if words
            ),
        )
        for item in draft.programs
    )


def _groups(_draft: ListingDraft, _reference: str, _around: Around) -> tuple[Group, ...]:
    kinds = tuple(Option(item.value, kind_words(item)) for item in ProgramKind)
    return (
        Group(
            questions=(
                line("title", _("Name"), hint=_("Such as: Grief circle"), at_most=200),
                radios("kind", _("What is it?"), kinds),
                line("for_whom", _("For whom"), hint=_("Such as: adults after a loss")),
                line("schedule", _("When"), hint=_("Such as: Mondays at six, twelve weeks")),
                line("price", _("What it costs"), hint=_("Such as: 20 dollars an evening")),
                text("about", _("What happens there")),
            )
        ),
    )


def _fill(draft: ListingDraft, reference: str, _around: Around) -> Values:
    stored = _stored(draft, reference)
    return {one.name: [str(getattr(stored, one.name))] for one in fields(PublicProgram)}


def _read(typed: Typed, draft: ListingDraft, reference: str, _around: Around) -> ListingDraft:
    stored = _stored(draft, reference)
    program = PublicProgram(
        title=typed.line("title", cells.name),
        kind=typed.one_of("kind", [item.value for item in ProgramKind], ProgramKind.GROUP.value),
        about=typed.text("about"),
        **{name: typed.line(name) for name in LINES},
    )
    if not program.title and not typed.errors:
        typed.refuse("title", _("Give it a name, so that people can ask for it."))
    others = tuple(item for item in draft.programs if item != stored or reference == NEW)
    twin = next((item for item in others if item.title == program.title), None)
    if twin is not None and twin != program:
        typed.refuse("title", _("Another of yours has this name. Choose a different one."))
    if len(others) >= PROGRAMS_AT_MOST:
        typed.refuse("title", _("%(most)s at most. Remove one first.", most=PROGRAMS_AT_MOST))
    if twin is not None:
        return replace(draft, programs=others)
    place = draft.programs.index(stored) if reference != NEW else len(others)
    return replace(draft, programs=(*others[:place], program, *others[place:]))


def _stored(draft: ListingDraft, reference: str) -> PublicProgram:
    found = (item for item in draft.programs if reference_of(item) == reference)
    return next(found, PublicProgram(""))


def _remove(draft: ListingDraft, reference: str) -> ListingDraft:
    kept = tuple(item for item in draft.programs if reference_of(item) != reference)
    return replace(draft, programs=kept)


PROGRAMS = ItemForm(items=_items, groups=_groups, fill=_fill, read=_read, remove=_remove)
