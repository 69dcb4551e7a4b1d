"""A referral as one side sees it, as values: names, thread, openings, permission, meetings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.referrals.rhythm import is_benefit_due, is_update_due

if TYPE_CHECKING:
    from datetime import date, datetime

    from directory.referrals.closed_sets import (
        DeclineReason,
        EndReason,
        NameStatus,
        Outcome,
        Purpose,
        ReachedBy,
        ReferralKind,
        Side,
        SignedBy,
        State,
    )
    from directory.referrals.content import Content, Plan, Updates
    from directory.referrals.lifecycle import Step
    from directory.referrals.models import Referral
    from directory.referrals.rhythm import Visits


@dataclass(frozen=True, slots=True, kw_only=True)
class NameView:
    """One name of the list as the sender sees it."""

    position: int
    listing_id: int | None
    handle: str | None
    name: str
    reached_by: ReachedBy
    status: NameStatus
    reason: DeclineReason | None
    has_email: bool = False
    link_expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """One line of the thread."""

    at: datetime
    side: Side
    who: str | None
    kind: str
    detail: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningView:
    """Who opened the content, when and for what."""

    at: datetime
    side: Side
    who: str | None
    purpose: Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentView:
    """The client's permission with its six parts."""

    what: str
    given_by: str
    given_to: tuple[str, ...]
    why: str
    signed_on: date
    signed_by: SignedBy
    expires_on: date
    is_valid: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JointView:
    """A proposal of times for a session with both."""

    reference: str
    proposed_by: Side
    times: tuple[datetime, ...]
    minutes: int
    chosen: datetime | None
    is_declined: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralView:
    """One referral as one side sees it; content that this side may not see now is None."""

    row: Referral
    side: Side
    listing_id: int | None
    sender_handle: str
    sender_name: str
    names: tuple[NameView, ...]
    content: Content | None
    plan: Plan | None
    consent: ConsentView | None
    has_valid_consent: bool
    is_open: bool
    entries: tuple[EntryView, ...]
    openings: tuple[OpeningView, ...]
    joint: tuple[JointView, ...]
    next_step: Step | None
    promised: int | None
    has_reflected: bool
    visits: Visits
    """As this side knows them: the sender sees those of which an update told."""
    updates: Updates
    is_with_outsider: bool

    @property
    def is_update_due(self) -> bool:
        """Whether the agreed number of visits asks for an update now."""
        return is_update_due(self.updates, self.visits)

    @property
    def is_benefit_due(self) -> bool:
        """Whether the agreed number of visits asks now whether it helps."""
        return is_benefit_due(self.updates, self.visits)

    @property
    def present(self) -> NameView | None:
        """Who has it now."""
        return next((one for one in self.names if one.position == self.row.position), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxLine:
    """One referral in the inbox or the outbox: no word of what it says."""

    reference: str
    kind: ReferralKind
    side: Side
    state: State
    outcome: Outcome | None
    end_reason: EndReason | None
    other: str
    is_my_turn: bool
    since: date
    next_on: date | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Worry:
    """That somebody worries after a referral, and about whom; the words are read apart."""

    id: int
    written_at: datetime
    by_handle: str
    by: str
    about_handle: str
    about: str
