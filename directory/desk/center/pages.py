"""What the pages of a center's editor show, as values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from directory.desk.center.completeness import RULES, missing_from_center
from directory.desk.center.steps import CENTERS, STEPS, next_address
from directory.desk.pages import Gap, ItemsPage, Task, form_page, standing
from directory.desk.questions import NEW, ItemForm
from directory.desk.steps import Step
from directory.profiles.lifecycle import ListingStatus, Move, possible_moves

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.accounts.forms import FieldError
    from directory.desk.center.completeness import CenterState
    from directory.desk.pages import FormPage
    from directory.desk.questions import Around, Group, Values
    from directory.profiles.completeness import Missing
    from directory.profiles.draft import ListingDraft
    from directory.profiles.proposals import PendingChanges

PEOPLE = Step("people", _l("People"), _l("Each confirms on their own desk."), STEPS[0].form)
SERVICES = Step(
    "services",
    _l("What is done here, and by whom"),
    _l("Each service stands on a person and the licence that permits it."),
    STEPS[0].form,
)
INTEGRATION = Step(
    "integration",
    _l("How integrated it is"),
    _l("One roof is not yet one plan. Each claim is shown with what backs it."),
    STEPS[0].form,
)
MANAGERS = Step("managers", _l("Managers"), _l("Who may change this page."), STEPS[0].form)
ORDER = (STEPS[0], PEOPLE, SERVICES, INTEGRATION, *STEPS[1:], MANAGERS)
ASKED_FOR = frozenset(missing.step for missing, _is_there in RULES)


@dataclass(frozen=True, slots=True, kw_only=True)
class CenterPage:
    """The list of steps of a center."""

    handle: str
    name: str
    address: str
    standing: str
    tasks: tuple[Task, ...]
    needed: tuple[Gap, ...]
    worthwhile: tuple[Gap, ...]
    for_review: tuple[str, ...]
    pending: PendingChanges | None
    may_ask: bool
    may_pause: bool
    may_resume: bool
    may_withdraw: bool
    may_return: bool


def center_page(
    state: CenterState, status: ListingStatus, pending: PendingChanges | None
) -> CenterPage:
    """The list of steps, what is missing, and where the center stands."""
    handle = state.draft.handle
    missing = missing_from_center(state)
    moves = possible_moves(status)
    return CenterPage(
        handle=handle,
        name=state.draft.name,
        address=f"{CENTERS}/{handle}",
        standing=standing(status),
        tasks=tuple(_task(step, handle, missing) for step in ORDER),
        needed=tuple(_gap(item, handle) for item in missing if item.is_needed),
        worthwhile=tuple(_gap(item, handle) for item in missing if not item.is_needed),
        for_review=state.draft.needs_review,
        pending=pending,
        may_ask=status is ListingStatus.DRAFT,
        may_pause=Move.PAUSE in moves,
        may_resume=Move.RESUME in moves,
        may_withdraw=Move.WITHDRAW in moves,
        may_return=status is ListingStatus.WITHDRAWN,
    )


def center_form_page(
    handle: str,
    step: Step,
    groups: Sequence[Group],
    values: Values,
    errors: Sequence[FieldError] = (),
    item: str = "",
) -> FormPage:
    """A step of a center with a form; `item` names one of several things of a kind."""
    base = f"{CENTERS}/{handle}"
    address = f"{base}/{step.slug}/{item}" if item else f"{base}/{step.slug}"
    page = form_page(step, groups, values, errors, address=address, is_item=bool(item))
    back = f"{base}/{step.slug}" if item else base
    return replace(page, back=back)


def center_items_page(step: Step, draft: ListingDraft, known: Around) -> ItemsPage:
    """A step of a center with several things of a kind."""
    address = f"{CENTERS}/{draft.handle}/{step.slug}"
    items = step.form.items(draft, known) if isinstance(step.form, ItemForm) else ()
    return ItemsPage(
        title=step.title,
        why=step.why,
        address=address,
        items=items,
        new=f"{address}/{NEW}",
        next=next_address(draft.handle, step),
    )


def _task(step: Step, handle: str, missing: Sequence[Missing]) -> Task:
    here = [item for item in missing if item.step == step.slug]
    href = f"{CENTERS}/{handle}/{step.slug}"
    if any(item.is_needed for item in here):
        return Task(step.title, href, _("To do"), "waiting")
    if here:
        return Task(step.title, href, _("More helps"), "plain")
    if step.slug not in ASKED_FOR:
        return Task(step.title, href, _("If it applies"), "plain")
    return Task(step.title, href, _("Done"), "ok")


def _gap(item: Missing, handle: str) -> Gap:
    return Gap(_(item.what), _(item.why), f"{CENTERS}/{handle}/{item.step}")
