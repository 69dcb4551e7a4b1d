"""What only a center has: services tied to a person and their credential, and ways of working."""

from __future__ import annotations

from datetime import date

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Model
from directory.profiles.models.columns import LINE, WORD, owner_in_key


class CenterService(Model):
    """What somebody does at a center, by the credential that permits it."""

    __tablename__ = "center_services"
    __table_args__ = (
        # Whoever is no longer of the house has no services there.
        ForeignKeyConstraint(
            ["center_id", "person_id"],
            ["affiliations.center_id", "affiliations.person_id"],
            ondelete="CASCADE",
        ),
        # Both columns together, so that nobody works by another person's licence.
        ForeignKeyConstraint(
            ["credential_id", "person_id"],
            ["credentials.id", "credentials.listing_id"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("center_id", "person_id", "modality"),
        CheckConstraint("length(modality) > 0", name="modality_is_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(22), unique=True)
    center_id: Mapped[int] = mapped_column(index=True)
    person_id: Mapped[int] = mapped_column(index=True)
    credential_id: Mapped[int] = mapped_column(index=True)
    modality: Mapped[str] = mapped_column(WORD)
    detail: Mapped[str] = mapped_column(LINE, default="")
    person_confirmed_on: Mapped[date | None]


class AffiliationRefusal(Model):
    """Somebody who said no to a center, so that the same center does not ask again."""

    __tablename__ = "affiliation_refusals"
    __table_args__ = (CheckConstraint("center_id <> person_id", name="center_is_not_the_person"),)

    center_id: Mapped[int] = owner_in_key()
    person_id: Mapped[int] = mapped_column(
        ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    refused_on: Mapped[date]


class IntegrationBacking(Model):
    """What backs a way in which a center says that it works together."""

    __tablename__ = "integration_backings"
    __table_args__ = (CheckConstraint("length(trim(backing)) > 0", name="backing_is_given"),)

    listing_id: Mapped[int] = owner_in_key()
    way: Mapped[str] = mapped_column(WORD, primary_key=True)
    backing: Mapped[str] = mapped_column(LINE)
