"""Where somebody works: what may be shown, and apart from it the exact address."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.db import Model
from directory.profiles.listing import Visibility
from directory.profiles.models.columns import LINE, OWN_ROWS, owner, owner_in_key


class Place(Model):
    """A place of work as it may be shown; `place_exact` knows the door."""

    __tablename__ = "places"
    __table_args__ = (
        UniqueConstraint("listing_id", "label"),
        CheckConstraint(
            "visibility = 'exact' OR (public_street IS NULL AND public_postal_code IS NULL)",
            name="hidden_place_shows_no_address",
        ),
        CheckConstraint(
            "(public_latitude IS NULL) = (public_longitude IS NULL)", name="point_has_both"
        ),
        CheckConstraint("public_latitude BETWEEN -90 AND 90", name="latitude_in_range"),
        CheckConstraint("public_longitude BETWEEN -180 AND 180", name="longitude_in_range"),
        CheckConstraint("uncertainty_km >= 0", name="uncertainty_not_negative"),
        CheckConstraint("center_id IS NULL OR center_id <> listing_id", name="not_own_center"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = owner()
    position: Mapped[int]
    label: Mapped[str] = mapped_column(String(120), default="")
    city: Mapped[str] = mapped_column(String(120), default="")
    region: Mapped[str] = mapped_column(String(10), default="")
    country: Mapped[str] = mapped_column(String(2))
    visibility: Mapped[Visibility]
    public_street: Mapped[str | None] = mapped_column(LINE)
    public_postal_code: Mapped[str | None] = mapped_column(String(12))
    public_latitude: Mapped[float | None]
    public_longitude: Mapped[float | None]
    uncertainty_km: Mapped[float] = mapped_column(default=0.0)
    center_id: Mapped[int | None] = mapped_column(
        ForeignKey("listings.id", ondelete="SET NULL"), index=True
    )
    exact: Mapped[PlaceExact | None] = relationship(cascade=OWN_ROWS)


class PlaceExact(Model):
    """The address behind a place, encrypted, for its owner and whoever it was given to."""

    __tablename__ = "place_exact"

    place_id: Mapped[int] = mapped_column(
        ForeignKey("places.id", ondelete="CASCADE"), primary_key=True
    )
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """Street and postal code; read and written by `profiles.exact_addresses` alone."""


class AddressGrant(Model):
    """The exact address of one place, given by its owner to one member."""

    __tablename__ = "address_grants"
    __table_args__ = (
        CheckConstraint("revoked_at IS NULL OR revoked_at >= given_at", name="revoked_later"),
        Index(
            "uq_address_grants_standing",
            "place_id",
            "to_account_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(22), unique=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id", ondelete="CASCADE"), index=True)
    to_account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    given_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    """When it was last looked at."""
    revoked_at: Mapped[datetime | None]


class OnlineRegion(Model):
    """A jurisdiction in which visits by video are offered."""

    __tablename__ = "online_regions"

    listing_id: Mapped[int] = owner_in_key()
    region: Mapped[str] = mapped_column(String(10), primary_key=True)
