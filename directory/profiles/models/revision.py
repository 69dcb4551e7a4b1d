"""The revision of the directory, and at which one each listing last changed."""

from __future__ import annotations

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Model
from directory.profiles.closed_sets import Subject
from directory.profiles.models.columns import WORD


class DirectoryRevision(Model):
    """One row: a number that every change to a listing or a vouch moves on."""

    __tablename__ = "directory_revision"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]


class DirectoryChange(Model):
    """At which revision something last changed; it stays when the listing is gone."""

    __tablename__ = "directory_changes"

    handle: Mapped[str] = mapped_column(WORD, primary_key=True)
    subject: Mapped[Subject] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(index=True)
