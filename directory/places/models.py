"""The tables of the gazetteer: towns, postal areas, and the names that people call them by."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Model


class PlaceKind(StrEnum):
    """What an entry of the gazetteer is."""

    TOWN = "town"
    POSTAL_AREA = "postal-area"


class GazetteerPlace(Model):
    """A town or a postal area with the point that stands for it."""

    __tablename__ = "gazetteer_places"
    __table_args__ = (
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude_in_range"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude_in_range"),
        # The middle of the Gulf of Guinea is what a missing coordinate looks like.
        CheckConstraint("latitude <> 0 OR longitude <> 0", name="point_is_known"),
        CheckConstraint("uncertainty_km > 0", name="uncertainty_positive"),
        CheckConstraint("population >= 0", name="population_not_negative"),
        CheckConstraint(
            "(kind = 'postal-area') = (postal_code IS NOT NULL)", name="postal_area_has_code"
        ),
        Index("ix_gazetteer_places_postal_code_country", "postal_code", "country"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PlaceKind]
    name: Mapped[str] = mapped_column(String(200))
    region: Mapped[str] = mapped_column(String(10))
    """ISO 3166-2 where it is known, else the country alone."""
    country: Mapped[str] = mapped_column(String(2))
    postal_code: Mapped[str | None] = mapped_column(String(10))
    latitude: Mapped[float]
    longitude: Mapped[float]
    uncertainty_km: Mapped[float]
    population: Mapped[int] = mapped_column(default=0)
    names: Mapped[str] = mapped_column(Text, default="")
    """What a town is called, folded so that spellings meet, with | between."""
    is_one_building: Mapped[bool] = mapped_column(default=False)
    """A ZIP of one post office or one company: its point would be somebody's door."""


class GazetteerSource(Model):
    """From which release of which source the gazetteer was read, and to whom thanks are due."""

    __tablename__ = "gazetteer_sources"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    version: Mapped[str] = mapped_column(String(80))
    attribution: Mapped[str] = mapped_column(String(300))
    imported_at: Mapped[datetime]
