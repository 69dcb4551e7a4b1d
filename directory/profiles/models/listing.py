"""The listing itself, the facts of which there is one, and who works where."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.db import Model
from directory.matching.need import Kind
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models.columns import OWN_ROWS, WORD, owner_in_key

if TYPE_CHECKING:
    from directory.profiles.models.credentials import (
        Credential,
        OfferedModality,
        Specialty,
        Training,
    )
    from directory.profiles.models.facts import (
        Availability,
        Commitment,
        Confirmation,
        Contact,
        Fees,
        ListingTerm,
        Practice,
        Program,
        ReferralCounts,
        SessionLength,
        SpokenLanguage,
        StatedFact,
        WeeklyTimeRow,
    )
    from directory.profiles.models.places import OnlineRegion, Place


class Listing(Model):
    """A practitioner or a center, and the facts of which there is one."""

    __tablename__ = "listings"
    __table_args__ = (
        CheckConstraint("length(trim(name)) > 0", name="name_is_given"),
        CheckConstraint("handle = lower(handle) AND length(handle) > 0", name="handle_is_lower"),
        CheckConstraint(
            "status <> 'published' OR is_invented OR consented_on IS NOT NULL",
            name="published_with_consent",
        ),
        CheckConstraint(
            "status <> 'published' OR published_on IS NOT NULL", name="published_has_date"
        ),
        CheckConstraint(
            "status <> 'suspended' OR (suspended_on IS NOT NULL AND length(suspended_reason) > 0)",
            name="suspended_has_reason",
        ),
        CheckConstraint("home_visit_km >= 0", name="home_visit_not_negative"),
        CheckConstraint(
            "(pressure_from IS NULL) = (pressure_to IS NULL)", name="pressure_has_both_ends"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(WORD, unique=True)
    kind: Mapped[Kind]
    name: Mapped[str] = mapped_column(String(200))
    pronouns: Mapped[str | None] = mapped_column(WORD)
    status: Mapped[ListingStatus] = mapped_column(default=ListingStatus.DRAFT, index=True)
    is_invented: Mapped[bool] = mapped_column(default=False)
    needs_review: Mapped[str] = mapped_column(Text, default="")
    """What a curator should look at before publishing, a line for each remark."""
    home_visit_km: Mapped[float | None]
    pressure_from: Mapped[str | None] = mapped_column(WORD)
    pressure_to: Mapped[str | None] = mapped_column(WORD)
    setting: Mapped[str] = mapped_column(Text, default="")
    strong_emotion: Mapped[str] = mapped_column(Text, default="")
    about: Mapped[str] = mapped_column(Text, default="")
    approach: Mapped[str] = mapped_column(Text, default="")
    provides: Mapped[str] = mapped_column(Text, default="")
    does_not_provide: Mapped[str] = mapped_column(Text, default="")
    first_visit: Mapped[str] = mapped_column(Text, default="")
    boundaries: Mapped[str] = mapped_column(Text, default="")
    friends_and_family: Mapped[str] = mapped_column(Text, default="")
    is_conversion_practice: Mapped[bool] = mapped_column(default=False)
    joined_on: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    consented_on: Mapped[date | None]
    published_on: Mapped[date | None]
    suspended_on: Mapped[date | None]
    suspended_reason: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime]

    professions: Mapped[list[ListingProfession]] = relationship(
        cascade=OWN_ROWS, order_by="ListingProfession.position"
    )
    credentials: Mapped[list[Credential]] = relationship(
        cascade=OWN_ROWS, order_by="Credential.position", foreign_keys="Credential.listing_id"
    )
    trainings: Mapped[list[Training]] = relationship(cascade=OWN_ROWS, order_by="Training.position")
    specialties: Mapped[list[Specialty]] = relationship(
        cascade=OWN_ROWS, order_by="Specialty.position"
    )
    modalities: Mapped[list[OfferedModality]] = relationship(
        cascade=OWN_ROWS, order_by="OfferedModality.position"
    )
    places: Mapped[list[Place]] = relationship(
        cascade=OWN_ROWS, order_by="Place.position", foreign_keys="Place.listing_id"
    )
    online_regions: Mapped[list[OnlineRegion]] = relationship(
        cascade=OWN_ROWS, order_by="OnlineRegion.region"
    )
    availability: Mapped[Availability | None] = relationship(cascade=OWN_ROWS)
    fees: Mapped[Fees | None] = relationship(cascade=OWN_ROWS)
    confirmations: Mapped[list[Confirmation]] = relationship(cascade=OWN_ROWS)
    stated_facts: Mapped[list[StatedFact]] = relationship(
        cascade=OWN_ROWS, order_by="StatedFact.position"
    )
    terms: Mapped[list[ListingTerm]] = relationship(
        cascade=OWN_ROWS, order_by="ListingTerm.position"
    )
    languages: Mapped[list[SpokenLanguage]] = relationship(
        cascade=OWN_ROWS, order_by="SpokenLanguage.position"
    )
    weekly_times: Mapped[list[WeeklyTimeRow]] = relationship(cascade=OWN_ROWS)
    session_lengths: Mapped[list[SessionLength]] = relationship(
        cascade=OWN_ROWS, order_by="SessionLength.minutes"
    )
    commitments: Mapped[list[Commitment]] = relationship(
        cascade=OWN_ROWS, order_by="Commitment.position"
    )
    practices: Mapped[list[Practice]] = relationship(cascade=OWN_ROWS, order_by="Practice.position")
    programs: Mapped[list[Program]] = relationship(cascade=OWN_ROWS, order_by="Program.position")
    contacts: Mapped[list[Contact]] = relationship(cascade=OWN_ROWS)
    referral_counts: Mapped[ReferralCounts | None] = relationship(cascade=OWN_ROWS)


class ListingProfession(Model):
    """A profession of the listing; the first counts where only one can."""

    __tablename__ = "listing_professions"

    listing_id: Mapped[int] = owner_in_key()
    profession: Mapped[str] = mapped_column(WORD, primary_key=True)
    position: Mapped[int]


class Affiliation(Model):
    """Somebody who works at a center; current only once both sides have said so."""

    __tablename__ = "affiliations"
    __table_args__ = (
        CheckConstraint("center_id <> person_id", name="center_is_not_the_person"),
        CheckConstraint(
            "ended_on IS NULL OR since IS NULL OR ended_on >= since", name="ends_later"
        ),
    )

    center_id: Mapped[int] = owner_in_key()
    person_id: Mapped[int] = mapped_column(
        ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    role: Mapped[str] = mapped_column(String(120), default="")
    since: Mapped[date | None]
    ended_on: Mapped[date | None]
    is_former: Mapped[bool] = mapped_column(default=False)
    center_confirmed_on: Mapped[date | None]
    person_confirmed_on: Mapped[date | None]


class DoNotMatch(Model):
    """Private: somebody who does not want to be matched with somebody else."""

    __tablename__ = "do_not_match"
    __table_args__ = (CheckConstraint("listing_id <> other_id", name="not_oneself"),)

    listing_id: Mapped[int] = owner_in_key()
    other_id: Mapped[int] = mapped_column(
        ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True, index=True
    )
