"""Saving one step of a profile: within the scope of practice, and with what was checked kept."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory import clock
from directory.accounts.closed_sets import Stewardship
from directory.accounts.forms import FieldError
from directory.accounts.services.administration import give_listing
from directory.interop.cells import handle_of_name
from directory.interop.places import located
from directory.interop.problems import CellError, Gravity, Problem, Remarks
from directory.interop.scope_checks import scoped
from directory.profiles.cases import open_case
from directory.profiles.closed_sets import CaseKind
from directory.profiles.draft import ListingDraft, canonical
from directory.profiles.duplicates import telephone_digits
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.proposal import parts_to_review, with_parts
from directory.profiles.proposals import drop_changes, propose
from directory.profiles.queries import listing_statuses
from directory.profiles.services import existing_drafts, save_listings
from directory.profiles.text_checks import alarms_in
from directory.profiles.twins import holder_of_licence, likely_same_person

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.orm import Session

    from directory.desk.questions import Around
    from directory.places.public_point import PublicPoint
    from directory.profiles.draft import PlaceDraft
    from directory.profiles.text_checks import Alarm

SHOWN = frozenset({ListingStatus.PUBLISHED, ListingStatus.PAUSED, ListingStatus.SUSPENDED})
"""States from which a listing is shown with no further look at it: its approved version stays."""


def start_profile(session: Session, account_id: int, name: str, around: Around) -> str:
    """Make an empty private draft for this account and give its handle; flushes."""
    handle = free_handle(session, name)
    draft = ListingDraft(handle=handle, name=name, joined_on=clock.today())
    save_listings(session, [draft], locate=locate_with(around))
    give_listing(session, account_id, handle, Stewardship.OWNER)
    return handle


def save_step(
    session: Session,
    before: ListingDraft,
    after: ListingDraft,
    status: ListingStatus,
    around: Around,
) -> tuple[FieldError, ...]:
    """Save a changed draft, or say what stands against it and save nothing; flushes.

    `before` and `after` are the draft as its owner last wrote it and as they write it now. What
    was outside the scope already, from an import, does not stop other steps. Of a listing that is
    shown, what needs a curator waits, and the rest is live at once.
    """
    doubles = _double_licences(session, before, after)
    if doubles:
        return doubles
    checked, found = _within_scope(after, around)
    known = {problem.cause for problem in _within_scope(before, around)[1]}
    problems = [item for item in found if item.gravity is Gravity.ERROR and item.cause not in known]
    if problems:
        return tuple(FieldError(item.column or "step", _told(item)) for item in problems)
    alarms = alarms_in(checked, around.review_words)
    if status in SHOWN:
        _save_shown(session, checked, found, alarms, around)
    else:
        drop_changes(session, after.handle)
        remarks = _remarks(found, alarms)
        draft = replace(checked, needs_review=(*checked.needs_review, *remarks))
        save_listings(session, [draft], locate=locate_with(around))
    _open_twin_case(session, before, checked)
    return ()


def locate_with(around: Around) -> Callable[[PlaceDraft], PublicPoint | None]:
    """How the public point of a place is found."""
    return partial(located, gazetteer=around.gazetteer, geocoder=around.geocoder)


def _save_shown(
    session: Session,
    checked: ListingDraft,
    found: Sequence[Problem],
    alarms: Sequence[Alarm],
    around: Around,
) -> None:
    live = existing_drafts(session, (checked.handle,))[checked.handle]
    wanted = canonical(replace(checked, needs_review=live.needs_review))
    doubtful = [(item.column or "", item.cause) for item in found if item.gravity is Gravity.REVIEW]
    doubtful += [(alarm.part, str(alarm)) for alarm in alarms]
    parts = parts_to_review(live, wanted, {part for part, _why in doubtful})
    save_listings(session, [with_parts(wanted, live, parts)], locate=locate_with(around))
    propose(session, wanted, parts, [why for part, why in doubtful if part in parts])


def _double_licences(
    session: Session, before: ListingDraft, after: ListingDraft
) -> tuple[FieldError, ...]:
    errors = []
    for item in after.credentials:
        known = item.number and item in before.credentials
        holder = None if known else holder_of_licence(session, item, but=after.handle)
        if holder is not None:
            evidence = (
                f"{after.name} states {item.title} ({item.jurisdiction}) number {item.number}, "
                f"which {holder} states too. It was not saved."
            )
            open_case(session, CaseKind.DUPLICATE_LICENCE, (after.handle, holder), evidence)
            errors.append(FieldError("number", _double_words()))
    return tuple(errors)


def _double_words() -> str:
    return _(
        "Another listing states this number. Check it. If it is yours, leave it out for now: a"
        " curator has been asked to look at both."
    )


def _open_twin_case(session: Session, before: ListingDraft, after: ListingDraft) -> None:
    """Ask a curator where a new name or telephone is nearly somebody else's; it stops nobody."""
    if (before.name, before.contact.phone) == (after.name, after.contact.phone):
        return
    for handle in likely_same_person(session, after):
        evidence = (
            f"{after.name} ({after.handle}) and {handle} have nearly the same name and the same"
            f" telephone, ending in {telephone_digits(after.contact.phone)[-4:]}."
        )
        open_case(session, CaseKind.NEAR_SAME_PERSON, (after.handle, handle), evidence)


def _within_scope(draft: ListingDraft, around: Around) -> tuple[ListingDraft, list[Problem]]:
    found: list[Problem] = []
    checked = scoped(draft, around.vocabulary, around.claims, Remarks("", 0, found))
    return checked, found


def _remarks(found: Sequence[Problem], alarms: Sequence[Alarm]) -> list[str]:
    methods = [
        item.cause
        for item in found
        if item.gravity is Gravity.REVIEW and item.column == "modalities"
    ]
    return [*methods, *(str(alarm) for alarm in alarms)]


def _told(problem: Problem) -> str:
    return f"{problem.cause} {problem.remedy}".strip()


def free_handle(session: Session, name: str) -> str:
    """A handle made of this name that no listing has yet."""
    try:
        wanted = handle_of_name(name)[:70]
    except CellError:
        wanted = "practitioner"
    number = 1
    handle = wanted
    while listing_statuses(session, (handle,)):
        number += 1
        handle = f"{wanted}-{number}"
    return handle
