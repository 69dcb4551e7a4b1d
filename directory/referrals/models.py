"""The tables of referrals: where each stands, its names, permission, words, openings and meetings.

What somebody wrote is encrypted by field and erased after the end; the skeleton without words
stays, so that the log of who opened what holds.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column, relationship

from directory.db import Model
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

REFERENCE = String(22)
DIGEST = String(64)
ENDED = "state IN ('closed', 'withdrawn', 'expired')"


def _of_referral() -> MappedColumn[int]:
    return mapped_column(ForeignKey("referrals.id", ondelete="CASCADE"), index=True)


def _somebody() -> MappedColumn[int | None]:
    """A listing that may leave the network; the row stays without it."""
    return mapped_column(ForeignKey("listings.id", ondelete="SET NULL"), index=True)


class Referral(Model):
    """A referral, or a colleague asked for advice without a client."""

    __tablename__ = "referrals"
    __table_args__ = (
        CheckConstraint(f"({ENDED}) = (ended_at IS NOT NULL)", name="end_has_date"),
        CheckConstraint("(state = 'closed') = (outcome IS NOT NULL)", name="closed_has_outcome"),
        CheckConstraint(
            "(state = 'withdrawn') = (end_reason IS NOT NULL)", name="withdrawn_has_reason"
        ),
        CheckConstraint(f"({ENDED}) = (next_on IS NULL)", name="next_step_until_the_end"),
        CheckConstraint(
            "erased_at IS NULL OR (content IS NULL AND plan IS NULL AND ended_at IS NOT NULL)",
            name="erased_is_empty",
        ),
        CheckConstraint("version >= 0 AND done >= 0 AND position >= 0", name="counts_upward"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(REFERENCE, unique=True)
    kind: Mapped[ReferralKind]
    sender_id: Mapped[int] = mapped_column(
        ForeignKey("listings.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[State] = mapped_column(default=State.DRAFT)
    version: Mapped[int] = mapped_column(default=0)
    """Counts every change; a change that saw an older count is refused."""
    position: Mapped[int] = mapped_column(default=0)
    """Which name of the list has it now."""
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    plan: Mapped[bytes | None] = mapped_column(LargeBinary)
    is_part2: Mapped[bool] = mapped_column(default=False)
    since: Mapped[date]
    """From which day an answer is due; a day to come where somebody named one."""
    done: Mapped[int] = mapped_column(default=0)
    """How many of the steps of time were taken since."""
    next_on: Mapped[date | None] = mapped_column(index=True)
    phrase_hash: Mapped[str | None] = mapped_column(DIGEST, unique=True)
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None]
    end_reason: Mapped[EndReason | None]
    erased_at: Mapped[datetime | None]

    names: Mapped[list[ReferralName]] = relationship(
        order_by="ReferralName.position", viewonly=True
    )
    """Who may be asked, in order; whoever writes to that table lets it be read anew."""


class ReferralName(Model):
    """One of those who may be asked, in the sender's order; also somebody who is no member."""

    __tablename__ = "referral_names"
    __table_args__ = (
        UniqueConstraint("referral_id", "position", name="uq_referral_names_position"),
        CheckConstraint("(status = 'declined') = (reason IS NOT NULL)", name="declined_has_reason"),
        CheckConstraint(
            "reached_by = 'desk' OR listing_id IS NULL", name="members_are_reached_at_their_desk"
        ),
        CheckConstraint(
            "(link_hash IS NULL) = (link_expires_at IS NULL)", name="link_has_an_expiry"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = _of_referral()
    position: Mapped[int]
    listing_id: Mapped[int | None] = _somebody()
    outside: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Name and address of somebody who is no member, encrypted."""
    reached_by: Mapped[ReachedBy]
    status: Mapped[NameStatus] = mapped_column(default=NameStatus.WAITING)
    reason: Mapped[DeclineReason | None]
    asked_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    cautions_answered_at: Mapped[datetime | None]
    link_hash: Mapped[str | None] = mapped_column(DIGEST, unique=True)
    link_expires_at: Mapped[datetime | None]
    link_opened_at: Mapped[datetime | None]


class ReferralConsent(Model):
    """The client's permission: the six parts of an authorization (45 CFR 164.508(c))."""

    __tablename__ = "referral_consents"
    __table_args__ = (
        CheckConstraint("expires_on >= signed_on", name="expires_later"),
        CheckConstraint(
            "length(what) > 0 AND length(given_to) > 0 AND length(why) > 0", name="has_all_parts"
        ),
        CheckConstraint("was_told", name="client_was_told"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = _of_referral()
    what: Mapped[str] = mapped_column(String(40))
    given_by: Mapped[int | None] = _somebody()
    given_to: Mapped[str] = mapped_column(Text)
    """Positions of the list, with commas between; a name added later is not among them."""
    why: Mapped[str] = mapped_column(String(40))
    signed_on: Mapped[date]
    signed_by: Mapped[SignedBy]
    expires_on: Mapped[date]
    was_told: Mapped[bool]
    """That it can be revoked, is no condition of care, and may be passed on."""
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[Side | None]


class ReferralEntry(Model):
    """One line of the thread: a move, a step of time, or words."""

    __tablename__ = "referral_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = _of_referral()
    at: Mapped[datetime]
    side: Mapped[Side]
    listing_id: Mapped[int | None] = _somebody()
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    detail: Mapped[str] = mapped_column(String(80), default="")
    """A word of a closed set, a date or a number; never words of a person."""
    words: Mapped[bytes | None] = mapped_column(LargeBinary)


class ReferralOpening(Model):
    """Who opened the content, when and for what."""

    __tablename__ = "referral_openings"

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = _of_referral()
    at: Mapped[datetime]
    side: Mapped[Side]
    listing_id: Mapped[int | None] = _somebody()
    session_reference: Mapped[str] = mapped_column(String(22), default="")
    """In which signed-in session, so that it stays open there for a while and nowhere else."""
    purpose: Mapped[Purpose]


class JointSession(Model):
    """A session with both practitioners: the times that one side can, and the one chosen."""

    __tablename__ = "referral_joint_sessions"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 15 AND 240", name="minutes_are_a_session"),
        CheckConstraint("length(times) > 0", name="times_are_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(REFERENCE, unique=True)
    referral_id: Mapped[int] = _of_referral()
    proposed_by: Mapped[Side]
    times: Mapped[str] = mapped_column(Text)
    """Moments in ISO 8601, with spaces between."""
    minutes: Mapped[int]
    chosen: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    made_at: Mapped[datetime]


class ReferralReflection(Model):
    """After the end: what each side found good, and what worries them, for the admin alone."""

    __tablename__ = "referral_reflections"
    __table_args__ = (
        UniqueConstraint("referral_id", "side", name="uq_referral_reflections_once_a_side"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = _of_referral()
    side: Mapped[Side]
    listing_id: Mapped[int | None] = _somebody()
    excited: Mapped[bytes | None] = mapped_column(LargeBinary)
    worried: Mapped[bytes | None] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]
    read_at: Mapped[datetime | None]


class ReferralVisits(Model):
    """How many visits took place, as a number and nothing else, and of how many the sender knows.

    The receiver confirms them; the agreed rhythm of updates is counted in them.
    """

    __tablename__ = "referral_visits"
    __table_args__ = (
        CheckConstraint("told >= 0 AND confirmed >= told", name="told_of_what_took_place"),
    )

    referral_id: Mapped[int] = mapped_column(
        ForeignKey("referrals.id", ondelete="CASCADE"), primary_key=True
    )
    confirmed: Mapped[int] = mapped_column(default=0)
    told: Mapped[int] = mapped_column(default=0)


class AnswerPromise(Model):
    """Within how many working days a practitioner promises to answer a referral."""

    __tablename__ = "referral_answer_promises"
    __table_args__ = (CheckConstraint("days BETWEEN 1 AND 10", name="days_can_be_kept"),)

    listing_id: Mapped[int] = mapped_column(
        ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True
    )
    days: Mapped[int]
