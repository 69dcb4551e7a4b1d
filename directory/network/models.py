"""Edits over the shipped files, the number that moves with them, unknown words, unmet needs."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Model
from directory.network.closed_sets import Unmet
from directory.vocabulary.overlay_rows import EditKind


class NetworkRevision(Model):
    """One row: a number that every edit moves on, so that each process sees it."""

    __tablename__ = "network_revision"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]


class NetworkEdit(Model):
    """One edit of a row of a shipped file; it stays when it was undone, as history."""

    __tablename__ = "network_edits"
    __table_args__ = (
        CheckConstraint("length(file) > 0 AND length(row_name) > 0", name="names_a_row"),
        CheckConstraint("(undone_at IS NULL) = (undone_by = '')", name="undone_by_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[EditKind]
    file: Mapped[str] = mapped_column(String(40), index=True)
    row_name: Mapped[str] = mapped_column(String(200))
    column_name: Mapped[str] = mapped_column(String(40))
    value: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    """Where it is from, or why: other curators read it."""
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(22))
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(String(22))


class UnknownWord(Model):
    """A word that somebody chose to tell the network about; nothing links it to anybody.

    The word is the key: no number tells which words came one after the other.
    """

    __tablename__ = "unknown_words"
    __table_args__ = (
        CheckConstraint("length(word) > 0", name="says_something"),
        CheckConstraint("times > 0", name="told_at_least_once"),
    )

    word: Mapped[str] = mapped_column(String(60), primary_key=True)
    times: Mapped[int]
    first_on: Mapped[date]
    last_on: Mapped[date]


class UnmetNeed(Model):
    """How often nobody was found, or nobody answered: a counter and no more."""

    __tablename__ = "unmet_needs"
    __table_args__ = (CheckConstraint("times > 0", name="counts_upward"),)

    what: Mapped[Unmet] = mapped_column(primary_key=True)
    issue: Mapped[str] = mapped_column(String(80), primary_key=True)
    discipline: Mapped[str] = mapped_column(String(80), primary_key=True)
    region: Mapped[str] = mapped_column(String(10), primary_key=True)
    quarter: Mapped[str] = mapped_column(String(7), primary_key=True)
    """Such as 2026-Q4."""
    times: Mapped[int]
