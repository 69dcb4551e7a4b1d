"""When a help line was last called by somebody of this network."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Model


class HelpLineCheck(Model):
    """A help line that was found to answer; `line` is a hash of its name and number."""

    __tablename__ = "help_line_checks"
    __table_args__ = (CheckConstraint("length(line) = 16", name="line_is_a_hash"),)

    line: Mapped[str] = mapped_column(String(16), primary_key=True)
    checked_on: Mapped[date]
    checked_by: Mapped[str] = mapped_column(String(22))
