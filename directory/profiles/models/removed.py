"""Who left or was removed: kept as keyed hashes, so that no import brings anybody back."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Model
from directory.profiles.closed_sets import RemovedBecause, RemovedBy


class RemovedPerson(Model):
    """One trait of somebody who is gone; several rows stand for one person."""

    __tablename__ = "removed_people"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    trait: Mapped[RemovedBy]
    because: Mapped[RemovedBecause]
    removed_on: Mapped[date]
