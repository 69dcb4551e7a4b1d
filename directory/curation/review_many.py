"""Many simple reviews at once: which listings wait, are alike and raise no alarm, and each in turn.

Nothing here is a rule of its own: what stands against publication, what a check records and what a
decision does is asked of the same functions as at the review of one. A row that cannot be carried
out is named and keeps nothing; the others stand.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy.exc import NoResultFound

from directory import clock
from directory.accounts.queries import active_curators
from directory.accounts.tokens import new_reference
from directory.curation import services
from directory.curation.duplicate_rows import possible_duplicates
from directory.curation.listing_page import alarms
from directory.curation.own import is_own
from directory.curation.requirements import Known, Obstacle, against_publication
from directory.matching.need import Kind
from directory.profiles import queries
from directory.profiles.cases import open_cases
from directory.profiles.closed_sets import CheckOutcome, CredentialLevel, DecisionKind
from directory.profiles.for_review import in_review
from directory.profiles.licence_checks import Check, checks_of
from directory.profiles.lifecycle import ForbiddenMoveError, ListingStatus
from directory.profiles.services import existing_drafts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from directory.curation.services import Curator
    from directory.curation.tasks import Asking
    from directory.profiles.draft import CredentialDraft, ListingDraft
    from directory.profiles.licence_checks import Found
    from directory.profiles.listing import PublicCredential, PublishedListing

MOST = 20
"""How many stand on one page."""
LOOKED_AT = 200
"""How many of those that wait longest are compared: a page is not to read the whole network."""

Likeness = tuple[str, str]
"""A profession and a jurisdiction."""


@dataclass(frozen=True, slots=True)
class Simple:
    """A listing with one licence, which lacks nothing but that somebody looks it up."""

    listing: PublishedListing
    credential: PublicCredential
    is_for_two: bool
    """Whether another admin has to look, too, before it is public."""

    @property
    def handle(self) -> str:
        """The handle of the listing."""
        return self.listing.handle

    @property
    def seen(self) -> str:
        """Stands for what the admin compares with the register: other words, another value."""
        item = self.credential
        read = (self.listing.name, item.profession, item.jurisdiction, item.title, item.number)
        return hashlib.sha256(repr(read).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Wish:
    """What an admin found of one listing, and what they saw when they looked it up."""

    handle: str
    seen: str
    found: Found


class Became(StrEnum):
    """What became of one row."""

    PUBLISHED = "published"
    RECORDED = "recorded"
    """Looked up; another admin has to look, too."""
    NOT_FOUND = "not-found"
    OTHERWISE = "otherwise"
    """It waits no longer, or is not what was looked up: nothing of it was kept."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row, and who should look at their desk."""

    handle: str
    name: str
    became: Became
    told: tuple[str, ...] = ()


def groups(asking: Asking) -> dict[Likeness, tuple[str, ...]]:
    """Handles of simple listings that wait, by what they have in common; the fullest first."""
    waiting = [one.handle for one in in_review(asking.session, limit=LOOKED_AT)]
    drafts, doubted = existing_drafts(asking.session, waiting), _doubted(asking)
    found: defaultdict[Likeness, list[str]] = defaultdict(list)
    for handle in waiting:
        licence = _one_licence(drafts[handle])
        if licence is not None and handle not in doubted and not is_own(asking.member, handle):
            found[licence.profession, licence.jurisdiction].append(handle)
    fullest = sorted(found.items(), key=lambda group: (-len(group[1]), group[0]))
    return {likeness: tuple(handles) for likeness, handles in fullest}


def simple(asking: Asking, handles: Collection[str], by: str) -> tuple[Simple, ...]:
    """Those of these that lack nothing but a check by this admin, twenty at most."""
    found: list[Simple] = []
    for handle in handles:
        one = _simple(asking, handle, by)
        if one is not None:
            found.append(one)
        if len(found) == MOST:
            break
    return tuple(found)


def carry_out(
    asking: Asking, curator: Curator, wish: Wish, *, evidence: bytes = b"", reason: str = ""
) -> Outcome:
    """Record a check, and publish where nothing stands against it any more; flushes.

    `reason` is what the owner reads where nothing was found.
    """
    now = _simple(asking, wish.handle, curator.reference) if _waits(asking, wish.handle) else None
    if now is None or now.seen != wish.seen:
        return Outcome(wish.handle, _name(asking, wish.handle), Became.OTHERWISE)
    try:
        with asking.session.begin_nested():
            became, told = _recorded(asking, curator, now, wish.found, evidence, reason)
    except ForbiddenMoveError:
        return Outcome(wish.handle, now.listing.name, Became.OTHERWISE)
    return Outcome(wish.handle, now.listing.name, became, told)


