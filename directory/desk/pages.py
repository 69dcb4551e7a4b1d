"""What the pages of the desk show, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext

from directory import clock
from directory.desk.blueprint import PROFILE
from directory.desk.part_words import dilution_words, part_words
from directory.desk.questions import NEW, Item, ItemForm
from directory.desk.steps import STEPS, next_address
from directory.profiles.completeness import NEEDED, WORTHWHILE, missing_from
from directory.profiles.lifecycle import ListingStatus, Move, possible_moves
from directory.search.blueprint import translator
from directory.search.wording import availability_fact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask_babel import LazyString

    from directory.accounts.forms import FieldError
    from directory.desk.questions import Around, Group, Values
    from directory.desk.steps import Step
    from directory.profiles.completeness import Missing
    from directory.profiles.draft import ListingDraft
    from directory.profiles.proposals import PendingChanges
    from directory.search.wording import Fact

CHOSEN = ("profession", "jurisdiction")
"""What a credential is for and where it holds: chosen before its title is."""

PRIVATE = "rather-not"
"""The step whose answers nobody else sees."""

ASKED_FOR = frozenset(rule.missing.step for rule in (*NEEDED, *WORTHWHILE))
"""The steps of which something can be missing."""


@dataclass(frozen=True, slots=True)
class Task:
    """A step in the list, as the component `task_list` shows it."""

    label: LazyString | str
    href: str
    state: str
    kind: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing, why it matters, and where to add it."""

    what: str
    why: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPage:
    """The list of steps."""

    name: str
    standing: str
    tasks: tuple[Task, ...]
    needed: tuple[Gap, ...]
    worthwhile: tuple[Gap, ...]
    for_review: tuple[str, ...]
    pending: PendingChanges | None
    pending_parts: tuple[str, ...]
    dilution: str
    may_ask: bool
    may_pause: bool
    may_resume: bool
    may_withdraw: bool
    may_return: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage:
    """The start page of a member."""

    has_profile: bool
    may_start: bool
    name: str = ""
    standing: str = ""
    availability: Fact | None = None
    gaps: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """A step with its questions, what stands in them, and what is wrong."""

    title: LazyString
    why: LazyString
    address: str
    back: str
    back_label: str
    groups: Sequence[Group]
    values: Values
    hidden: Mapping[str, str]
    """What was chosen on the page before, handed on."""
    errors: Sequence[FieldError]
    error_of: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsPage:
    """A step with several things of a kind."""

    title: LazyString
    why: LazyString
    address: str
    items: tuple[Item, ...]
    new: str
    next: str


def task_page(
    draft: ListingDraft,
    status: ListingStatus,
    pending: PendingChanges | None = None,
    *,
    has_photo: bool = False,
) -> TaskPage:
    """The list of steps of a profile; `pending` is what waits for a curator."""
    missing = missing_from(draft)
    moves = possible_moves(status)
    return TaskPage(
        name=draft.name,
        standing=standing(status),
        tasks=_tasks(missing, has_photo=has_photo),
        needed=tuple(_gap(item) for item in missing if item.is_needed),
        worthwhile=tuple(_gap(item) for item in missing if not item.is_needed),
        for_review=draft.needs_review,
        pending=pending,
        pending_parts=tuple(part_words(one.part) for one in pending.differences) if pending else (),
        dilution=dilution_words(draft),
        may_ask=status is ListingStatus.DRAFT,
        may_pause=Move.PAUSE in moves,
        may_resume=Move.RESUME in moves,
        may_withdraw=Move.WITHDRAW in moves,
        may_return=status is ListingStatus.WITHDRAWN,
    )


def desk_page(own: tuple[ListingDraft, ListingStatus] | None, *, may_start: bool) -> DeskPage:
    """The start page; `own` is one's own listing and where it stands."""
    if own is None:
        return DeskPage(has_profile=False, may_start=may_start)
    draft, status = own
    count = len(missing_from(draft))
    return DeskPage(
        has_profile=True,
        may_start=False,
        name=draft.name,
        standing=standing(status),
        availability=availability_fact(translator(), draft.availability, today=clock.today()),
        gaps=ngettext("%(num)s thing is missing.", "%(num)s things are missing.", count)
        if count
        else "",
    )


def form_page(
    step: Step,
    groups: Sequence[Group],
    values: Values,
    errors: Sequence[FieldError],
    *,
    address: str,
    is_item: bool = False,
) -> FormPage:
    """A step with a form; a complaint about something that is not asked here goes to its top."""
    asked = {question.name for group in groups for question in group.questions}
    first = next(iter(question.name for group in groups for question in group.questions), "step")
    placed = [
        error if error.field in asked else type(error)(first, error.message) for error in errors
    ]
    return FormPage(
        title=step.title,
        why=step.why,
        address=address,
        back=f"{PROFILE}/{step.slug}" if is_item else PROFILE,
        back_label=str(step.title) if is_item else _("All steps"),
        groups=groups,
        values=values,
        hidden={name: values[name][0] for name in CHOSEN if name in values and name not in asked},
        errors=placed,
        error_of={error.field: error.message for error in placed},
    )


def items_page(step: Step, draft: ListingDraft, known: Around) -> ItemsPage:
    """A step with several things of a kind."""
    address = f"{PROFILE}/{step.slug}"
    items = step.form.items(draft, known) if isinstance(step.form, ItemForm) else ()
    return ItemsPage(
        title=step.title,
        why=step.why,
        address=address,
        items=items,
        new=f"{address}/{NEW}",
        next=next_address(step),
    )


def standing(status: ListingStatus) -> str:
    """Where a profile stands, in a sentence."""
    return {
        ListingStatus.DRAFT: _("A private draft. Nobody but you sees it."),
        ListingStatus.IN_REVIEW: _("A curator has it for review. It is not public yet."),
        ListingStatus.PUBLISHED: _("Public. Changes show at once, except what a curator checks."),
        ListingStatus.PAUSED: _("Paused. Nobody but you sees it."),
        ListingStatus.SUSPENDED: _("Suspended by the network. Nobody but you sees it."),
        ListingStatus.WITHDRAWN: _("Withdrawn. Nobody but you sees it."),
    }[status]


def _task(step: Step, missing: Sequence[Missing]) -> Task:
    here = [item for item in missing if item.step == step.slug]
    href = f"{PROFILE}/{step.slug}"
    if step.slug == PRIVATE:
        return Task(step.title, href, _("Private"), "plain")
    if any(item.is_needed for item in here):
        return Task(step.title, href, _("To do"), "waiting")
    if here:
        return Task(step.title, href, _("More helps"), "plain")
    if step.slug not in ASKED_FOR:
        return Task(step.title, href, _("If it applies"), "plain")
    return Task(step.title, href, _("Done"), "ok")


def _tasks(missing: Sequence[Missing], *, has_photo: bool) -> tuple[Task, ...]:
    first, *others = (_task(step, missing) for step in STEPS)
    state = (_("Done"), "ok") if has_photo else (_("If you wish"), "plain")
    photo = Task(_("Photograph"), f"{PROFILE}/photo", *state)
    return (first, photo, *others, _apart())


def _apart() -> Task:
    return Task(_("Whom I am not matched with"), f"{PROFILE}/apart", _("Private"), "plain")


def _gap(item: Missing) -> Gap:
    return Gap(_(item.what), _(item.why), f"{PROFILE}/{item.step}")
