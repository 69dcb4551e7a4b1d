"""What a listing states about itself: openings, fees, answers, languages, times, contacts."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Model
from directory.matching.listing import CapacityStatus, LanguageLevel
from directory.profiles.closed_sets import (
    Audience,
    ConfirmedBy,
    ContactKind,
    DatedFact,
    PracticeType,
    ProgramKind,
    TermUse,
    Topic,
)
from directory.profiles.models.columns import LINE, WORD, owner, owner_in_key


class Availability(Model):
    """Whether new clients are taken; its date and its witness are in `confirmations`."""

    __tablename__ = "availabilities"
    __table_args__ = (
        CheckConstraint("wait_days >= 0", name="wait_not_negative"),
        CheckConstraint("weekly_openings >= 0", name="openings_not_negative"),
        CheckConstraint("status <> 'closed' OR wait_days IS NULL", name="closed_has_no_wait"),
    )

    listing_id: Mapped[int] = owner_in_key()
    status: Mapped[CapacityStatus]
    wait_days: Mapped[int | None]
    weekly_openings: Mapped[int | None]


class Fees(Model):
    """What a session costs, in whole units of the currency."""

    __tablename__ = "fees"
    __table_args__ = (
        CheckConstraint("fee >= 0", name="fee_not_negative"),
        CheckConstraint("sliding_min >= 0", name="sliding_not_negative"),
        CheckConstraint("sliding_min <= fee", name="sliding_not_above_fee"),
        CheckConstraint("session_minutes > 0", name="minutes_positive"),
    )

    listing_id: Mapped[int] = owner_in_key()
    fee: Mapped[float | None]
    currency: Mapped[str] = mapped_column(String(3))
    session_minutes: Mapped[int | None]
    sliding_min: Mapped[float | None]
    superbill: Mapped[bool | None]


class Confirmation(Model):
    """When a kind of fact was last confirmed, and by whom."""

    __tablename__ = "confirmations"

    listing_id: Mapped[int] = owner_in_key()
    fact: Mapped[DatedFact] = mapped_column(primary_key=True)
    confirmed_on: Mapped[date]
    confirmed_by: Mapped[ConfirmedBy]


class StatedFact(Model):
    """A yes or a no to one term; where there is no row, nothing was stated."""

    __tablename__ = "stated_facts"
    __table_args__ = (
        CheckConstraint(
            "NOT is_focus OR (topic = 'population' AND is_yes)", name="focus_is_a_yes_to_people"
        ),
    )

    listing_id: Mapped[int] = owner_in_key()
    topic: Mapped[Topic] = mapped_column(primary_key=True)
    term: Mapped[str] = mapped_column(WORD, primary_key=True)
    position: Mapped[int]
    is_yes: Mapped[bool]
    is_focus: Mapped[bool] = mapped_column(default=False)


class ListingTerm(Model):
    """A term that a listing names: what it refers on, would rather not take, how it integrates."""

    __tablename__ = "listing_terms"

    listing_id: Mapped[int] = owner_in_key()
    use: Mapped[TermUse] = mapped_column(primary_key=True)
    term: Mapped[str] = mapped_column(WORD, primary_key=True)
    position: Mapped[int]


class SpokenLanguage(Model):
    """A language in which sessions are held."""

    __tablename__ = "listing_languages"

    listing_id: Mapped[int] = owner_in_key()
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    position: Mapped[int]
    level: Mapped[LanguageLevel]


class WeeklyTimeRow(Model):
    """A weekly time, weekday 0 being Monday, in minutes from midnight at the place."""

    __tablename__ = "weekly_times"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_in_range"),
        CheckConstraint(
            "start_minute >= 0 AND start_minute < end_minute AND end_minute <= 1440",
            name="time_has_length",
        ),
    )

    listing_id: Mapped[int] = owner_in_key()
    weekday: Mapped[int] = mapped_column(primary_key=True)
    start_minute: Mapped[int] = mapped_column(primary_key=True)
    end_minute: Mapped[int]


class SessionLength(Model):
    """A length of session that is offered, in minutes."""

    __tablename__ = "session_lengths"
    __table_args__ = (CheckConstraint("minutes BETWEEN 5 AND 600", name="minutes_plausible"),)

    listing_id: Mapped[int] = owner_in_key()
    minutes: Mapped[int] = mapped_column(primary_key=True)


class Commitment(Model):
    """A commitment such as trauma-informed, and what backs it."""

    __tablename__ = "commitments"

    listing_id: Mapped[int] = owner_in_key()
    commitment: Mapped[str] = mapped_column(WORD, primary_key=True)
    position: Mapped[int]
    backing: Mapped[str] = mapped_column(LINE, default="")


class Practice(Model):
    """A kind of practice, medical, sports or spa, and what backs it."""

    __tablename__ = "practice_types"

    listing_id: Mapped[int] = owner_in_key()
    practice: Mapped[PracticeType] = mapped_column(primary_key=True)
    position: Mapped[int]
    backing: Mapped[str] = mapped_column(LINE, default="")


class Program(Model):
    """Something that several people come to together: a group, a program, a class."""

    __tablename__ = "programs"
    __table_args__ = (
        UniqueConstraint("listing_id", "title"),
        CheckConstraint("length(title) > 0", name="title_is_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = owner()
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[ProgramKind]
    for_whom: Mapped[str] = mapped_column(LINE, default="")
    schedule: Mapped[str] = mapped_column(LINE, default="")
    price: Mapped[str] = mapped_column(LINE, default="")
    about: Mapped[str] = mapped_column(Text, default="")


class Contact(Model):
    """A way to reach somebody, and who may see it; nobody, unless the owner says otherwise."""

    __tablename__ = "contacts"
    __table_args__ = (CheckConstraint("length(value) > 0", name="value_is_given"),)

    listing_id: Mapped[int] = owner_in_key()
    kind: Mapped[ContactKind] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(LINE)
    audience: Mapped[Audience] = mapped_column(default=Audience.NOBODY)


class ReferralCounts(Model):
    """Referrals asked, accepted and closed with an answer; of the demo until referrals exist."""

    __tablename__ = "referral_counts"
    __table_args__ = (
        CheckConstraint("asked >= accepted AND accepted >= closed", name="counts_are_nested"),
        CheckConstraint("closed >= 0 AND recent_30d >= 0", name="counts_not_negative"),
    )

    listing_id: Mapped[int] = owner_in_key()
    asked: Mapped[int] = mapped_column(default=0)
    accepted: Mapped[int] = mapped_column(default=0)
    closed: Mapped[int] = mapped_column(default=0)
    recent_30d: Mapped[float] = mapped_column(default=0.0)
