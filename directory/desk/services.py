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
from directory.profiles.draft import ListingDraft
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.queries import holder_of_licence, listing_statuses
from directory.profiles.services import save_listings

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from directory.desk.questions import Around
    from directory.places.public_point import PublicPoint
    from directory.profiles.draft import PlaceDraft

SHOWN = frozenset({ListingStatus.PUBLISHED, ListingStatus.PAUSED})
"""States in which a change of a checked fact would be seen before anybody looked at it."""


def start_profile(session: Session, account_id: int, name: str, around: Around) -> str:
    """Make an empty private draft for this account and give its handle; flushes."""
    handle = _free_handle(session, name)
    draft = ListingDraft(handle=handle, name=name, joined_on=clock.today())
    save_listings(session, [draft], locate=_locate(around))
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

    What was outside the scope already, from an import, does not stop other steps.
    """
    doubles = _double_licences(session, before, after)
    if doubles:
        return doubles
    checked, found = _within_scope(after, around)
    known = {problem.cause for problem in _within_scope(before, around)[1]}
    stopping = {Gravity.ERROR, Gravity.REVIEW} if status in SHOWN else {Gravity.ERROR}
    problems = [item for item in found if item.gravity in stopping and item.cause not in known]
    if problems:
        return tuple(FieldError(item.column or "step", _told(item)) for item in problems)
    save_listings(session, [_with_reviews(checked, found)], locate=_locate(around))
    return ()


def verified_facts(draft: ListingDraft) -> tuple[object, ...]:
    """What a curator checks: name, discipline, licences."""
    return draft.name, draft.professions, draft.credentials


def _double_licences(
    session: Session, before: ListingDraft, after: ListingDraft
) -> tuple[FieldError, ...]:
    message = _(
        "Another listing states this number. Check it. If it is yours, tell a curator, who"
        " looks at both."
    )
    return tuple(
        FieldError("number", message)
        for item in after.credentials
        if item not in before.credentials and holder_of_licence(session, item, but=after.handle)
    )


def _within_scope(draft: ListingDraft, around: Around) -> tuple[ListingDraft, list[Problem]]:
    found: list[Problem] = []
    checked = scoped(draft, around.vocabulary, around.claims, Remarks("", 0, found))
    return checked, found


def _with_reviews(draft: ListingDraft, found: list[Problem]) -> ListingDraft:
    others = [
        item.cause
        for item in found
        if item.gravity is Gravity.REVIEW and item.column == "modalities"
    ]
    return replace(draft, needs_review=(*draft.needs_review, *others))


def _told(problem: Problem) -> str:
    return f"{problem.cause} {problem.remedy}".strip()


def _locate(around: Around) -> Callable[[PlaceDraft], PublicPoint | None]:
    return partial(located, gazetteer=around.gazetteer, geocoder=around.geocoder)


def _free_handle(session: Session, name: str) -> str:
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
