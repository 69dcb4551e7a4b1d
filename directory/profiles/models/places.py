"""Where somebody works: what may be shown, and apart from it the exact address."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
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
    """The address behind a place, for its owner and for those to whom it was released."""

    __tablename__ = "place_exact"

    place_id: Mapped[int] = mapped_column(
        ForeignKey("places.id", ondelete="CASCADE"), primary_key=True
    )
    street: Mapped[str] = mapped_column(LINE, default="")
    postal_code: Mapped[str] = mapped_column(String(12), default="")


class OnlineRegion(Model):
    """A jurisdiction in which visits by video are offered."""

    __tablename__ = "online_regions"

    listing_id: Mapped[int] = owner_in_key()
    region: Mapped[str] = mapped_column(String(10), primary_key=True)
