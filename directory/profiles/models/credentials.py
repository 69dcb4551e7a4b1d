"""What somebody may do and knows: credentials, training, issues and modalities."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.db import Model
from directory.matching.listing import LicenseStatus, ModalityLevel
from directory.profiles.closed_sets import Backing, CredentialLevel
from directory.profiles.models.columns import LINE, OWN_ROWS, WORD, owner, owner_in_key


class Credential(Model):
    """A licence, registration or certificate with its exact protected title."""

    __tablename__ = "credentials"
    __table_args__ = (
        # What a modality points at, so that it can only be a credential of the same listing.
        UniqueConstraint("id", "listing_id", name="uq_credentials_id_listing_id"),
        UniqueConstraint("listing_id", "profession", "jurisdiction", "title"),
        CheckConstraint("length(title) > 0", name="title_is_given"),
        CheckConstraint("checked_where = '' OR checked_on IS NOT NULL", name="check_has_date"),
        CheckConstraint(
            "status <> 'not-checked' OR checked_on IS NULL", name="not_checked_has_no_check"
        ),
        CheckConstraint(
            "supervisor_confirmed_on IS NULL OR supervisor_name <> ''",
            name="confirmed_supervisor_is_named",
        ),
        CheckConstraint(
            "supervisor_id IS NULL OR supervisor_id <> listing_id", name="not_own_supervisor"
        ),
        # The compacts give a privilege to independent licences only.
        CheckConstraint(
            "NOT is_compact_privilege OR level = 'independent'",
            name="compact_privilege_is_independent",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = owner()
    position: Mapped[int]
    profession: Mapped[str] = mapped_column(WORD)
    jurisdiction: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(120))
    level: Mapped[CredentialLevel]
    status: Mapped[LicenseStatus]
    body: Mapped[str] = mapped_column(LINE, default="")
    number: Mapped[str | None] = mapped_column(WORD)
    expires_on: Mapped[date | None]
    checked_on: Mapped[date | None]
    checked_where: Mapped[str] = mapped_column(LINE, default="")
    supervisor_id: Mapped[int | None] = mapped_column(
        ForeignKey("listings.id", ondelete="SET NULL"), index=True
    )
    supervisor_name: Mapped[str] = mapped_column(String(200), default="")
    supervisor_confirmed_on: Mapped[date | None]
    is_compact_privilege: Mapped[bool] = mapped_column(default=False)


class Training(Model):
    """A training, apart from any licence; it never widens a scope of practice."""

    __tablename__ = "trainings"
    __table_args__ = (
        UniqueConstraint("listing_id", "what", "school"),
        CheckConstraint("length(what) > 0", name="what_is_given"),
        CheckConstraint("hours > 0", name="hours_positive"),
        CheckConstraint("year BETWEEN 1930 AND 2100", name="year_is_plausible"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = owner()
    position: Mapped[int]
    what: Mapped[str] = mapped_column(LINE)
    school: Mapped[str] = mapped_column(LINE, default="")
    country: Mapped[str] = mapped_column(WORD, default="")
    year: Mapped[int | None]
    hours: Mapped[int | None]
    level: Mapped[str] = mapped_column(WORD, default="")
    instructor: Mapped[str] = mapped_column(String(200), default="")
    issues: Mapped[list[TrainingIssue]] = relationship(
        cascade=OWN_ROWS, order_by="TrainingIssue.position"
    )
    modalities: Mapped[list[TrainingModality]] = relationship(
        cascade=OWN_ROWS, order_by="TrainingModality.position"
    )


class TrainingIssue(Model):
    """An issue that a training was about."""

    __tablename__ = "training_issues"

    training_id: Mapped[int] = mapped_column(
        ForeignKey("trainings.id", ondelete="CASCADE"), primary_key=True
    )
    issue: Mapped[str] = mapped_column(WORD, primary_key=True)
    position: Mapped[int]


class TrainingModality(Model):
    """A modality that a training taught."""

    __tablename__ = "training_modalities"

    training_id: Mapped[int] = mapped_column(
        ForeignKey("trainings.id", ondelete="CASCADE"), primary_key=True
    )
    modality: Mapped[str] = mapped_column(WORD, primary_key=True)
    position: Mapped[int]


class Specialty(Model):
    """An issue somebody works with, whether it is a focus, and what backs that."""

    __tablename__ = "specialties"

    listing_id: Mapped[int] = owner_in_key()
    issue: Mapped[str] = mapped_column(WORD, primary_key=True)
    position: Mapped[int]
    is_focus: Mapped[bool]
    backing: Mapped[Backing] = mapped_column(default=Backing.SELF_STATED)
    detail: Mapped[str] = mapped_column(LINE, default="")


class OfferedModality(Model):
    """A modality with its level, and the credential that permits it where one is needed."""

    __tablename__ = "listing_modalities"
    __table_args__ = (
        # Both columns together, so that nobody stands on another person's licence.
        ForeignKeyConstraint(
            ["credential_id", "listing_id"], ["credentials.id", "credentials.listing_id"]
        ),
    )

    listing_id: Mapped[int] = owner_in_key()
    modality: Mapped[str] = mapped_column(WORD, primary_key=True)
    position: Mapped[int]
    level: Mapped[ModalityLevel]
    credential_id: Mapped[int | None] = mapped_column(index=True)
    credential: Mapped[Credential | None] = relationship(
        foreign_keys=[credential_id],
        primaryjoin="OfferedModality.credential_id == Credential.id",
    )