def _recorded(
    asking: Asking, curator: Curator, one: Simple, found: Found, evidence: bytes, reason: str
) -> tuple[Became, tuple[str, ...]]:
    session, handle = asking.session, one.handle
    services.check_credential(session, curator, handle, _key(one.credential), found, evidence)
    if found.outcome is CheckOutcome.NOT_FOUND:
        return Became.NOT_FOUND, services.tell_of_check(session, curator, handle, reason)
    shown = queries.previewed_listing(session, handle)
    if against_publication(shown, _known(asking, checks_of(session, handle))):
        return Became.RECORDED, ()
    return Became.PUBLISHED, services.decide(session, curator, handle, DecisionKind.PUBLISH)


def _one_licence(draft: ListingDraft) -> CredentialDraft | None:
    """The only credential of somebody with one profession and no words that stand out."""
    is_plain = draft.kind is Kind.PERSON and not draft.needs_review
    if not is_plain or len(draft.professions) != 1 or len(draft.credentials) != 1:
        return None
    (licence,) = draft.credentials
    is_supervised = licence.level is CredentialLevel.SUPERVISED
    return None if is_supervised or not licence.number else licence


def _waits(asking: Asking, handle: str) -> bool:
    """Whether it would stand in one of the groups now."""
    session = asking.session
    drafts = existing_drafts(session, (handle,))
    return (
        handle in drafts
        and queries.listing_statuses(session, (handle,))[handle] is ListingStatus.IN_REVIEW
        and _one_licence(drafts[handle]) is not None
        and handle not in _doubted(asking)
        and not is_own(asking.member, handle)
    )


def _simple(asking: Asking, handle: str, by: str) -> Simple | None:
    session = asking.session
    try:
        listing = queries.previewed_listing(session, handle)
    except NoResultFound:
        return None
    if alarms(session, handle) or len(listing.credentials) != 1:
        return None
    (item,) = listing.credentials
    checks = checks_of(session, handle)
    if _is_looked_up(item, checks, by) or (item.expires_on and item.expires_on < asking.today):
        return None
    # What would stand in the way if this admin had looked it up and found all in order?
    looked_up = replace(
        listing, credentials=(replace(item, status="active", checked_on=asking.today),)
    )
    known = _known(asking, (_as_if_checked(item, by), *checks))
    against = {one.obstacle for one in against_publication(looked_up, known)}
    if against - {Obstacle.SECOND_CHECK}:
        return None
    return Simple(listing, item, is_for_two=bool(against))


def _is_looked_up(item: PublicCredential, checks: tuple[Check, ...], by: str) -> bool:
    """Whether this admin has looked up this number: who comes after is another admin."""
    return any(check.checked_by == by and check.number == item.number for check in checks)


def _as_if_checked(item: PublicCredential, by: str) -> Check:
    return Check(
        reference=new_reference(),
        credential=_key(item),
        number=item.number,
        expires_on=item.expires_on,
        outcome=CheckOutcome.GOOD_STANDING,
        looked_at="",
        checked_on=clock.today(),
        checked_by=by,
        recorded_at=clock.now(),
        note="",
        evidence="",
    )


def _known(asking: Asking, checks: tuple[Check, ...]) -> Known:
    return Known(
        checks=checks,
        vocabulary=asking.vocabulary,
        now=clock.now(),
        curators=active_curators(asking.session),
    )


def _doubted(asking: Asking) -> frozenset[str]:
    """Who may be somebody else's double, or stands in an open case."""
    return frozenset(_doubts(asking))


def _doubts(asking: Asking) -> Iterator[str]:
    for pair in possible_duplicates(asking.session, may_be_old=True):
        yield from (pair.one.handle, pair.other.handle)
    for case in open_cases(asking.session):
        yield from case.handles


def _name(asking: Asking, handle: str) -> str:
    drafts = existing_drafts(asking.session, (handle,))
    return drafts[handle].name if handle in drafts else handle


def _key(item: PublicCredential) -> tuple[str, str, str]:
    return item.profession, item.jurisdiction, item.title
