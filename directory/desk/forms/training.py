"""Training, apart from any licence: it never widens a scope of practice."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.desk.offered import issue_groups, term_options
from directory.desk.questions import NEW, Around, Group, Item, ItemForm, Option, line, one_of, short
from directory.interop import cells
from directory.interop.children import FIRST_YEAR
from directory.profiles.listing import PublicTraining
from directory.vocabulary.terms import TermKind

if TYPE_CHECKING:
    from directory.desk.questions import Question, Values
    from directory.desk.typed import Typed
    from directory.profiles.draft import ListingDraft

NUMBERS = ("year", "hours")
TAUGHT_AT_LEAST = 3
"""How many issues and methods can be named; more where more are stored."""


def reference_of(item: PublicTraining) -> str:
    """What names a training in an address."""
    return hashlib.sha256(f"training|{item.what}|{item.school}".encode()).hexdigest()[:16]


def _items(draft: ListingDraft, _around: Around) -> tuple[Item, ...]:
    return tuple(
        Item(reference_of(item), item.what, tuple(line for line in (_line(item),) if line))
        for item in draft.trainings
    )


def _line(item: PublicTraining) -> str:
    hours = _("%(hours)s hours", hours=item.hours) if item.hours else ""
    parts = (item.school, item.country, str(item.year or ""), hours, item.level, item.instructor)
    return ", ".join(part for part in parts if part)


def _groups(draft: ListingDraft, reference: str, around: Around) -> tuple[Group, ...]:
    stored = _stored(draft, reference)
    return (
        Group(
            note=_("A training says what you learned. Your scope follows from your credentials."),
            questions=(
                line("what", _("What you learned")),
                line("school", _("School")),
                line("country", _("Country"), at_most=80),
                short("year", _("Year it ended")),
                short("hours", _("Hours")),
                line("level", _("Level"), hint=_("Such as advanced practitioner"), at_most=80),
                line("instructor", _("Instructor"), at_most=200),
            ),
        ),
        Group(
            title=_("What it was about"),
            note=_("It backs the same issues and methods on your other pages."),
            questions=(
                *_lists("issue", _("Issue"), _issues(stored, around), len(stored.issues)),
                *_lists("modality", _("Method"), _methods(stored, around), len(stored.modalities)),
            ),
        ),
    )


def _lists(name: str, label: str, options: tuple[Option, ...], stored: int) -> tuple[Question, ...]:
    none = Option("", _("None"))
    return tuple(
        one_of(f"{name}-{number}", f"{label} {number}", (none, *options))
        for number in range(1, max(TAUGHT_AT_LEAST, stored) + 1)
    )


def _issues(stored: PublicTraining, around: Around) -> tuple[Option, ...]:
    return tuple(
        Option(option.value, f"{group.label}: {option.label}")
        for group, options in issue_groups(around.vocabulary, stored.issues)
        for option in options
    )


def _methods(stored: PublicTraining, around: Around) -> tuple[Option, ...]:
    return term_options(around.vocabulary, TermKind.MODALITY, stored.modalities)


def _fill(draft: ListingDraft, reference: str, _around: Around) -> Values:
    stored = _stored(draft, reference)
    names = ("what", "school", "country", *NUMBERS, "level", "instructor")
    values = {name: [str(getattr(stored, name) or "")] for name in names}
    values |= {f"issue-{place}": [slug] for place, slug in enumerate(stored.issues, start=1)}
    return values | {
        f"modality-{place}": [slug] for place, slug in enumerate(stored.modalities, start=1)
    }


def _chosen(typed: Typed, name: str, known: tuple[Option, ...], stored: int) -> tuple[str, ...]:
    slugs = {option.value for option in known}
    numbers = range(1, max(TAUGHT_AT_LEAST, stored) + 1)
    chosen = (typed.one_of(f"{name}-{number}", slugs) for number in numbers)
    return tuple(dict.fromkeys(slug for slug in chosen if slug))


def _read(typed: Typed, draft: ListingDraft, reference: str, around: Around) -> ListingDraft:
    stored = _stored(draft, reference)
    year, hours = (typed.read(name, cells.whole_number) for name in NUMBERS)
    if year is not None and not FIRST_YEAR <= year <= around.today.year:
        typed.refuse("year", _("This cannot be the year. Write the year in which it ended."))
    training = replace(
        stored,
        what=typed.line("what"),
        school=typed.line("school"),
        country=typed.line("country", cells.word),
        year=year,
        hours=hours or None,
        level=typed.line("level", cells.word),
        instructor=typed.line("instructor", cells.name),
        issues=_chosen(typed, "issue", _issues(stored, around), len(stored.issues)),
        modalities=_chosen(typed, "modality", _methods(stored, around), len(stored.modalities)),
    )
    if not training.what:
        typed.refuse("what", _("Write what you learned, so that the rest has a meaning."))
    double = {reference_of(stored), reference_of(training)} if reference != NEW else set()
    kept = tuple(item for item in draft.trainings if reference_of(item) not in double)
    same = [item for item in kept if reference_of(item) == reference_of(training)]
    return replace(draft, trainings=kept if same else (*kept, training))


def _stored(draft: ListingDraft, reference: str) -> PublicTraining:
    found = (item for item in draft.trainings if reference_of(item) == reference)
    return next(found, PublicTraining(""))


def _remove(draft: ListingDraft, reference: str) -> ListingDraft:
    kept = tuple(item for item in draft.trainings if reference_of(item) != reference)
    return replace(draft, trainings=kept)


TRAINING = ItemForm(items=_items, groups=_groups, fill=_fill, read=_read, remove=_remove)
